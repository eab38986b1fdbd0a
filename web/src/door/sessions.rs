//! Ending one's own sign-ins elsewhere.

use axum::{body::Body, http::Response, response::IntoResponse, routing::post};
use model::{Text, id::SessionId};
use office::account::own;

use super::Inside;
use crate::{
    Problem,
    extract::Path,
    page::Done,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("POST /account/sessions/{id}/end", Kind::Page, Who::SignedIn, post(end)),
        line("POST /account/sessions/end", Kind::Page, Who::SignedIn, post(end_others)),
    ]
}

async fn end(inside: Inside, Path(id): Path<SessionId>) -> Result<Response<Body>, Problem> {
    inside.own()?.write(move |act| own::end_session(act, id)).await?;
    let said = Text::fixed("已结束那台设备上的登录", "That sign-in has ended");
    Ok(Done::new("/account", said).into_response())
}

async fn end_others(inside: Inside) -> Result<Response<Body>, Problem> {
    let keep = inside.visitor.session.id;
    let ended = inside.own()?.write(move |act| own::end_others(act, keep)).await?;
    let said =
        Text::new(format!("已结束其他 {ended} 处登录"), format!("Ended {ended} other sign-ins"));
    Ok(Done::new("/account", said).into_response())
}
