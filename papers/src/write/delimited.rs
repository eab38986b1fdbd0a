use std::{borrow::Cow, io::Write};

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::{Out, Unwritten};

/// A CSV file, written row by row, that Excel and WPS open as UTF-8 and in which nothing acts as a formula.
pub struct Csv<W: Write> {
    rows: Writer<W>,
}

impl<W: Write> Csv<W> {
    /// Begins the file with its headings.
    pub fn new(mut writer: W, headings: &[&str]) -> Result<Csv<W>, Unwritten> {
        writer.write_all("\u{FEFF}".as_bytes())?;
        let rows = WriterBuilder::new()
            .quote_style(QuoteStyle::Always)
            .terminator(Terminator::CRLF)
            .flexible(true)
            .from_writer(writer);
        let mut csv = Csv { rows };
        csv.rows.write_record(headings.iter().map(|heading| guarded(heading).into_owned()))?;
        Ok(csv)
    }

    /// Writes the next row.
    pub fn row(&mut self, cells: &[Out]) -> Result<(), Unwritten> {
        Ok(self.rows.write_record(cells.iter().map(|cell| field(cell).into_owned()))?)
    }

    /// Ends the file and gives back what it was written to.
    pub fn finish(self) -> Result<W, Unwritten> {
        self.rows
            .into_inner()
            .map_err(|error| Unwritten::Failed { reason: error.error().to_string() })
    }
}

/// Numbers and days are of our own making and need no guard: `-5` stays a number.
fn field<'a>(cell: &'a Out) -> Cow<'a, str> {
    match cell {
        Out::Empty => Cow::Borrowed(""),
        Out::Text(text) => guarded(text),
        Out::Whole(value) => Cow::Owned(value.to_string()),
        Out::Decimal(value) if !value.is_finite() => Cow::Borrowed(""),
        Out::Decimal(value) => Cow::Owned(value.to_string()),
        Out::Fen(value) => {
            let sign = if *value < 0 { "-" } else { "" };
            let fen = value.unsigned_abs();
            Cow::Owned(format!("{sign}{}.{:02}", fen / 100, fen % 100))
        }
        Out::Day(day) => Cow::Owned(day.format("%Y-%m-%d").to_string()),
        Out::Moment(moment) => Cow::Owned(moment.format("%Y-%m-%d %H:%M").to_string()),
    }
}

/// Text with an apostrophe before it if a spreadsheet would take it for a formula, also after it has trimmed it.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let unseen = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}')
    };
    let first = |text: &str| text.chars().next().is_some_and(acts);
    if first(text) || first(text.trim_start_matches(unseen)) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A first character that a spreadsheet acts upon, in either width.
fn acts(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠')
}
