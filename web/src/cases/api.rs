//! Cases for programs: the same operations as the pages.

use axum::Json;
use model::{
    case::{NewCase, Taking},
    id::CaseId,
};
use office::case;
use utoipa_axum::routes;

use super::{api_schema as schema, list::Filters};
use crate::{
    Problem,
    asker::Asker,
    extract::{self, Path, Query},
    routes::{Served, Who, operation},
};

const PAGE: i64 = 100;

pub(super) fn routes() -> Vec<Served> {
    vec![
        operation(Who::SignedIn, routes!(list)),
        operation(Who::SignedIn, routes!(one)),
        operation(Who::SignedIn, routes!(open)),
        operation(Who::SignedIn, routes!(take)),
    ]
}

/// Cases, the latest opened first.
///
/// A hundred at a time.
#[utoipa::path(get, path = "/api/v1/cases", tag = "cases",
    params(
        ("q" = Option<String>, Query, description = "A number, or words of the title"),
        ("process" = Option<String>, Query, description = "A key of the programme's processes"),
        ("state" = Option<String>, Query, description = "A state of the process"),
        ("view" = Option<String>, Query, description =
            "`open`, `mine`, `overdue`, `reopened`, `returned`, `ping_pong` or `ended`"),
        ("due" = Option<String>, Query, description = "`2026-11-25` or `2026-11`: the state ends then"),
        ("division" = Option<String>, Query, description = "Code of a division"),
        ("before" = Option<String>, Query, description = "From the page after"),
        ("after" = Option<String>, Query, description = "From the page before"),
    ),
    responses((status = 200, description = "One page", body = schema::Listed)))]
async fn list(
    asker: Asker,
    Query(filters): Query<Filters>,
) -> Result<Json<schema::Listed>, Problem> {
    let ((wanted, problem), from) = (filters.wanted(), filters.cursor()?);
    if let Some(problem) = problem {
        return Err(Problem::bad_request(problem));
    }
    let listed = asker.read(move |act| case::list(act, &wanted, from, PAGE)).await?;
    let after = listed.after.map(|cursor| cursor.to_string());
    let cases = listed.rows.into_iter().map(|row| row.line).collect();
    Ok(Json(schema::Listed { total: listed.total, cases, after }))
}

type Told = Result<Json<schema::Record>, Problem>;

/// One case: what was done, and what the asker may do next.
#[utoipa::path(get, path = "/api/v1/cases/{id}", tag = "cases",
    params(("id" = String, Path, description = "Of the case")),
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn one(asker: Asker, Path(id): Path<CaseId>) -> Told {
    let sheet = asker.read(move |act| case::sheet(act, id)).await?;
    Ok(Json(schema::Record::of(sheet)))
}

/// Bring something up.
#[utoipa::path(post, path = "/api/v1/cases", tag = "cases", request_body = schema::New,
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn open(asker: Asker, extract::Json(new): extract::Json<NewCase>) -> Told {
    let sheet = asker.write(move |act| {
        let id = case::open(act, &new)?.id;
        case::sheet(act, id)
    });
    Ok(Json(schema::Record::of(sheet.await?)))
}

/// Take a step.
///
/// Of two who take one at once, one does; the other is told what happened.
#[utoipa::path(post, path = "/api/v1/cases/{id}/steps", tag = "cases",
    params(("id" = String, Path, description = "Of the case")), request_body = schema::Taking,
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn take(
    asker: Asker,
    Path(id): Path<CaseId>,
    extract::Json(taking): extract::Json<Taking>,
) -> Told {
    let sheet = asker.write(move |act| {
        case::take(act, id, &taking)?;
        case::sheet(act, id)
    });
    Ok(Json(schema::Record::of(sheet.await?)))
}
