//! Login and password; and the way out.

use askama::Template;
use axum::{
    body::Body,
    extract::State,
    http::{HeaderName, HeaderValue, Response},
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use model::Text;
use office::{
    Error,
    account::{Gate, Knock, Password, SignedIn},
};

use super::{Caller, Inside, go_on, next, slowly, with_next};
use crate::{
    Desk, Problem,
    edge::{cookie, session},
    frame::Frame,
    page::{Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /sign-in", Kind::Page, Who::Anyone, get(show)),
        line("POST /sign-in", Kind::Page, Who::Anyone, post(enter)),
        line("POST /sign-out", Kind::Page, Who::SignedIn, post(leave)),
    ]
}

const FORM: Labels =
    &[("login", Text::fixed("登录名", "Login")), ("password", Text::fixed("密码", "Password"))];

#[derive(Template)]
#[template(path = "door/sign_in.html")]
struct SignInPage {
    frame: Frame,
    typed: Typed,
    county: Text,
    next: String,
}

/// Whoever is on the way in already is led on to what is still missing.
async fn show(
    State(desk): State<Desk>,
    inside: Result<Inside, Problem>,
    frame: Frame,
) -> Response<Body> {
    let next = next(frame.address.get("next"));
    if let Ok(inside) = inside {
        return Redirect::to(&gate(inside.visitor.gate, &next)).into_response();
    }
    let county = desk.office.programme().county.name.clone();
    Page(SignInPage { frame, typed: Typed::blank(FORM), county, next }).into_response()
}

fn gate(gate: Gate, next: &str) -> String {
    match gate {
        Gate::Open => next.to_owned(),
        Gate::Code => with_next("/sign-in/code", next),
        Gate::Password => with_next("/account/password", next),
        Gate::Enrolment => with_next("/account/second-factor", next),
    }
}

async fn enter(
    State(desk): State<Desk>,
    Caller(caller): Caller,
    inside: Result<Inside, Problem>,
    frame: Frame,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let next = next(typed.get("next"));
    let password = Password::new(typed.get("password").to_owned());
    let knock = Knock { login: typed.get("login").to_owned(), password };
    let (office, at) = (desk.office.clone(), (desk.now)());
    let signed_in = slowly(move || {
        let signed_in = office.sign_in(knock, &caller, at)?;
        // A browser has one session: the one that was open here ends with its cookie.
        if let Ok(before) = inside {
            office.sign_out(&before.visitor, &caller, at)?;
        }
        Ok(signed_in)
    });
    match signed_in.await? {
        Ok(SignedIn { token, awaits_code }) => {
            let to = if awaits_code { with_next("/sign-in/code", &next) } else { next };
            Ok(go_on(&desk, &token, &to))
        }
        Err(Error::Refused(refusal)) => {
            typed.refuse("", refusal.text);
            let county = desk.office.programme().county.name.clone();
            Ok(Returned(SignInPage { frame, typed, county, next }).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn leave(
    State(desk): State<Desk>,
    Caller(caller): Caller,
    inside: Inside,
) -> Result<Response<Body>, Problem> {
    let (office, at) = (desk.office.clone(), (desk.now)());
    slowly(move || office.sign_out(&inside.visitor, &caller, at)).await??;
    let mut response = Redirect::to("/sign-in").into_response();
    let headers = response.headers_mut();
    cookie::set(headers, (session::COOKIE, ""), 0, desk.outside.secure);
    // Drafts of the person who leaves are not for the next one at this desk.
    let all = HeaderValue::from_static("\"storage\"");
    headers.insert(HeaderName::from_static("clear-site-data"), all);
    Ok(response)
}
