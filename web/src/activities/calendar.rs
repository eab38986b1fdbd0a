//! A month of activities.

use askama::Template;
use axum::routing::get;
use chrono::Datelike;
use model::{Text, period::Period};
use office::activity::{self, Wanted};

use super::{
    list::{Filters, Row, row},
    words,
};
use crate::{
    Problem,
    asker::Asker,
    extract::Query,
    frame::Frame,
    list::Choice,
    month::{self, Cell, Entry},
    page::Page,
    routes::{Kind, Served, Who, line},
};

/// How many activities a day's cell names.
const FEW: i64 = 3;

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /activities/calendar", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Template)]
#[template(path = "activities/calendar.html")]
struct CalendarPage {
    frame: Frame,
    weeks: Vec<Vec<Cell>>,
    month: Text,
    total: i64,
    held: i64,
    previous: String,
    next: String,
    kinds: Vec<Choice>,
    tab: &'static str,
}

async fn show(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<CalendarPage>, Problem> {
    let (wanted, _) = filters.wanted();
    let today = asker.today();
    let first = wanted.period.map_or(today, Period::from).with_day(1).unwrap_or(today);
    let period = month::of(first)?;
    let wanted = Wanted { period: Some(period), ..wanted };
    let (days, lines) = asker.read(move |act| activity::calendar(act, &wanted, FEW)).await?;
    let entries = lines.into_iter().map(|line| entry(row(line, &asker, &frame))).collect();
    let (total, held) = days.iter().fold((0, 0), |(t, h), day| (t + day.count, h + day.held));
    let count = |day| days.iter().find(|count| count.day == day).map_or(0, |count| count.count);
    let kind = frame.address.get("kind");
    let all = |day| format!("/activities?period={day}&kind={kind}");
    Ok(Page(CalendarPage {
        weeks: month::weeks(period, today, entries, count, all),
        month: period.words(),
        total,
        held,
        previous: frame.address.with("period", &month::moved(period, -1)),
        next: frame.address.with("period", &month::moved(period, 1)),
        kinds: words::kinds(asker.programme()),
        tab: "calendar",
        frame,
    }))
}

fn entry(row: Row) -> Entry {
    let href = format!("/activities/{}", row.id);
    Entry { day: row.day, href, title: row.title, state: row.state, tone: row.tone }
}
