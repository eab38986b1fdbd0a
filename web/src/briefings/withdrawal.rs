//! Taking a briefing back, with a reason.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{Text, id::BriefingId, right::Right};
use office::{
    Error,
    briefing::{self, Withdrawal},
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
        line("GET /briefings/{id}/withdrawal", Kind::Page, Who::SignedIn, get(form)),
        line("POST /briefings/{id}/withdrawal", Kind::Page, Who::SignedIn, post(withdraw)),
    ]
}

const FORM: Labels = &[("because", Text::fixed("撤回原因", "Why it is withdrawn"))];

#[derive(Template)]
#[template(path = "briefings/withdrawal.html")]
struct WithdrawalPage {
    frame: Frame,
    typed: Typed,
    id: BriefingId,
    title: String,
}

async fn title(asker: &Asker, id: BriefingId, frame: &Frame) -> Result<String, Problem> {
    let seen = asker.read(move |act| {
        let (briefing, body) = briefing::published(act, id)?;
        act.require(Right::PublishBriefing, &briefing.division_code, None)?;
        Ok(body)
    });
    Ok(seen.await?.title(frame.lang))
}

async fn form(
    asker: Asker,
    frame: Frame,
    Path(id): Path<BriefingId>,
) -> Result<Page<WithdrawalPage>, Problem> {
    let title = title(&asker, id, &frame).await?;
    Ok(Page(WithdrawalPage { frame, typed: Typed::blank(FORM), id, title }))
}

async fn withdraw(
    asker: Asker,
    frame: Frame,
    Path(id): Path<BriefingId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let withdrawal = Withdrawal { id, because: typed.get("because").to_owned() };
    match asker.write(move |act| briefing::withdraw(act, &withdrawal)).await {
        Ok(_) => {
            let said =
                Text::fixed("简报已撤回，原因已写在上面", "Withdrawn; the reason stands on it");
            Ok(Done::new(format!("/briefings/{id}"), said).into_response())
        }
        Err(Error::Refused(refusal)) => {
            let title = title(&asker, id, &frame).await?;
            typed.refuse(refusal.field.unwrap_or_default(), refusal.text);
            Ok(Returned(WithdrawalPage { frame, typed, id, title }).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

impl WithdrawalPage {
    fn action(&self) -> String {
        format!("/briefings/{}/withdrawal", self.id)
    }

    fn back(&self) -> String {
        format!("/briefings/{}", self.id)
    }
}
