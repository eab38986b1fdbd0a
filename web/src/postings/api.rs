//! Postings for programs: the same operations as the pages.

use axum::{Json as Answer, http::StatusCode};
use model::{
    Date,
    code::DivisionCode,
    id::{OrganisationId, PersonId, PostingId},
    posting::Posting,
};
use office::posting::{self, Correction, Ended, Ending, HandOver, NewPosting, Order, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::api_schema as schema;
use crate::{
    Problem, as_of,
    asker::Asker,
    cursor,
    extract::{Json, Path, Query},
    routes::{Served, Who, operation},
};

const PAGE: i64 = 100;

pub(super) fn routes() -> Vec<Served> {
    vec![
        operation(Who::SignedIn, routes!(list)),
        operation(Who::SignedIn, routes!(one)),
        operation(Who::SignedIn, routes!(begin)),
        operation(Who::SignedIn, routes!(end)),
        operation(Who::SignedIn, routes!(hand_over)),
        operation(Who::SignedIn, routes!(correct)),
        operation(Who::SignedIn, routes!(strike)),
    ]
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Any part of the holder's name.
    q: Option<String>,
    /// A key of the programme's posts.
    post: Option<String>,
    /// Only in this division, by its code.
    #[param(value_type = Option<String>)]
    division: Option<DivisionCode>,
    /// Held in this organisation, by its id.
    #[param(value_type = Option<String>)]
    organisation: Option<OrganisationId>,
    /// `holding` on the day, `ended`, `coming` or `any`; `holding` if left out.
    #[param(value_type = Option<String>)]
    state: Option<State>,
    /// As of this day; today if left out.
    day: Option<String>,
    /// `from_on` or `-from_on`; by division if left out.
    sort: Option<String>,
    /// From the page before.
    after: Option<String>,
}

/// One page of a list.
#[derive(Serialize, ToSchema)]
#[schema(as = postings::Listed)]
struct Listed {
    total: i64,
    postings: Vec<schema::Line>,
    /// What to send as `after` for the next page; null on the last.
    after: Option<String>,
}

/// Postings, a hundred at a time.
#[utoipa::path(get, path = "/api/v1/postings", tag = "postings", params(ListQuery),
    responses((status = 200, description = "One page", body = Listed)))]
async fn list(asker: Asker, Query(query): Query<ListQuery>) -> Result<Answer<Listed>, Problem> {
    let question = posting::Question {
        within: query.division,
        post: query.post,
        day: Some(as_of::day(query.day.as_deref(), asker.today())?),
        state: query.state.unwrap_or(State::Holding),
        organisation_id: query.organisation,
        search: query.q.unwrap_or_default(),
    };
    let order = match query.sort.as_deref() {
        Some("from_on") => Order::Oldest,
        Some("-from_on") => Order::Newest,
        _ => Order::Division,
    };
    let after = cursor::read(query.after.as_deref());
    let found = asker.read(move |act| posting::list(act, &question, order, &after, PAGE)).await?;
    let after = cursor::write(&found.next);
    let postings = found.lines.into_iter().map(schema::Line::from).collect();
    Ok(Answer(Listed { total: found.count, postings, after }))
}

type Told = Result<Answer<schema::Record>, Problem>;

/// The record as it stands after what was just done.
async fn told(
    asker: &Asker,
    work: impl Fn(&mut office::Act<'_>) -> Result<PostingId, office::Error> + Send + 'static,
) -> Told {
    let done = asker.write(move |act| {
        let id = work(act)?;
        posting::sheet(act, id)
    });
    Ok(Answer(schema::Record::from(done.await?)))
}

/// One posting, with everybody who held the post there.
#[utoipa::path(get, path = "/api/v1/postings/{id}", tag = "postings",
    params(("id" = String, Path, description = "Of the posting")),
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn one(asker: Asker, Path(id): Path<PostingId>) -> Told {
    let sheet = asker.read(move |act| posting::sheet(act, id)).await?;
    Ok(Answer(schema::Record::from(sheet)))
}

/// Put a person at a post.
#[utoipa::path(post, path = "/api/v1/postings", tag = "postings", request_body = schema::New,
    responses((status = 201, description = "It stands, now or by an earlier try", body = schema::Record)))]
