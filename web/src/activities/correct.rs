//! Putting a record right by another that names it.

use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{
    Text,
    activity::{Activity, Correction},
    id::ActivityId,
    right::Right,
};
use office::activity::{self, Sheet};

use super::{
    choose::Ground,
    report_form::{Around, FORM, prefilled, read},
    roster::Roster,
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
        line("GET /activities/{id}/correction", Kind::Page, Who::SignedIn, get(form)),
        line("POST /activities/{id}/correction", Kind::Page, Who::SignedIn, post(correct)),
    ]
}

/// The record that somebody may put right, and what its form stands on.
async fn old(asker: &Asker, id: ActivityId) -> Result<(Sheet, Around), Problem> {
    let sheet = asker.read(move |act| activity::sheet(act, id)).await?;
    if !sheet.may_record {
        return Err(Problem::not_found());
    }
    let Activity { kind, organisation_id, division_code, .. } = sheet.activity.clone();
    let kind = words::known_kind(asker.programme(), &kind)?;
    let right = Right::RecordActivity;
    let ground = Ground::load(asker, kind, right, organisation_id, Some(division_code)).await?;
    let around = Around {
        title: Text::fixed("更正记录", "Correct a record"),
        action: format!("/activities/{id}/correction"),
        back: format!("/activities/{id}"),
        submit: Text::fixed("保存更正", "Save the correction"),
        kind: ground.kind,
        organisation: ground.organisation,
        places: ground.places,
        old: Some(sheet.activity.clone()),
    };
    Ok((sheet, around))
}

async fn form(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ActivityId>,
) -> Result<Response<Body>, Problem> {
    let (sheet, around) = old(&asker, id).await?;
    let activity = &sheet.activity;
    let typed = Typed::blank(FORM)
        .with("id", ActivityId::new(asker.now()).to_string())
        .with("kind", activity.kind.clone())
        .with("division_code", activity.division_code.as_str());
    let typed = prefilled(typed, &sheet, activity.held_on);
    Ok(around.show(frame, typed, Roster::of(&sheet.attendees, Vec::new())))
}

async fn correct(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let (_, around) = old(&asker, id).await?;
    let wants_people = typed.has("find", "yes");
    let read = if wants_people { None } else { correction(&mut typed, &around, &asker) };
    if let Some(correction) = read {
        let new_id = correction.id;
        match asker.write(move |act| activity::correct(act, id, &correction)).await {
            Ok(_) => {
                let said = Text::fixed("已更正", "Corrected");
                return Ok(Done::new(format!("/activities/{new_id}"), said).into_response());
            }
            Err(error) => words::refused(&mut typed, error)?,
        }
    }
    around.again(&asker, frame, typed).await
}

fn correction(typed: &mut Typed, around: &Around, asker: &Asker) -> Option<Correction> {
    let hint = || Text::fixed("请从列表中选择", "Choose one from the list");
    let because = typed.text("because", 200);
    let report = read(typed, &around.kind, asker.today());
    let id = typed.parse("id", hint());
    let division_code = typed.parse("division_code", hint());
    Some(Correction {
        id: id?,
        because: because?,
        kind: around.kind.key.clone(),
        division_code: division_code?,
        organisation_id: around.organisation.as_ref().map(|(id, _)| *id),
        report: report?,
    })
}
