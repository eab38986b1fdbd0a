//! Cases as columns by state: for an office at its desks, and by number alone for the hall of a service
//! centre.

use askama::Template;
use axum::routing::get;
use model::{Date, Text, process::State, word::Word};
use office::case::{self, Row, View, Wanted};

use super::list::{Filters, tone};
use crate::{
    Problem,
    asker::Asker,
    extract::Query,
    frame::Frame,
    list::Choice,
    page::Page,
    routes::{Kind, Served, Who, line},
};

/// How many cases a column names, those first whose clock runs out first.
const FEW: i64 = 12;

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /cases/board", Kind::Page, Who::SignedIn, get(board)),
        line("GET /cases/hall", Kind::Page, Who::SignedIn, get(hall)),
    ]
}

#[derive(Template)]
#[template(path = "cases/board.html")]
struct BoardPage {
    frame: Frame,
    /// Anybody in the room reads it: numbers, no titles.
    is_hall: bool,
    /// The same page, to be fetched again.
    own: String,
    place: String,
    process: Text,
    columns: Vec<Column>,
    processes: Vec<Choice>,
    views: Vec<Choice>,
    today: Date,
}

/// An open state of the process.
struct Column {
    title: Text,
    count: i64,
    rows: Vec<Row>,
    /// The list of all of them.
    href: String,
}

impl BoardPage {
    fn tone(&self, row: &Row) -> &'static str {
        tone(row, self.today)
    }

    /// The day that runs out first: of the state, or of the promise.
    fn due(&self, row: &Row) -> Option<Date> {
        row.line.state_due_on.map(|day| day.min(row.line.promise_due_on))
    }

    fn total(&self) -> i64 {
        self.columns.iter().map(|column| column.count).sum()
    }
}

/// What can be open.
const VIEWS: [View; 2] = [View::Mine, View::Overdue];

async fn board(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<BoardPage>, Problem> {
    page(asker, frame, &filters, "/cases/board").await
}

async fn hall(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<BoardPage>, Problem> {
    page(asker, frame, &filters, "/cases/hall").await
}

async fn page(
    asker: Asker,
    frame: Frame,
    filters: &Filters,
    path: &str,
) -> Result<Page<BoardPage>, Problem> {
    let programme = asker.programme().clone();
    let is_hall = path == "/cases/hall";
    let first = if is_hall { "service_item" } else { "problem" };
    let (mut wanted, _) = filters.wanted();
    let key = wanted.process.as_deref().unwrap_or(first);
    let process = programme.process(key).or_else(|| programme.processes.first());
    let process = process.ok_or_else(Problem::not_found)?;
    wanted.process = Some(process.key.clone());
    wanted.view = Some(wanted.view.unwrap_or(View::Open));
    let open: Vec<State> =
        process.states.iter().filter(|state| !state.is_final()).cloned().collect();
    let keys: Vec<String> = open.iter().map(|state| state.key.clone()).collect();
    let within = wanted.within.clone();
    let (found, place) = asker
        .read(move |act| {
            let mut found = Vec::with_capacity(keys.len());
            for key in &keys {
                let wanted = Wanted { state: Some(key.clone()), ..wanted.clone() };
                found.push(case::by_clock(act, &wanted, FEW)?);
            }
            Ok((found, case::place(act, within.as_ref())?))
        })
        .await?;
    let list = frame.address.with("process", &process.key);
    let list = list.split_once('?').map_or(String::new(), |(_, query)| format!("{query}&"));
    let columns = open.into_iter().zip(found).map(|(state, (rows, count))| Column {
        title: state.title,
        count,
        rows,
        href: format!("/cases?{list}state={}", state.key),
    });
    let processes = programme.processes.iter();
    Ok(Page(BoardPage {
        is_hall,
        own: frame.address.at(path),
        place,
        process: process.title.clone(),
        columns: columns.collect(),
        processes: processes
            .map(|process| Choice::new(process.key.clone(), process.title.clone()))
            .collect(),
        views: VIEWS.iter().map(|view| Choice::new(view.word(), view.title())).collect(),
        today: asker.today(),
        frame,
    }))
}
