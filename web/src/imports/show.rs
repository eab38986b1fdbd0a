use askama::Template;
use axum::routing::get;
use model::{
    Text,
    id::ImportId,
    import::{Import, ImportState, RowVerdict},
    programme::{Programme, Recipe},
    right::Right,
};
use office::{
    import::{self, Mapping, RowFilter, RowPage, RowView, Tie},
    journal,
};
use serde::Deserialize;

use super::{recipe_title, tone};
use crate::{
    Problem,
    asker::Asker,
    extract::{Path, Query},
    frame::Frame,
    history::{self, Entry},
    list::Pager,
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /imports/{id}", Kind::Page, Who::SignedIn, get(show))]
}

const SHOWN: i64 = 50;

#[derive(Debug, Deserialize)]
struct Wanted {
    verdict: Option<String>,
    after: Option<i64>,
}

#[derive(Template)]
#[template(path = "imports/show.html")]
struct ShowPage {
    frame: Frame,
    import: Import,
    path: String,
    recipe: Text,
    place: String,
    when: String,
    tone: &'static str,
    state: Text,
    trouble: Option<Text>,
    /// Rows that a busy job has judged so far.
    so_far: i64,
    tabs: Vec<Tab>,
    verdict: String,
    heads: Vec<String>,
    rows: Vec<Row>,
    pager: Pager,
    /// Sheets whose rows are taken: place, name, and how many there are.
    sheets: Vec<(usize, String)>,
    ignored: Vec<String>,
    ties: Vec<Tie>,
    entries: Vec<Entry>,
    may_undo: bool,
}

/// One choice of which rows are shown.
struct Tab {
    word: &'static str,
    words: Text,
    count: i64,
    href: String,
}

impl Tab {
    fn label(&self, frame: &Frame) -> String {
        format!("{} {}", frame.say(&self.words), frame.number(self.count))
    }
}

struct Row {
    sheet: String,
    line: i64,
    tone: &'static str,
    verdict: Text,
    cells: Vec<Cell>,
    problems: Vec<Text>,
}

struct Cell {
    head: String,
    text: String,
    wrong: bool,
}

fn verdict_tone(verdict: RowVerdict) -> &'static str {
    match verdict {
        RowVerdict::New => "success",
        RowVerdict::Known | RowVerdict::Skipped => "secondary",
        RowVerdict::Bad => "danger",
    }
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ImportId>,
    Query(wanted): Query<Wanted>,
) -> Result<Page<ShowPage>, Problem> {
    let given = wanted.verdict.clone();
    let after = wanted.after.unwrap_or(0);
    let read = asker.read(move |act| {
        let import = import::find(act, id)?;
        let verdict = chosen(given.as_deref(), &import);
        let is_ready = !import.state.is_busy() || import.rows_read > 0;
        let filter = RowFilter { verdict: verdict.parse().ok(), after };
        let rows = if is_ready { import::rows(act, id, filter, SHOWN)? } else { none() };
        let so_far = if import.state.is_busy() { import::row_count(act, id)? } else { 0 };
        let ties =
            if import.state == ImportState::Applied { import::ties(act, id)? } else { vec![] };
        Ok((import, verdict, rows, so_far, ties, journal::history(act, id.0, history::SHOWN)?))
    });
    let (import, verdict, rows, so_far, ties, steps) = read.await?;
    let programme = asker.programme();
    let mapping = Mapping::read(import.mapping.as_deref());
    let recipe = programme.recipe(&import.recipe);
    let heads = heads(recipe, &mapping);
    let total =
        tabs(&import).into_iter().find(|tab| tab.word == verdict).map_or(0, |tab| tab.count);
    let last = rows.rows.last().filter(|_| rows.more).map(|row| row.n.to_string());
    let pager = Pager {
        total: usize::try_from(total).unwrap_or(0),
        shown: rows.rows.len(),
        before: None,
        after: last,
    };
    let several = mapping.taken().count() > 1;
    let row = |row| self::row(row, &mapping, &heads, several);
    Ok(Page(ShowPage {
        path: format!("/imports/{id}"),
        recipe: recipe_title(programme, &import),
        place: words::division(&import.division_code, programme),
        when: words::instant(import.uploaded_at, programme.county.offset, frame.lang),
        tone: tone(import.state),
        state: import.state.title(),
        trouble: import.trouble(),
        so_far,
        tabs: tabs(&import),
        verdict,
        rows: rows.rows.into_iter().map(row).collect(),
        heads: heads.iter().map(|head| head.words.clone()).collect(),
        pager,
        sheets: sheets(&mapping),
        ignored: ignored(&mapping),
        ties,
        entries: history::entries(&steps, programme, &frame),
        may_undo: asker.who().has(Right::UndoImport),
        import,
        frame,
    }))
}

