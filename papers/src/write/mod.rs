//! Makes workbooks and CSV files, row by row, in little memory.

mod delimited;
pub(crate) mod workbook;

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime};
use model::text::{Say, Text};
use rust_xlsxwriter::XlsxError;

pub use delimited::{Csv, guarded};
pub use workbook::Sheet;

/// What a cell is given. Text is always text: nothing that is written can become a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Out<'a> {
    Empty,
    Text(Cow<'a, str>),
    Whole(i64),
    Decimal(f64),
    /// Money in fen, shown in yuan.
    Fen(i64),
    Day(NaiveDate),
    Moment(NaiveDateTime),
}

impl<'a> Out<'a> {
    pub fn text(text: impl Into<Cow<'a, str>>) -> Out<'a> {
        Out::Text(text.into())
    }
}

/// What a column holds: it decides width, alignment and how new cells in it behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Cells typed into it later stay text too, so an ID number keeps its digits.
    Text,
    Whole,
    Decimal,
    Money,
    Day,
    Moment,
}

/// A column of a sheet to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub heading: String,
    pub kind: Kind,
    /// In widths of a Latin letter; a Chinese character takes two.
    pub width: f64,
    /// Shown when the pointer rests on the heading: how to fill the column in.
    pub note: Option<String>,
}

impl Column {
    pub fn new(heading: impl Into<String>, kind: Kind) -> Column {
        let heading = heading.into();
        let least = match kind {
            Kind::Text | Kind::Money => 14.0,
            Kind::Whole | Kind::Decimal => 10.0,
            Kind::Day => 12.0,
            Kind::Moment => 18.0,
        };
        // Room for the arrow of the filter.
        let width = f64::max(least, units(&heading) as f64 + 4.0);
        Column { heading, kind, width, note: None }
    }

    /// The same column as wide as this.
    pub fn wide(self, width: f64) -> Column {
        Column { width, ..self }
    }

    /// The same column with a note on its heading.
    pub fn noted(self, note: impl Into<String>) -> Column {
        Column { note: Some(note.into()), ..self }
    }
}

/// Width of a text in Latin letters.
pub(crate) fn units(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.say())]
pub enum Unwritten {
    /// A workbook has no room for so many rows or columns.
    Full,
    /// Rows of a sheet must come in rising order, because earlier ones are already on their way.
    Order {
        row: u32,
    },
    Failed {
        reason: String,
    },
}

impl Say for Unwritten {
    fn say(&self) -> Text {
        match self {
            Unwritten::Full => Text::fixed(
                "内容超过一张工作表能容纳的行数或列数。请缩小范围后再导出。",
                "There are more rows or columns than a sheet can hold. Narrow the choice and export again.",
            ),
            Unwritten::Order { row } => Text::new(
                format!("第 {row} 行的次序不对。"),
                format!("Row {row} came out of order."),
            ),
            Unwritten::Failed { reason } => Text::new(
                format!("无法生成文件（{reason}）。请稍后再试。"),
                format!("The file could not be made ({reason}). Try again later."),
            ),
        }
    }
}

impl From<XlsxError> for Unwritten {
    fn from(error: XlsxError) -> Unwritten {
        match error {
            XlsxError::RowColumnLimitError => Unwritten::Full,
            other => Unwritten::Failed { reason: other.to_string() },
        }
    }
}

impl From<csv::Error> for Unwritten {
    fn from(error: csv::Error) -> Unwritten {
        Unwritten::Failed { reason: error.to_string() }
    }
}

impl From<std::io::Error> for Unwritten {
    fn from(error: std::io::Error) -> Unwritten {
        Unwritten::Failed { reason: error.to_string() }
    }
}
