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
    Act, Error,
    account::{Hashed, NewAccount, Password, admin},
    person::Plain,
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

const FORM: Labels = &[
    ("login", Text::fixed("登录名", "Login")),
    ("name", Text::fixed("姓名", "Name")),
    ("id_number", Text::fixed("本人身份号码", "The person's ID number")),
];

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
    let number = Some(typed.get("id_number").trim()).filter(|number| !number.is_empty());
    let number = number.map(|number| Plain::from(number.to_owned()));
    let new = NewAccount { id, login: login.clone(), name, person_id: None };
    let href = format!("/accounts/{id}");
    let create = move |act: &mut Act<'_>| {
        let named = |number| admin::person_numbered(act, number);
        let person_id = number.as_ref().map(named).transpose()?;
        admin::create(act, &NewAccount { person_id, ..new.clone() }, &hashed)
    };
    match asker.write(create).await {
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
