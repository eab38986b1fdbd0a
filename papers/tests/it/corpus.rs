//! Reading what a test has written.

use std::{io::Cursor, path::PathBuf};

use papers::{Cell, Event, Limits, Place, Refused, Row};

pub(crate) use crate::book::{Book, MAIN, styles, zip};

/// Reads in a child, as a server does.
pub(crate) fn read_with(bytes: Vec<u8>, limits: &Limits) -> Result<Vec<Event>, Refused> {
    let place = Place::Child(PathBuf::from(env!("CARGO_BIN_EXE_read-sheet")));
    place.open(Cursor::new(bytes), limits)?.collect()
}

pub(crate) fn read(bytes: Vec<u8>) -> Result<Vec<Event>, Refused> {
    read_with(bytes, &Limits::default())
}

pub(crate) fn rows(bytes: Vec<u8>) -> Vec<Row> {
    let events = read(bytes).unwrap();
    events
        .into_iter()
        .filter_map(|event| if let Event::Row(row) = event { Some(row) } else { None })
        .collect()
}

pub(crate) fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}
