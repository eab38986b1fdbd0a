//! Holders whose usual term is over.

use std::collections::BTreeMap;

use askama::Template;
use axum::routing::get;
use model::{Date, Text, code::DivisionCode};
use office::{
    division,
    posting::{self, Overrun},
};
use serde::Deserialize;

use super::{posts, title};
use crate::{
    Problem, asked,
    asker::Asker,
    extract::Query,
    frame::Frame,
    list::{Choice, Pager, leaf},
    page::Page,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /postings/overruns", Kind::Page, Who::SignedIn, get(show))]
}

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

const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "postings/overruns.html")]
struct OverrunsPage {
    frame: Frame,
    day: Date,
    rows: Vec<(Overrun, Text)>,
    pager: Pager,
    places: BTreeMap<DivisionCode, String>,
    posts: Vec<Choice>,
    townships: Vec<Choice>,
}

impl OverrunsPage {
    fn place(&self, code: &DivisionCode) -> &str {
        self.places.get(code).map_or("", String::as_str)
    }
}

async fn show(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<OverrunsPage>, Problem> {
    let post = asked::set(filters.post);
    let within = asked::division(filters.division)?;
    let day = asked::day(filters.day, asker.today())?.unwrap_or(asker.today());
    let passed = filters.after.or(filters.before);
    let read = asker.read(move |act| {
        let found = posting::overruns(act, post.as_deref(), within.as_ref(), Some(day))?;
        let (found, pager) = leaf(found, passed, SHOWN);
        let codes = found.iter().map(|over| over.holder.division_code.clone());
        let places = division::places(act, codes, day)?;
        Ok((found, pager, places))
    });
    let (found, pager, places) = read.await?;
    let programme = asker.programme();
    let rows = found.into_iter().map(|over| {
        let title = title(programme, &over.holder.post);
        (over, title)
    });
    Ok(Page(OverrunsPage {
        rows: rows.collect(),
        pager,
        day,
        places,
        posts: posts(programme),
        townships: asked::townships(programme),
        frame,
    }))
}
