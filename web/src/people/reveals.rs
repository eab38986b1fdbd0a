//! Who looks at whose personal fields how often: for the auditor, and for the person concerned.

use askama::Template;
use axum::routing::get;
use model::id::{AccountId, PersonId};
use office::person::{self, Rate, RevealsOf, Seen};
use serde::Deserialize;

use crate::{
    Problem, asked,
    asker::Asker,
    cursor,
    extract::Query,
    frame::Frame,
    list::Pager,
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /reveals", Kind::Page, Who::SignedIn, get(list)),
        line("GET /account/reveals", Kind::Page, Who::SignedIn, get(mine)),
    ]
}

const SHOWN: i64 = 50;
/// How many days the counts look back.
const DAYS: i64 = 7;
/// How many accounts the counts name.
const RATED: i64 = 20;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Filters {
    account: Option<String>,
    person: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "people/reveals.html")]
struct RevealsPage {
    frame: Frame,
    rates: Vec<(Rate, String)>,
    rows: Vec<(Seen, String)>,
    pager: Pager,
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<RevealsPage>, Problem> {
    let account = asked::set(filters.account).map(|id| id.parse::<AccountId>()).transpose();
    let person = asked::set(filters.person).map(|id| id.parse::<PersonId>()).transpose();
    let of = RevealsOf {
        account_id: account.map_err(|_| Problem::not_found())?,
        person_id: person.map_err(|_| Problem::not_found())?,
    };
    let before = cursor::read(filters.after.as_deref()).and_then(|(at, id)| {
        let at = model::Timestamp::from_millis(at.parse().ok()?)?;
        Some((at, model::id::RevealId(id)))
    });
    let read = asker.read(move |act| {
        let rates = person::rates(act, DAYS, RATED)?;
        Ok((rates, person::reveals(act, of, before, SHOWN)?))
    });
    let (rates, (seen, count)) = read.await?;
    let total = usize::try_from(count).unwrap_or(0);
    let is_full = i64::try_from(seen.len()).is_ok_and(|shown| shown == SHOWN);
    let last = seen.last().filter(|_| is_full);
    let after = last.map(|seen| (seen.at.as_millis().to_string(), seen.id.0));
    let pager = Pager { total, shown: seen.len(), before: None, after: cursor::write(&after) };
    let offset = asker.programme().county.offset;
    let when = |at| words::instant(at, offset, frame.lang);
    let rates = rates
        .into_iter()
        .map(|rate| {
            let at = when(rate.last_at);
            (rate, at)
        })
        .collect();
    let rows = seen
        .into_iter()
        .map(|seen| {
            let at = when(seen.at);
            (seen, at)
        })
        .collect();
    Ok(Page(RevealsPage { frame, rates, rows, pager }))
}

/// How many the person concerned is shown; the count of their record's page.
const MINE: i64 = 200;

#[derive(Template)]
#[template(path = "people/my_reveals.html")]
struct MinePage {
    frame: Frame,
    /// Absent for an account that is linked to no person.
    rows: Option<Vec<(Seen, String)>>,
}

async fn mine(asker: Asker, frame: Frame) -> Result<Page<MinePage>, Problem> {
    let seen = asker.read(|act| person::seen_of_me(act, MINE)).await?;
    let offset = asker.programme().county.offset;
    let rows = seen.map(|seen| {
        let timed = seen.into_iter().map(|seen| {
            let at = words::instant(seen.at, offset, frame.lang);
            (seen, at)
        });
        timed.collect()
    });
    Ok(Page(MinePage { frame, rows }))
}
