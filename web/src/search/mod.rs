//! Looking for something anywhere: where the bar at the top leads.

use std::collections::BTreeMap;

use askama::Template;
use axum::{body::Body, http::Response, response::IntoResponse, routing::get};
use model::{Text, code::DivisionCode, word::Word};
use office::{
    activity, case, division, organisation, person,
    search::{Found, Part, Sort, search},
};
use serde::Deserialize;

use crate::{
    Problem, asked,
    asker::Asker,
    extract::Query,
    frame::Frame,
    list::Choice,
    organisations,
    page::{Done, Page},
    routes::{Kind, Served, Who, line},
};

/// How many of each sort are shown beside the others, and of one alone; its list has them all.
const FEW: i64 = 6;
const MANY: i64 = 50;

pub(crate) fn routes() -> Vec<Served> {
    vec![line("GET /search", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Template)]
#[template(path = "search/page.html")]
struct SearchPage {
    frame: Frame,
    asked: String,
    /// The word of the one sort that is looked at.
    only: &'static str,
    /// The sorts that the asker may see.
    tabs: Vec<Choice>,
    groups: Vec<Group>,
}

/// What was found of one sort.
struct Group {
    sort: &'static str,
    icon: &'static str,
    words: Text,
    rows: Vec<Row>,
    total: i64,
    /// The list that has all of them.
    all: String,
}

struct Row {
    href: String,
    name: String,
    place: String,
    note: String,
}

#[derive(Deserialize)]
struct Asked {
    q: Option<String>,
    #[serde(rename = "in")]
    only: Option<Sort>,
}

async fn show(
    asker: Asker,
    frame: Frame,
    Query(Asked { q, only }): Query<Asked>,
) -> Result<Response<Body>, Problem> {
    let asked = asked::set(q).unwrap_or_default();
    if asked::is_a_number(&asked) {
        return Ok(Done::new("/people/lookup", asked::NAMES_ONLY).into_response());
    }
    let few = if only.is_some() { MANY } else { FEW };
    let text = asked.clone();
    let found = asker.read(move |act| search(act, &text, only, few)).await?;
    let mut groups = groups(found, &asker, &frame, &asked);
    groups.retain(|group| group.total > 0);
    let seen = Sort::ALL.iter().filter(|sort| asker.who().has(sort.right()));
    let tabs = seen.map(|sort| Choice::new(sort.word(), title(*sort))).collect();
    let only = only.map_or("", Sort::word);
    Ok(Page(SearchPage { frame, asked, only, tabs, groups }).into_response())
}

const fn title(sort: Sort) -> Text {
    match sort {
        Sort::People => Text::fixed("人员", "People"),
        Sort::Organisations => Text::fixed("组织", "Organisations"),
        Sort::Divisions => Text::fixed("行政区划", "Divisions"),
        Sort::Activities => Text::fixed("活动", "Activities"),
        Sort::Cases => Text::fixed("事项", "Cases"),
    }
}

const fn icon(sort: Sort) -> &'static str {
    match sort {
        Sort::People => "users",
        Sort::Organisations => "sitemap",
        Sort::Divisions => "map-pin",
        Sort::Activities => "calendar",
        Sort::Cases => "briefcase",
    }
}

fn groups(found: Found, asker: &Asker, frame: &Frame, asked: &str) -> Vec<Group> {
    let Found { people, organisations, divisions, activities, cases, places } = found;
    vec![
        group(Sort::People, people, asked, |line| of_person(line, asker, frame, &places)),
        group(Sort::Organisations, organisations, asked, |line| {
            of_organisation(line, asker, frame, &places)
        }),
        group(Sort::Divisions, divisions, asked, |hit| of_division(hit, frame)),
        group(Sort::Activities, activities, asked, |line| of_activity(line, frame, &places)),
        group(Sort::Cases, cases, asked, |row| of_case(row, frame, &places)),
    ]
}

fn group<T>(sort: Sort, part: Part<T>, asked: &str, row: impl Fn(T) -> Row) -> Group {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", asked).finish();
    Group {
        sort: sort.word(),
        icon: icon(sort),
        words: title(sort),
        rows: part.lines.into_iter().map(row).collect(),
        total: part.total,
        all: format!("/{}?{query}", sort.word()),
    }
}

type Places = BTreeMap<DivisionCode, String>;

fn place(code: &DivisionCode, places: &Places) -> String {
    places.get(code).cloned().unwrap_or_else(|| code.to_string())
}

fn of_person(line: person::Line, asker: &Asker, frame: &Frame, places: &Places) -> Row {
    let post = line.post.as_ref().and_then(|key| asker.programme().post(key));
    let post = post.map(|post| frame.say(&post.title).to_owned());
    let note: Vec<_> = post.into_iter().chain(line.organisation).collect();
    Row {
        href: format!("/people/{}", line.id),
        place: place(&line.division_code, places),
        name: line.name,
        note: note.join(" · "),
    }
}

fn of_organisation(line: organisation::Line, asker: &Asker, frame: &Frame, places: &Places) -> Row {
    Row {
        href: format!("/organisations/{}", line.id),
        place: place(&line.division_code, places),
        name: line.name,
        note: frame.say(&organisations::kind(asker.programme(), &line.kind)).to_owned(),
    }
}

fn of_division(hit: division::Hit, frame: &Frame) -> Row {
    let code = hit.division.code;
    let now: Vec<_> = hit.now.into_iter().map(|division| division.name).collect();
    let now = now.join(frame.t("、", ", "));
    let note = if now.is_empty() {
        code.to_string()
    } else {
        format!("{code} · {}{now}", frame.t("今为", "now "))
    };
    Row { href: format!("/divisions/{code}"), name: hit.division.name, place: hit.place, note }
}

fn of_case(row: case::Row, frame: &Frame, places: &Places) -> Row {
    let note = [row.line.number.as_str(), frame.say(&row.state)].join(" · ");
    Row {
        href: format!("/cases/{}", row.line.id),
        place: place(&row.line.division_code, places),
        name: row.line.title,
        note,
    }
}

fn of_activity(line: activity::Line, frame: &Frame, places: &Places) -> Row {
    let note: Vec<_> =
        [Some(frame.day(&line.day)), line.organisation].into_iter().flatten().collect();
    Row {
        href: format!("/activities/{}", line.id),
        name: line.title,
        place: place(&line.division_code, places),
        note: note.join(" · "),
    }
}
