//! What pages show of imports: the list of them, and the rows of one with long numbers masked.

use model::{
    Timestamp,
    code::DivisionCode,
    id::ImportId,
    import::{Import, ImportState, RowVerdict},
    right::Right,
    standards::IdNumber,
};
use store::imports::Filter;

use super::{
    keep::{self, Content},
    mapping::Mapping,
    problem::{Problem, hidden},
};
use crate::{Act, Error};

/// What a list of imports is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    pub within: Option<DivisionCode>,
    pub state: Option<ImportState>,
    pub recipe: Option<String>,
    /// A part of the file's name.
    pub name: Option<String>,
}

/// Up to `limit` imports, the latest first.
pub fn list(
    act: &mut Act<'_>,
    list: &List,
    after: Option<(Timestamp, ImportId)>,
    limit: i64,
) -> Result<Vec<Import>, Error> {
    let filter = filter(act, list)?;
    Ok(store::imports::list(act.tx, &filter, after, limit)?)
}

pub fn count(act: &mut Act<'_>, list: &List) -> Result<i64, Error> {
    let filter = filter(act, list)?;
    Ok(store::imports::count(act.tx, &filter)?)
}

fn filter(act: &mut Act<'_>, list: &List) -> Result<Filter, Error> {
    let List { within, state, recipe, name } = list;
    let scope = act.scope(Right::ImportRosters, within.as_ref())?;
    Ok(Filter { scope, state: *state, recipe: recipe.clone(), name: name.clone() })
}

/// How many imports an export reads at a time.
const PIECE: i64 = 500;

/// Every import of the list, the latest first, for an export.
pub fn each(act: &mut Act<'_>, wanted: &List, mut see: impl FnMut(&Import)) -> Result<(), Error> {
    let mut after = None;
    loop {
        let found = list(act, wanted, after, PIECE)?;
        found.iter().for_each(&mut see);
        after = found.last().map(|import| (import.uploaded_at, import.id));
        if (found.len() as i64) < PIECE {
            return Ok(());
        }
    }
}

/// Which rows of an import are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowFilter {
    pub verdict: Option<RowVerdict>,
    /// The last row of the page before.
    pub after: i64,
}

/// A row as a page shows it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RowView {
    pub n: i64,
    /// Which sheet of the mapping, and the row's number in it.
    pub sheet: i64,
    pub line: i64,
    pub verdict: RowVerdict,
    pub cells: Vec<String>,
    pub problems: Vec<Problem>,
}

/// Some rows, and whether more follow.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RowPage {
    pub rows: Vec<RowView>,
    pub more: bool,
}

/// Up to `limit` rows. Nothing is there once the rows have been deleted.
pub fn rows(
    act: &mut Act<'_>,
    id: ImportId,
    filter: RowFilter,
    limit: i64,
) -> Result<RowPage, Error> {
    super::find(act, id)?;
    let RowFilter { verdict, after } = filter;
    let mut kept = store::imports::rows(act.tx, id, verdict, after, limit + 1)?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = kept.len() > wanted;
    kept.truncate(wanted);
    let view = |kept: &store::imports::KeptRow| {
        let Content { row, problems } = keep::open_row(act.keyring, kept)?;
        let cells = row.cells.iter().map(|cell| shown(&cell.text().unwrap_or_default())).collect();
        let store::imports::KeptRow { n, sheet, line, verdict, .. } = kept;
        Ok(RowView { n: *n, sheet: *sheet, line: *line, verdict: *verdict, cells, problems })
    };
    Ok(RowPage { rows: kept.iter().map(view).collect::<Result<_, Error>>()?, more })
}

/// How many rows a reading job has judged so far.
pub fn row_count(act: &mut Act<'_>, id: ImportId) -> Result<i64, Error> {
    super::find(act, id)?;
    Ok(store::imports::count_rows(act.tx, id)?)
}

/// A cell without what identifies or reaches anybody.
fn shown(text: &str) -> String {
    IdNumber::parse(text).map_or_else(|_| hidden(text), |number| number.masked())
}

impl super::SheetMap {
    /// How many columns a table of its rows has.
    pub fn width(&self) -> usize {
        self.headings.len()
    }
}

impl Mapping {
    /// A sheet by its place in the file.
    pub fn sheet(&self, place: i64) -> Option<&super::SheetMap> {
        usize::try_from(place).ok().and_then(|place| self.sheets.get(place))
    }
}
