//! The list of cases, and its spreadsheet.

use askama::Template;
use axum::{body::Body, http::Response, routing::get};
use model::{Date, Lang, Text, code::DivisionCode, right::Right, word::Word};
use office::case::{self, Cursor, Row, View, Wanted};
use serde::Deserialize;

use crate::{
    Problem, asked,
    asker::Asker,
    export::{self, Export, Head, Kind as Cell, Out},
    extract::Query,
    frame::Frame,
    list::{Choice, Pager},
    page::Page,
    routes::{Kind, Served, Who, line},
};

const PAGE: i64 = 50;

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /cases", Kind::Page, Who::SignedIn, get(list)),
        line("GET /cases.xlsx", Kind::Page, Who::SignedIn, get(export)),
    ]
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Filters {
    q: Option<String>,
    process: Option<String>,
    state: Option<String>,
    view: Option<View>,
    /// `2026-11-25` or `2026-11`: the state ends then.
    due: Option<String>,
    division: Option<DivisionCode>,
    before: Option<String>,
    after: Option<String>,
}

impl Filters {
    /// What is wanted, and what about it could not be read.
    pub(super) fn wanted(&self) -> (Wanted, Option<Text>) {
        let (due, problem) = asked::period(self.due.as_deref().unwrap_or_default());
        let wanted = Wanted {
            within: self.division.clone(),
            process: self.process.clone(),
            state: self.state.clone(),
            view: self.view,
            due,
            progress: None,
            text: self.q.clone().unwrap_or_default(),
        };
        (wanted, problem)
    }

    pub(super) fn cursor(&self) -> Result<Option<Cursor>, Problem> {
        let cursor = self.after.as_ref().or(self.before.as_ref());
        cursor.map(|cursor| cursor.parse().map_err(|_| Problem::not_found())).transpose()
    }
}

/// A state of the chosen process and how many cases are in it: a lane of the board.
struct Lane {
    words: Text,
    count: i64,
    href: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "cases/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    pager: Pager,
    processes: Vec<Choice>,
    views: Vec<Choice>,
    lanes: Vec<Lane>,
    today: Date,
    may_open: bool,
    problem: Option<Text>,
}

/// Red when a clock has run out, yellow on its last day, grey when it has ended.
pub(super) fn tone(row: &Row, today: Date) -> &'static str {
    let line = &row.line;
    match line.state_due_on.map(|due| due.min(line.promise_due_on)) {
        None => "success",
        Some(due) if due < today => "danger",
        Some(due) if due == today => "warning",
        Some(_) => "info",
    }
}

impl ListPage {
    fn tone(&self, row: &Row) -> &'static str {
        tone(row, self.today)
    }

    /// Whether a clock has run out that still counts.
    fn is_late(&self, row: &Row, due: &Date) -> bool {
        row.line.ended_on.is_none() && *due < self.today
    }

    fn division(&self, row: &Row) -> String {
        row.line.division.clone().unwrap_or_else(|| row.line.division_code.to_string())
    }
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<ListPage>, Problem> {
    let ((wanted, problem), cursor) = (filters.wanted(), filters.cursor()?);
    let (listed, counted) = asker
        .read(move |act| {
            // A lane counts what it would show, whatever lane is chosen.
            let any_state = Wanted { state: None, ..wanted.clone() };
            Ok((case::list(act, &wanted, cursor, PAGE)?, case::tally(act, &any_state)?))
        })
        .await?;
    let pager = Pager {
        total: usize::try_from(listed.total).unwrap_or(0),
        shown: listed.rows.len(),
        before: listed.before.map(|cursor| cursor.to_string()),
        after: listed.after.map(|cursor| cursor.to_string()),
    };
    let programme = asker.programme();
    let chosen = filters.process.as_deref().and_then(|key| programme.process(key));
    let states = chosen.map(|process| process.states.as_slice()).unwrap_or_default();
    let lanes = states.iter().filter_map(|state| {
        let found = counted.iter().find(|counted| counted.state == state.key)?;
        let is_chosen = filters.state.as_deref() == Some(&state.key);
        let wanted = if is_chosen { "" } else { &state.key };
        let href = frame.address.with("state", wanted);
        Some(Lane { words: state.title.clone(), count: found.count, href, is_chosen })
    });
    let processes = programme.processes.iter();
    Ok(Page(ListPage {
        rows: listed.rows,
        lanes: lanes.collect(),
        processes: processes
            .map(|process| Choice::new(process.key.clone(), process.title.clone()))
            .collect(),
        views: View::ALL.iter().map(|view| Choice::new(view.word(), view.title())).collect(),
        today: asker.today(),
        may_open: asker.who().has(Right::RaiseCase),
        problem,
        pager,
        frame,
    }))
}

const HEADS: &[Head] = &[
    Head::new("编号", "Number", Cell::Text).wide(20.0),
    Head::new("类型", "Process", Cell::Text).wide(16.0),
    Head::new("名称", "Title", Cell::Text).wide(40.0),
    Head::new("区划代码", "Division code", Cell::Text),
    Head::new("区划", "Division", Cell::Text).wide(16.0),
    Head::new("状态", "State", Cell::Text).wide(18.0),
    Head::new("当前责任方", "Whose turn", Cell::Text).wide(16.0),
    Head::new("登记日期", "Opened", Cell::Day),
    Head::new("本环节时限", "State due", Cell::Day),
    Head::new("承诺时限", "Promised by", Cell::Day),
    Head::new("办结日期", "Ended", Cell::Day),
    Head::new("退回次数", "Returned", Cell::Whole),
    Head::new("重开次数", "Reopened", Cell::Whole),
    Head::new("系统编号", "Id", Cell::Text).wide(38.0),
];

async fn export(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let (wanted, _) = filters.wanted();
    let title = Text::fixed("事项台账", "Cases");
    let export = Export { title, heads: HEADS, lang: frame.lang, day: asker.today() };
    export::workbook(&asker, export, move |act, rows| {
        let lang = rows.lang;
        case::each(act, &wanted, |row| rows.row(&cells(row, lang)))
    })
    .await
}

fn cells(row: &Row, lang: Lang) -> [Out<'_>; 14] {
    let line = &row.line;
    let text = |text: Option<&'_ String>| text.map_or(Out::Empty, |text| Out::text(text.clone()));
    let day = |day: Option<Date>| day.map_or(Out::Empty, Out::Day);
    [
        Out::text(&line.number),
        Out::text(row.process.in_lang(lang)),
        Out::text(&line.title),
        Out::text(line.division_code.as_str()),
        text(line.division.as_ref()),
        Out::text(row.state.in_lang(lang)),
        text(line.owner.as_ref()),
        Out::Day(line.opened_on),
        day(line.state_due_on),
        Out::Day(line.promise_due_on),
        day(line.ended_on),
        Out::Whole(line.returned),
        Out::Whole(line.reopened),
        Out::text(line.id.to_string()),
    ]
}
