use askama::Template;
use axum::routing::get;
use model::Text;
use office::audit::{self, Tried};
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
    vec![line("GET /sign-ins", Kind::Page, Who::SignedIn, get(list))]
}

#[derive(Debug, Deserialize)]
struct Filters {
    account: Option<String>,
    before: Option<String>,
}

#[derive(Template)]
#[template(path = "audit/sign_ins.html")]
struct SignInsPage {
    frame: Frame,
    rows: Vec<Row>,
    more: Option<String>,
}

struct Row {
    at: String,
    account: Option<(String, String)>,
    result: Text,
    tone: &'static str,
    address: String,
    agent: String,
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<SignInsPage>, Problem> {
    let (of, before) =
        (account(filters.account.as_deref()), read_cursor(filters.before.as_deref()));
    let tried = asker.read(move |act| audit::sign_ins(act, of, before, SHOWN)).await?;
    let is_full = i64::try_from(tried.len()) == Ok(SHOWN);
    let last = tried.last().filter(|_| is_full).map(|last| cursor(last.at, last.id));
    let more = last.map(|last| frame.address.with("before", &last));
    let rows = tried.into_iter().map(|one| row(one, &asker, &frame)).collect();
    Ok(Page(SignInsPage { frame, rows, more }))
}

fn row(one: Tried, asker: &Asker, frame: &Frame) -> Row {
    Row {
        at: words::instant(one.at, asker.programme().county.offset, frame.lang),
        account: one.account_id.map(|id| id.to_string()).zip(one.account),
        result: words::sign_in(one.result),
        tone: words::sign_in_tone(one.result),
        address: one.address,
        agent: words::browser(&one.agent, frame.lang),
    }
}
