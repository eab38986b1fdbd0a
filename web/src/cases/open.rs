//! Bringing something up: which process, then its form.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{
    Text,
    case::NewCase,
    code::DivisionCode,
    id::{ActivityId, CaseId},
    process::Process,
};
use office::case::{self, OpenForm};
use serde::Deserialize;

use super::fields::{self, Asked};
use crate::{
    Problem,
    asker::Asker,
    extract::Query,
    frame::Frame,
    list::Choice,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /cases/new", Kind::Page, Who::SignedIn, get(new)),
        line("POST /cases", Kind::Page, Who::SignedIn, post(create)),
    ]
}

const FORM: Labels = &[
    ("process", Text::fixed("事项类型", "Process")),
    ("division_code", Text::fixed("涉及区划", "About")),
    ("fields", Text::fixed("栏目", "Fields")),
];

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chosen {
    process: Option<String>,
    division: Option<DivisionCode>,
    /// The activity at which it came up.
    activity: Option<ActivityId>,
}

#[derive(Template)]
#[template(path = "cases/kinds.html")]
struct KindsPage {
    frame: Frame,
    kinds: Vec<(Process, String)>,
}

#[derive(Template)]
#[template(path = "cases/open.html")]
struct OpenPage {
    frame: Frame,
    typed: Typed,
    process: Process,
    places: Vec<Choice>,
    activity: Option<(ActivityId, String)>,
    asked: Vec<Asked>,
    more: Vec<Asked>,
}

fn page(frame: Frame, typed: Typed, form: OpenForm) -> OpenPage {
    let OpenForm { process, places, named, activity } = form;
    let required = &process.opening.requires;
    let first = required.iter().map(|key| (key, true));
    let asked = fields::asked(&process, first, &named);
    let rest = process.fields.iter().map(|field| &field.key);
    let rest = rest.filter(|key| !required.contains(key)).map(|key| (key, false));
    let more = fields::asked(&process, rest, &named);
    let places = places.into_iter();
    let places =
        places.map(|(code, name)| Choice::new(code.as_str(), Text::new(name.clone(), name)));
    let typed = typed.naming(fields::labels(&process));
    OpenPage { places: places.collect(), frame, typed, process, activity, asked, more }
}

async fn new(
    asker: Asker,
    frame: Frame,
    Query(chosen): Query<Chosen>,
) -> Result<Response<Body>, Problem> {
    let Chosen { process, division, activity } = chosen;
    let Some(key) = process else {
        asker.must_hold(model::right::Right::RaiseCase).await?;
        let processes = asker.read(|act| Ok(case::choices(act))).await?;
        let href = |process: &Process| frame.address.with("process", &process.key);
        let kinds = processes.into_iter().map(|process| (process.clone(), href(&process)));
        let kinds = kinds.collect();
        return Ok(Page(KindsPage { frame, kinds }).into_response());
    };
    let asked = division.clone();
    let form = asker.read(move |act| case::open_form(act, &key, asked.as_ref(), activity)).await?;
    let only = (form.places.len() == 1).then(|| form.places[0].0.to_string());
    let typed = Typed::blank(FORM)
        .with("id", CaseId::new(asker.now()).to_string())
        .with("division_code", division.map(|code| code.to_string()).or(only).unwrap_or_default());
    Ok(Page(page(frame, typed, form)).into_response())
}

async fn create(asker: Asker, frame: Frame, typed: Typed) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let key = typed.get("process").to_owned();
    let activity_id: Option<ActivityId> = typed.get("activity_id").parse().ok();
    let hint = || Text::fixed("请从列表中选择", "Choose one from the list");
    let id: Option<CaseId> = typed.parse("id", hint());
    let division_code: Option<DivisionCode> = typed.parse("division_code", hint());
    let known = asker.programme().process(&key).cloned();
    let process = known.ok_or_else(Problem::not_found)?;
    typed = typed.naming(fields::labels(&process));
    let filled = fields::read(&mut typed, &process, asker.today());
    let first = process.opening.requires.iter().map(|key| (key, true));
    let asked = fields::asked(&process, first, &case::Named::default());
    fields::require(&mut typed, &asked);
    if let (Some(id), Some(division_code), true) = (id, division_code, typed.faults().is_empty()) {
        let new = NewCase { id, process: key.clone(), division_code, fields: filled, activity_id };
        let done = asker.write(move |act| case::open(act, &new)).await;
        if let Some(case) = typed.settle(done)? {
            let number = case.number;
            let said = Text::new(format!("已登记：{number}"), format!("Opened: {number}"));
            return Ok(Done::new(format!("/cases/{id}"), said).into_response());
        }
    }
    let form = asker.read(move |act| case::open_form(act, &key, None, activity_id)).await?;
    Ok(Returned(page(frame, typed, form)).into_response())
}
