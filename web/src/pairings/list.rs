use std::collections::BTreeMap;

use askama::Template;
use axum::{body::Body, http::Response, routing::get};
use model::{Text, code::DivisionCode, right::Right, word::Word};
use office::{
    division,
    pairing::{self, Line, Question},
    posting::{Order, State},
};
use serde::Deserialize;

use super::{called, kinds};
use crate::{
    Problem, asked,
    asker::Asker,
    cursor,
    export::{Export, Head, Kind, Out, workbook},
    extract::Query,
    frame::Frame,
    list::{Choice, Pager},
    page::Page,
    postings::{state_on, states},
    routes::{self, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /pairings", routes::Kind::Page, Who::SignedIn, get(list)),
        line("GET /pairings.xlsx", routes::Kind::Page, Who::SignedIn, get(export)),
    ]
}

const SHOWN: i64 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Filters {
    q: Option<String>,
    division: Option<String>,
    day: Option<String>,
    kind: Option<String>,
    state: Option<String>,
    sort: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "pairings/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    pager: Pager,
    townships: Vec<Choice>,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    state: State,
    may_pair: bool,
}

struct Row {
    line: Line,
    kind: Text,
    place: String,
    state: (&'static str, Text),
}

impl Filters {
    fn question(self, asker: &Asker) -> Result<Question, Problem> {
        Ok(Question {
            within: asked::division(self.division)?,
            kind: asked::set(self.kind),
            day: asked::day(self.day, asker.today())?,
            state: self.state.and_then(|word| State::from_word(&word)).unwrap_or(State::Holding),
            search: asked::set(self.q).unwrap_or_default(),
        })
    }

    fn order(&self) -> Order {
        match self.sort.as_deref() {
            Some("from_on") => Order::Oldest,
            Some("-from_on") => Order::Newest,
            _ => Order::Division,
        }
    }
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<ListPage>, Problem> {
    let (order, after) = (filters.order(), cursor::read(filters.after.as_deref()));
    let question = filters.question(&asker)?;
    let (day, state) = (question.day.unwrap_or(asker.today()), question.state);
    let read = asker.read(move |act| {
        let found = pairing::list(act, &question, order, &after, SHOWN)?;
        let codes = found.lines.iter().map(|line| line.division_code.clone());
        let places = division::places(act, codes, day)?;
        Ok((found, places))
    });
    let (found, places) = read.await?;
    let shown = found.lines.len();
    let total = usize::try_from(found.count).unwrap_or(0);
    let pager = Pager { total, shown, before: None, after: cursor::write(&found.next) };
    let programme = asker.programme();
    let row = |line: Line| Row {
        kind: called(programme, &line.kind),
        place: place(&places, &line.division_code),
        state: state_on(line.from_on, line.until_on, day),
        line,
    };
    Ok(Page(ListPage {
        rows: found.lines.into_iter().map(row).collect(),
        pager,
        townships: asked::townships(programme),
        kinds: kinds(programme),
        states: states(),
        state,
        may_pair: asker.who().has(Right::KeepPostings),
        frame,
    }))
}

fn place(places: &BTreeMap<DivisionCode, String>, code: &DivisionCode) -> String {
    places.get(code).cloned().unwrap_or_default()
}

const HEADS: &[Head] = &[
    Head::new("结对方", "Who serves", Kind::Text).wide(30.0),
    Head::new("结对类型", "Kind", Kind::Text).wide(22.0),
    Head::new("区划代码", "Division code", Kind::Text).wide(14.0),
    Head::new("服务地点", "Serves", Kind::Text).wide(24.0),
    Head::new("开始日期", "From", Kind::Day).wide(12.0),
    Head::new("结束日期", "Until", Kind::Day).wide(12.0),
    Head::new("结束原因", "Why ended", Kind::Text).wide(20.0),
];

async fn export(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let question = filters.question(&asker)?;
    let day = question.day.unwrap_or(asker.today());
    let title = Text::fixed("结对名册", "Pairings");
    let export = Export { title, heads: HEADS, lang: frame.lang, day };
    workbook(&asker, export, move |act, rows| {
        pairing::each(act, &question, |act, line, place| {
            let kind = called(act.programme, &line.kind);
            rows.row(&[
                Out::text(&line.name),
                Out::text(kind.in_lang(rows.lang)),
                Out::text(line.division_code.as_str()),
                Out::text(place),
                Out::Day(line.from_on),
                line.until_on.map_or(Out::Empty, Out::Day),
                Out::text(line.ended_because.as_deref().unwrap_or_default()),
            ]);
        })
    })
    .await
}