async fn begin(
    asker: Asker,
    Json(new): Json<NewPosting>,
) -> Result<(StatusCode, Answer<schema::Record>), Problem> {
    let done = told(&asker, move |act| Ok(posting::post(act, &new)?.id)).await?;
    Ok((StatusCode::CREATED, done))
}

/// How a posting ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = postings::Ending)]
struct End {
    /// The first day on which the post is no longer held.
    #[schema(value_type = String)]
    on: Date,
    because: String,
}

/// A posting that has ended, and the pairings that rested on it.
#[derive(Serialize, ToSchema)]
#[schema(as = postings::Ended)]
struct Gone {
    #[schema(value_type = Object)]
    posting: Posting,
    #[schema(value_type = Vec<Object>)]
    pairings: Vec<model::posting::Pairing>,
}

impl From<Ended> for Gone {
    fn from(Ended { posting, pairings }: Ended) -> Gone {
        Gone { posting, pairings }
    }
}

/// End a posting, and the pairings that rested on it.
#[utoipa::path(post, path = "/api/v1/postings/{id}/ending", tag = "postings", request_body = End,
    params(("id" = String, Path, description = "Of the posting")),
    responses((status = 200, description = "What has ended", body = Gone)))]
async fn end(
    asker: Asker,
    Path(id): Path<PostingId>,
    Json(End { on, because }): Json<End>,
) -> Result<Answer<Gone>, Problem> {
    let ending = Ending { id, on, because };
    Ok(Answer(asker.write(move |act| posting::end(act, &ending)).await?.into()))
}

/// How a post passes from one person to the next.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = postings::HandOver)]
struct Over {
    /// Of the posting that begins, chosen by the sender.
    #[schema(value_type = String)]
    id: PostingId,
    #[schema(value_type = String)]
    person_id: PersonId,
    #[schema(value_type = Option<String>)]
    sent_by_id: Option<OrganisationId>,
    /// The day on which one begins and the other no longer serves.
    #[schema(value_type = String)]
    on: Date,
    because: String,
}

/// Hand a post over to the next person.
#[utoipa::path(post, path = "/api/v1/postings/{id}/hand-over", tag = "postings", request_body = Over,
    params(("id" = String, Path, description = "Of the posting that ends")),
    responses((status = 200, description = "The posting that begins", body = schema::Record)))]
async fn hand_over(
    asker: Asker,
    Path(from_id): Path<PostingId>,
    Json(Over { id, person_id, sent_by_id, on, because }): Json<Over>,
) -> Told {
    let over = HandOver { from_id, id, person_id, sent_by_id, on, because };
    told(&asker, move |act| Ok(posting::hand_over(act, &over)?.1.id)).await
}

/// A posting as it should have been entered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = postings::Correction)]
struct Right {
    /// The version that was seen; another one since then is a conflict.
    version: Option<String>,
    #[schema(value_type = Option<String>)]
    organisation_id: Option<OrganisationId>,
    #[schema(value_type = Option<String>)]
    sent_by_id: Option<OrganisationId>,
    #[schema(value_type = String)]
    from_on: Date,
    #[schema(value_type = Option<String>)]
    until_on: Option<Date>,
    ended_because: Option<String>,
}

/// Correct what was entered wrongly.
#[utoipa::path(put, path = "/api/v1/postings/{id}", tag = "postings", request_body = Right,
    params(("id" = String, Path, description = "Of the posting")),
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn correct(asker: Asker, Path(id): Path<PostingId>, Json(sent): Json<Right>) -> Told {
    let Right { version, organisation_id, sent_by_id, from_on, until_on, ended_because } = sent;
    let wanted =
        Correction { id, version, organisation_id, sent_by_id, from_on, until_on, ended_because };
    told(&asker, move |act| Ok(posting::correct(act, &wanted)?.id)).await
}

/// Strike out a posting that never was.
#[utoipa::path(post, path = "/api/v1/postings/{id}/striking", tag = "postings",
    request_body = schema::Striking, params(("id" = String, Path, description = "Of the posting")),
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn strike(
    asker: Asker,
    Path(id): Path<PostingId>,
    Json(sent): Json<schema::Striking>,
) -> Told {
    told(&asker, move |act| Ok(posting::strike(act, id, &sent.because)?.id)).await
}
