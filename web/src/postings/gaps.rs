//! Villages that have nobody at a post, and since when.

use std::collections::BTreeMap;

use askama::Template;
use axum::{body::Body, http::Response, routing::get};
use model::{Date, Text, code::DivisionCode, right::Right};
use office::{Gap, division, posting};
use serde::Deserialize;

use super::title;
use crate::{
    Problem, asked,
    asker::Asker,
    export::{Export, Head, Kind, Out, workbook},
    extract::Query,
    frame::Frame,
    list::{Choice, Pager, leaf},
    page::Page,
    routes::{self, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /postings/gaps", routes::Kind::Page, Who::SignedIn, get(show)),
        line("GET /postings/gaps.xlsx", routes::Kind::Page, Who::SignedIn, get(export)),
    ]
}

/// How many gaps a page shows.
pub(crate) const SHOWN: usize = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Filters {
    post: Option<String>,
    division: Option<String>,
    day: Option<String>,
    /// How many are passed over.
    after: Option<usize>,
    before: Option<usize>,
}

#[derive(Template)]
#[template(path = "postings/gaps.html")]
struct GapsPage {
    frame: Frame,
    noun: Text,
    key: String,
    day: Date,
    divisions: usize,
    /// Those of this page; the pager knows how many there are.
    gaps: Vec<Gap>,
    pager: Pager,
    /// Township, gaps: the most gaps first.
    by_township: Vec<(String, String, usize)>,
    places: BTreeMap<DivisionCode, String>,
    posts: Vec<Choice>,
    townships: Vec<Choice>,
    may_post: bool,
}

impl GapsPage {
    fn place(&self, code: &DivisionCode) -> &str {
        self.places.get(code).map_or("", String::as_str)
    }

    fn longest(&self) -> usize {
        self.by_township.iter().map(|(_, _, gaps)| *gaps).max().unwrap_or(0)
    }
}

/// The posts that a division should have somebody at.
fn limited(asker: &Asker) -> Vec<Choice> {
    let posts = asker.programme().posts.iter().filter(|post| post.per_division.is_some());
    posts.map(|post| Choice::new(post.key.clone(), post.title.clone())).collect()
}

fn post(asked: Option<String>, asker: &Asker) -> Result<String, Problem> {
    let first = || limited(asker).first().map(|choice| choice.value.clone());
    asked::set(asked).or_else(first).ok_or_else(Problem::not_found)
}

async fn show(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<GapsPage>, Problem> {
    let key = post(filters.post, &asker)?;
    let within = asked::division(filters.division)?;
    let day = asked::day(filters.day, asker.today())?;
    let passed = filters.after.or(filters.before);
    let wanted = key.clone();
    let read = asker.read(move |act| {
        let found = posting::gaps(act, &wanted, within.as_ref(), day)?;
        let codes = found.gaps.iter().map(|gap| gap.division_code.clone());
        let places = division::places(act, codes, found.day)?;
        Ok((found, places))
    });
    let (found, places) = read.await?;
    let by_township = by_township(&found.gaps, &asker);
    let (gaps, pager) = leaf(found.gaps, passed, SHOWN);
    let programme = asker.programme();
    Ok(Page(GapsPage {
        noun: title(programme, &key),
        key,
        day: found.day,
        divisions: found.divisions,
        by_township,
        gaps,
        pager,
        places,
        posts: limited(&asker),
        townships: asked::townships(programme),
        may_post: asker.who().has(Right::KeepPostings),
        frame,
    }))
}

/// How many gaps each township has, the most first.
pub(crate) fn by_township(gaps: &[Gap], asker: &Asker) -> Vec<(String, String, usize)> {
    let mut counts: BTreeMap<&DivisionCode, usize> = BTreeMap::new();
    for above in gaps.iter().filter_map(|gap| gap.above.as_ref()) {
        *counts.entry(above).or_default() += 1;
    }
    let named = |(code, gaps): (&DivisionCode, usize)| {
        (code.to_string(), crate::words::division(code, asker.programme()), gaps)
    };
    let mut counts: Vec<_> = counts.into_iter().map(named).collect();
    counts.sort_by_key(|(_, _, gaps)| std::cmp::Reverse(*gaps));
    counts
}

/// The columns of a list of gaps.
pub(crate) const HEADS: &[Head] = &[
    Head::new("区划代码", "Division code", Kind::Text).wide(14.0),
    Head::new("地点", "Place", Kind::Text).wide(28.0),
    Head::new("空缺自", "Since", Kind::Day).wide(12.0),
    Head::new("空缺天数", "Days", Kind::Whole),
    Head::new("前任", "Last", Kind::Text).wide(24.0),
    Head::new("已定接任日期", "Next from", Kind::Day).wide(14.0),
];

async fn export(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let key = post(filters.post, &asker)?;
    let within = asked::division(filters.division)?;
    let asked = asked::day(filters.day, asker.today())?;
    let name = title(asker.programme(), &key);
    let title = Text::new(format!("{}空缺", name.zh), format!("Vacant: {}", name.en));
    let day = asked.unwrap_or(asker.today());
    let export = Export { title, heads: HEADS, lang: frame.lang, day };
    workbook(&asker, export, move |act, rows| {
        let found = posting::gaps(act, &key, within.as_ref(), asked)?;
        let codes = found.gaps.iter().map(|gap| gap.division_code.clone());
        let places = division::places(act, codes, found.day)?;
        for gap in &found.gaps {
            rows.row(&cells(gap, places.get(&gap.division_code).map_or("", String::as_str)));
        }
        Ok(())
    })
    .await
}

/// A gap as a row of [`HEADS`].
pub(crate) fn cells<'a>(gap: &'a Gap, place: &'a str) -> [Out<'a>; 6] {
    [
        Out::text(gap.division_code.as_str()),
        Out::text(place),
        gap.since.map_or(Out::Empty, Out::Day),
        gap.days.map_or(Out::Empty, Out::Whole),
        Out::text(gap.last.as_ref().map_or("", |last| last.name.as_str())),
        gap.next_on.map_or(Out::Empty, Out::Day),
    ]
}
