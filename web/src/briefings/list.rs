//! Published briefings, and the texts that can be drafted.

use askama::Template;
use axum::routing::get;
use model::{Text, Timestamp, briefing::Briefing, division::Division, id::BriefingId};
use office::{briefing, figure};
use serde::Deserialize;

use crate::{
    Problem,
    asker::Asker,
    extract::Query,
    figures::{Asked, Picker},
    frame::Frame,
    list::Pager,
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /briefings", Kind::Page, Who::SignedIn, get(list))]
}

const SHOWN: i64 = 30;

#[derive(Debug, Deserialize)]
struct Filters {
    division: Option<String>,
    period: Option<String>,
    withdrawn: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "briefings/list.html")]
struct ListPage {
    frame: Frame,
    picker: Picker,
    texts: Vec<(String, Text)>,
    rows: Vec<Row>,
    pager: Pager,
    withdrawn: bool,
}

struct Row {
    href: String,
    title: String,
    number: i64,
    period: Text,
    place: String,
    at: String,
    withdrawn: bool,
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<ListPage>, Problem> {
    let asked = Asked::read(filters.division.as_deref(), filters.period.as_deref())?;
    let withdrawn = filters.withdrawn.is_some();
    let before = filters.after.as_deref().and_then(cursor);
    let seen = asker.read(move |act| {
        let (division, period) = asked.settle(act)?;
        let texts = briefing::texts(act, &division, period)?;
        let narrowed = briefing::Narrowed {
            division: Some(division.clone()),
            withdrawn,
            ..briefing::Narrowed::default()
        };
        let (briefings, total) = briefing::list(act, &narrowed, before, SHOWN)?;
        let places = figure::places(act, &division)?;
        Ok((division, period, texts, briefings, total, places))
    });
    let (division, period, texts, briefings, total, places) = seen.await?;
    let picker = Picker::new(&asker, &places, &division, period);
    let last = briefings.last().filter(|_| i64::try_from(briefings.len()) == Ok(SHOWN));
    let after = last.map(|last| format!("{}_{}", last.published_at.as_millis(), last.id));
    let total = usize::try_from(total).unwrap_or(0);
    let pager = Pager { total, shown: briefings.len(), before: None, after };
    let offset = asker.programme().county.offset;
    let row = |briefing: Briefing| Row {
        href: format!("/briefings/{}", briefing.id),
        number: briefing.number,
        period: briefing.period.words(),
        place: place(&places, &briefing),
        at: words::instant(briefing.published_at, offset, frame.lang),
        withdrawn: briefing.withdrawn_at.is_some(),
        title: briefing.title,
    };
    let rows = briefings.into_iter().map(row).collect();
    Ok(Page(ListPage { frame, picker, texts, rows, pager, withdrawn }))
}

fn place(places: &[Division], briefing: &Briefing) -> String {
    let found = places.iter().find(|place| place.code == briefing.division_code);
    found.map_or(briefing.division_code.to_string(), |place| place.short_name().into_owned())
}

/// The moment and id of the last one shown. What cannot be read is the first page.
pub(super) fn cursor(text: &str) -> Option<(Timestamp, BriefingId)> {
    let (at, id) = text.split_once('_')?;
    Some((Timestamp::from_millis(at.parse().ok()?)?, id.parse().ok()?))
}
