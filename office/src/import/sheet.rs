//! The rows of a file on their way in: headings found, merged cells filled, title lines left behind.

use model::programme::Recipe;
use papers::{Cell, Event, Row};

use super::mapping::{HEAD, Mapping, SheetMap};

/// A row below the headings of a sheet that is taken.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Which sheet of the mapping.
    pub(super) sheet: usize,
    pub(super) row: Row,
}

/// Walks through a file and learns its mapping on the way.
pub(super) struct Sheets<'a> {
    recipe: &'a Recipe,
    /// What somebody has chosen; else each sheet is guessed.
    chosen: Option<Mapping>,
    pub(super) mapping: Mapping,
    /// The first rows of a sheet whose headings have not been looked for yet.
    head: Vec<Row>,
    decided: bool,
    /// The last content of each column and the row it stands in: what merged cells below repeat.
    above: Vec<(u32, Cell)>,
}

impl<'a> Sheets<'a> {
    pub(super) fn new(recipe: &'a Recipe, mapping: Mapping) -> Sheets<'a> {
        let chosen = Some(mapping).filter(|mapping| mapping.chosen);
        let mapping = Mapping { sheets: Vec::new(), chosen: chosen.is_some() };
        Sheets { recipe, chosen, mapping, head: Vec::new(), decided: true, above: Vec::new() }
    }

    /// Takes the next event and hands over the rows that are known to be data.
    pub(super) fn take(&mut self, event: Event, lines: &mut Vec<Line>) {
        match event {
            Event::Sheet { name, hidden } => {
                self.decide(lines);
                self.above.clear();
                self.mapping.sheets.push(SheetMap { name, hidden, ..SheetMap::default() });
                self.decided = false;
            }
            Event::Row(mut row) => {
                self.fill(&mut row);
                if self.decided {
                    self.pass(row, lines);
                } else {
                    self.head.push(row);
                    if self.head.len() == HEAD {
                        self.decide(lines);
                    }
                }
            }
        }
    }

    /// The file is over.
    pub(super) fn finish(&mut self, lines: &mut Vec<Line>) {
        self.decide(lines);
    }

    fn decide(&mut self, lines: &mut Vec<Line>) {
        let head = std::mem::take(&mut self.head);
        if std::mem::replace(&mut self.decided, true) {
            return;
        }
        let place = self.mapping.sheets.len() - 1;
        let chosen = self.chosen.as_ref().and_then(|mapping| mapping.sheets.get(place));
        let Some(sheet) = self.mapping.sheets.last_mut() else { return };
        if let Some(chosen) = chosen.filter(|chosen| chosen.name == sheet.name) {
            *sheet = chosen.clone();
        } else {
            let (name, hidden) = (std::mem::take(&mut sheet.name), sheet.hidden);
            *sheet = SheetMap::guess(name, hidden, &head, self.recipe);
            // What nobody sees nobody means to send.
            sheet.taken &= !hidden;
        }
        for row in head {
            self.pass(row, lines);
        }
    }

    fn pass(&self, row: Row, lines: &mut Vec<Line>) {
        let place = self.mapping.sheets.len().saturating_sub(1);
        let Some(sheet) = self.mapping.sheets.get(place) else { return };
        if sheet.taken && row.number > sheet.heading && !repeats_headings(sheet, &row) {
            lines.push(Line { sheet: place, row });
        }
    }

    /// Gives a cell that is merged with the one above the content that people see in it.
    fn fill(&mut self, row: &mut Row) {
        if self.above.len() < row.cells.len() {
            self.above.resize(row.cells.len(), (0, Cell::Empty));
        }
        for (column, (cell, above)) in (0_u32..).zip(row.cells.iter_mut().zip(&mut self.above)) {
            match cell {
                Cell::Merged(anchor) if anchor.column == column => {
                    let is_it = above.0 == anchor.row + 1;
                    *cell = if is_it { above.1.clone() } else { Cell::Empty };
                }
                Cell::Merged(_) | Cell::Empty => {}
                _ => *above = (row.number, cell.clone()),
            }
        }
    }
}

/// Long sheets are printed with their headings on every page, and some offices type them in.
fn repeats_headings(sheet: &SheetMap, row: &Row) -> bool {
    let is_heading = |column: u32| {
        let cell = row.cells.get(column as usize).and_then(Cell::text);
        cell.is_some_and(|text| {
            Some(text.trim()) == sheet.headings.get(column as usize).map(String::as_str)
        })
    };
    let mut columns = sheet.columns.iter().map(|(_, column)| *column);
    columns.len() > 1 && columns.all(is_heading)
}
