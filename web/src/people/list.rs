use std::collections::BTreeMap;

use askama::Template;
use axum::{body::Body, http::Response, response::IntoResponse, routing::get};
use model::{Text, code::DivisionCode, right::Right};
use office::{
    division,
    person::{self, Line, Order, Question},
};
use serde::Deserialize;

use super::{politics, sex, statuses};
use crate::{
    Problem, asked,
    asker::Asker,
    cursor,
    export::{Export, Head, Kind, Out, workbook},
    extract::Query,
    frame::Frame,
    list::{Choice, Pager},
    page::{Done, Page},
    routes::{self, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /people", routes::Kind::Page, Who::SignedIn, get(list)),
        line("GET /people.xlsx", routes::Kind::Page, Who::SignedIn, get(export)),
    ]
}

const SHOWN: i64 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Filters {
    q: Option<String>,
    division: Option<String>,
    day: Option<String>,
    kind: Option<String>,
    status: Option<String>,
    post: Option<String>,
    number: Option<String>,
    sort: Option<String>,
    pub(super) after: Option<String>,
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    pager: Pager,
    townships: Vec<Choice>,
    kinds: Vec<Choice>,
    statuses: Vec<Choice>,
    posts: Vec<Choice>,
    numbers: Vec<Choice>,
    may_add: bool,
}

struct Row {
    line: Line,
    sex: Text,
    status: Text,
    place: String,
    post: Option<Text>,
}

impl Filters {
    pub(super) fn question(self, asker: &Asker) -> Result<Question, Problem> {
        Ok(Question {
            within: asked::division(self.division)?,
            day: asked::day(self.day, asker.today())?,
            organisation_kind: asked::set(self.kind),
            political_status: asked::set(self.status),
            post: asked::set(self.post),
            without_id_number: asked::set(self.number).is_some_and(|word| word == "missing"),
            search: asked::set(self.q).unwrap_or_default(),
        })
    }

    /// Somebody typed an ID number where names are sought.
    pub(super) fn holds_a_number(&self) -> bool {
        self.q.as_deref().is_some_and(asked::is_a_number)
    }

    pub(super) fn order(&self) -> Order {
        match self.sort.as_deref() {
            Some("name") => Order::Name,
            Some("newest") => Order::Newest,
            _ => Order::Division,
        }
    }
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    if filters.holds_a_number() {
        return Ok(Done::new("/people", asked::NAMES_ONLY).into_response());
    }
    let (order, after) = (filters.order(), cursor::read(filters.after.as_deref()));
    let question = filters.question(&asker)?;
    let day = question.day.unwrap_or(asker.today());
    let read = asker.read(move |act| {
        let found = person::list(act, &question, order, &after, SHOWN)?;
        let codes = found.lines.iter().map(|line| line.division_code.clone());
        let places = division::places(act, codes, day)?;
        Ok((found, places))
    });
    let (found, places) = read.await?;
    let shown = found.lines.len();
    let total = usize::try_from(found.count).unwrap_or(0);
    let pager = Pager { total, shown, before: None, after: cursor::write(&found.next) };
    let rows = found.lines.into_iter().map(|line| row(line, &places, &asker)).collect();
    let programme = asker.programme();
    let kinds = programme.organisation_kinds.iter();
    let missing = Text::fixed("未登记身份号码", "no ID number");
    Ok(Page(ListPage {
        rows,
        pager,
        townships: asked::townships(programme),
        kinds: kinds.map(|kind| Choice::new(kind.key.clone(), kind.title.clone())).collect(),
        statuses: statuses(),
        posts: posts(&asker),
        numbers: vec![Choice::new("missing", missing)],
        may_add: asker.who().has(Right::KeepPeople),
        frame,
    })
    .into_response())
}

fn posts(asker: &Asker) -> Vec<Choice> {
    let posts = asker.programme().posts.iter();
    posts.map(|post| Choice::new(post.key.clone(), post.title.clone())).collect()
}

fn row(line: Line, places: &BTreeMap<DivisionCode, String>, asker: &Asker) -> Row {
    let post = line.post.as_ref().and_then(|key| asker.programme().post(key));
    Row {
        sex: sex(&line.sex),
        status: politics(line.political_status.as_deref()),
        place: places.get(&line.division_code).cloned().unwrap_or_default(),
        post: post.map(|post| post.title.clone()),
        line,
    }
}

const HEADS: &[Head] = &[
    Head::new("姓名", "Name", Kind::Text),
    Head::new("性别", "Sex", Kind::Text),
    Head::new("出生年份", "Born", Kind::Whole),
    Head::new("政治面貌", "Political status", Kind::Text).wide(16.0),
    Head::new("区划代码", "Division code", Kind::Text).wide(14.0),
    Head::new("登记地", "Registered in", Kind::Text).wide(24.0),
    Head::new("所在组织", "Organisation", Kind::Text).wide(30.0),
    Head::new("岗位", "Post", Kind::Text).wide(20.0),
    Head::new("已登记身份号码", "Has an ID number", Kind::Text),
    Head::new("已登记电话", "Has a telephone", Kind::Text),
];

async fn export(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let question = filters.question(&asker)?;
    let day = question.day.unwrap_or(asker.today());
    let title = Text::fixed("人员名册", "People");
    let export = Export { title, heads: HEADS, lang: frame.lang, day };
    workbook(&asker, export, move |act, rows| {
        let lang = rows.lang;
        let yes = |yes: bool| Out::text(if yes { lang.pick("是", "yes") } else { "" });
        person::each(act, &question, |act, line, place| {
            let post = line.post.as_deref().and_then(|key| act.programme.post(key));
            let post = post.map_or("", |post| post.title.in_lang(lang));
            let status = politics(line.political_status.as_deref());
            rows.row(&[
                Out::text(&line.name),
                Out::text(sex(&line.sex).in_lang(lang)),
                line.birth_year.map_or(Out::Empty, Out::Whole),
                Out::text(status.in_lang(lang)),
                Out::text(line.division_code.as_str()),
                Out::text(place),
                Out::text(line.organisation.as_deref().unwrap_or_default()),
                Out::text(post),
                yes(line.has_id_number),
                yes(line.has_phone),
            ]);
        })
    })
    .await
}
