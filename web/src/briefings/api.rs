//! Briefings for programs: drafts, what was published, and what the same figures are now.

use axum::{Json as Answer, http::StatusCode};
use model::{
    Timestamp,
    briefing::{Body, Briefing},
    code::DivisionCode,
    id::BriefingId,
    period::Period,
};
use office::briefing::{self, Narrowed, NewBriefing, Withdrawal};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::list::cursor;
use crate::{
    Problem,
    asker::Asker,
    extract::{Json, Path, Query},
    routes::{Served, Who, operation},
};

const PAGE: i64 = 100;

pub(super) fn routes() -> Vec<Served> {
    vec![
        operation(Who::SignedIn, routes!(list)),
        operation(Who::SignedIn, routes!(draft)),
        operation(Who::SignedIn, routes!(one)),
        operation(Who::SignedIn, routes!(comparison)),
        operation(Who::SignedIn, routes!(publish)),
        operation(Who::SignedIn, routes!(withdraw)),
    ]
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// The key of a text of the programme.
    key: Option<String>,
    /// `2019`, `2019-Q2`, `2019-06`, …
    #[param(value_type = Option<String>)]
    period: Option<Period>,
    /// Of this division and those below it, by its code.
    #[param(value_type = Option<String>)]
    division: Option<DivisionCode>,
    /// `yes`: those that were withdrawn, too.
    withdrawn: Option<String>,
    /// From the page before.
    after: Option<String>,
}

/// A published briefing.
#[derive(Serialize, ToSchema)]
#[schema(as = briefings::Line)]
struct Line {
    #[schema(value_type = String)]
    id: BriefingId,
    key: String,
    /// Counts the publications of one text for one period and division, from 1.
    number: i64,
    title: String,
    period: String,
    #[schema(value_type = String)]
    division_code: DivisionCode,
    /// The journal position that every figure in it was computed at.
    journal_index: i64,
    #[schema(value_type = String)]
    published_at: Timestamp,
    #[schema(value_type = Option<String>)]
    withdrawn_at: Option<Timestamp>,
    withdrawn_because: Option<String>,
}

impl From<Briefing> for Line {
    fn from(briefing: Briefing) -> Line {
        Line {
            id: briefing.id,
            key: briefing.key,
            number: briefing.number,
            title: briefing.title,
            period: briefing.period.to_string(),
            division_code: briefing.division_code,
            journal_index: briefing.journal_index,
            published_at: briefing.published_at,
            withdrawn_at: briefing.withdrawn_at,
            withdrawn_because: briefing.withdrawn_because,
        }
    }
}

/// One page of a list.
#[derive(Serialize, ToSchema)]
#[schema(as = briefings::Listed)]
struct Listed {
    total: i64,
    briefings: Vec<Line>,
    /// What to send as `after` for the next page; null on the last.
    after: Option<String>,
}

/// Published briefings, the latest first, a hundred at a time.
#[utoipa::path(get, path = "/api/v1/briefings", tag = "briefings", params(ListQuery),
    responses((status = 200, description = "One page", body = Listed)))]