fn none() -> RowPage {
    RowPage { rows: Vec::new(), more: false }
}

/// Bad rows first, where there are any: they are what somebody has to do something about.
fn chosen(given: Option<&str>, import: &Import) -> String {
    let usual = if import.rows_bad > 0 { "bad" } else { "all" };
    given.unwrap_or(usual).to_owned()
}

fn tabs(import: &Import) -> Vec<Tab> {
    let Import { rows_read, rows_new, rows_known, rows_bad, .. } = *import;
    let skipped = rows_read - rows_new - rows_known - rows_bad;
    let href = |word| format!("/imports/{}?verdict={word}#rows", import.id);
    let tab = |word, words, count| Tab { word, words, count, href: href(word) };
    vec![
        tab("all", Text::fixed("全部", "All"), rows_read),
        tab("bad", RowVerdict::Bad.title(), rows_bad),
        tab("new", RowVerdict::New.title(), rows_new),
        tab("known", RowVerdict::Known.title(), rows_known),
        tab("skipped", RowVerdict::Skipped.title(), skipped),
    ]
}

/// A column of the table: what the recipe calls it, and where each sheet has it.
struct Head {
    words: String,
    /// By the sheet's place in the file.
    columns: Vec<Option<u32>>,
}

/// Only columns that some sheet has.
fn heads(recipe: Option<&Recipe>, mapping: &Mapping) -> Vec<Head> {
    let columns = recipe.map(|recipe| recipe.columns.as_slice()).unwrap_or_default();
    let head = |column: &model::programme::Column| {
        let at =
            mapping.sheets.iter().map(|sheet| sheet.column_of(column.field)).collect::<Vec<_>>();
        let words = column.headers.first().cloned().unwrap_or_default();
        at.iter().any(Option::is_some).then_some(Head { words, columns: at })
    };
    columns.iter().filter_map(head).collect()
}

fn row(row: RowView, mapping: &Mapping, heads: &[Head], several: bool) -> Row {
    let RowView { sheet, line, verdict, cells, problems, .. } = row;
    let place = usize::try_from(sheet).unwrap_or_default();
    let cell = |head: &Head| {
        let column = head.columns.get(place).copied().flatten();
        let text = column.and_then(|column| cells.get(column as usize)).cloned();
        let wrong = column.is_some() && problems.iter().any(|problem| problem.column == column);
        Cell { head: head.words.clone(), text: text.unwrap_or_default(), wrong }
    };
    let name = mapping.sheet(sheet).filter(|_| several).map(|sheet| sheet.name.clone());
    Row {
        sheet: name.unwrap_or_default(),
        line,
        tone: verdict_tone(verdict),
        verdict: verdict.title(),
        cells: heads.iter().map(cell).collect(),
        problems: problems.into_iter().map(|problem| problem.text).collect(),
    }
}

fn sheets(mapping: &Mapping) -> Vec<(usize, String)> {
    let taken = mapping.sheets.iter().enumerate().filter(|(_, sheet)| sheet.taken);
    taken.map(|(place, sheet)| (place, sheet.name.clone())).collect()
}

/// Headings that feed nothing, for somebody to see that nothing was meant by them.
fn ignored(mapping: &Mapping) -> Vec<String> {
    let of_sheet = |sheet: &import::SheetMap| {
        let free = (0_u32..).zip(sheet.headings.clone());
        let free = free
            .filter(|(column, heading)| !heading.is_empty() && sheet.field_at(*column).is_none());
        free.map(|(_, heading)| heading).collect::<Vec<_>>()
    };
    let mut all: Vec<String> = mapping.taken().flat_map(of_sheet).collect();
    all.dedup();
    all
}

/// A recipe's title for the page of columns.
pub(super) fn recipe<'a>(programme: &'a Programme, import: &Import) -> Result<&'a Recipe, Problem> {
    programme.recipe(&import.recipe).ok_or_else(Problem::not_found)
}
