//! People for programs: the same operations as the pages, personal numbers masked.

use axum::{Json as Answer, http::StatusCode};
use model::id::PersonId;
use office::person::{self, Field, NewPerson, NewReveal, Particulars, PersonChange, Plain};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{api_schema as schema, list::Filters};
use crate::{
    Problem, asked,
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
        operation(Who::SignedIn, routes!(register)),
        operation(Who::SignedIn, routes!(change)),
        operation(Who::SignedIn, routes!(lookup)),
        operation(Who::SignedIn, routes!(reveal)),
    ]
}

/// People, a hundred at a time.
///
/// A line says only whether an ID number and a telephone are registered.
#[utoipa::path(get, path = "/api/v1/people", tag = "people",
    params(
        ("q" = Option<String>, Query, description = "Any part of a name; never a number"),
        ("division" = Option<String>, Query, description = "Code of a division"),
        ("kind" = Option<String>, Query, description = "A kind of organisation that they belong to"),
        ("status" = Option<String>, Query, description = "Political status, a code of GB/T 4762"),
        ("post" = Option<String>, Query, description = "A post that they hold"),
        ("number" = Option<String>, Query, description = "`missing`: those without an ID number"),
        ("day" = Option<String>, Query, description = "As of this day; today if left out"),
        ("sort" = Option<String>, Query, description = "`division`, `name` or `newest`"),
        ("after" = Option<String>, Query, description = "From the page before"),
    ),
    responses((status = 200, description = "One page", body = schema::Listed)))]
async fn list(
    asker: Asker,
    Query(filters): Query<Filters>,
) -> Result<Answer<schema::Listed>, Problem> {
    if filters.holds_a_number() {
        return Err(Problem::bad_request(asked::NAMES_ONLY));
    }
    let (order, after) = (filters.order(), cursor::read(filters.after.as_deref()));
    let question = filters.question(&asker)?;
    let found = asker.read(move |act| person::list(act, &question, order, &after, PAGE)).await?;
    let after = cursor::write(&found.next);
    let people = found.lines.into_iter().map(schema::Line::from).collect();
    Ok(Answer(schema::Listed { total: found.count, people, after }))
}

/// One person, ID number and telephone masked.
#[utoipa::path(get, path = "/api/v1/people/{id}", tag = "people",
    params(("id" = String, Path, description = "Of the person")),
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn one(asker: Asker, Path(id): Path<PersonId>) -> Result<Answer<schema::Record>, Problem> {
    let sheet = asker.read(move |act| person::sheet(act, id)).await?;
    Ok(Answer(schema::Record::from(sheet)))
}

/// Register a person.
#[utoipa::path(post, path = "/api/v1/people", tag = "people", request_body = schema::New,
    responses((status = 201, description = "Registered, now or by an earlier try", body = schema::Record)))]
async fn register(
    asker: Asker,
    Json(new): Json<NewPerson>,
) -> Result<(StatusCode, Answer<schema::Record>), Problem> {
    let work = move |act: &mut office::Act<'_>| {
        let added = person::add(act, &new)?;
        person::sheet(act, added.id)
    };
    let sheet = asker.write(work).await?;
    Ok((StatusCode::CREATED, Answer(schema::Record::from(sheet))))
}

/// A person's particulars as they should stand.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = people::Change)]
struct Change {
    /// The version that was seen; another one since then is a conflict.
    version: Option<String>,
    #[schema(value_type = schema::Particulars)]
    particulars: Particulars,
    /// `"keep"`, which is meant if it is left out, `"clear"`, or `{"set": "…"}`.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    id_number: Field,
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    phone: Field,
}

/// Change what is registered of a person.
#[utoipa::path(put, path = "/api/v1/people/{id}", tag = "people", request_body = Change,
    params(("id" = String, Path, description = "Of the person")),
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn change(
    asker: Asker,
    Path(id): Path<PersonId>,
    Json(sent): Json<Change>,
) -> Result<Answer<schema::Record>, Problem> {
    let Change { version, particulars, id_number, phone } = sent;
    let wanted = PersonChange { id, version, particulars, id_number, phone };
    let work = move |act: &mut office::Act<'_>| {
        person::change(act, &wanted)?;
        person::sheet(act, id)
    };
    Ok(Answer(schema::Record::from(asker.write(work).await?)))
}

/// A whole ID number.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = people::Lookup)]
struct Lookup {
    #[schema(value_type = String)]
    id_number: Plain,
}

/// Find a person by the whole ID number.
///
/// It is sent in the body, so that it stands in no address and no log.
#[utoipa::path(post, path = "/api/v1/people/lookup", tag = "people", request_body = Lookup,
    responses((status = 200, description = "Who it is, if the asker may see them", body = schema::Known)))]
async fn lookup(asker: Asker, Json(sent): Json<Lookup>) -> Result<Answer<schema::Known>, Problem> {
    let id = asker.read(move |act| person::by_id_number(act, &sent.id_number)).await?;
    Ok(Answer(schema::Known { id }))
}

/// Which field somebody wants to see, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = people::NewReveal)]
struct Wanted {
    /// A UUIDv7 that the sender chooses.
    #[schema(value_type = String)]
    id: model::id::RevealId,
    /// `id_number` or `phone`
    #[schema(value_type = String)]
    field: model::person::PersonalField,
    #[schema(value_type = String)]
    purpose: model::person::Purpose,
    /// For which matter, in at least six characters; the person concerned can read it.
    reason: String,
}

/// See one personal field in clear, for a reason.
#[utoipa::path(post, path = "/api/v1/people/{id}/reveals", tag = "people", request_body = Wanted,
    params(("id" = String, Path, description = "Of the person")),
    responses((status = 200, description = "The field; who saw it is on record", body = schema::Revealed)))]
async fn reveal(
    asker: Asker,
    Path(person_id): Path<PersonId>,
    Json(sent): Json<Wanted>,
) -> Result<Answer<schema::Revealed>, Problem> {
    let Wanted { id, field, purpose, reason } = sent;
    let new = NewReveal { id, person_id, field, purpose, reason };
    let revealed = asker.write(move |act| person::reveal(act, &new)).await?;
    Ok(Answer(schema::Revealed { value: revealed.value.as_str().to_owned() }))
}
