//! What becomes of an account. Each change is one form that is only a button.

use axum::{body::Body, extract::State, http::Response, response::IntoResponse, routing::post};
use model::{Text, id::AccountId};
use office::{Error, account::admin};

use super::{
    new::{GivenPage, invented},
    proof, settle,
};
use crate::{
    Desk, Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    page::Page,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    use Kind::Page;
    use Who::SignedIn;
    vec![
        line("POST /accounts/{id}/disabling", Page, SignedIn, post(disable)),
        line("POST /accounts/{id}/enabling", Page, SignedIn, post(enable)),
        line("POST /accounts/{id}/password-reset", Page, SignedIn, post(reset_password)),
        line("POST /accounts/{id}/second-factor-reset", Page, SignedIn, post(reset_second_factor)),
        line("POST /accounts/{id}/sessions-end", Page, SignedIn, post(end_sessions)),
    ]
}

async fn disable(asker: Asker, Path(id): Path<AccountId>) -> Result<Response<Body>, Problem> {
    let done = asker.write(move |act| admin::disable(act, id)).await;
    let said =
        Text::fixed("账号已停用，正在登录的已退出", "Disabled; whoever was signed in is out");
    settle(done, &format!("/accounts/{id}"), said)
}

async fn enable(asker: Asker, Path(id): Path<AccountId>) -> Result<Response<Body>, Problem> {
    let done = asker.write(move |act| admin::enable(act, id)).await;
    let said = Text::fixed("账号已启用，失败次数已清零", "Enabled; failed attempts are forgotten");
    settle(done, &format!("/accounts/{id}"), said)
}

async fn reset_second_factor(
    asker: Asker,
    Path(id): Path<AccountId>,
) -> Result<Response<Body>, Problem> {
    let done = asker.write(move |act| admin::reset_second_factor(act, id)).await;
    let said = Text::fixed("已移除第二重验证", "The second factor has been removed");
    settle(done, &format!("/accounts/{id}"), said)
}

async fn end_sessions(asker: Asker, Path(id): Path<AccountId>) -> Result<Response<Body>, Problem> {
    let done = asker.write(move |act| admin::end_sessions(act, id).map(drop)).await;
    let said = Text::fixed("已结束该账号的全部登录", "Every sign-in of the account has ended");
    settle(done, &format!("/accounts/{id}"), said)
}

async fn reset_password(
    State(desk): State<Desk>,
    asker: Asker,
    frame: Frame,
    Path(id): Path<AccountId>,
) -> Result<Response<Body>, Problem> {
    let href = format!("/accounts/{id}");
    let account = asker.read(move |act| admin::show(act, id)).await?;
    let (password, hashed) = invented(&desk, &account.login).await?;
    match asker.write(move |act| admin::reset_password(act, id, &hashed)).await {
        Ok(()) => {
            let login = account.login;
            Ok(Page(GivenPage { frame, login, password, href }).into_response())
        }
        Err(Error::StepUp) => Ok(proof(&href)),
        Err(error) => Err(error.into()),
    }
}
