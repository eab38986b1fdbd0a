use axum::{body::Body, http::Response, response::IntoResponse, routing::post};
use model::{
    Text,
    id::{AccountId, GrantId, OrganisationId},
};
use office::{
    Error,
    account::{NewGrant, grants},
};

use super::{
    place, settle,
    show::{GRANT, page},
};
use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    routes::{Kind, Served, Who, line},
    typed::Typed,
};

pub(super) fn routes() -> Vec<Served> {
    use Who::SignedIn;
    let revocation = "POST /accounts/{id}/grants/{grant_id}/revocation";
    vec![
        line("POST /accounts/{id}/grants", Kind::Page, SignedIn, post(grant)),
        line(revocation, Kind::Page, SignedIn, post(revoke)),
    ]
}

async fn grant(
    asker: Asker,
    frame: Frame,
    Path(id): Path<AccountId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(GRANT);
    let back = format!("/accounts/{id}");
    let new = read(&mut typed, &asker, id);
    let done = match new {
        Some(new) => asker.write(move |act| grants::grant(act, &new)).await,
        None => return returned(&asker, frame, id, typed).await,
    };
    match done {
        Err(Error::Refused(refusal)) => {
            let field = match refusal.field.unwrap_or_default() {
                "division_code" => "division",
                "organisation_id" => "organisation",
                field => field,
            };
            typed.refuse(field, refusal.text);
            returned(&asker, frame, id, typed).await
        }
        done => {
            settle(done, &back, Text::fixed("已授权，立即生效", "Granted, from this moment on"))
        }
    }
}

async fn returned(
    asker: &Asker,
    frame: Frame,
    id: AccountId,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let page = page(asker, frame, id, typed).await?;
    Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn read(typed: &mut Typed, asker: &Asker, account_id: AccountId) -> Option<NewGrant> {
    let hint =
        || Text::fixed("请从组织页面复制它的编号", "copy its id from the organisation's page");
    let organisation_id = match typed.get("organisation").trim() {
        "" => None,
        _ => Some(typed.parse::<OrganisationId>("organisation", hint())?),
    };
    let id = typed.get("id").parse().unwrap_or_else(|_| GrantId::new(asker.now()));
    let role = typed.text("role", 60);
    let division_code = match place::division(typed.get("division"), asker.programme()) {
        Ok(code) => code,
        Err(text) => {
            typed.refuse("division", text);
            return None;
        }
    };
    Some(NewGrant { id, account_id, role: role?, division_code, organisation_id })
}

async fn revoke(
    asker: Asker,
    Path((id, grant_id)): Path<(AccountId, GrantId)>,
) -> Result<Response<Body>, Problem> {
    let done = asker.write(move |act| grants::revoke(act, id, grant_id)).await;
    let said = Text::fixed("已收回，立即生效", "Revoked, from this moment on");
    settle(done, &format!("/accounts/{id}"), said)
}
