use std::collections::BTreeMap;

use askama::Template;
use axum::{body::Body, http::Response, routing::get};
use model::{Text, code::DivisionCode, right::Right, word::Word};
use office::{
    division,
    posting::{self, Line, Order, Question, State},
};
use serde::Deserialize;

use super::{posts, title};
use crate::{
    Problem, asked,
    asker::Asker,
    cursor,
    export::{Export, Head, Kind, Out, workbook},
    extract::Query,
    frame::Frame,
    list::{Choice, Pager},
    page::Page,
    routes::{self, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /postings", routes::Kind::Page, Who::SignedIn, get(list)),
        line("GET /postings.xlsx", routes::Kind::Page, Who::SignedIn, get(export)),
    ]
}

const SHOWN: i64 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Filters {
    q: Option<String>,
    division: Option<String>,
    day: Option<String>,
    post: Option<String>,
    state: Option<String>,
    sort: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "postings/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    pager: Pager,
    townships: Vec<Choice>,
    posts: Vec<Choice>,
    states: Vec<Choice>,
    state: State,
    may_post: bool,
}

struct Row {
    line: Line,
    post: Text,
    place: String,
    /// In words and tone, as of the day asked for.
    state: (&'static str, Text),
}

/// Which postings a list shows, in words.
pub(crate) fn states() -> Vec<Choice> {
    let words = |state| match state {
        State::Holding => Text::fixed("当日有效", "in force on the day"),
        State::Ended => Text::fixed("已结束", "ended"),
        State::Coming => Text::fixed("尚未开始", "to come"),
        State::Any => Text::fixed("全部", "all"),
    };
    State::ALL.iter().map(|state| Choice::new(state.word(), words(*state))).collect()
}

/// A posting or pairing on a day, in a word and its tone.
pub(crate) fn state_on(
    from_on: model::Date,
    until_on: Option<model::Date>,
    day: model::Date,
) -> (&'static str, Text) {
    match until_on {
        Some(until_on) if until_on <= from_on => ("secondary", Text::fixed("已作废", "struck out")),
        Some(until_on) if until_on <= day => ("secondary", Text::fixed("已结束", "ended")),
        _ if from_on > day => ("warning", Text::fixed("尚未开始", "to come")),
        _ => ("success", Text::fixed("有效", "in force")),
    }
}

impl Filters {
    fn question(self, asker: &Asker) -> Result<Question, Problem> {
        Ok(Question {
            within: asked::division(self.division)?,
            post: asked::set(self.post),
            day: asked::day(self.day, asker.today())?,
            state: self.state.and_then(|word| State::from_word(&word)).unwrap_or(State::Holding),
            organisation_id: None,
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
        let found = posting::list(act, &question, order, &after, SHOWN)?;
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
        post: title(programme, &line.post),
        place: place(&places, &line.division_code),
        state: state_on(line.from_on, line.until_on, day),
        line,
    };
    Ok(Page(ListPage {
        rows: found.lines.into_iter().map(row).collect(),
        pager,
        townships: asked::townships(programme),
        posts: posts(programme),
        states: states(),
        state,
        may_post: asker.who().has(Right::KeepPostings),
        frame,
    }))
}

fn place(places: &BTreeMap<DivisionCode, String>, code: &DivisionCode) -> String {
    places.get(code).cloned().unwrap_or_default()
}

const HEADS: &[Head] = &[
    Head::new("姓名", "Name", Kind::Text),
    Head::new("岗位", "Post", Kind::Text).wide(20.0),
    Head::new("区划代码", "Division code", Kind::Text).wide(14.0),
    Head::new("地点", "Place", Kind::Text).wide(24.0),
    Head::new("所在组织", "Organisation", Kind::Text).wide(28.0),
    Head::new("派出单位", "Sent by", Kind::Text).wide(28.0),
    Head::new("任职日期", "From", Kind::Day).wide(12.0),
    Head::new("离任日期", "Until", Kind::Day).wide(12.0),
    Head::new("离任原因", "Why left", Kind::Text).wide(20.0),
];

async fn export(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let question = filters.question(&asker)?;
    let day = question.day.unwrap_or(asker.today());
    let title = Text::fixed("任职名册", "Postings");
    let export = Export { title, heads: HEADS, lang: frame.lang, day };
    workbook(&asker, export, move |act, rows| {
        let text = |text: &Option<String>| Out::text(text.clone().unwrap_or_default());
        posting::each(act, &question, |act, line, place| {
            let post = super::title(act.programme, &line.post);
            rows.row(&[
                Out::text(&line.name),
                Out::text(post.in_lang(rows.lang)),
                Out::text(line.division_code.as_str()),
                Out::text(place),
                text(&line.organisation),
                text(&line.sent_by),
                Out::Day(line.from_on),
                line.until_on.map_or(Out::Empty, Out::Day),
                text(&line.ended_because),
            ]);
        })
    })
    .await
}
