//! The form of a plan: a new one, or one to be put right or off.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{
    Date, Text,
    activity::NewActivity,
    code::DivisionCode,
    id::{ActivityId, OrganisationId},
    right::Right,
};
use office::activity::{self, PlanChange};

use super::{choose::Ground, words};
use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    list::Choice,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("POST /activities", Kind::Page, Who::SignedIn, post(create)),
        line("GET /activities/{id}/edit", Kind::Page, Who::SignedIn, get(edit)),
        line("POST /activities/{id}/edit", Kind::Page, Who::SignedIn, post(change)),
    ]
}

const FORM: Labels = &[
    ("title", Text::fixed("名称", "Title")),
    ("organisation_id", Text::fixed("举办组织", "Held by")),
    ("division_code", Text::fixed("地点所在区划", "Division")),
    ("place", Text::fixed("地点", "Place")),
    ("planned_on", Text::fixed("计划日期", "Day planned")),
    ("starts", Text::fixed("开始时间", "Begins at")),
    ("expected", Text::fixed("应到人数", "How many are expected")),
    ("speaker", Text::fixed("主讲人", "Speaker")),
];

#[derive(Template)]
#[template(path = "activities/plan.html")]
struct PlanPage {
    frame: Frame,
    typed: Typed,
    action: String,
    back: String,
    kind: Text,
    organisation: Option<(OrganisationId, String)>,
    places: Vec<Choice>,
    is_new: bool,
}

fn page(frame: Frame, typed: Typed, ground: Ground, action: String, back: String) -> PlanPage {
    let is_new = action == "/activities";
    let places = ground.places.into_iter();
    PlanPage {
        frame,
        typed,
        action,
        back,
        kind: ground.kind.title,
        organisation: ground.organisation,
        places: places
            .map(|(code, name)| Choice::new(code.as_str(), Text::new(name.clone(), name)))
            .collect(),
        is_new,
    }
}

/// The form of a new plan.
pub(super) fn blank(
    asker: &Asker,
    frame: Frame,
    ground: Ground,
    day: Option<Date>,
) -> Result<Response<Body>, Problem> {
    let typed = Typed::blank(FORM)
        .with("id", ActivityId::new(asker.now()).to_string())
        .with("kind", ground.kind.key.clone())
        .with("title", ground.kind.title.in_lang(frame.lang))
        .with("division_code", ground.division.as_str())
        .with("planned_on", day.map(|day| day.to_string()).unwrap_or_default());
    let new = page(frame, typed, ground, "/activities".to_owned(), "/activities/new".to_owned());
    Ok(Page(new).into_response())
}

fn read(typed: &mut Typed, today: Date) -> Option<NewActivity> {
    let hint = || Text::fixed("请从列表中选择", "Choose one from the list");
    let id = typed.parse("id", hint());
    let kind = typed.text("kind", 60);
    let title = typed.text("title", 100);
    let division_code: Option<DivisionCode> = typed.parse("division_code", hint());
    let place = typed.text("place", 100);
    let planned_on = typed.day("planned_on", today);
    let expected = number(typed, "expected");
    let new = NewActivity {
        id: id?,
        kind: kind?,
        title: title?,
        division_code: division_code?,
        organisation_id: typed.get("organisation_id").parse().ok(),
        place: place?,
        planned_on: planned_on?,
        starts: typed.optional_text("starts", 10),
        expected: expected.ok()?,
        speaker: typed.optional_text("speaker", 100),
    };
    typed.faults().is_empty().then_some(new)
}

/// A number of people that may be left empty.
pub(super) fn number(typed: &mut Typed, name: &str) -> Result<Option<i64>, ()> {
    if typed.get(name).trim().is_empty() {
        return Ok(None);
    }
    let hint = Text::fixed("请填整数，如 35", "Write a whole number, such as 35");
    typed.parse(name, hint).map(Some).ok_or(())
}

async fn create(asker: Asker, frame: Frame, typed: Typed) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let read = read(&mut typed, asker.today());
    if let Some(new) = read {
        let id = new.id;
        match asker.write(move |act| activity::plan(act, &new)).await {
            Ok(_) => {
                let said = Text::fixed("已列入计划", "Planned");
                return Ok(Done::new(format!("/activities/{id}"), said).into_response());
            }
            Err(error) => words::refused(&mut typed, error)?,
        }
    }
    let ground = again(&asker, &typed).await?;
    let (action, back) = ("/activities".to_owned(), "/activities/new".to_owned());
    Ok(Returned(page(frame, typed, ground, action, back)).into_response())
}

/// The ground of a form that comes back.
async fn again(asker: &Asker, typed: &Typed) -> Result<Ground, Problem> {
    let kind = words::known_kind(asker.programme(), typed.get("kind"))?;
    let organisation = typed.get("organisation_id").parse().ok();
    let division = typed.get("division_code").parse().ok();
    Ground::load(asker, kind, Right::PlanActivity, organisation, division).await
}

async fn edit(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ActivityId>,
) -> Result<Response<Body>, Problem> {
    let (old, version) = asker.read(move |act| activity::to_replan(act, id)).await?;
    let text = |value: Option<String>| value.unwrap_or_default();
    let typed = Typed::blank(FORM)
        .with("id", id.to_string())
        .with("version", version)
        .with("kind", old.kind)
        .with("title", old.title)
        .with("organisation_id", text(old.organisation_id.map(|id| id.to_string())))
        .with("division_code", old.division_code.as_str())
        .with("place", old.place)
        .with("planned_on", old.planned_on.to_string())
        .with("starts", text(old.starts))
        .with("expected", text(old.expected.map(|n| n.to_string())))
        .with("speaker", text(old.speaker));
    let ground = again(&asker, &typed).await?;
    let own = format!("/activities/{id}");
    Ok(Page(page(frame, typed, ground, format!("{own}/edit"), own)).into_response())
}

async fn change(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let own = format!("/activities/{id}");
    let read = read(&mut typed, asker.today());
    if let Some(new) = read.map(|new| NewActivity { id, ..new }) {
        let version = Some(typed.get("version").to_owned());
        let wanted = PlanChange { plan: new, version };
        match asker.write(move |act| activity::replan(act, &wanted)).await {
            Ok(_) => {
                return Ok(Done::new(own, Text::fixed("计划已调整", "The plan is changed"))
                    .into_response());
            }
            Err(error) => words::refused(&mut typed, error)?,
        }
    }
    let ground = again(&asker, &typed).await?;
    Ok(Returned(page(frame, typed, ground, format!("{own}/edit"), own)).into_response())
}
