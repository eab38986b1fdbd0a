use askama::Template;
use axum::{
    body::Body,
    extract::State,
    http::Response,
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use model::{Text, id::AccountId};
use office::{
    Error,
    account::{Hashed, NewAccount, Password, admin},
};

use super::proof;
use crate::{
    Desk, Problem,
    asker::Asker,
    door::slowly,
    frame::Frame,
    page::{Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /accounts/new", Kind::Page, Who::SignedIn, get(show)),
        line("POST /accounts", Kind::Page, Who::SignedIn, post(create)),
    ]
}

const FORM: Labels =
    &[("login", Text::fixed("登录名", "Login")), ("name", Text::fixed("姓名", "Name"))];

#[derive(Template)]
#[template(path = "accounts/new.html")]
struct NewPage {
    frame: Frame,
    typed: Typed,
    /// Chosen with the page, so that a form sent twice makes one account.
    id: String,
}

/// A password, shown this once.
#[derive(Template)]
#[template(path = "accounts/given.html")]
pub(super) struct GivenPage {
    pub(super) frame: Frame,
    pub(super) login: String,
    pub(super) password: Password,
    pub(super) href: String,
}

async fn show(asker: Asker, frame: Frame) -> Result<Page<NewPage>, Problem> {
    // Whoever may not make accounts has no such page.
    asker.read(|act| admin::count(act).map(drop)).await?;
    let id = AccountId::new(asker.now()).to_string();
    Ok(Page(NewPage { frame, typed: Typed::blank(FORM), id }))
}

async fn create(
    State(desk): State<Desk>,
    asker: Asker,
    frame: Frame,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let id: AccountId = typed.get("id").parse().map_err(|_| Problem::not_found())?;
    let (login, name) = (typed.text("login", 40), typed.text("name", 50));
    let (Some(login), Some(name)) = (login, name) else {
        return Ok(Returned(NewPage { frame, typed, id: id.to_string() }).into_response());
    };
    let (password, hashed) = invented(&desk, &login).await?;
    let new = NewAccount { id, login: login.clone(), name, person_id: None };
    let href = format!("/accounts/{id}");
    match asker.write(move |act| admin::create(act, &new, &hashed)).await {
        Ok(true) => Ok(Page(GivenPage { frame, login, password, href }).into_response()),
        // The form came twice: the password of the first time stands, and is on no page any more.
        Ok(false) => Ok(Redirect::to(&href).into_response()),
        Err(Error::Refused(refusal)) => {
            typed.refuse(refusal.field.unwrap_or_default(), refusal.text);
            Ok(Returned(NewPage { frame, typed, id: id.to_string() }).into_response())
        }
        Err(Error::StepUp) => Ok(proof("/accounts/new")),
        Err(error) => Err(error.into()),
    }
}

/// A password to hand over once, and its hash.
pub(super) async fn invented(desk: &Desk, login: &str) -> Result<(Password, Hashed), Problem> {
    let (office, login) = (desk.office.clone(), login.to_owned());
    let made = slowly(move || {
        let password = office.invented_password()?;
        let hashed = office.hash_for(&login, &password)?;
        Ok((password, hashed))
    });
    Ok(made.await??)
}
