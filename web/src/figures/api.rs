//! Figures for programs.

use axum::Json;
use model::{Lang, code::DivisionCode, period::Period};
use office::figure::{self, Told, Wanted, Within};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::ground::{Asked, read_division};
use crate::{
    Problem,
    asker::Asker,
    extract::{Path, Query},
    frame::Frame,
    routes::{Served, Who, operation},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        operation(Who::SignedIn, routes!(list)),
        operation(Who::SignedIn, routes!(one)),
        operation(Who::SignedIn, routes!(records)),
    ]
}

/// A number with all that it means.
#[derive(ToSchema)]
#[schema(as = figures::Figure)]
#[expect(dead_code, reason = "says what the office's own form looks like; a test compares them")]
struct FigureSchema {
    key: String,
    title: String,
    /// A whole number; of a share, a per cent with decimals, or null where there is nothing to share.
    value: Option<f64>,
    /// How many records are behind it.
    records: i64,
    /// The division's code.
    unit: String,
    period: String,
    /// Of the indicator.
    revision: i64,
    /// How many journal entries were taken into account.
    journal_index: i64,
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
struct ListQuery {
    /// `2019`, `2019-Q3`, `2019-07`, `2019-07-01` or `2019-07-01..2019-09-30`; else the last year with records.
    period: Option<String>,
    /// Code of the division; else the widest that is yours.
    unit: Option<String>,
    /// Only the first so many journal entries; else all.
    at: Option<i64>,
}

/// Every figure of a division and a period.
///
/// All of one snapshot: they have the same journal index.
#[utoipa::path(get, path = "/api/v1/figures", tag = "figures", params(ListQuery),
    responses((status = 200, description = "In the programme's order", body = Vec<FigureSchema>)))]
async fn list(
    asker: Asker,
    frame: Frame,
    Query(query): Query<ListQuery>,
) -> Result<Json<Vec<Told>>, Problem> {
    let asked = Asked::read(query.unit.as_deref(), query.period.as_deref())?;
    let all = asker.read(move |act| {
        let (division, period) = asked.settle(act)?;
        figure::all(act, &division, period, query.at)
    });
    Ok(Json(all.await?.iter().map(|figure| figure.told(frame.lang)).collect()))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
struct OneQuery {
    /// As for all figures.
    period: Option<String>,
    /// Code of the division.
    unit: Option<String>,
    /// Only the first so many journal entries; else all.
    at: Option<i64>,
    /// Of the indicator; else the one in force.
    revision: Option<i64>,
}

/// A figure, what it means, and the divisions that it is made of.
#[derive(Serialize, ToSchema)]
#[schema(as = figures::Detail)]
struct Detail {
    #[schema(value_type = FigureSchema)]
    figure: Told,
    definition: String,
    /// What it is counted in.
    measured_in: String,
    system: String,
    /// The page that shows this very number for ever.
    href: String,
    breakdown: Vec<PartOf>,
}

/// What one division has of a figure.
#[derive(Serialize, ToSchema)]
#[schema(as = figures::Part)]
struct PartOf {
    #[schema(value_type = String)]
    unit: DivisionCode,
    name: String,
    #[schema(value_type = Option<f64>)]
    value: serde_json::Value,
}

/// One figure.
#[utoipa::path(get, path = "/api/v1/figures/{key}", tag = "figures",
    params(("key" = String, Path, description = "Of the indicator"), OneQuery),
    responses((status = 200, description = "The figure", body = Detail)))]
async fn one(
    asker: Asker,
    frame: Frame,
    Path(key): Path<String>,
    Query(query): Query<OneQuery>,
) -> Result<Json<Detail>, Problem> {
    let asked = Asked::read(query.unit.as_deref(), query.period.as_deref())?;
    let seen = asker.read(move |act| {
        let wanted = wanted(&key, &query, asked.settle(act)?);
        let figure = figure::value(act, &wanted)?;
        let parts = figure::breakdown(act, &figure.wanted())?;
        Ok((figure, parts))
    });
    let (figure, parts) = seen.await?;
    let indicator = &figure.indicator;
    Ok(Json(Detail {
        definition: frame.say(&indicator.definition).to_owned(),
        measured_in: frame.say(&indicator.unit).to_owned(),
        system: indicator.system.clone(),
        href: figure.href(),
        breakdown: parts
            .into_iter()
            .map(|part| PartOf {
                unit: part.division,
                name: frame.say(&part.name).to_owned(),
                value: part.value.to_json(),
            })
            .collect(),
        figure: figure.told(frame.lang),
    }))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
struct RecordsQuery {
    /// As for all figures.
    period: Option<String>,
    /// Code of the division.
    unit: Option<String>,
    /// Only the first so many journal entries; else all.
    at: Option<i64>,
    /// Of the indicator; else the one in force.
    revision: Option<i64>,
    /// A division inside it, to narrow the list.
    within: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// Up to 500; 50 if left out.
    limit: Option<i64>,
}

/// A page of the records behind a figure.
#[derive(Serialize, ToSchema)]
#[schema(as = figures::Records)]
struct Listed {
    #[schema(value_type = FigureSchema)]
    figure: Told,
    /// How many there are on all pages.
    total: i64,
    records: Vec<RecordLine>,
    next: Option<String>,
}

/// One record behind a figure.
#[derive(Serialize, ToSchema)]
#[schema(as = figures::Record)]
struct RecordLine {
    kind: String,
    id: String,
    title: String,
    day: String,
    #[schema(value_type = String)]
    unit: DivisionCode,
    place: String,
    /// What it adds to the figure: over all records this adds up to the value.
    counted: i64,
    /// Its page, if it has one that is yours to open.
    href: Option<String>,
    /// It was taken away after the position that was asked for.
    gone: bool,
}

/// The records behind a figure.
///
/// Behind a share, those of its numerator.
#[utoipa::path(get, path = "/api/v1/figures/{key}/records", tag = "figures",
    params(("key" = String, Path, description = "Of the indicator"), RecordsQuery),
    responses((status = 200, description = "A page of them", body = Listed)))]
async fn records(
    asker: Asker,
    frame: Frame,
    Path(key): Path<String>,
    Query(query): Query<RecordsQuery>,
) -> Result<Json<Listed>, Problem> {
    let asked = Asked::read(query.unit.as_deref(), query.period.as_deref())?;
    let within = Within {
        division: read_division(query.within.as_deref())?,
        after: query.after.clone(),
        limit: query.limit.unwrap_or(50),
    };
    let one = OneQuery { period: None, unit: None, at: query.at, revision: query.revision };
    let found = asker.read(move |act| {
        let wanted = wanted(&key, &one, asked.settle(act)?);
        figure::records(act, &wanted, &within)
    });
    let found = found.await?;
    Ok(Json(Listed {
        figure: found.figure.told(frame.lang),
        total: found.total,
        records: found.lines.into_iter().map(|line| told(line, frame.lang)).collect(),
        next: found.next,
    }))
}

fn wanted(key: &str, query: &OneQuery, (division, period): (DivisionCode, Period)) -> Wanted {
    Wanted { key: key.to_owned(), revision: query.revision, division, period, at: query.at }
}

fn told(line: figure::Line, lang: Lang) -> RecordLine {
    let record = line.record;
    RecordLine {
        kind: record.kind,
        id: record.id.to_string(),
        title: record.title.in_lang(lang).to_owned(),
        day: line.day.to_string(),
        unit: line.division_code,
        place: line.division,
        counted: line.counted,
        href: record.href,
        gone: record.gone,
    }
}
