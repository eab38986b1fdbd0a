//! Who owes an activity and held none.

use askama::Template;
use axum::routing::get;
use chrono::Datelike;
use model::{
    Text, code::DivisionCode, id::OrganisationId, period::Period, programme::Every, right::Right,
};
use office::activity::{self, Gap};
use serde::Deserialize;

use super::words;
use crate::{
    Problem, asked,
    asker::Asker,
    extract::Query,
    frame::Frame,
    list::{Choice, Pager, leaf},
    page::Page,
    routes::{Kind, Served, Who, line},
};

const PAGE: usize = 100;

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /activities/gaps", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    kind: Option<String>,
    period: Option<String>,
    division: Option<DivisionCode>,
    /// How many are passed over.
    after: Option<usize>,
    before: Option<usize>,
}

/// An organisation that missed something.
struct Row {
    id: OrganisationId,
    name: String,
    division: String,
    held: i64,
    missed: usize,
    /// The spans themselves, as people call them.
    spans: Vec<Text>,
}

#[derive(Template)]
#[template(path = "activities/gaps.html")]
struct GapsPage {
    frame: Frame,
    kinds: Vec<Choice>,
    kind: String,
    title: Text,
    every: Text,
    period: Period,
    owing: i64,
    missed: i64,
    rows: Vec<Row>,
    pager: Pager,
    problem: Option<Text>,
    may_record: bool,
    tab: &'static str,
}

async fn show(
    asker: Asker,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Page<GapsPage>, Problem> {
    let programme = asker.programme();
    let owed = programme.activity_kinds.iter().filter(|kind| kind.rhythm.is_some());
    let kinds: Vec<Choice> =
        owed.map(|kind| Choice::new(kind.key.clone(), kind.title.clone())).collect();
    let first = kinds.first().map(|choice| choice.value.clone());
    let kind = asked.kind.or(first).ok_or_else(Problem::not_found)?;
    let (period, problem) = asked::period(asked.period.as_deref().unwrap_or_default());
    let this_year = Period::year(asker.today().year()).map_err(|_| Problem::not_found())?;
    let period = period.unwrap_or(this_year);
    let (key, within) = (kind.clone(), asked.division);
    let found = asker.read(move |act| activity::gaps(act, &key, period, within.as_ref())).await?;
    let (shown, pager) = leaf(found.gaps, asked.after.or(asked.before), PAGE);
    Ok(Page(GapsPage {
        title: words::kind(programme, &kind),
        rows: shown.into_iter().map(|gap| row(gap, found.every)).collect(),
        every: found.every.title(),
        owing: found.owing,
        missed: found.missed,
        may_record: asker.who().has(Right::RecordActivity),
        tab: "gaps",
        kinds,
        kind,
        period,
        pager,
        problem,
        frame,
    }))
}

fn row(gap: Gap, every: Every) -> Row {
    Row {
        id: gap.holder.id,
        name: gap.holder.name,
        division: gap.holder.division.unwrap_or_else(|| gap.holder.division_code.to_string()),
        held: gap.held,
        missed: gap.missed.len(),
        spans: gap.missed.iter().map(|span| span_words(*span, every)).collect(),
    }
}

/// A week by its Monday; longer spans by their names without the year.
fn span_words(span: Period, every: Every) -> Text {
    let from = span.from();
    match every {
        Every::Week => Text::new(
            format!("{}月{}日起一周", from.month(), from.day()),
            format!("week of {}", from.format("%-d %b")),
        ),
        Every::Month => Text::new(format!("{}月", from.month()), from.format("%b").to_string()),
        Every::Quarter => {
            let quarter = from.month0() / 3 + 1;
            Text::new(format!("{quarter}季度"), format!("Q{quarter}"))
        }
        Every::Year => span.words(),
    }
}
