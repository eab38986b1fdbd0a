//! What is in force, part by part, and everything that was.

use askama::Template;
use axum::routing::get;
use model::{Text, right::Right, word::Word};
use office::programme::{self, Past};
use serde::Deserialize;

use super::parts::{self, Part, Table};
use crate::{
    Problem,
    asker::Asker,
    extract::Query,
    frame::Frame,
    list::Choice,
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /programme", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Deserialize)]
struct Filters {
    part: Option<Part>,
}

#[derive(Template)]
#[template(path = "programme/show.html")]
struct ShowPage {
    frame: Frame,
    county: Text,
    /// The word of the part that is open; empty for the history.
    part: &'static str,
    tabs: Vec<Choice>,
    table: Option<Table>,
    past: Vec<PastRow>,
    may_apply: bool,
}

struct PastRow {
    number: i64,
    when: String,
    by: Option<String>,
    note: String,
}

async fn show(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<ShowPage>, Problem> {
    let past = asker.read(programme::history).await?;
    let programme = asker.programme();
    let row = |past: Past| PastRow {
        number: past.revision.number,
        when: words::instant(past.at, programme.county.offset, frame.lang),
        by: past.by,
        note: past.revision.note,
    };
    Ok(Page(ShowPage {
        county: programme.county.name.clone(),
        part: filters.part.map_or("", Part::word),
        tabs: Part::ALL.iter().map(|part| Choice::new(part.word(), part.title())).collect(),
        table: filters.part.map(|part| parts::table(part, programme, frame.lang)),
        past: past.into_iter().map(row).collect(),
        may_apply: asker.who().has(Right::ApplyProgramme),
        frame,
    }))
}
