//! Activities for programs: the same operations as the pages.

use axum::Json;
use model::{
    activity::{Activity, Correction, Mark, Minutes, NewActivity, Report},
    id::ActivityId,
};
use office::activity;
use serde::Deserialize;
use utoipa::ToSchema;
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
        operation(Who::SignedIn, routes!(plan)),
        operation(Who::SignedIn, routes!(record)),
        operation(Who::SignedIn, routes!(announce)),
        operation(Who::SignedIn, routes!(hold)),
        operation(Who::SignedIn, routes!(attend)),
        operation(Who::SignedIn, routes!(sign)),
        operation(Who::SignedIn, routes!(cancel)),
        operation(Who::SignedIn, routes!(correct)),
    ]
}

type Told = Result<Json<schema::Record>, Problem>;

fn told(activity: &Activity) -> Told {
    let minutes = Minutes::of(activity.minutes.as_deref()).0;
    let mut activity = serde_json::to_value(activity).map_err(|error| {
        tracing::error!(%error, "an activity cannot be written");
        Problem::internal()
    })?;
    if let Some(fields) = activity.as_object_mut() {
        fields.remove("minutes");
    }
    Ok(Json(schema::Record { activity, minutes }))
}

/// Activities, the latest first.
///
/// A hundred at a time.
#[utoipa::path(get, path = "/api/v1/activities", tag = "activities",
    params(
        ("q" = Option<String>, Query, description = "Words of title, place or speaker"),
        ("kind" = Option<String>, Query, description = "A key of the programme's kinds"),
        ("state" = Option<String>, Query, description = "A state, `overdue` or `unsigned`"),
        ("division" = Option<String>, Query, description = "Code of a division"),
        ("organisation" = Option<String>, Query, description = "Id of who held it"),
        ("period" = Option<String>, Query, description = "`2019`, `2019-06`, …"),
        ("late" = Option<String>, Query, description = "`yes`: late records only"),
        ("sort" = Option<String>, Query, description = "`day`: the earliest first"),
        ("after" = Option<String>, Query, description = "From the page before"),
    ),
    responses((status = 200, description = "One page", body = schema::Listed)))]
async fn list(
    asker: Asker,
    Query(filters): Query<Filters>,
) -> Result<Json<schema::Listed>, Problem> {
    let (wanted, problem) = filters.wanted();
    if let Some(problem) = problem {
        return Err(Problem::bad_request(problem));
    }
    let from = filters.cursor()?;
    let listed = asker.read(move |act| activity::list(act, &wanted, from, PAGE)).await?;
    let after = listed.after.map(|cursor| cursor.to_string());
    Ok(Json(schema::Listed { total: listed.total, activities: listed.lines, after }))
}

/// One activity.
#[utoipa::path(get, path = "/api/v1/activities/{id}", tag = "activities",
    params(("id" = String, Path, description = "Of the activity")),
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn one(asker: Asker, Path(id): Path<ActivityId>) -> Told {
    told(&asker.read(move |act| activity::find(act, id)).await?)
}

/// Plan an activity.
#[utoipa::path(post, path = "/api/v1/activities", tag = "activities", request_body = schema::New,
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn plan(asker: Asker, extract::Json(new): extract::Json<NewActivity>) -> Told {
    told(&asker.write(move |act| activity::plan(act, &new)).await?)
}

/// What was held without a plan.
#[derive(Deserialize, ToSchema)]
#[schema(as = activities::Held)]
struct Held {
    #[schema(value_type = schema::New)]
    activity: NewActivity,
    #[schema(value_type = schema::Report)]
    report: Report,
}

/// Record what was held without a plan.
#[utoipa::path(post, path = "/api/v1/activities/held", tag = "activities", request_body = Held,
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn record(asker: Asker, extract::Json(held): extract::Json<Held>) -> Told {
    told(&asker.write(move |act| activity::record(act, &held.activity, &held.report)).await?)
}

/// Announce a planned activity.
#[utoipa::path(post, path = "/api/v1/activities/{id}/announcement", tag = "activities",
    params(("id" = String, Path, description = "Of the activity")),
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn announce(asker: Asker, Path(id): Path<ActivityId>) -> Told {
    told(&asker.write(move |act| activity::notify(act, id)).await?)
}

/// Record that a planned activity was held.
#[utoipa::path(post, path = "/api/v1/activities/{id}/report", tag = "activities",
    params(("id" = String, Path, description = "Of the activity")), request_body = schema::Report,
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn hold(
    asker: Asker,
    Path(id): Path<ActivityId>,
    extract::Json(report): extract::Json<Report>,
) -> Told {
    told(&asker.write(move |act| activity::hold(act, id, &report)).await?)
}

/// Write who came.
///
/// The list becomes exactly this one, until the record is signed.
#[utoipa::path(post, path = "/api/v1/activities/{id}/attendance", tag = "activities",
    params(("id" = String, Path, description = "Of the activity")), request_body = Vec<schema::Mark>,
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn attend(
    asker: Asker,
    Path(id): Path<ActivityId>,
    extract::Json(marks): extract::Json<Vec<Mark>>,
) -> Told {
    told(&asker.write(move |act| activity::attend(act, id, &marks)).await?)
}

/// Sign a record that somebody else wrote.
#[utoipa::path(post, path = "/api/v1/activities/{id}/signature", tag = "activities",
    params(("id" = String, Path, description = "Of the activity")),
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn sign(asker: Asker, Path(id): Path<ActivityId>) -> Told {
    told(&asker.write(move |act| activity::sign(act, id)).await?)
}

/// Why it is called off.
#[derive(Deserialize, ToSchema)]
#[schema(as = activities::Cancellation)]
struct Cancellation {
    because: String,
}

/// Call an activity off.
#[utoipa::path(post, path = "/api/v1/activities/{id}/cancellation", tag = "activities",
    params(("id" = String, Path, description = "Of the activity")), request_body = Cancellation,
    responses((status = 200, description = "The record", body = schema::Record)))]
async fn cancel(
    asker: Asker,
    Path(id): Path<ActivityId>,
    extract::Json(sent): extract::Json<Cancellation>,
) -> Told {
    told(&asker.write(move |act| activity::cancel(act, id, &sent.because)).await?)
}

/// Put a record right by another.
#[utoipa::path(post, path = "/api/v1/activities/{id}/correction", tag = "activities",
    params(("id" = String, Path, description = "Of the record that is wrong")),
    request_body = schema::Correction,
    responses((status = 200, description = "The new record", body = schema::Record)))]
async fn correct(
    asker: Asker,
    Path(id): Path<ActivityId>,
    extract::Json(correction): extract::Json<Correction>,
) -> Told {
    told(&asker.write(move |act| activity::correct(act, id, &correction)).await?)
}
