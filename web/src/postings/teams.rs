//! Resident teams and other bodies in which posts are held.

use std::collections::BTreeMap;

use askama::Template;
use axum::routing::get;
use model::{Text, code::DivisionCode, id::OrganisationId};
use office::{
    division,
    posting::{self, Team, TeamSheet},
};
use serde::Deserialize;

use super::title;
use crate::{
    Problem, asked,
    asker::Asker,
    extract::{Path, Query},
    frame::Frame,
    list::{Choice, Pager, leaf},
    page::Page,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /postings/teams", Kind::Page, Who::SignedIn, get(list)),
        line("GET /postings/teams/{id}", Kind::Page, Who::SignedIn, get(show)),
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

const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "postings/teams.html")]
struct TeamsPage {
    frame: Frame,
    kind: String,
    teams: Vec<Team>,
    pager: Pager,
    places: BTreeMap<DivisionCode, String>,
    kinds: Vec<Choice>,
    townships: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "postings/team.html")]
struct TeamPage {
    frame: Frame,
    sheet: TeamSheet,
    kind: Text,
    place: String,
    titles: BTreeMap<String, Text>,
}

impl TeamsPage {
    fn place(&self, code: &DivisionCode) -> &str {
        self.places.get(code).map_or("", String::as_str)
    }
}

impl TeamPage {
    fn called(&self, key: &str) -> &str {
        self.titles.get(key).map_or("", |title| self.frame.say(title))
    }
}

/// The kinds of organisation in which some post is held, in the order of the posts.
fn kinds(asker: &Asker) -> Vec<Choice> {
    let programme = asker.programme();
    let mut kinds: Vec<Choice> = Vec::new();
    for key in programme.posts.iter().flat_map(|post| &post.organisation_kinds) {
        let is_new = kinds.iter().all(|known| known.value != *key);
        if let Some(kind) = programme.organisation_kind(key).filter(|_| is_new) {
            kinds.push(Choice::new(key.clone(), kind.title.clone()));
        }
    }
    kinds
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<TeamsPage>, Problem> {
    let kinds = kinds(&asker);
    let first = || kinds.first().map(|choice| choice.value.clone());
    let kind = asked::set(filters.kind).or_else(first).ok_or_else(Problem::not_found)?;
    let within = asked::division(filters.division)?;
    let day = asked::day(filters.day, asker.today())?.unwrap_or(asker.today());
    asker.programme().organisation_kind(&kind).ok_or_else(Problem::not_found)?;
    let (passed, key) = (filters.after.or(filters.before), kind.clone());
    let read = asker.read(move |act| {
        let teams = posting::teams(act, &key, within.as_ref(), Some(day))?;
        let (teams, pager) = leaf(teams, passed, SHOWN);
        let places =
            division::places(act, teams.iter().map(|team| team.division_code.clone()), day)?;
        Ok((teams, pager, places))
    });
    let (teams, pager, places) = read.await?;
    let townships = asked::townships(asker.programme());
    Ok(Page(TeamsPage { frame, kind, teams, pager, places, kinds, townships }))
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<OrganisationId>,
) -> Result<Page<TeamPage>, Problem> {
    let today = asker.today();
    let read = asker.read(move |act| {
        let sheet = posting::team(act, id, Some(today))?;
        let place = division::place(act, &sheet.organisation.division_code, today)?;
        Ok((sheet, place))
    });
    let (sheet, place) = read.await?;
    let programme = asker.programme();
    let kind = programme.organisation_kind(&sheet.organisation.kind);
    let kind = kind.map_or_else(|| asked::both(&sheet.organisation.kind), |it| it.title.clone());
    let held = sheet.present.iter().chain(&sheet.past);
    let titles = held.map(|it| (it.post.clone(), title(programme, &it.post))).collect();
    Ok(Page(TeamPage { frame, sheet, kind, place, titles }))
}
