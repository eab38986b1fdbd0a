//! Setting up the second factor and taking it away; recovery codes.

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
    account::{Gate, Recent, second_factor},
};
use zeroize::Zeroizing;

use super::{Inside, next, with_next};
use crate::{
    Desk, Problem,
    frame::Frame,
    page::{Done, Page, Returned},
    qr::Qr,
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

const PATH: &str = "/account/second-factor";

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /account/second-factor", Kind::Page, Who::SignedIn, get(offer)),
        line("POST /account/second-factor", Kind::Page, Who::SignedIn, post(confirm)),
        line("POST /account/second-factor/removal", Kind::Page, Who::SignedIn, post(remove)),
        line("POST /account/recovery-codes", Kind::Page, Who::SignedIn, post(renew)),
    ]
}

const FORM: Labels = &[("code", Text::fixed("手机上显示的六位验证码", "The six digits it shows"))];

#[derive(Template)]
#[template(path = "door/second_factor.html")]
struct OfferPage {
    frame: Frame,
    typed: Typed,
    /// In groups of four, for typing by hand.
    secret: Zeroizing<String>,
    ticket: String,
    qr: Option<Qr>,
    next: String,
    must: bool,
}

#[derive(Template)]
#[template(path = "door/recovery_codes.html")]
struct CodesPage {
    frame: Frame,
    codes: Vec<Zeroizing<String>>,
    next: String,
}

async fn offer(
    State(desk): State<Desk>,
    inside: Inside,
    frame: Frame,
) -> Result<Response<Body>, Problem> {
    inside.own()?;
    let next = next(frame.address.get("next"));
    if inside.visitor.has_second_factor() {
        return Ok(Redirect::to("/account").into_response());
    }
    let page = match offered(&desk, &inside, frame, (Typed::blank(FORM), next.clone())) {
        Ok(page) => page,
        Err(Error::StepUp) => return Ok(proof(&with_next(PATH, &next))),
        Err(error) => return Err(error.into()),
    };
    Ok(Page(page).into_response())
}

fn offered(
    desk: &Desk,
    inside: &Inside,
    frame: Frame,
    (typed, next): (Typed, String),
) -> Result<OfferPage, Error> {
    let offer = desk.office.offer_second_factor(&inside.visitor)?;
    let plain = offer.secret.base32();
    let mut secret = Zeroizing::new(String::with_capacity(48));
    for (at, letter) in plain.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            secret.push(' ');
        }
        secret.push(letter);
    }
    let qr = Qr::of(&offer.uri);
    let must = inside.visitor.gate == Gate::Enrolment;
    Ok(OfferPage { frame, typed, secret, ticket: offer.ticket, qr, next, must })
}

async fn confirm(
    State(desk): State<Desk>,
    inside: Inside,
    frame: Frame,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let own = inside.own()?;
    let mut typed = typed.of(FORM);
    let next = next(typed.get("next"));
    let Some(recent) = recent(&inside)? else { return Ok(proof(&with_next(PATH, &next))) };
    let (ticket, code) = (typed.get("ticket").to_owned(), typed.get("code").to_owned());
    let enrolled = own.write(move |act| second_factor::enrol(act, recent, &ticket, &code)).await;
    match enrolled {
        Ok(codes) => Ok(Page(CodesPage { frame, codes, next }).into_response()),
        Err(Error::Refused(refusal)) => {
            // A new secret: the old one has been on a screen that led to a mistake.
            typed.refuse("code", refusal.text);
            let page = offered(&desk, &inside, frame, (typed, next))?;
            Ok(Returned(page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn remove(inside: Inside) -> Result<Response<Body>, Problem> {
    let own = inside.own()?;
    let Some(recent) = recent(&inside)? else { return Ok(proof("/account")) };
    own.write(move |act| second_factor::remove(act, recent)).await?;
    let said = Text::fixed("已移除第二重验证", "The second factor has been removed");
    Ok(Done::new("/account", said).into_response())
}

async fn renew(inside: Inside, frame: Frame) -> Result<Response<Body>, Problem> {
    let own = inside.own()?;
    let Some(recent) = recent(&inside)? else { return Ok(proof("/account")) };
    let codes = own.write(move |act| second_factor::renew_recovery(act, recent)).await?;
    Ok(Page(CodesPage { frame, codes, next: "/account".to_owned() }).into_response())
}

fn recent(inside: &Inside) -> Result<Option<Recent>, Problem> {
    match inside.visitor.recent() {
        Ok(recent) => Ok(Some(recent)),
        Err(Error::StepUp) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// To the page where one proves oneself anew, and back.
fn proof(back: &str) -> Response<Body> {
    Redirect::to(&with_next("/account/proof", back)).into_response()
}
