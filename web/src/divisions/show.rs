//! One division's page.

use askama::Template;
use axum::routing::get;
use model::{Text, code::DivisionCode, code::Level, programme::Programme};
use office::division::{self, Sheet};
use serde::Deserialize;

use super::{Counted, counted};
use crate::{
    Problem, as_of,
    asker::Asker,
    extract::{Path, Query},
    frame::Frame,
    history::{self, Entry},
    page::Page,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /divisions/{code}", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Filters {
    day: Option<String>,
}

#[derive(Template)]
#[template(path = "divisions/show.html")]
struct ShowPage {
    frame: Frame,
    sheet: Sheet,
    name: String,
    counts: Vec<Counted>,
    /// The tiles show no trend.
    trend: Vec<i64>,
    entries: Vec<Entry>,
    /// What each kind of pairing and organisation on the page is called.
    programme: std::sync::Arc<Programme>,
}

impl ShowPage {
    fn kind(&self, key: &str) -> Text {
        crate::organisations::kind(&self.programme, key)
    }

    fn pairing(&self, key: &str) -> Text {
        let dropped = || Text::new(key.to_owned(), key.to_owned());
        self.programme.pairing_kind(key).map_or_else(dropped, |kind| kind.title.clone())
    }
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(code): Path<DivisionCode>,
    Query(filters): Query<Filters>,
) -> Result<Page<ShowPage>, Problem> {
    let day = as_of::day(filters.day.as_deref(), asker.today())?;
    let sheet = asker.read(move |act| division::sheet(act, &code, day)).await?;
    Ok(Page(ShowPage {
        name: sheet.division.short_name().into_owned(),
        trend: Vec::new(),
        counts: counted(&sheet.counts, sheet.division.code.as_str()),
        entries: history::entries(&sheet.history, asker.programme(), &frame),
        programme: asker.0.programme().clone(),
        sheet,
        frame,
    }))
}
