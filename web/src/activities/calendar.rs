//! A month of activities.

use askama::Template;
use axum::routing::get;
use chrono::{Datelike, Days, Months};
use model::{Date, Text, period::Period};
use office::activity::{self, DayCount, Wanted};

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
    page::Page,
    routes::{Kind, Served, Who, line},
};

/// How many activities a day's cell names.
const FEW: i64 = 3;

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /activities/calendar", Kind::Page, Who::SignedIn, get(show))]
}

const WEEKDAYS: [Text; 7] = [
    Text::fixed("周一", "Mon"),
    Text::fixed("周二", "Tue"),
    Text::fixed("周三", "Wed"),
    Text::fixed("周四", "Thu"),
    Text::fixed("周五", "Fri"),
    Text::fixed("周六", "Sat"),
    Text::fixed("周日", "Sun"),
];

/// One day's cell.
struct Cell {
    day: Date,
    is_in_month: bool,
    is_today: bool,
    rows: Vec<Row>,
    /// How many more there are than are named.
    more: i64,
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
    let period = month_of(first)?;
    let wanted = Wanted { period: Some(period), ..wanted };
    let (days, lines) = asker.read(move |act| activity::calendar(act, &wanted, FEW)).await?;
    let rows: Vec<Row> = lines.into_iter().map(|line| row(line, &asker, &frame)).collect();
    let (total, held) = days.iter().fold((0, 0), |(t, h), day| (t + day.count, h + day.held));
    let month = |moved: Option<Date>| moved.unwrap_or(first).format("%Y-%m").to_string();
    let one = Months::new(1);
    Ok(Page(CalendarPage {
        weeks: weeks(period, &days, rows, today),
        month: period.words(),
        total,
        held,
        previous: frame.address.with("period", &month(first.checked_sub_months(one))),
        next: frame.address.with("period", &month(first.checked_add_months(one))),
        kinds: words::kinds(asker.programme()),
        tab: "calendar",
        frame,
    }))
}

fn month_of(first: Date) -> Result<Period, Problem> {
    Period::month(first.year(), first.month()).map_err(|_| Problem::not_found())
}

/// Whole weeks from the Monday on or before the first day, with what each day holds.
fn weeks(period: Period, days: &[DayCount], rows: Vec<Row>, today: Date) -> Vec<Vec<Cell>> {
    let back = Days::new(u64::from(period.from().weekday().num_days_from_monday()));
    let monday = period.from().checked_sub_days(back).unwrap_or(period.from());
    let mut rows = rows.into_iter().peekable();
    let mut cells = Vec::new();
    for day in monday.iter_days().take(42) {
        let mut named = Vec::new();
        while let Some(row) = rows.next_if(|row| row.day == day) {
            named.push(row);
        }
        let count = days.iter().find(|count| count.day == day).map_or(0, |count| count.count);
        cells.push(Cell {
            day,
            is_in_month: period.contains(day),
            is_today: day == today,
            more: count - named.len() as i64,
            rows: named,
        });
    }
    let mut weeks = Vec::new();
    while cells.first().is_some_and(|cell| cell.day < period.until()) {
        let rest = cells.split_off(7.min(cells.len()));
        weeks.push(std::mem::replace(&mut cells, rest));
    }
    weeks
}
