//! Divisions that nobody serves in one way, and since when.

use std::collections::BTreeMap;

use askama::Template;
use axum::{body::Body, http::Response, routing::get};
use model::{Date, Text, code::DivisionCode, right::Right};
use office::{Gap, division, pairing};
use serde::Deserialize;

use super::{called, kinds};
use crate::{
    Problem, asked,
    asker::Asker,
    export::{Export, workbook},
    extract::Query,
    frame::Frame,
    list::{Choice, Pager, leaf},
    page::Page,
    postings::{HEADS, SHOWN, by_township, cells},
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /pairings/gaps", Kind::Page, Who::SignedIn, get(show)),
        line("GET /pairings/gaps.xlsx", Kind::Page, Who::SignedIn, get(export)),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Filters {
    kind: Option<String>,
    division: Option<String>,
    day: Option<String>,
    /// How many are passed over.
    after: Option<usize>,
    before: Option<usize>,
}

#[derive(Template)]
#[template(path = "pairings/gaps.html")]
struct GapsPage {
    frame: Frame,
    noun: Text,
    key: String,
    day: Date,
    divisions: usize,
    /// Those of this page; the pager knows how many there are.
    gaps: Vec<Gap>,
    pager: Pager,
    by_township: Vec<(String, String, usize)>,
    places: BTreeMap<DivisionCode, String>,
    kinds: Vec<Choice>,
    townships: Vec<Choice>,
    may_pair: bool,
}

impl GapsPage {
    fn place(&self, code: &DivisionCode) -> &str {
        self.places.get(code).map_or("", String::as_str)
    }

    fn longest(&self) -> usize {
        self.by_township.iter().map(|(_, _, gaps)| *gaps).max().unwrap_or(0)
    }
}

fn kind(asked: Option<String>, asker: &Asker) -> Result<String, Problem> {
    let first = || asker.programme().pairing_kinds.first().map(|kind| kind.key.clone());
    asked::set(asked).or_else(first).ok_or_else(Problem::not_found)
}

async fn show(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<GapsPage>, Problem> {
    let key = kind(filters.kind, &asker)?;
    let within = asked::division(filters.division)?;
    let day = asked::day(filters.day, asker.today())?;
    let passed = filters.after.or(filters.before);
    let wanted = key.clone();
    let read = asker.read(move |act| {
        let found = pairing::gaps(act, &wanted, within.as_ref(), day)?;
        let codes = found.gaps.iter().map(|gap| gap.division_code.clone());
        let places = division::places(act, codes, found.day)?;
        Ok((found, places))
    });
    let (found, places) = read.await?;
    let by_township = by_township(&found.gaps, &asker);
    let (gaps, pager) = leaf(found.gaps, passed, SHOWN);
    let programme = asker.programme();
    Ok(Page(GapsPage {
        noun: called(programme, &key),
        key,
        day: found.day,
        divisions: found.divisions,
        by_township,
        gaps,
        pager,
        places,
        kinds: kinds(programme),
        townships: asked::townships(programme),
        may_pair: asker.who().has(Right::KeepPostings),
        frame,
    }))
}

async fn export(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let key = kind(filters.kind, &asker)?;
    let within = asked::division(filters.division)?;
    let asked = asked::day(filters.day, asker.today())?;
    let noun = called(asker.programme(), &key);
    let title = Text::new(format!("{}空白", noun.zh), format!("Unserved: {}", noun.en));
    let day = asked.unwrap_or(asker.today());
    let export = Export { title, heads: HEADS, lang: frame.lang, day };
    workbook(&asker, export, move |act, rows| {
        let found = pairing::gaps(act, &key, within.as_ref(), asked)?;
        let codes = found.gaps.iter().map(|gap| gap.division_code.clone());
        let places = division::places(act, codes, found.day)?;
        for gap in &found.gaps {
            rows.row(&cells(gap, places.get(&gap.division_code).map_or("", String::as_str)));
        }
        Ok(())
    })
    .await
}
