//! Reads a spreadsheet as a stream of rows. What a file is, its content says, never its name.

mod delimited;
mod encoding;
mod package;
mod rows;
mod sniff;
mod workbook;

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::{Cell, Limits, Refused};

/// What comes out of a file, in the order in which it stands there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Event {
    /// A worksheet begins; the rows that follow are its rows. A CSV file is one sheet without a name.
    Sheet {
        name: String,
        hidden: bool,
    },
    Row(Row),
}

/// A row that holds something. Rows that hold nothing are skipped, however many there are.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Row {
    /// The row's number in the spreadsheet, from 1.
    pub number: u32,
    /// From the first column to the last one that holds something.
    pub cells: Vec<Cell>,
    /// The first column, counted from zero, that holds something but lies too far right to be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond: Option<u32>,
}

/// Takes the events; a break stops the reading.
pub type Sink<'a> = dyn FnMut(Event) -> ControlFlow<()> + 'a;

/// Reads the file and hands over its sheets and rows. A caller who breaks gets [`Refused::Stopped`].
///
/// A hostile file can abort the process or make it panic: a server reads through [`crate::Place::Child`].
pub fn read(bytes: &[u8], limits: &Limits, sink: &mut Sink) -> Result<(), Refused> {
    if bytes.len() > limits.bytes {
        return Err(Refused::TooBig { megabytes: limits.bytes >> 20 });
    }
    match sniff::sniff(bytes)? {
        sniff::Shape::Package => {
            let contents = package::check(bytes, limits)?;
            workbook::read(bytes, &contents, limits, sink)
        }
        sniff::Shape::Text => delimited::read(bytes, limits, sink),
    }
}

fn send(sink: &mut Sink, event: Event) -> Result<(), Refused> {
    match sink(event) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Refused::Stopped),
    }
}
