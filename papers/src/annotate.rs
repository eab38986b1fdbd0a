//! The uploaded sheet given back with what was found wrong in it, each sentence beside its row.

use std::io::Write;

use chrono::{NaiveDate, NaiveDateTime};
use model::text::{Lang, Text};
use rust_xlsxwriter::{Format, FormatBorder, Note, Workbook, Worksheet, XlsxError};

use crate::{
    Cell, Row,
    write::{
        Kind, Out, Unwritten,
        workbook::{begin, format_of, heading_format, plain, write},
    },
};

/// Every note is a drawing and slows the spreadsheet down; after so many the last column alone tells.
const NOTES: u32 = 5_000;
const WRONG: u32 = 0x00FF_C7CE;

/// Something wrong in a row, in one of its cells or as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The cell's column, counted from zero.
    pub column: Option<u32>,
    pub text: Text,
}

/// A copy of a sheet: each row in its place, wrong cells coloured and noted, and a last column that says what is wrong.
///
/// A corrected copy can be uploaded as it is: columns keep their letters and headings, and new cells stay text.
pub struct Annotated {
    book: Workbook,
    lang: Lang,
    /// Where the sentences stand: right of the last column of the original.
    column: u16,
    done: u32,
    heading: Option<u32>,
    notes: u32,
    formats: Formats,
}

struct Formats {
    text: Format,
    number: Format,
    long: Format,
    day: Format,
    moment: Format,
    heading: Format,
    problem: Format,
}

impl Formats {
    fn new() -> Formats {
        Formats {
            text: format_of(Kind::Text),
            number: plain(),
            long: format_of(Kind::Whole),
            day: format_of(Kind::Day),
            moment: format_of(Kind::Moment),
            heading: heading_format(),
            problem: plain().set_text_wrap().set_font_color(0x009C_0006),
        }
    }

    /// Writes a cell as it was; a formula by what it had given.
    fn place(
        &self,
        sheet: &mut Worksheet,
        at: (u32, u16),
        cell: &Cell,
        wrong: bool,
    ) -> Result<(), XlsxError> {
        let (out, format) = self.out(cell);
        if !wrong {
            return write(sheet, at, &out, format);
        }
        let format = format.clone().set_background_color(WRONG).set_border(FormatBorder::Thin);
        match out {
            Out::Empty => sheet.write_blank(at.0, at.1, &format).map(|_| ()),
            out => write(sheet, at, &out, &format),
        }
    }

    fn out<'a>(&self, cell: &'a Cell) -> (Out<'a>, &Format) {
        match cell {
            Cell::Empty | Cell::Merged(_) => (Out::Empty, &self.text),
            Cell::Text(text) | Cell::Error(text) => (Out::text(text), &self.text),
            Cell::Number(number) if cell.lost_digits() => (Out::Decimal(*number), &self.long),
            Cell::Number(number) => (Out::Decimal(*number), &self.number),
            Cell::Bool(_) => (Out::text(cell.text().unwrap_or_default()), &self.text),
            Cell::Date(iso) => {
                if let Ok(day) = iso.parse::<NaiveDate>() {
                    (Out::Day(day), &self.day)
                } else if let Ok(moment) = iso.parse::<NaiveDateTime>() {
                    (Out::Moment(moment), &self.moment)
                } else {
                    (Out::text(iso), &self.text)
                }
            }
            Cell::Formula(cached) => self.out(cached),
            Cell::Overlong(characters) => (Out::text(format!("（{characters}）…")), &self.text),
        }
    }
}

/// The sentences of these problems, one a line.
fn sentences<'a>(problems: impl Iterator<Item = &'a Problem>, lang: Lang) -> Option<String> {
    let all: Vec<&str> = problems.map(|problem| problem.text.in_lang(lang)).collect();
    (!all.is_empty()).then(|| all.join("\n"))
}

impl Annotated {
    /// Begins the copy of a sheet that has so many columns.
    pub fn new(name: &str, columns: u32, lang: Lang) -> Result<Annotated, Unwritten> {
        let column =
            u16::try_from(columns).ok().filter(|column| *column < 16_384).ok_or(Unwritten::Full)?;
        let formats = Formats::new();
        let mut book = begin(name)?;
        let sheet = book.worksheet_from_index(0)?;
        for index in 0..column {
            sheet.set_column_width(index, 14)?;
            sheet.set_column_format(index, &formats.text)?;
        }
        sheet.set_column_width(column, 60)?;
        Ok(Annotated { book, lang, column, done: 0, heading: None, notes: 0, formats })
    }

    /// Writes the row of headings; those after it can be filtered by it.
    pub fn heading(&mut self, row: &Row) -> Result<(), Unwritten> {
        let index = self.begin_row(row)?;
        let sheet = self.book.worksheet_from_index(0)?;
        for (column, cell) in (0..self.column).zip(&row.cells) {
            write(
                sheet,
                (index, column),
                &Out::text(cell.text().unwrap_or_default()),
                &self.formats.heading,
            )?;
        }
        let title = self.lang.pick("错误", "Problem");
        write(sheet, (index, self.column), &Out::text(title), &self.formats.heading)?;
        self.heading = Some(index);
        Ok(())
    }

    /// Writes a row with what is wrong in it. Rows come in rising order.
    pub fn row(&mut self, row: &Row, problems: &[Problem]) -> Result<(), Unwritten> {
        let index = self.begin_row(row)?;
        let sheet = self.book.worksheet_from_index(0)?;
        for column in 0..self.column {
            let cell = row.cells.get(usize::from(column)).unwrap_or(&Cell::Empty);
            let wrong = sentences(
                problems.iter().filter(|p| p.column == Some(u32::from(column))),
                self.lang,
            );
            self.formats.place(sheet, (index, column), cell, wrong.is_some())?;
            if let Some(wrong) = wrong.filter(|_| self.notes < NOTES) {
                self.notes += 1;
                sheet.insert_note(index, column, &Note::new(wrong).add_author_prefix(false))?;
            }
        }
        if let Some(all) = sentences(problems.iter(), self.lang) {
            write(sheet, (index, self.column), &Out::text(all), &self.formats.problem)?;
        }
        Ok(())
    }

    /// Ends the copy and gives the file.
    pub fn finish(mut self) -> Result<Vec<u8>, Unwritten> {
        self.close()?;
        Ok(self.book.save_to_buffer()?)
    }

    /// Ends the copy and writes the file.
    pub fn finish_into(mut self, writer: impl Write + Send) -> Result<(), Unwritten> {
        self.close()?;
        Ok(self.book.save_to_writer(writer)?)
    }

    fn close(&mut self) -> Result<(), Unwritten> {
        let Some(heading) = self.heading else { return Ok(()) };
        let sheet = self.book.worksheet_from_index(0)?;
        sheet.set_freeze_panes(heading + 1, 0)?;
        sheet.set_repeat_rows(heading, heading)?;
        sheet.autofilter(heading, 0, (self.done - 1).max(heading), self.column)?;
        Ok(())
    }

    fn begin_row(&mut self, row: &Row) -> Result<u32, Unwritten> {
        if row.number <= self.done {
            return Err(Unwritten::Order { row: row.number });
        }
        self.done = row.number;
        Ok(row.number - 1)
    }
}
