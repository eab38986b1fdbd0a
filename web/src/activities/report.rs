//! Recording what was held: as planned, or without a plan.

use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{
    Date, Text,
    activity::{Activity, NewActivity},
    id::ActivityId,
    right::Right,
};
use office::activity::{self, Sheet};

use super::{
    choose::Ground,
    report_form::{Around, FORM, prefilled, read},
    roster::{self, Roster},
    words,
};
use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    page::Done,
    routes::{Kind, Served, Who, line},
    typed::Typed,
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("POST /activities/held", Kind::Page, Who::SignedIn, post(record)),
        line("GET /activities/{id}/report", Kind::Page, Who::SignedIn, get(form)),
        line("POST /activities/{id}/report", Kind::Page, Who::SignedIn, post(hold)),
    ]
}

const SAID: Text = Text::fixed("已登记", "Recorded");

fn around_new(ground: Ground) -> Around {
    Around {
        title: Text::fixed("登记已举办的活动", "Record an activity held"),
        action: "/activities/held".to_owned(),
        back: "/activities/new?held=yes".to_owned(),
        submit: Text::fixed("登记", "Record it"),
        kind: ground.kind,
        organisation: ground.organisation,
        places: ground.places,
        old: None,
    }
}

fn around_planned(asker: &Asker, sheet: &Sheet) -> Result<Around, Problem> {
    let Activity { id, kind, .. } = &sheet.activity;
    let holder = sheet.organisation.as_ref();
    Ok(Around {
        title: Text::fixed("登记举办情况", "Record what was held"),
        action: format!("/activities/{id}/report"),
        back: format!("/activities/{id}"),
        submit: Text::fixed("登记", "Record it"),
        kind: words::known_kind(asker.programme(), kind)?,
        organisation: holder.map(|holder| (holder.id, holder.name.clone())),
        places: Vec::new(),
        old: None,
    })
}

/// The form of a record without a plan.
pub(super) async fn blank(
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
        .with("held_on", day.map(|day| day.to_string()).unwrap_or_default());
    let holder = ground.organisation.as_ref().map(|(id, _)| *id);
    let members = roster::members(asker, holder, day.unwrap_or(asker.today())).await?;
    Ok(around_new(ground).show(frame, typed, Roster::of(&[], members)))
}

async fn record(asker: Asker, frame: Frame, typed: Typed) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let kind = words::known_kind(asker.programme(), typed.get("kind"))?;
    let organisation_id = typed.get("organisation_id").parse().ok();
    let division = typed.get("division_code").parse().ok();
    if !typed.has("find", "yes") {
        let report = read(&mut typed, &kind, asker.today());
        let hint = Text::fixed("请从列表中选择", "Choose one from the list");
        let id: Option<ActivityId> = typed.parse("id", hint.clone());
        let division_code = typed.parse("division_code", hint);
        if let (Some(report), Some(id), Some(division_code)) = (report, id, division_code) {
            let new = NewActivity {
                id,
                kind: kind.key.clone(),
                title: report.title.clone().unwrap_or_default(),
                division_code,
                organisation_id,
                place: report.place.clone().unwrap_or_default(),
                planned_on: report.held_on,
                starts: None,
                expected: None,
                speaker: None,
            };
            match asker.write(move |act| activity::record(act, &new, &report)).await {
                Ok(_) => return Ok(Done::new(format!("/activities/{id}"), SAID).into_response()),
                Err(error) => words::refused(&mut typed, error)?,
            }
        }
    }
    let right = Right::RecordActivity;
    let ground = Ground::load(&asker, kind, right, organisation_id, division).await?;
    around_new(ground).again(&asker, frame, typed).await
}

/// Somebody who may record it; for others there is no such form.
async fn sheet(asker: &Asker, id: ActivityId) -> Result<Sheet, Problem> {
    let sheet = asker.read(move |act| activity::sheet(act, id)).await?;
    if sheet.may_record { Ok(sheet) } else { Err(Problem::not_found()) }
}

async fn form(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ActivityId>,
) -> Result<Response<Body>, Problem> {
    let sheet = sheet(&asker, id).await?;
    let activity = &sheet.activity;
    let held_on = (activity.planned_on <= asker.today()).then_some(activity.planned_on);
    let typed = prefilled(Typed::blank(FORM), &sheet, held_on);
    let members = roster::members(&asker, activity.organisation_id, activity.planned_on).await?;
    let around = around_planned(&asker, &sheet)?;
    Ok(around.show(frame, typed, Roster::of(&sheet.attendees, members)))
}

async fn hold(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let sheet = sheet(&asker, id).await?;
    let around = around_planned(&asker, &sheet)?;
    let wants_people = typed.has("find", "yes");
    let report = if wants_people { None } else { read(&mut typed, &around.kind, asker.today()) };
    if let Some(report) = report {
        match asker.write(move |act| activity::hold(act, id, &report)).await {
            Ok(_) => return Ok(Done::new(around.back, SAID).into_response()),
            Err(error) => words::refused(&mut typed, error)?,
        }
    }
    around.again(&asker, frame, typed).await
}
