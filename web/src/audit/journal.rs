use askama::Template;
use axum::routing::get;
use model::Text;
use office::audit::{self, Touched, Trace, Wanted};
use serde::Deserialize;

use super::{SHOWN, account, actor};
use crate::{
    Problem,
    asker::Asker,
    extract::{Path, Query},
    frame::Frame,
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /journal", Kind::Page, Who::SignedIn, get(list)),
        line("GET /journal/{index}", Kind::Page, Who::SignedIn, get(show)),
    ]
}

#[derive(Debug, Deserialize)]
struct Filters {
    kind: Option<String>,
    account: Option<String>,
    subject: Option<String>,
    before: Option<String>,
}

#[derive(Template)]
#[template(path = "audit/journal.html")]
struct JournalPage {
    frame: Frame,
    rows: Vec<Row>,
    more: Option<String>,
}

#[derive(Template)]
#[template(path = "audit/entry.html")]
struct EntryPage {
    frame: Frame,
    row: Row,
    touched: Vec<Touched>,
}

struct Row {
    index: i64,
    id: String,
    at: String,
    actor: String,
    actor_id: String,
    kind: String,
    title: Text,
    subject: String,
    changes: i64,
}

impl Row {
    fn of(trace: Trace, asker: &Asker, frame: &Frame) -> Row {
        Row {
            index: trace.idx,
            id: trace.id.to_string(),
            at: words::instant(trace.at, asker.programme().county.offset, frame.lang),
            actor: actor(trace.actor),
            actor_id: trace.actor_id.to_string(),
            title: office::journal::title(&trace.kind),
            kind: trace.kind,
            subject: trace.subject.to_string(),
            changes: trace.changes,
        }
    }
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<JournalPage>, Problem> {
    let wanted = Wanted {
        actor_id: account(filters.account.as_deref()),
        subject: filters.subject.and_then(|text| text.parse().ok()),
        kind: filters.kind,
    };
    let before = filters.before.and_then(|text| text.parse().ok());
    let traces = asker.read(move |act| audit::entries(act, &wanted, before, SHOWN)).await?;
    let is_full = i64::try_from(traces.len()) == Ok(SHOWN);
    let last = traces.last().filter(|_| is_full).map(|trace| trace.idx.to_string());
    let more = last.map(|last| frame.address.with("before", &last));
    let rows = traces.into_iter().map(|trace| Row::of(trace, &asker, &frame)).collect();
    Ok(Page(JournalPage { frame, rows, more }))
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(index): Path<i64>,
) -> Result<Page<EntryPage>, Problem> {
    let (trace, touched) = asker.read(move |act| audit::entry(act, index)).await?;
    let row = Row::of(trace, &asker, &frame);
    Ok(Page(EntryPage { frame, row, touched }))
}
