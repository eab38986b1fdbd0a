//! Pairings for programs: the same operations as the pages.

use axum::{Json as Answer, http::StatusCode};
use model::{
    Date,
    code::DivisionCode,
    id::{OrganisationId, PairingId, PersonId},
    posting::Pairing,
};
use office::{
    pairing::{self, Ending, NewPairing},
    posting::{Order, State},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

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
        operation(Who::SignedIn, routes!(start)),
        operation(Who::SignedIn, routes!(end)),
        operation(Who::SignedIn, routes!(strike)),
    ]
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Any part of the name of whoever serves.
    q: Option<String>,
    /// A key of the programme's kinds of pairings.
    kind: Option<String>,
    /// Only in this division, by its code.
    #[param(value_type = Option<String>)]
    division: Option<DivisionCode>,
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

/// Who serves a division. Either an organisation or a person does.
#[derive(Serialize, ToSchema)]
#[schema(as = pairings::Line)]
struct Line {
    #[schema(value_type = String)]
    id: PairingId,
    kind: String,
    #[schema(value_type = Option<String>)]
    organisation_id: Option<OrganisationId>,
    #[schema(value_type = Option<String>)]
    person_id: Option<PersonId>,
    /// Of whoever serves.
    name: String,
    #[schema(value_type = String)]
    division_code: DivisionCode,
    #[schema(value_type = String)]
    from_on: Date,
    /// The first day on which it no longer serves.
    #[schema(value_type = Option<String>)]
    until_on: Option<Date>,
    ended_because: Option<String>,
}

impl From<pairing::Line> for Line {
    fn from(line: pairing::Line) -> Line {
        let pairing::Line { id, kind, organisation_id, person_id, name, division_code, .. } = line;
        let pairing::Line { from_on, until_on, ended_because, .. } = line;
        Line {
            id,
            kind,
            organisation_id,
            person_id,
            name,
            division_code,
            from_on,
            until_on,
            ended_because,
        }
    }
}

/// One page of a list.
#[derive(Serialize, ToSchema)]
#[schema(as = pairings::Listed)]
struct Listed {
    total: i64,
    pairings: Vec<Line>,
    /// What to send as `after` for the next page; null on the last.
    after: Option<String>,
}

/// Pairings, a hundred at a time.
#[utoipa::path(get, path = "/api/v1/pairings", tag = "pairings", params(ListQuery),
    responses((status = 200, description = "One page", body = Listed)))]
async fn list(asker: Asker, Query(query): Query<ListQuery>) -> Result<Answer<Listed>, Problem> {
    let question = pairing::Question {
        within: query.division,
        kind: query.kind,
        day: Some(as_of::day(query.day.as_deref(), asker.today())?),
        state: query.state.unwrap_or(State::Holding),
        search: query.q.unwrap_or_default(),
    };
    let order = match query.sort.as_deref() {
        Some("from_on") => Order::Oldest,
        Some("-from_on") => Order::Newest,
        _ => Order::Division,
    };
    let after = cursor::read(query.after.as_deref());
    let found = asker.read(move |act| pairing::list(act, &question, order, &after, PAGE)).await?;
    let after = cursor::write(&found.next);
    let pairings = found.lines.into_iter().map(Line::from).collect();
    Ok(Answer(Listed { total: found.count, pairings, after }))
}

type Told = Result<Answer<Line>, Problem>;

fn line(pairing: Pairing, name: String) -> Line {
    let Pairing { id, kind, organisation_id, person_id, division_code, .. } = pairing;
    let Pairing { from_on, until_on, ended_because, .. } = pairing;
    Line {
        id,
        kind,
        organisation_id,
        person_id,
        name,
        division_code,
        from_on,
        until_on,
        ended_because,
    }
}

/// The record as it stands after what was just done.
async fn told(
    asker: &Asker,
    work: impl Fn(&mut office::Act<'_>) -> Result<Pairing, office::Error> + Send + 'static,
) -> Told {
    let done = asker.write(move |act| {
        let pairing = work(act)?;
        pairing::sheet(act, pairing.id)
    });
    let sheet = done.await?;
    Ok(Answer(line(sheet.pairing, sheet.name)))
}

/// One pairing.
#[utoipa::path(get, path = "/api/v1/pairings/{id}", tag = "pairings",
    params(("id" = String, Path, description = "Of the pairing")),
    responses((status = 200, description = "The record", body = Line)))]
async fn one(asker: Asker, Path(id): Path<PairingId>) -> Told {
    let sheet = asker.read(move |act| pairing::sheet(act, id)).await?;
    Ok(Answer(line(sheet.pairing, sheet.name)))
}

/// A pairing to begin. Either an organisation serves or a person.
#[derive(ToSchema)]
#[schema(as = pairings::New)]
#[expect(dead_code, reason = "says what the office's own form looks like")]
struct New {
    /// A UUIDv7 that the sender chooses.
    id: String,
    /// A key of the programme's kinds of pairings.
    kind: String,
    organisation_id: Option<String>,
    person_id: Option<String>,
    division_code: String,
    from_on: String,
    /// The first day on which it no longer serves, for a pairing of the past.
    until_on: Option<String>,
    ended_because: Option<String>,
}

/// Begin a pairing.
#[utoipa::path(post, path = "/api/v1/pairings", tag = "pairings", request_body = New,
    responses((status = 201, description = "It stands, now or by an earlier try", body = Line)))]
async fn start(
    asker: Asker,
    Json(new): Json<NewPairing>,
) -> Result<(StatusCode, Answer<Line>), Problem> {
    Ok((StatusCode::CREATED, told(&asker, move |act| pairing::start(act, &new)).await?))
}

/// How a pairing ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = pairings::Ending)]
struct End {
    /// The first day on which it no longer serves.
    #[schema(value_type = String)]
    on: Date,
    because: String,
}

/// End a pairing.
#[utoipa::path(post, path = "/api/v1/pairings/{id}/ending", tag = "pairings", request_body = End,
    params(("id" = String, Path, description = "Of the pairing")),
    responses((status = 200, description = "The record", body = Line)))]
async fn end(
    asker: Asker,
    Path(id): Path<PairingId>,
    Json(End { on, because }): Json<End>,
) -> Told {
    let ending = Ending { id, on, because };
    told(&asker, move |act| pairing::end(act, &ending)).await
}

/// Why it never was.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = pairings::Striking)]
struct Striking {
    because: String,
}

/// Strike out a pairing that never was.
#[utoipa::path(post, path = "/api/v1/pairings/{id}/striking", tag = "pairings",
    request_body = Striking, params(("id" = String, Path, description = "Of the pairing")),
    responses((status = 200, description = "The record", body = Line)))]
async fn strike(asker: Asker, Path(id): Path<PairingId>, Json(sent): Json<Striking>) -> Told {
    told(&asker, move |act| pairing::strike(act, id, &sent.because)).await
}
