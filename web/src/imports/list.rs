use askama::Template;
use axum::routing::get;
use model::{
    Text, Timestamp,
    id::ImportId,
    import::{Import, ImportState},
    word::Word,
};
use office::import::{self, List};
use serde::Deserialize;

use super::{recipe_title, recipes, tone};
use crate::{
    Problem,
    asker::Asker,
    extract::Query,
    frame::Frame,
    list::{Choice, Pager},
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /imports", Kind::Page, Who::SignedIn, get(list))]
}

const SHOWN: usize = 50;

#[derive(Debug, Deserialize)]
struct Filters {
    state: Option<ImportState>,
    recipe: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "imports/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    states: Vec<Choice>,
    recipes: Vec<Choice>,
    pager: Pager,
}

struct Row {
    id: ImportId,
    file_name: String,
    recipe: Text,
    place: String,
    when: String,
    rows: i64,
    bad: i64,
    tone: &'static str,
    state: Text,
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<ListPage>, Problem> {
    let after = filters.after.as_deref().map(cursor).transpose()?;
    let wanted = List { within: None, state: filters.state, recipe: filters.recipe };
    let limit = i64::try_from(SHOWN).unwrap_or(i64::MAX);
    let read = asker.read(move |act| {
        Ok((import::count(act, &wanted)?, import::list(act, &wanted, after, limit + 1)?))
    });
    let (total, mut found) = read.await?;
    let is_cut = found.len() > SHOWN;
    found.truncate(SHOWN);
    let last = found.last().filter(|_| is_cut);
    let after = last.map(|import| format!("{}_{}", import.uploaded_at.as_millis(), import.id));
    let total = usize::try_from(total).unwrap_or(0);
    let pager = Pager { total, shown: found.len(), before: None, after };
    let programme = asker.programme();
    let row = |import: Import| Row {
        id: import.id,
        recipe: recipe_title(programme, &import),
        place: words::division(&import.division_code, programme),
        when: words::instant(import.uploaded_at, programme.county.offset, frame.lang),
        rows: import.rows_read,
        bad: import.rows_bad,
        tone: tone(import.state),
        state: import.state.title(),
        file_name: import.file_name,
    };
    let rows = found.into_iter().map(row).collect();
    let states = ImportState::ALL.iter().map(|state| Choice::new(state.word(), state.title()));
    let (states, recipes) = (states.collect(), recipes(programme));
    Ok(Page(ListPage { frame, rows, states, recipes, pager }))
}

fn cursor(text: &str) -> Result<(Timestamp, ImportId), Problem> {
    let read = || {
        let (at, id) = text.split_once('_')?;
        Some((Timestamp::from_millis(at.parse().ok()?)?, id.parse().ok()?))
    };
    read().ok_or_else(Problem::not_found)
}
