//! The second factor on the way in, and proving oneself anew before what must not be done at a
//! desk that somebody left.

use askama::Template;
use axum::{
    body::Body,
    extract::State,
    http::Response,
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use model::Text;
use office::{
    Error,
    account::{Gate, Password},
};

use super::{Caller, Inside, go_on, next, slowly};
use crate::{
    Desk, Problem,
    frame::Frame,
    page::{Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /sign-in/code", Kind::Page, Who::SignedIn, get(show_entry)),
        line("POST /sign-in/code", Kind::Page, Who::SignedIn, post(prove)),
        line("GET /account/proof", Kind::Page, Who::SignedIn, get(show)),
        line("POST /account/proof", Kind::Page, Who::SignedIn, post(prove)),
    ]
}

const FORM: Labels =
    &[("code", Text::fixed("验证码", "Code")), ("password", Text::fixed("密码", "Password"))];

#[derive(Template)]
#[template(path = "door/code.html")]
struct CodePage {
    frame: Frame,
    typed: Typed,
    name: String,
    next: String,
    /// Whether this is the way in rather than a proof in between.
    is_entry: bool,
    by_code: bool,
}

impl CodePage {
    fn of(inside: &Inside, frame: Frame, typed: Typed, next: String) -> CodePage {
        CodePage {
            frame,
            typed,
            name: inside.visitor.name().to_owned(),
            next,
            is_entry: inside.visitor.gate == Gate::Code,
            by_code: inside.visitor.has_second_factor(),
        }
    }

    fn action(&self) -> &'static str {
        if self.is_entry { "/sign-in/code" } else { "/account/proof" }
    }
}

async fn show_entry(inside: Inside, frame: Frame) -> Response<Body> {
    if inside.visitor.gate == Gate::Code {
        return show(inside, frame).await;
    }
    Redirect::to(&next(frame.address.get("next"))).into_response()
}

async fn show(inside: Inside, frame: Frame) -> Response<Body> {
    let next = next(frame.address.get("next"));
    Page(CodePage::of(&inside, frame, Typed::blank(FORM), next)).into_response()
}

async fn prove(
    State(desk): State<Desk>,
    Caller(caller): Caller,
    inside: Inside,
    frame: Frame,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let next = next(typed.get("next"));
    let (office, at) = (desk.office.clone(), (desk.now)());
    let (visitor, token) = (inside.visitor.clone(), inside.token.clone());
    let (code, password) = (typed.get("code").to_owned(), typed.get("password").to_owned());
    let proved = slowly(move || {
        if visitor.has_second_factor() {
            office.show_code(&token, &code, &caller, at)
        } else {
            office.show_password(&visitor, &Password::new(password), &caller, at)
        }
    });
    match proved.await? {
        Ok(fresh) => Ok(go_on(&desk, &fresh, &next)),
        Err(Error::Refused(refusal)) => {
            typed.refuse(refusal.field.unwrap_or_default(), refusal.text);
            Ok(Returned(CodePage::of(&inside, frame, typed, next)).into_response())
        }
        // The session ended while they typed.
        Err(Error::NotFound) => Err(Problem::sign_in()),
        Err(error) => Err(error.into()),
    }
}
