//! One step each: announce, sign, call off, withdraw.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{Text, activity::Activity, id::ActivityId};
use office::activity;

use super::words;
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
        line("POST /activities/{id}/announcement", Kind::Page, Who::SignedIn, post(announce)),
        line("POST /activities/{id}/signature", Kind::Page, Who::SignedIn, post(sign)),
        line("GET /activities/{id}/cancellation", Kind::Page, Who::SignedIn, get(cancellation)),
        line("POST /activities/{id}/cancellation", Kind::Page, Who::SignedIn, post(cancel)),
        line("GET /activities/{id}/withdrawal", Kind::Page, Who::SignedIn, get(withdrawal)),
        line("POST /activities/{id}/withdrawal", Kind::Page, Who::SignedIn, post(withdraw)),
    ]
}

const FORM: Labels = &[("because", Text::fixed("原因", "Reason"))];

/// Asks why before it is done.
#[derive(Template)]
#[template(path = "activities/because.html")]
struct BecausePage {
    frame: Frame,
    typed: Typed,
    activity: Activity,
    is_withdrawal: bool,
}

async fn announce(asker: Asker, Path(id): Path<ActivityId>) -> Result<Done, Problem> {
    asker.write(move |act| activity::notify(act, id)).await?;
    let said = Text::fixed(
        "通知已发出，有关人员会在收件箱看到；夜间不打扰，早上送达",
        "Announced: it is in the inbox of those concerned, at night only in the morning",
    );
    Ok(Done::new(format!("/activities/{id}"), said))
}

async fn sign(asker: Asker, Path(id): Path<ActivityId>) -> Result<Done, Problem> {
    asker.write(move |act| activity::sign(act, id)).await?;
    Ok(Done::new(format!("/activities/{id}"), Text::fixed("已签审", "Signed")))
}

async fn page(
    asker: &Asker,
    frame: Frame,
    id: ActivityId,
    typed: Typed,
    is_withdrawal: bool,
) -> Result<BecausePage, Problem> {
    let sheet = asker.read(move |act| activity::sheet(act, id)).await?;
    let may = if is_withdrawal { sheet.may_record } else { sheet.may_plan };
    if !may {
        return Err(Problem::not_found());
    }
    Ok(BecausePage { frame, typed, activity: sheet.activity, is_withdrawal })
}

async fn cancellation(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ActivityId>,
) -> Result<Page<BecausePage>, Problem> {
    page(&asker, frame, id, Typed::blank(FORM), false).await.map(Page)
}

async fn cancel(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    if let Some(because) = typed.text("because", 200) {
        match asker.write(move |act| activity::cancel(act, id, &because)).await {
            Ok(_) => {
                let said = Text::fixed("活动已取消", "The activity is called off");
                return Ok(Done::new(format!("/activities/{id}"), said).into_response());
            }
            Err(error) => words::refused(&mut typed, error)?,
        }
    }
    Ok(Returned(page(&asker, frame, id, typed, false).await?).into_response())
}

async fn withdrawal(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ActivityId>,
) -> Result<Page<BecausePage>, Problem> {
    let typed = Typed::blank(FORM).with("id", ActivityId::new(asker.now()).to_string());
    page(&asker, frame, id, typed, true).await.map(Page)
}

async fn withdraw(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let new =
        typed.parse("id", Text::fixed("请刷新页面后再提交", "Reload the page and send it again"));
    if let (Some(new), Some(because)) = (new, typed.text("because", 200)) {
        match asker.write(move |act| activity::withdraw(act, id, new, &because)).await {
            Ok(made) => {
                let said = Text::fixed(
                    "记录已撤销，不再计数",
                    "The record is withdrawn and counts no more",
                );
                return Ok(Done::new(format!("/activities/{}", made.id), said).into_response());
            }
            Err(error) => words::refused(&mut typed, error)?,
        }
    }
    Ok(Returned(page(&asker, frame, id, typed, true).await?).into_response())
}
