//! A month of deadlines: which cases have to move on by which day.

use askama::Template;
use axum::routing::get;
use model::{Date, Text, period::Period, word::Word};
use office::case::{self, Row, View, Wanted};

use super::list::{Filters, tone};
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

/// How many cases a day's cell names.
const FEW: i64 = 3;

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /cases/calendar", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Template)]
#[template(path = "cases/calendar.html")]
struct CalendarPage {
    frame: Frame,
    weeks: Vec<Vec<Cell>>,
    month: Text,
    total: i64,
    previous: String,
    next: String,
    processes: Vec<Choice>,
    views: Vec<Choice>,
    problem: Option<Text>,
}

/// What can be due.
const VIEWS: [View; 3] = [View::Mine, View::Overdue, View::Reopened];

async fn show(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<CalendarPage>, Problem> {
    let ((wanted, problem), today) = (filters.wanted(), asker.today());
    let period = month::of(wanted.due.map_or(today, Period::from))?;
    let wanted = Wanted { due: Some(period), ..wanted };
    let case::Calendar { days, rows } =
        asker.read(move |act| case::calendar(act, &wanted, FEW)).await?;
    let entries = rows.into_iter().filter_map(|row| entry(row, today)).collect();
    let count = |day| days.iter().find(|(due, _)| *due == day).map_or(0, |(_, count)| *count);
    let list = frame.address.free_of(&["due"]).at("/cases");
    let mark = if list.contains('?') { '&' } else { '?' };
    let all = |day: Date| format!("{list}{mark}due={day}");
    let processes = asker.programme().processes.iter();
    Ok(Page(CalendarPage {
        weeks: month::weeks(period, today, entries, count, all),
        month: period.words(),
        total: days.iter().map(|(_, count)| count).sum(),
        previous: frame.address.with("due", &month::moved(period, -1)),
        next: frame.address.with("due", &month::moved(period, 1)),
        processes: processes
            .map(|process| Choice::new(process.key.clone(), process.title.clone()))
            .collect(),
        views: VIEWS.iter().map(|view| Choice::new(view.word(), view.title())).collect(),
        problem,
        frame,
    }))
}

fn entry(row: Row, today: Date) -> Option<Entry> {
    Some(Entry {
        day: row.line.state_due_on?,
        href: format!("/cases/{}", row.line.id),
        tone: tone(&row, today),
        title: row.line.title,
        state: row.state,
    })
}
