use axum::{body::Body, http::Response, response::IntoResponse, routing::post};
use model::{
    Text,
    code::DivisionCode,
    id::{AccountId, GrantId},
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
    Problem, asked,
    asker::Asker,
    extract::Path,
    frame::Frame,
    list::Choice,
    routes::{Kind, Served, Who, line},
    typed::Typed,
    words,
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
    let (new, offered) = read(&mut typed, &asker, id).await?;
    let Some(new) = new else {
        return returned(&asker, frame, id, (typed, offered)).await;
    };
    match asker.write(move |act| grants::grant(act, &new)).await {
        Err(Error::Refused(refusal)) => {
            let field = match refusal.field.unwrap_or_default() {
                "division_code" => "division",
                "organisation_id" => "organisation",
                field => field,
            };
            typed.refuse(field, refusal.text);
            returned(&asker, frame, id, (typed, offered)).await
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
    form: (Typed, Vec<Choice>),
) -> Result<Response<Body>, Problem> {
    let page = page(asker, frame, id, form).await?;
    Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What was typed, and the organisations to choose from if several have the name.
async fn read(
    typed: &mut Typed,
    asker: &Asker,
    account_id: AccountId,
) -> Result<(Option<NewGrant>, Vec<Choice>), Problem> {
    let id = typed.get("id").parse().unwrap_or_else(|_| GrantId::new(asker.now()));
    let role = typed.text("role", 60);
    let written = typed.get("division").trim().to_owned();
    let within = match place::division(&written, asker.programme()) {
        Ok(code) => code,
        Err(text) => {
            typed.refuse("division", text);
            return Ok((None, Vec::new()));
        }
    };
    let (found, offered) = organisation(typed, asker, &within).await?;
    // An organisation says where it is.
    let seat = found.as_ref().map(|found| found.division_code.clone());
    let division_code = seat.filter(|_| written.is_empty()).unwrap_or(within);
    let organisation_id = found.map(|found| found.id);
    let (Some(role), true) = (role, typed.faults().is_empty()) else {
        return Ok((None, offered));
    };
    Ok((Some(NewGrant { id, account_id, role, division_code, organisation_id }), offered))
}

/// The one organisation of this name in the division, or of this id once it has been chosen.
async fn organisation(
    typed: &mut Typed,
    asker: &Asker,
    within: &DivisionCode,
) -> Result<(Option<grants::Place>, Vec<Choice>), Problem> {
    let (name, chosen) = (typed.get("organisation").trim(), typed.get("organisation_id").trim());
    if name.is_empty() {
        return Ok((None, Vec::new()));
    }
    let (asked, within) = (name.to_owned(), within.clone());
    let mut found = asker.read(move |act| grants::organisations(act, &within, &asked)).await?;
    let exact = found.iter().filter(|place| place.name == name).count();
    if exact == 1 && chosen.is_empty() {
        found.retain(|place| place.name == name);
    }
    if let Some(at) = found.iter().position(|place| place.id.to_string() == chosen) {
        return Ok((Some(found.swap_remove(at)), Vec::new()));
    }
    if found.is_empty() {
        let text = Text::fixed(
            "这个区划里没有叫这个名称的组织：请核对名称，或先登记组织",
            "no organisation of that division has this name: check it, or register it first",
        );
        typed.refuse("organisation", text);
        return Ok((None, Vec::new()));
    }
    // Whoever has chosen another one meant that one, not the only one of this name here.
    if found.len() == 1 && chosen.is_empty() {
        return Ok((found.pop(), Vec::new()));
    }
    let text =
        Text::fixed("请从下面的列表中选定一个组织", "choose the organisation from the list below");
    typed.refuse("organisation", text);
    let choice = |place: grants::Place| {
        let seat = words::division(&place.division_code, asker.programme());
        Choice::new(place.id.to_string(), asked::both(&format!("{} · {seat}", place.name)))
    };
    Ok((None, found.into_iter().map(choice).collect()))
}

async fn revoke(
    asker: Asker,
    Path((id, grant_id)): Path<(AccountId, GrantId)>,
) -> Result<Response<Body>, Problem> {
    let done = asker.write(move |act| grants::revoke(act, id, grant_id)).await;
    let said = Text::fixed("已收回，立即生效", "Revoked, from this moment on");
    settle(done, &format!("/accounts/{id}"), said)
}
