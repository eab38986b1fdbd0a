//! Finding a person by the whole ID number: sent in a form's body, so that it stands in no address.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::{IntoResponse, Redirect},
    routing::get,
};
use model::{Text, right::Right};
use office::person::{self, Plain};

use crate::{
    Problem,
    asker::Asker,
    frame::Frame,
    page::{Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /people/lookup", Kind::Page, Who::SignedIn, get(show)),
        line("POST /people/lookup", Kind::Page, Who::SignedIn, axum::routing::post(find)),
    ]
}

const FORM: Labels = &[("id_number", Text::fixed("身份号码", "ID number"))];

#[derive(Template)]
#[template(path = "people/lookup.html")]
struct LookupPage {
    frame: Frame,
    typed: Typed,
}

async fn show(asker: Asker, frame: Frame) -> Result<Page<LookupPage>, Problem> {
    asker.must_hold(Right::SeePeople).await?;
    Ok(Page(LookupPage { frame, typed: Typed::blank(FORM) }))
}

async fn find(asker: Asker, frame: Frame, typed: Typed) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let number = Plain::from(typed.get("id_number").to_owned());
    let done = asker.read(move |act| person::by_id_number(act, &number)).await;
    match done {
        Ok(Some(id)) => return Ok(Redirect::to(&format!("/people/{id}")).into_response()),
        Ok(None) => typed.refuse(
            "id_number",
            Text::fixed(
                "您的范围内没有登记这个身份号码的人",
                "nobody in your area is registered with this number",
            ),
        ),
        Err(office::Error::Refused(refusal)) => typed.refuse("id_number", refusal.text),
        Err(error) => return Err(error.into()),
    }
    Ok(Returned(LookupPage { frame, typed }).into_response())
}
