//! The list of who came, on a page of its own: for a phone in the meeting room.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{Text, activity::Activity, id::ActivityId};
use office::activity::{self, Sheet};

use super::{
    roster::{self, Roster},
    words,
};
use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /activities/{id}/attendance", Kind::Page, Who::SignedIn, get(form)),
        line("POST /activities/{id}/attendance", Kind::Page, Who::SignedIn, post(save)),
    ]
}

const FORM: Labels = &[roster::LABEL];

#[derive(Template)]
#[template(path = "activities/attendance.html")]
struct AttendancePage {
    frame: Frame,
    typed: Typed,
    activity: Activity,
    roster: Roster,
}

/// The record of somebody who may write its list; for others there is no such list.
async fn kept(asker: &Asker, id: ActivityId) -> Result<Sheet, Problem> {
    let sheet = asker.read(move |act| activity::sheet(act, id)).await?;
    if sheet.may_record { Ok(sheet) } else { Err(Problem::not_found()) }
}

async fn form(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ActivityId>,
) -> Result<Page<AttendancePage>, Problem> {
    let sheet = kept(&asker, id).await?;
    let activity = sheet.activity;
    let members = roster::members(&asker, activity.organisation_id, activity.day()).await?;
    // A list once written is complete: who was left off it is not put back.
    let members = if sheet.attendees.is_empty() { members } else { Vec::new() };
    let roster = Roster::of(&sheet.attendees, members);
    Ok(Page(AttendancePage { frame, typed: Typed::blank(FORM), activity, roster }))
}

async fn save(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let Sheet { activity, .. } = kept(&asker, id).await?;
    let mut roster = Roster::typed(&typed);
    if typed.has("find", "yes") {
        roster.add(roster::found(&asker, &typed).await?, true);
        return Ok(Page(AttendancePage { frame, typed, activity, roster }).into_response());
    }
    match roster::marks(&typed) {
        None => {
            let text = Text::fixed(
                "还没有勾选任何人，也没有填写缺席原因",
                "nobody is ticked and no absence explained yet",
            );
            typed.refuse("attendance", text);
        }
        Some(marks) => match asker.write(move |act| activity::attend(act, id, &marks)).await {
            Ok(_) => {
                let said = Text::fixed("到会名单已保存", "The list is saved");
                return Ok(Done::new(format!("/activities/{id}"), said).into_response());
            }
            Err(error) => words::refused(&mut typed, error)?,
        },
    }
    Ok(Returned(AttendancePage { frame, typed, activity, roster }).into_response())
}
