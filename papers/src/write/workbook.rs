use std::io::Write;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet,
    XlsxError,
};

use super::{Column, Kind, Out, Unwritten};

pub(crate) const FONT: &str = "宋体";
const A4: u8 = 9;
/// A cell holds no more characters than this.
const LONGEST: usize = 32_767;
/// Whole numbers beyond this lose digits in a spreadsheet, so they are written as text.
const EXACT: u64 = 999_999_999_999_999;

/// A workbook of one sheet, written row by row; a row that is written needs no memory any more.
pub struct Sheet {
    book: Workbook,
    formats: Vec<Format>,
    kinds: Vec<Kind>,
    next: u32,
}

impl Sheet {
    /// Begins a sheet with its headings: frozen, filtered, repeated on every printed page (A4, landscape).
    pub fn new(title: &str, columns: &[Column]) -> Result<Sheet, Unwritten> {
        let kinds: Vec<Kind> = columns.iter().map(|column| column.kind).collect();
        let formats: Vec<Format> = kinds.iter().map(|kind| format_of(*kind)).collect();
        let mut book = begin(title)?;
        let sheet = book.worksheet_from_index(0)?;
        let heading = heading_format();
        for (index, column) in (0u16..).zip(columns) {
            sheet.set_column_width(index, column.width)?;
            sheet.set_column_format(index, &formats[usize::from(index)])?;
            write(sheet, (0, index), &Out::text(column.heading.as_str()), &heading)?;
            if let Some(note) = &column.note {
                sheet.insert_note(0, index, &Note::new(note.as_str()).add_author_prefix(false))?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_repeat_rows(0, 0)?;
        Ok(Sheet { book, formats, kinds, next: 1 })
    }

    /// Writes the next row. Cells beyond the last column are written as text.
    pub fn row(&mut self, cells: &[Out]) -> Result<(), Unwritten> {
        let sheet = self.book.worksheet_from_index(0)?;
        let other = Format::new();
        for (index, cell) in (0u16..).zip(cells) {
            let format = self.formats.get(usize::from(index)).unwrap_or(&other);
            write(sheet, (self.next, index), cell, format)?;
        }
        self.next += 1;
        Ok(())
    }

    /// Ends the sheet and gives the file.
    pub fn finish(mut self) -> Result<Vec<u8>, Unwritten> {
        self.close()?;
        Ok(self.book.save_to_buffer()?)
    }

    /// Ends the sheet and writes the file.
    pub fn finish_into(mut self, writer: impl Write + Send) -> Result<(), Unwritten> {
        self.close()?;
        Ok(self.book.save_to_writer(writer)?)
    }

    fn close(&mut self) -> Result<(), Unwritten> {
        let columns = u16::try_from(self.kinds.len()).map_err(|_| Unwritten::Full)?;
        if columns > 0 {
            self.book.worksheet_from_index(0)?.autofilter(0, 0, self.next - 1, columns - 1)?;
        }
        Ok(())
    }
}

/// A workbook with one empty sheet of this title, ready to be printed.
pub(crate) fn begin(title: &str) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    // The same rows give the same bytes, whenever they are written.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new().set_title(title).set_author("尧山").set_creation_datetime(&made),
    );
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(sheet_name(title))?;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    // An ampersand begins a code in headers, and a header holds 255 characters.
    let header: String = title.chars().take(100).collect();
    sheet.set_header(format!("&C&\"{FONT},Bold\"&14{}", header.replace('&', "&&")));
    sheet.set_footer(format!("&C&\"{FONT},Regular\"&P / &N"));
    Ok(book)
}

/// A sheet's name has at most 31 characters and none of `[]:*?/\`; nor may it begin or end with an apostrophe.
fn sheet_name(title: &str) -> String {
    let clean: String =
        title.chars().filter(|c| !c.is_control() && !"[]:*?/\\".contains(*c)).collect();
    let clean = clean.trim().trim_matches('\'');
    let mut name = String::new();
    let mut length = 0;
    for c in clean.chars() {
        length += c.len_utf16();
        if length > 31 {
            break;
        }
        name.push(c);
    }
    let name = name.trim_matches('\'');
    if name.is_empty() || name.eq_ignore_ascii_case("history") {
        "Sheet1".to_owned()
    } else {
        name.to_owned()
    }
}

pub(crate) fn heading_format() -> Format {
    plain()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_text_wrap()
        .set_background_color(0x00D9_E8F5)
        .set_border(FormatBorder::Thin)
}

pub(crate) fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(11).set_align(FormatAlign::VerticalCenter)
}

pub(crate) fn format_of(kind: Kind) -> Format {
    let plain = plain();
    match kind {
        Kind::Text => plain.set_num_format("@"),
        Kind::Whole => plain.set_num_format("0"),
        Kind::Decimal => plain.set_num_format("0.##"),
        Kind::Money => plain.set_num_format("#,##0.00"),
        Kind::Day => plain.set_num_format("yyyy-mm-dd"),
        Kind::Moment => plain.set_num_format("yyyy-mm-dd hh:mm"),
    }
}

/// Writes one cell. This is the only place where a cell gets its content, and it knows no formula.
pub(crate) fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    out: &Out,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = |sheet: &mut Worksheet, text: &str| {
        sheet.write_string_with_format(row, column, fitting(text), format).map(|_| ())
    };
    let number = |sheet: &mut Worksheet, number: f64| {
        sheet.write_number_with_format(row, column, number, format).map(|_| ())
    };
    match out {
        Out::Empty => Ok(()),
        Out::Text(value) => text(sheet, value),
        Out::Whole(value) if value.unsigned_abs() > EXACT => text(sheet, &value.to_string()),
        Out::Whole(value) => number(sheet, *value as f64),
        Out::Decimal(value) if !value.is_finite() => text(sheet, ""),
        Out::Decimal(value) => number(sheet, *value),
        Out::Fen(value) => number(sheet, *value as f64 / 100.0),
        Out::Day(day) => match day_of(*day) {
            Some(value) => sheet.write_datetime_with_format(row, column, value, format).map(|_| ()),
            None => text(sheet, &day.to_string()),
        },
        Out::Moment(moment) => match moment_of(*moment) {
            Some(value) => sheet.write_datetime_with_format(row, column, value, format).map(|_| ()),
            None => text(sheet, &moment.to_string()),
        },
    }
}

/// Text that a cell can hold; what had to be left out shows.
fn fitting(text: &str) -> String {
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(LONGEST / 2 - 1).collect();
    short.push('…');
    short
}

/// A spreadsheet's calendar begins in 1900.
fn day_of(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8).ok()
}

fn moment_of(moment: NaiveDateTime) -> Option<ExcelDateTime> {
    let (hour, minute, second) = (moment.hour() as u16, moment.minute() as u8, moment.second());
    day_of(moment.date())?.and_hms(hour, minute, f64::from(second)).ok()
}

#[cfg(test)]
mod tests {
    use super::sheet_name;

    #[test]
    fn any_title_becomes_a_name_that_a_sheet_may_have() {
        assert_eq!(sheet_name("第一书记花名册"), "第一书记花名册");
        assert_eq!(sheet_name("2019/06: 'a*b'"), "201906 'ab");
        assert_eq!(sheet_name("[]:?"), "Sheet1");
        assert_eq!(sheet_name("History"), "Sheet1");
        assert_eq!(sheet_name(&"县".repeat(40)).chars().count(), 31);
        assert_eq!(sheet_name(&"㐂𠮷".repeat(20)).encode_utf16().count(), 31);
    }
}
