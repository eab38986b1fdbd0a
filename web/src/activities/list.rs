//! The list of activities, and its spreadsheet.

use askama::Template;
use axum::{body::Body, http::Response, routing::get};
use model::{
    Date, Lang, Text, code::DivisionCode, id::ActivityId, id::OrganisationId, right::Right,
    word::Word,
};
use office::activity::{self, Cursor, Line, Order, View, Wanted};
use serde::Deserialize;

use super::words;
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
        line("GET /activities", Kind::Page, Who::SignedIn, get(list)),
        line("GET /activities.xlsx", Kind::Page, Who::SignedIn, get(export)),
    ]
}

/// The filters behind the question mark, as list, month and spreadsheet know them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Filters {
    q: Option<String>,
    kind: Option<String>,
    state: Option<View>,
    division: Option<DivisionCode>,
    organisation: Option<OrganisationId>,
    pub(super) period: Option<String>,
    late: Option<String>,
    sort: Option<String>,
    before: Option<String>,
    after: Option<String>,
}

impl Filters {
    /// What is wanted, and what about it could not be read.
    pub(super) fn wanted(&self) -> (Wanted, Option<Text>) {
        let (period, problem) = asked::period(self.period.as_deref().unwrap_or_default());
        let earliest = self.sort.as_deref() == Some("day");
        let wanted = Wanted {
            within: self.division.clone(),
            organisation_id: self.organisation,
            kind: self.kind.clone(),
            view: self.state,
            period,
            late: self.late.is_some(),
            text: self.q.clone().unwrap_or_default(),
            order: if earliest { Order::Earliest } else { Order::Latest },
        };
        (wanted, problem)
    }

    pub(super) fn cursor(&self) -> Result<Option<Cursor>, Problem> {
        let cursor = self.after.as_ref().or(self.before.as_ref());
        cursor.map(|cursor| cursor.parse().map_err(|_| Problem::not_found())).transpose()
    }
}

/// A line as the page shows it.
pub(super) struct Row {
    pub(super) id: ActivityId,
    pub(super) day: Date,
    pub(super) starts: String,
    pub(super) title: String,
    pub(super) kind: Text,
    pub(super) place: String,
    pub(super) holder: String,
    pub(super) turnout: String,
    pub(super) tone: &'static str,
    pub(super) state: Text,
    pub(super) late: Option<i64>,
    pub(super) is_overdue: bool,
}

pub(super) fn row(line: Line, asker: &Asker, frame: &Frame) -> Row {
    let kind = asker.programme().activity_kind(&line.kind);
    let sign_off = kind.is_some_and(|kind| kind.sign_off);
    let division = line.division.unwrap_or_else(|| line.division_code.to_string());
    Row {
        id: line.id,
        day: line.day,
        starts: line.starts.unwrap_or_default(),
        title: line.title,
        kind: words::kind(asker.programme(), &line.kind),
        place: format!("{division} {}", line.place),
        holder: line.organisation.unwrap_or_default(),
        turnout: words::turnout(frame, line.present, line.expected),
        tone: words::tone(line.state, sign_off),
        state: words::state(line.state, sign_off),
        late: line.late_days,
        is_overdue: line.state.is_open() && line.day < asker.today(),
    }
}

#[derive(Template)]
#[template(path = "activities/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    pager: Pager,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    problem: Option<Text>,
    may_plan: bool,
    may_record: bool,
    tab: &'static str,
}

/// The states that this person may ask for.
pub(super) fn states(asker: &Asker) -> Vec<Choice> {
    let may_sign = asker.who().has(Right::SignActivity);
    let all = View::ALL.iter().filter(|view| **view != View::Unsigned || may_sign);
    all.map(|view| Choice::new(view.word(), view.title())).collect()
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<ListPage>, Problem> {
    let (wanted, problem) = filters.wanted();
    let cursor = filters.cursor()?;
    let listed = asker.read(move |act| activity::list(act, &wanted, cursor, PAGE)).await?;
    let pager = Pager {
        total: usize::try_from(listed.total).unwrap_or(0),
        shown: listed.lines.len(),
        before: listed.before.map(|cursor| cursor.to_string()),
        after: listed.after.map(|cursor| cursor.to_string()),
    };
    Ok(Page(ListPage {
        rows: listed.lines.into_iter().map(|line| row(line, &asker, &frame)).collect(),
        kinds: words::kinds(asker.programme()),
        states: states(&asker),
        may_plan: asker.who().has(Right::PlanActivity),
        may_record: asker.who().has(Right::RecordActivity),
        tab: "list",
        pager,
        problem,
        frame,
    }))
}

const HEADS: &[Head] = &[
    Head::new("日期", "Day", Cell::Day),
    Head::new("类型", "Kind", Cell::Text).wide(22.0),
    Head::new("名称", "Title", Cell::Text).wide(36.0),
    Head::new("区划代码", "Division code", Cell::Text),
    Head::new("区划", "Division", Cell::Text).wide(16.0),
    Head::new("举办组织", "Held by", Cell::Text).wide(28.0),
    Head::new("地点", "Place", Cell::Text).wide(24.0),
    Head::new("主讲人", "Speaker", Cell::Text),
    Head::new("应到", "Expected", Cell::Whole),
    Head::new("实到", "Present", Cell::Whole),
    Head::new("状态", "State", Cell::Text),
    Head::new("迟记天数", "Days late", Cell::Whole),
    Head::new("编号", "Id", Cell::Text).wide(38.0),
];

async fn export(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let (wanted, _) = filters.wanted();
    let title = Text::fixed("活动台账", "Activities");
    let export = Export { title, heads: HEADS, lang: frame.lang, day: asker.today() };
    export::workbook(&asker, export, move |act, rows| {
        activity::each(act, &wanted, |act, line| {
            let kind = words::kind(act.programme, &line.kind);
            rows.row(&cells(line, &kind, rows.lang));
        })
    })
    .await
}

fn cells<'l>(line: &'l Line, kind: &'l Text, lang: Lang) -> [Out<'l>; 13] {
    let text = |text: &'l Option<String>| text.as_deref().map_or(Out::Empty, Out::text);
    let whole = |count: Option<i64>| count.map_or(Out::Empty, Out::Whole);
    [
        Out::Day(line.day),
        Out::text(kind.in_lang(lang)),
        Out::text(&line.title),
        Out::text(line.division_code.as_str()),
        text(&line.division),
        text(&line.organisation),
        Out::text(&line.place),
        text(&line.speaker),
        whole(line.expected),
        whole(line.present),
        Out::text(line.state.title().in_lang(lang).to_owned()),
        whole(line.late_days),
        Out::text(line.id.to_string()),
    ]
}
