//! Divisions for programs.

use axum::Json;
use model::{Date, code::DivisionCode, division::Division};
use office::division::{self, Counts};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use crate::{
    Problem, as_of,
    asker::Asker,
    extract::{Path, Query},
    routes::{Served, Who, operation},
};

pub(super) fn routes() -> Vec<Served> {
    vec![operation(Who::SignedIn, routes!(list)), operation(Who::SignedIn, routes!(show))]
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Part of a name, or the beginning of a code; the whole tree if left out.
    q: Option<String>,
    /// As of this day; today if left out.
    day: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DayQuery {
    /// As of this day; today if left out.
    day: Option<String>,
}

/// A division.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = divisions::Division)]
struct DivisionItem {
    code: String,
    name: String,
    /// The name as people say it.
    short_name: String,
    level: String,
    parent_code: Option<String>,
    from_on: String,
    /// The first day on which it no longer holds.
    until_on: Option<String>,
    predecessor_code: Option<String>,
    merged_into: Option<String>,
    counts: Option<CountsItem>,
}

/// What there is in a division and below it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = divisions::Counts)]
struct CountsItem {
    divisions: i64,
    organisations: i64,
    people: i64,
    postings: i64,
    pairings: i64,
    /// Held since the first day of the year.
    activities: i64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = divisions::Listed)]
struct Listed {
    day: String,
    divisions: Vec<DivisionItem>,
}

impl DivisionItem {
    fn of(division: &Division, counts: Option<&Counts>) -> DivisionItem {
        let code = |code: &Option<DivisionCode>| code.as_ref().map(ToString::to_string);
        DivisionItem {
            code: division.code.to_string(),
            name: division.name.clone(),
            short_name: division.short_name().into_owned(),
            level: division.level.to_string(),
            parent_code: code(&division.parent_code),
            from_on: division.from_on.to_string(),
            until_on: division.until_on.map(|day: Date| day.to_string()),
            predecessor_code: code(&division.predecessor_code),
            merged_into: code(&division.merged_into),
            counts: counts.map(|counts| CountsItem {
                divisions: counts.divisions,
                organisations: counts.organisations,
                people: counts.people,
                postings: counts.postings,
                pairings: counts.pairings,
                activities: counts.activities,
            }),
        }
    }
}

/// The divisions of a day that may be seen.
#[utoipa::path(
    get,
    path = "/api/v1/divisions",
    tag = "divisions",
    params(ListQuery),
    responses((status = 200, description = "The county's divisions, or those found", body = Listed))
)]
async fn list(asker: Asker, Query(query): Query<ListQuery>) -> Result<Json<Listed>, Problem> {
    let day = as_of::day(query.day.as_deref(), asker.today())?;
    let asked = query.q.unwrap_or_default();
    let divisions = if asked.trim().is_empty() {
        let all = asker.read(move |act| {
            let mut all = Vec::new();
            division::each(act, day, |division, _, counts| {
                all.push(DivisionItem::of(division, Some(counts)));
            })?;
            Ok(all)
        });
        all.await?
    } else {
        let hits = asker.read(move |act| division::search(act, &asked, day)).await?;
        hits.iter().map(|hit| DivisionItem::of(&hit.division, None)).collect()
    };
    Ok(Json(Listed { day: day.to_string(), divisions }))
}

/// One division on a day.
#[utoipa::path(
    get,
    path = "/api/v1/divisions/{code}",
    tag = "divisions",
    params(("code" = String, Path, description = "Its 12-digit code"), DayQuery),
    responses((status = 200, description = "The division", body = DivisionItem))
)]
async fn show(
    asker: Asker,
    Path(code): Path<DivisionCode>,
    Query(query): Query<DayQuery>,
) -> Result<Json<DivisionItem>, Problem> {
    let day = as_of::day(query.day.as_deref(), asker.today())?;
    let sheet = asker.read(move |act| division::sheet(act, &code, day)).await?;
    Ok(Json(DivisionItem::of(&sheet.division, Some(&sheet.counts))))
}
