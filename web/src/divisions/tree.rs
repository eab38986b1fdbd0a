//! The tree of divisions as of a day, and finding one by its name.

use askama::Template;
use axum::{
    body::Body,
    http::{HeaderMap, Response},
    response::{IntoResponse, Redirect},
    routing::get,
};
use model::{Date, code::DivisionCode, right::Right};
use office::division::{self, Counts, Hit, Node};
use serde::Deserialize;

use crate::{
    Problem, as_of,
    asker::Asker,
    export::{self, Export, Head, Kind as Holds, Out},
    extract::Query,
    frame::Frame,
    page::Page,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /divisions", Kind::Page, Who::SignedIn, get(show)),
        line("GET /divisions.xlsx", Kind::Page, Who::SignedIn, get(spreadsheet)),
    ]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Filters {
    q: Option<String>,
    day: Option<String>,
    /// The division whose villages are shown.
    open: Option<DivisionCode>,
    /// The division that somebody chose at the top of the page: it is opened.
    division: Option<DivisionCode>,
}

#[derive(Template)]
#[template(path = "divisions/tree.html")]
struct TreePage {
    frame: Frame,
    day: Date,
    rows: Vec<Row>,
    /// What a search found, if one was asked for.
    hits: Option<Vec<Hit>>,
    may_keep: bool,
}

/// One division of the tree.
struct Row {
    depth: usize,
    code: String,
    name: String,
    counts: Counts,
    is_open: bool,
    /// This page with the division's villages shown, or no longer shown; absent for a village.
    toggle: Option<String>,
    href: String,
}

async fn show(
    asker: Asker,
    frame: Frame,
    headers: HeaderMap,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let day = as_of::day(filters.day.as_deref(), asker.today())?;
    let asked = filters.q.unwrap_or_default();
    let open = filters.open.or(filters.division);
    let may_keep = asker.who().has(Right::KeepDivisions);
    if !asked.trim().is_empty() {
        let hits = asker.read(move |act| division::search(act, &asked, day)).await?;
        // Whoever is still typing stays on this page.
        let is_typing = headers.contains_key("hx-request");
        if let ([only], false) = (&hits[..], is_typing) {
            let to = format!("/divisions/{}", only.division.code);
            return Ok(Redirect::to(&to).into_response());
        }
        let page = TreePage { frame, day, rows: Vec::new(), hits: Some(hits), may_keep };
        return Ok(Page(page).into_response());
    }
    let tree = asker.read(move |act| division::tree(act, open.as_ref(), day)).await?;
    let mut rows = Vec::new();
    flatten(&tree.root, 0, &frame, &mut rows);
    Ok(Page(TreePage { frame, day, rows, hits: None, may_keep }).into_response())
}

/// The tree as the rows of a table, each with its depth.
fn flatten(node: &Node, depth: usize, frame: &Frame, rows: &mut Vec<Row>) {
    let code = node.division.code.to_string();
    let is_open = !node.below.is_empty();
    let has_more = node.counts.divisions > 0 && depth > 0;
    let next =
        if is_open { frame.address.without("open") } else { frame.address.with("open", &code) };
    rows.push(Row {
        depth,
        name: node.division.short_name().into_owned(),
        counts: node.counts,
        is_open,
        toggle: has_more.then(|| format!("{next}#d-{code}")),
        href: href(&code, frame),
        code,
    });
    for child in &node.below {
        flatten(child, depth + 1, frame, rows);
    }
}

/// A division's page as of the same day.
fn href(code: &str, frame: &Frame) -> String {
    match frame.address.get("day") {
        "" => format!("/divisions/{code}"),
        day => {
            let query =
                form_urlencoded::Serializer::new(String::new()).append_pair("day", day).finish();
            format!("/divisions/{code}?{query}")
        }
    }
}

const HEADS: &[Head] = &[
    Head::new("代码", "Code", Holds::Text).wide(16.0),
    Head::new("名称", "Name", Holds::Text).wide(32.0),
    Head::new("上级", "Above", Holds::Text).wide(20.0),
    Head::new("级别", "Level", Holds::Text),
    Head::new("自", "From", Holds::Day),
    Head::new("组织", "Organisations", Holds::Whole),
    Head::new("人员", "People", Holds::Whole),
    Head::new("在任", "Postings", Holds::Whole),
    Head::new("今年活动", "Activities this year", Holds::Whole),
];

async fn spreadsheet(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let day = as_of::day(filters.day.as_deref(), asker.today())?;
    let title = model::Text::fixed("行政区划", "Divisions");
    let export = Export { title, heads: HEADS, lang: frame.lang, day };
    export::workbook(&asker, export, move |act, rows| {
        division::each(act, day, |division, above, counts| {
            rows.row(&[
                Out::text(division.code.as_str()),
                Out::text(division.name.as_str()),
                Out::text(above),
                Out::text(super::level(&division.level).in_lang(rows.lang).to_owned()),
                Out::Day(division.from_on),
                Out::Whole(counts.organisations),
                Out::Whole(counts.people),
                Out::Whole(counts.postings),
                Out::Whole(counts.activities),
            ]);
        })
    })
    .await
}
