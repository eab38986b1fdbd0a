//! Supervision: where cases wait too long, by division; every number opens its list.

use askama::Template;
use axum::{body::Body, http::Response, routing::get};
use model::{
    Text,
    code::{DivisionCode, Level},
    word::Word,
};
use office::case::{self, Supervision, View, Watched};
use serde::Deserialize;

use crate::{
    Problem,
    asker::Asker,
    export::{self, Export, Head, Kind as Cell, Out},
    extract::Query,
    frame::Frame,
    list::Choice,
    page::Page,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /cases/supervision", Kind::Page, Who::SignedIn, get(show)),
        line("GET /cases/supervision.xlsx", Kind::Page, Who::SignedIn, get(export)),
    ]
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Filters {
    process: Option<String>,
    division: Option<DivisionCode>,
}

#[derive(Template)]
#[template(path = "cases/supervision.html")]
struct SupervisionPage {
    frame: Frame,
    whole: Watched,
    parts: Vec<Watched>,
    processes: Vec<Choice>,
    /// The page of the division above, if the asker narrowed the list.
    above: Option<String>,
    /// What the longest bars stand for.
    most: i64,
    longest: i64,
}

impl SupervisionPage {
    /// The list behind a number.
    fn list(&self, watched: &Watched, view: Option<View>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("division", watched.division.as_str());
        let process = self.frame.address.get("process");
        for (name, value) in [("process", process), ("view", view.map_or("", View::word))] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        format!("/cases?{}", query.finish())
    }

    fn open(&self, watched: &Watched) -> String {
        self.list(watched, Some(View::Open))
    }

    fn overdue(&self, watched: &Watched) -> String {
        self.list(watched, Some(View::Overdue))
    }

    fn returned(&self, watched: &Watched) -> String {
        self.list(watched, Some(View::Returned))
    }

    fn ping_pong(&self, watched: &Watched) -> String {
        self.list(watched, Some(View::PingPong))
    }

    fn reopened(&self, watched: &Watched) -> String {
        self.list(watched, Some(View::Reopened))
    }

    /// A township by its villages; a village has only its list.
    fn deeper(&self, part: &Watched) -> String {
        if part.division.level() == Level::Village {
            return self.list(part, None);
        }
        self.frame.address.with("division", part.division.as_str())
    }
}

async fn show(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<SupervisionPage>, Problem> {
    let programme = asker.programme();
    let (process, division) = (filters.process, filters.division.clone());
    let Supervision { whole, parts } =
        asker.read(move |act| case::supervise(act, process.as_deref(), division.as_ref())).await?;
    let processes = programme.processes.iter();
    let processes =
        processes.map(|process| Choice::new(process.key.clone(), process.title.clone())).collect();
    let above = filters.division.map(|_| frame.address.without("division"));
    let most = parts.iter().map(|part| part.count.open).max().unwrap_or(0);
    let longest = parts.iter().filter_map(|part| part.median_age).max().unwrap_or(0);
    Ok(Page(SupervisionPage { frame, whole, parts, processes, above, most, longest }))
}

const HEADS: &[Head] = &[
    Head::new("区划代码", "Division code", Cell::Text),
    Head::new("区划", "Division", Cell::Text).wide(16.0),
    Head::new("事项", "Cases", Cell::Whole),
    Head::new("在办", "Open", Cell::Whole),
    Head::new("逾期", "Overdue", Cell::Whole),
    Head::new("在办天数中位数", "Median age of the open, days", Cell::Whole).wide(18.0),
    Head::new("退回过", "Sent back", Cell::Whole),
    Head::new("反复退回", "Sent back again and again", Cell::Whole),
    Head::new("重开过", "Reopened", Cell::Whole),
];

async fn export(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let title = Text::fixed("事项督办", "Supervision of cases");
    let export = Export { title, heads: HEADS, lang: frame.lang, day: asker.today() };
    export::workbook(&asker, export, move |act, rows| {
        let seen = case::supervise(act, filters.process.as_deref(), filters.division.as_ref())?;
        [vec![seen.whole], seen.parts].concat().iter().for_each(|one| rows.row(&cells(one)));
        Ok(())
    })
    .await
}

fn cells(watched: &Watched) -> [Out<'_>; 9] {
    let count = &watched.count;
    [
        Out::text(watched.division.as_str()),
        Out::text(&watched.name),
        Out::Whole(count.cases),
        Out::Whole(count.open),
        Out::Whole(count.overdue),
        watched.median_age.map_or(Out::Empty, Out::Whole),
        Out::Whole(count.returned),
        Out::Whole(count.ping_pong),
        Out::Whole(count.reopened),
    ]
}
