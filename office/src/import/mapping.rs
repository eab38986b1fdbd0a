//! Which column of which sheet feeds which field: guessed from the headings, changed by whoever knows better.

use model::{
    Text,
    programme::{Column, Field, Recipe},
    text::Say,
};
use papers::Row;
use serde::{Deserialize, Serialize};

use super::problem::hidden;

/// A heading is looked for in so many rows of a sheet.
pub(super) const HEAD: usize = 30;
const LONGEST_HEADING: usize = 40;

/// How the sheets of one file are understood.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mapping {
    pub sheets: Vec<SheetMap>,
    /// Somebody has said so; else it is a guess.
    pub chosen: bool,
}

/// How one sheet is understood.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SheetMap {
    /// Empty for a CSV file.
    pub name: String,
    pub hidden: bool,
    /// Whether its rows are taken.
    pub taken: bool,
    /// The number of the row of headings; 0 if none was found.
    pub heading: u32,
    pub headings: Vec<String>,
    pub columns: Vec<(Field, u32)>,
    /// Why it is not taken.
    pub problems: Vec<Text>,
}

impl Mapping {
    pub fn read(json: Option<&str>) -> Mapping {
        json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
    }

    /// The sheets whose rows are taken.
    pub fn taken(&self) -> impl Iterator<Item = &SheetMap> {
        self.sheets.iter().filter(|sheet| sheet.taken)
    }
}

impl SheetMap {
    pub fn column_of(&self, field: Field) -> Option<u32> {
        self.columns.iter().find(|(known, _)| *known == field).map(|(_, column)| *column)
    }

    pub fn field_at(&self, column: u32) -> Option<Field> {
        self.columns.iter().find(|(_, at)| *at == column).map(|(field, _)| *field)
    }

    /// What stands over a field's column; without one, the usual heading.
    pub fn heading_of(&self, field: Field, recipe: &Recipe) -> String {
        let own = self.column_of(field).and_then(|column| self.headings.get(column as usize));
        let usual = || recipe.column(field).and_then(|column| column.headers.first());
        own.filter(|own| !own.is_empty()).or_else(usual).cloned().unwrap_or_default()
    }

    /// Takes the sheet if every required column is there, and says which are not.
    pub fn check(&mut self, recipe: &Recipe) {
        let missing = |column: &&Column| column.required && self.column_of(column.field).is_none();
        let missing: Vec<&Column> = recipe.columns.iter().filter(missing).collect();
        self.problems.extend(missing.iter().map(|column| {
            let heading = column.headers.first().cloned().unwrap_or_default();
            model::programme::BadHeadings::Missing(heading).say()
        }));
        self.taken = self.problems.is_empty();
    }

    /// Finds the row of headings among the first rows of a sheet.
    pub(super) fn guess(name: String, hidden: bool, head: &[Row], recipe: &Recipe) -> SheetMap {
        let mut map = SheetMap { name, hidden, ..SheetMap::default() };
        let Some((number, headings)) = find_headings(head, recipe) else {
            map.problems.push(Text::fixed(
                "没有找到表头：请加一行列名，如模板中的样子",
                "no row of headings was found: add one, as in the template",
            ));
            return map;
        };
        (map.heading, map.headings) = (number, headings);
        for (index, heading) in (0_u32..).zip(&map.headings) {
            let known = recipe.columns.iter().find(|column| column.is_headed(heading));
            let Some(field) = known.map(|column| column.field) else { continue };
            match map.columns.iter().find(|(known, _)| *known == field) {
                Some((_, earlier)) => {
                    let first = map.headings[*earlier as usize].clone();
                    let twice = model::programme::BadHeadings::Twice(first, heading.clone());
                    map.problems.push(twice.say());
                }
                None => map.columns.push((field, index)),
            }
        }
        map.check(recipe);
        map
    }
}

/// The row that names most of the recipe's columns, and its number; where none is recognised, the
/// fullest of the first rows, so that somebody can say what its columns are. Headings in two rows,
/// as merged ones are, count together.
fn find_headings(head: &[Row], recipe: &Recipe) -> Option<(u32, Vec<String>)> {
    let mut best: Option<(Rank, u32, Vec<String>)> = None;
    for (index, row) in head.iter().enumerate() {
        let own = texts(row);
        let above = index.checked_sub(1).and_then(|above| head.get(above));
        let both = above.map(|above| joined(&texts(above), &own));
        for candidate in [Some(own), both].into_iter().flatten() {
            let rank = rank(&candidate, recipe);
            if rank > (0, 1) && best.as_ref().is_none_or(|(most, ..)| rank > *most) {
                best = Some((rank, row.number, candidate));
            }
        }
    }
    best.map(|(_, number, headings)| (number, headings))
}

/// How many columns a row names, and how many of its cells hold something. A single word that is a
/// heading somewhere, such as a township's, makes no row of headings.
type Rank = (usize, usize);

fn rank(candidate: &[String], recipe: &Recipe) -> Rank {
    let named = recipe.headings_in(candidate);
    let least = recipe.columns.len().min(2);
    let filled = candidate.iter().filter(|cell| !cell.is_empty()).count();
    if named >= least { (named, 0) } else { (0, filled) }
}

fn texts(row: &Row) -> Vec<String> {
    let text = |cell: &papers::Cell| {
        let text = cell.text().unwrap_or_default();
        hidden(text.trim()).chars().take(LONGEST_HEADING).collect()
    };
    row.cells.iter().map(text).collect()
}

/// The lower heading, or where there is none, the upper one.
fn joined(upper: &[String], lower: &[String]) -> Vec<String> {
    let width = upper.len().max(lower.len());
    let at = |texts: &[String], index: usize| texts.get(index).cloned().unwrap_or_default();
    let one = |index| Some(at(lower, index)).filter(|own| !own.is_empty());
    (0..width).map(|index| one(index).unwrap_or_else(|| at(upper, index))).collect()
}
