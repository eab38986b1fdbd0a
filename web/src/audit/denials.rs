use askama::Template;
use axum::routing::get;
use model::{Text, right::Right, word::Word};
use office::audit::{self, Denied};
use serde::Deserialize;

use super::{SHOWN, account, cursor, read_cursor};
use crate::{
    Problem,
    asker::Asker,
    extract::Query,
    frame::Frame,
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /denials", Kind::Page, Who::SignedIn, get(list))]
}

#[derive(Debug, Deserialize)]
struct Filters {
    account: Option<String>,
    before: Option<String>,
}

#[derive(Template)]
#[template(path = "audit/denials.html")]
struct DenialsPage {
    frame: Frame,
    rows: Vec<Row>,
    more: Option<String>,
}

struct Row {
    at: String,
    account: Option<(String, String)>,
    wanted: Text,
    division: String,
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<DenialsPage>, Problem> {
    let (of, before) =
        (account(filters.account.as_deref()), read_cursor(filters.before.as_deref()));
    let denials = asker.read(move |act| audit::denials(act, of, before, SHOWN)).await?;
    let is_full = i64::try_from(denials.len()) == Ok(SHOWN);
    let last = denials.last().filter(|_| is_full).map(|last| cursor(last.at, last.id));
    let more = last.map(|last| frame.address.with("before", &last));
    let rows = denials.into_iter().map(|denied| row(denied, &asker, &frame)).collect();
    Ok(Page(DenialsPage { frame, rows, more }))
}

fn row(denied: Denied, asker: &Asker, frame: &Frame) -> Row {
    let programme = asker.programme();
    let right = Right::from_word(&denied.wanted).map(Right::title);
    let division = denied.division_code.as_ref();
    Row {
        at: words::instant(denied.at, programme.county.offset, frame.lang),
        account: denied.account_id.map(|id| id.to_string()).zip(denied.account),
        wanted: right.unwrap_or_else(|| Text::new(denied.wanted.clone(), denied.wanted)),
        division: division.map(|code| words::division(code, programme)).unwrap_or_default(),
    }
}
