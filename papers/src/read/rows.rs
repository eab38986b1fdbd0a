use std::borrow::Cow;

use crate::{At, Cell, Event, Limits, Refused, Row};

use super::{Sink, send};

/// Gathers cells into rows and lets only those through that hold something.
pub(super) struct Rows<'a, 'b> {
    limits: &'a Limits,
    sink: &'a mut Sink<'b>,
    sent: u32,
}

impl<'a, 'b> Rows<'a, 'b> {
    pub(super) fn new(limits: &'a Limits, sink: &'a mut Sink<'b>) -> Rows<'a, 'b> {
        Rows { limits, sink, sent: 0 }
    }

    pub(super) fn limits(&self) -> &'a Limits {
        self.limits
    }

    pub(super) fn begin(&mut self, name: String, hidden: bool) -> Result<(), Refused> {
        send(self.sink, Event::Sheet { name, hidden })
    }

    /// Sends a row, unless it is blank; counts it against the limit.
    pub(super) fn send(&mut self, row: Row) -> Result<(), Refused> {
        let blank = row.cells.iter().all(|cell| cell.is_blank() || matches!(cell, Cell::Merged(_)));
        if blank && row.beyond.is_none() {
            return Ok(());
        }
        self.sent += 1;
        if self.sent > self.limits.rows {
            return Err(Refused::TooManyRows { most: self.limits.rows });
        }
        send(self.sink, Event::Row(row))
    }
}

/// Puts a cell in its column, or notes that it lies too far right.
pub(super) fn place(row: &mut Row, column: u32, cell: Cell, limits: &Limits) {
    if matches!(cell, Cell::Empty) {
        return;
    }
    if column >= limits.columns {
        row.beyond = Some(row.beyond.map_or(column, |before| before.min(column)));
        return;
    }
    let index = column as usize;
    if row.cells.len() <= index {
        row.cells.resize(index + 1, Cell::Empty);
    }
    row.cells[index] = cell;
}

/// Text as it is kept: one kind of line break, nothing that cannot be seen, blank text as no text.
pub(super) fn text(raw: &str, limits: &Limits) -> Cell {
    if raw.trim().is_empty() {
        return Cell::Empty;
    }
    // Text of so few bytes cannot have more characters, and counting a long one again and again takes time.
    if raw.len() > limits.characters {
        let characters = raw.chars().count();
        if characters > limits.characters {
            return Cell::Overlong(characters);
        }
    }
    let clean = if raw.contains(is_unseen) {
        Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n").replace(is_removed, ""))
    } else {
        Cow::Borrowed(raw)
    };
    if clean.trim().is_empty() {
        return Cell::Empty;
    }
    Cell::Text(clean.into_owned())
}

fn is_unseen(c: char) -> bool {
    c == '\r' || is_removed(c)
}

/// Control characters, and marks that come along when people paste: two names that look the same must be the same.
fn is_removed(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// A range of merged cells; content stands at its first cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Merge {
    pub from: At,
    pub until: At,
}

/// The merged ranges of a sheet, walked along with its rows.
#[derive(Default)]
pub(super) struct Merges {
    /// Those that have not begun yet, the last one first.
    ahead: Vec<Merge>,
    open: Vec<Merge>,
}

impl Merges {
    pub(super) fn new(mut all: Vec<Merge>) -> Merges {
        all.sort_by_key(|merge| std::cmp::Reverse(merge.from));
        Merges { ahead: all, open: Vec::new() }
    }

    /// Marks the covered cells of a row that holds something. Rows come in rising order.
    pub(super) fn cover(&mut self, row: &mut Row, limits: &Limits) -> Result<(), Refused> {
        let index = row.number - 1;
        while self.ahead.last().is_some_and(|merge| merge.from.row <= index) {
            self.open.extend(self.ahead.pop());
        }
        self.open.retain(|merge| merge.until.row >= index);
        // Ranges may not overlap, so no row can meet more of them than there are columns.
        if self.open.len() > 1 << 14 {
            return Err(Refused::Damaged);
        }
        for merge in &self.open {
            for column in merge.from.column..=merge.until.column.min(limits.columns - 1) {
                let covered = At { row: index, column };
                if covered != merge.from {
                    place(row, column, Cell::Merged(merge.from), limits);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_loses_what_cannot_be_seen() {
        let limits = Limits { characters: 5, ..Limits::default() };
        assert_eq!(text("张\u{200B}三\0\u{202E}", &limits), Cell::Text("张三".into()));
        assert_eq!(text("甲\r\n乙\r", &limits), Cell::Text("甲\n乙\n".into()));
        assert_eq!(text(" \u{3000}\u{FEFF}", &limits), Cell::Empty);
        assert_eq!(text("一二三四五", &limits), Cell::Text("一二三四五".into()));
        assert_eq!(text("一二三四五六", &limits), Cell::Overlong(6));
    }
}