async fn list(asker: Asker, Query(query): Query<ListQuery>) -> Result<Answer<Listed>, Problem> {
    let ListQuery { key, period, division, withdrawn, after } = query;
    let narrowed = Narrowed { key, period, division, withdrawn: withdrawn.is_some() };
    let before = after.as_deref().and_then(cursor);
    let read = asker.read(move |act| briefing::list(act, &narrowed, before, PAGE + 1));
    let (mut found, total) = read.await?;
    let is_cut = found.len() as i64 > PAGE;
    found.truncate(PAGE as usize);
    let last = found.last().filter(|_| is_cut);
    let after = last.map(|last| format!("{}_{}", last.published_at.as_millis(), last.id));
    Ok(Answer(Listed { total, briefings: found.into_iter().map(Line::from).collect(), after }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct DraftQuery {
    #[param(value_type = String)]
    division: DivisionCode,
    #[param(value_type = String)]
    period: Period,
    /// A journal position; the present end if left out.
    at: Option<i64>,
}

/// A text with its figures of a journal position.
#[derive(Serialize, ToSchema)]
#[schema(as = briefings::Draft)]
struct Draft {
    key: String,
    /// Send it as `at` to publish what was read.
    at: i64,
    /// How often this text was published for the period and division.
    published: i64,
    /// The text in both languages as blocks, and its figures with value, revision and definition.
    #[schema(value_type = Object)]
    body: Body,
}

/// A text of the programme with its figures of now.
#[utoipa::path(get, path = "/api/v1/briefings/drafts/{key}", tag = "briefings",
    params(("key" = String, Path, description = "Of a text of the programme"), DraftQuery),
    responses((status = 200, description = "The draft", body = Draft)))]
async fn draft(
    asker: Asker,
    Path(key): Path<String>,
    Query(DraftQuery { division, period, at }): Query<DraftQuery>,
) -> Result<Answer<Draft>, Problem> {
    let draft = asker.read(move |act| briefing::draft(act, &key, (&division, period), at)).await?;
    let briefing::Draft { key, body, position, published, .. } = draft;
    Ok(Answer(Draft { key, at: position.index, published, body }))
}

/// A briefing with its frozen text.
#[derive(Serialize, ToSchema)]
#[schema(as = briefings::Record)]
struct Record {
    briefing: Line,
    /// The text in both languages as blocks, and its figures with value, revision and definition.
    #[schema(value_type = Object)]
    body: Body,
}

/// One briefing as it was published.
#[utoipa::path(get, path = "/api/v1/briefings/{id}", tag = "briefings",
    params(("id" = String, Path, description = "Of the briefing")),
    responses((status = 200, description = "The briefing", body = Record)))]
async fn one(asker: Asker, Path(id): Path<BriefingId>) -> Result<Answer<Record>, Problem> {
    let (briefing, body) = asker.read(move |act| briefing::published(act, id)).await?;
    Ok(Answer(Record { briefing: briefing.into(), body }))
}

/// One figure then and now.
#[derive(Serialize, ToSchema)]
#[schema(as = briefings::Compared)]
struct Compared {
    key: String,
    then: String,
    now: String,
    then_revision: i64,
    now_revision: i64,
    changed: bool,
}

/// Every figure of a briefing beside the live one.
#[utoipa::path(get, path = "/api/v1/briefings/{id}/comparison", tag = "briefings",
    params(("id" = String, Path, description = "Of the briefing")),
    responses((status = 200, description = "In the order of the text", body = Vec<Compared>)))]
async fn comparison(
    asker: Asker,
    Path(id): Path<BriefingId>,
) -> Result<Answer<Vec<Compared>>, Problem> {
    let compared = asker.read(move |act| briefing::compare(act, id)).await?;
    let told = compared.into_iter().map(|one| Compared {
        changed: one.has_changed(),
        then: one.then.value.to_string(),
        now: one.now.value.to_string(),
        then_revision: one.then.revision,
        now_revision: one.now.indicator.revision,
        key: one.then.key,
    });
    Ok(Answer(told.collect()))
}

/// What is to be published.
#[derive(ToSchema)]
#[schema(as = briefings::New)]
#[expect(dead_code, reason = "says what the office's own form looks like")]
struct New {
    /// A UUIDv7 that the sender chooses.
    id: String,
    key: String,
    division_code: String,
    period: String,
    /// The position of the draft that was read.
    at: i64,
}

/// Publish a draft as it was read.
#[utoipa::path(post, path = "/api/v1/briefings", tag = "briefings", request_body = New,
    responses((status = 201, description = "Published, now or by an earlier try", body = Line)))]
async fn publish(
    asker: Asker,
    Json(new): Json<NewBriefing>,
) -> Result<(StatusCode, Answer<Line>), Problem> {
    let published = asker.write(move |act| briefing::publish(act, &new)).await?;
    Ok((StatusCode::CREATED, Answer(published.into())))
}

/// Why it is withdrawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = briefings::Withdrawal)]
struct Because {
    because: String,
}

/// Withdraw a briefing.
///
/// It stays readable, with the reason on it.
#[utoipa::path(post, path = "/api/v1/briefings/{id}/withdrawal", tag = "briefings",
    request_body = Because, params(("id" = String, Path, description = "Of the briefing")),
    responses((status = 200, description = "The briefing", body = Line)))]
async fn withdraw(
    asker: Asker,
    Path(id): Path<BriefingId>,
    Json(Because { because }): Json<Because>,
) -> Result<Answer<Line>, Problem> {
    let withdrawal = Withdrawal { id, because };
    Ok(Answer(asker.write(move |act| briefing::withdraw(act, &withdrawal)).await?.into()))
}
