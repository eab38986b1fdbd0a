use super::{
    Sink,
    encoding::decode,
    rows::{Rows, place, text},
};
use crate::{Cell, Limits, Refused, Row};

/// Reads text in columns. Blank lines count as rows, as they do when a spreadsheet opens the file.
pub(super) fn read(bytes: &[u8], limits: &Limits, sink: &mut Sink) -> Result<(), Refused> {
    let content = decode(bytes)?;
    let mut rows = Rows::new(limits, sink);
    rows.begin(String::new(), false)?;
    let mut fields =
        Fields { rest: &content, delimiter: delimiter(&content), line: 1, value: String::new() };
    let mut row = Row { number: 1, ..Row::default() };
    let mut column = 0;
    while let Some(end) = fields.next()? {
        place(&mut row, column, cell(&fields.value, limits), limits);
        column = column.saturating_add(1);
        if end == End::Row {
            let number = row.number.saturating_add(1);
            rows.send(std::mem::replace(&mut row, Row { number, ..Row::default() }))?;
            column = 0;
        }
    }
    Ok(())
}

/// A spreadsheet writes `="0012"` to keep leading zeros; that is text.
fn cell(value: &str, limits: &Limits) -> Cell {
    let kept = value.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    text(kept.filter(|inner| !inner.contains('"')).unwrap_or(value), limits)
}

/// The delimiter that occurs most in the first lines, outside quotes.
fn delimiter(content: &str) -> char {
    let mut counts = [(',', 0), ('\t', 0), (';', 0)];
    let mut quoted = false;
    for c in content.chars().take(16 << 10) {
        if c == '"' {
            quoted = !quoted;
        }
        if let Some((_, count)) =
            counts.iter_mut().find(|(delimiter, _)| *delimiter == c && !quoted)
        {
            *count += 1;
        }
    }
    // Of equals the first wins: a comma.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(',', |(delimiter, _)| *delimiter)
}

#[derive(Debug, PartialEq)]
enum End {
    Field,
    Row,
}

/// Walks the fields of the text. A quote inside an unquoted field is a character like any other.
struct Fields<'a> {
    rest: &'a str,
    delimiter: char,
    line: usize,
    value: String,
}

impl Fields<'_> {
    /// Moves to the next field, found in `value`.
    fn next(&mut self) -> Result<Option<End>, Refused> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        self.value.clear();
        if let Some(rest) = self.rest.strip_prefix('"') {
            self.rest = rest;
            self.quoted()?;
        }
        let stop = [self.delimiter, '\r', '\n'];
        let length = self.rest.find(stop).unwrap_or(self.rest.len());
        self.value.push_str(&self.rest[..length]);
        self.rest = &self.rest[length..];
        if let Some(rest) = self.rest.strip_prefix(self.delimiter) {
            self.rest = rest;
            // A delimiter at the very end opens a last, empty field that need not be told.
            return Ok(Some(if rest.is_empty() { End::Row } else { End::Field }));
        }
        self.rest = self
            .rest
            .strip_prefix("\r\n")
            .or(self.rest.strip_prefix(['\r', '\n']))
            .unwrap_or(self.rest);
        self.line += 1;
        Ok(Some(End::Row))
    }

    /// The part between quotes; two quotes stand for one.
    fn quoted(&mut self) -> Result<(), Refused> {
        let opened = self.line;
        loop {
            let Some(length) = self.rest.find('"') else {
                return Err(Refused::OpenQuote { line: opened });
            };
            self.value.push_str(&self.rest[..length]);
            self.line += self.rest[..length].matches('\n').count();
            self.rest = &self.rest[length + 1..];
            let Some(rest) = self.rest.strip_prefix('"') else { return Ok(()) };
            self.value.push('"');
            self.rest = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::Event;

    fn rows(content: &str) -> Vec<(u32, Vec<String>)> {
        let mut found = Vec::new();
        let mut sink = |event| {
            if let Event::Row(row) = event {
                let cells = row.cells.iter().map(|cell| cell.text().unwrap_or_default()).collect();
                found.push((row.number, cells));
            }
            ControlFlow::Continue(())
        };
        read(content.as_bytes(), &Limits::default(), &mut sink).unwrap();
        found
    }

    fn check(content: &str, expected: &[(u32, &[&str])]) {
        let expected: Vec<(u32, Vec<String>)> = expected
            .iter()
            .map(|(number, cells)| (*number, cells.iter().map(|c| (*c).to_owned()).collect()))
            .collect();
        assert_eq!(rows(content), expected, "{content:?}");
    }

    #[test]
    fn fields_quotes_and_line_breaks() {
        check("a,b\r\nc,d", &[(1, &["a", "b"]), (2, &["c", "d"])]);
        check("a,\"b,\"\"c\"\"\nd\"\n,e,\n", &[(1, &["a", "b,\"c\"\nd"]), (2, &["", "e"])]);
        check("a\"b,\"c\"d\n", &[(1, &["a\"b", "cd"])]);
        check("a\rb\r", &[(1, &["a"]), (2, &["b"])]);
        check("a,", &[(1, &["a"])]);
    }

    #[test]
    fn blank_lines_count_as_rows_but_are_not_told() {
        check("标题\n\n , \n姓名,村\n", &[(1, &["标题"]), (4, &["姓名", "村"])]);
    }

    #[test]
    fn the_delimiter_is_found() {
        check("a;b,c;d\n", &[(1, &["a", "b,c", "d"])]);
        check("a\tb\n\"1;2;3;4\"\tc\n", &[(1, &["a", "b"]), (2, &["1;2;3;4", "c"])]);
        check("只有一列\n", &[(1, &["只有一列"])]);
    }

    #[test]
    fn text_that_kept_its_zeros_by_a_formula_is_text() {
        check("=\"0012\",\"=\"\"0013\"\"\",=1+1\n", &[(1, &["0012", "0013", "=1+1"])]);
    }

    #[test]
    fn an_open_quote_is_refused_with_its_line() {
        let read =
            read(
                "a\nb,\"c\nd\n".as_bytes(),
                &Limits::default(),
                &mut |_| ControlFlow::Continue(()),
            );
        assert_eq!(read, Err(Refused::OpenQuote { line: 2 }));
    }
}
