use std::io::Cursor;

use calamine::{
    DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader,
    XlsxError,
};

use super::{
    Sink,
    package::Contents,
    rows::{Merge, Merges, Rows, place, text},
};
use crate::{At, Cell, Limits, Refused, Row};

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

pub(super) fn read(
    bytes: &[u8],
    contents: &Contents,
    limits: &Limits,
    sink: &mut Sink,
) -> Result<(), Refused> {
    let mut book: Book = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let sheets: Vec<_> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .cloned()
        .collect();
    if sheets.is_empty() {
        return Err(Refused::NoSheet);
    }
    if sheets.len() > limits.sheets {
        return Err(Refused::TooManySheets { most: limits.sheets });
    }
    let mut rows = Rows::new(limits, sink);
    for sheet in sheets {
        let merges = if contents.merged {
            merges(&mut book, &sheet.name, limits)?
        } else {
            Merges::default()
        };
        rows.begin(sheet.name.clone(), sheet.visible != SheetVisible::Visible)?;
        let cells = book.worksheet_cells_reader(&sheet.name).map_err(refused)?;
        Sheet { name: sheet.name, merges, row: Row::default() }.read(cells, &mut rows)?;
    }
    Ok(())
}

fn merges(book: &mut Book, sheet: &str, limits: &Limits) -> Result<Merges, Refused> {
    let ranges = book.merge_cells_by_sheet_name(sheet).map_err(refused)?;
    if ranges.len() > limits.merges {
        return Err(Refused::TooManyMerges { sheet: sheet.to_owned(), most: limits.merges });
    }
    let at = |(row, column)| At { row, column };
    let merge = |range: Dimensions| Merge { from: at(range.start), until: at(range.end) };
    Ok(Merges::new(ranges.into_iter().map(merge).collect()))
}

/// A sheet being read: one row at a time is in memory.
struct Sheet {
    name: String,
    merges: Merges,
    row: Row,
}

impl Sheet {
    fn read(
        mut self,
        mut cells: XlsxCellReader<Cursor<&[u8]>>,
        rows: &mut Rows,
    ) -> Result<(), Refused> {
        let limits = rows.limits();
        loop {
            let next = cells.next_cell_with_formula_metadata();
            let Some(found) = next.map_err(|error| self.refused(error))? else { break };
            let (row, column) = found.pos;
            let number = row.checked_add(1).ok_or_else(|| self.damaged())?;
            if number != self.row.number {
                if number < self.row.number {
                    return Err(self.damaged());
                }
                self.flush(rows)?;
                self.row.number = number;
            }
            let value = cell(found.value, limits);
            let value =
                if found.formula.is_some() { Cell::Formula(Box::new(value)) } else { value };
            place(&mut self.row, column, value, limits);
        }
        self.flush(rows)
    }

    fn flush(&mut self, rows: &mut Rows) -> Result<(), Refused> {
        let mut row = std::mem::take(&mut self.row);
        if row.cells.is_empty() && row.beyond.is_none() {
            return Ok(());
        }
        self.row.number = row.number;
        self.merges.cover(&mut row, rows.limits())?;
        rows.send(row)
    }

    fn damaged(&self) -> Refused {
        Refused::DamagedSheet { sheet: self.name.clone(), row: self.row.number }
    }

    fn refused(&self, error: XlsxError) -> Refused {
        match refused(error) {
            Refused::Damaged => self.damaged(),
            other => other,
        }
    }
}

fn cell(value: DataRef, limits: &Limits) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(number as f64),
        DataRef::Float(number) if number.is_finite() => Cell::Number(number),
        DataRef::Float(_) => Cell::Error("#NUM!".to_owned()),
        DataRef::String(raw) => text(&raw, limits),
        DataRef::SharedString(raw) => text(raw, limits),
        DataRef::Bool(value) => Cell::Bool(value),
        DataRef::DateTime(moment) => date(&moment),
        DataRef::DateTimeIso(iso) => Cell::Date(iso.trim_end_matches("T00:00:00").to_owned()),
        DataRef::DurationIso(iso) => text(&iso, limits),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

/// A number whose format says that it is a day, a time, or both. Beyond the calendar it stays a number.
fn date(moment: &ExcelDateTime) -> Cell {
    let serial = moment.as_f64();
    if !serial.is_finite() {
        return Cell::Error("#NUM!".to_owned());
    }
    // The last day that a spreadsheet knows is 9999-12-31.
    if moment.is_duration() || !(0.0..2_958_466.0).contains(&serial) {
        return Cell::Number(serial);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    Cell::Date(match (serial < 1.0, serial.fract() == 0.0) {
        (true, false) => time,
        (_, true) => day,
        _ => format!("{day}T{time}"),
    })
}

fn refused(error: XlsxError) -> Refused {
    match error {
        XlsxError::Password => Refused::Encrypted,
        _ => Refused::Damaged,
    }
}
