//! Seeing one personal field: a page that asks why, and a page that shows it once.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{
    Text,
    id::{PersonId, RevealId},
    person::{PersonalField, Purpose},
    word::Word,
};
use office::person::{self, NewReveal, Shown};
use serde::Deserialize;

use crate::{
    Problem,
    asker::Asker,
    extract::{Path, Query},
    frame::Frame,
    list::Choice,
    page::{Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /people/{id}/reveals/new", Kind::Page, Who::SignedIn, get(ask)),
        line("POST /people/{id}/reveals", Kind::Page, Who::SignedIn, post(reveal)),
    ]
}

const FORM: Labels = &[
    ("field", Text::fixed("要查看的内容", "Field")),
    ("purpose", Text::fixed("用途", "Purpose")),
    ("reason", Text::fixed("为哪件事", "For which matter")),
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    field: PersonalField,
}

#[derive(Template)]
#[template(path = "people/reveal.html")]
struct AskPage {
    frame: Frame,
    typed: Typed,
    person: PersonId,
    name: String,
    field: PersonalField,
    purposes: Vec<Choice>,
    /// Chosen with the page, so that a form sent twice leaves one trace.
    id: String,
}

#[derive(Template)]
#[template(path = "people/revealed.html")]
struct ShownPage {
    frame: Frame,
    person: PersonId,
    name: String,
    noun: Text,
    value: Shown,
}

async fn ask(
    asker: Asker,
    frame: Frame,
    Path(id): Path<PersonId>,
    Query(wanted): Query<Wanted>,
) -> Result<Page<AskPage>, Problem> {
    let fresh = RevealId::new(asker.now()).to_string();
    page(&asker, frame, (id, wanted.field), (Typed::blank(FORM), fresh)).await.map(Page)
}

async fn page(
    asker: &Asker,
    frame: Frame,
    (person, field): (PersonId, PersonalField),
    (typed, id): (Typed, String),
) -> Result<AskPage, Problem> {
    let sheet = asker.read(move |act| person::sheet(act, person)).await?;
    if !sheet.may_reveal {
        return Err(Problem::not_found());
    }
    let purposes = Purpose::ALL.iter().map(|it| Choice::new(it.word(), it.title())).collect();
    let name = sheet.particulars.name;
    Ok(AskPage { frame, typed, person, name, field, purposes, id })
}

async fn reveal(
    asker: Asker,
    frame: Frame,
    Path(person_id): Path<PersonId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let id: RevealId = typed.get("id").parse().map_err(|_| Problem::not_found())?;
    let field: PersonalField = typed.get("field").parse().map_err(|_| Problem::not_found())?;
    let hint = Text::fixed("请从列表中选择用途", "Choose a purpose from the list");
    let purpose = typed.parse::<Purpose>("purpose", hint);
    let reason = typed.text("reason", 200);
    if let (Some(purpose), Some(reason)) = (purpose, reason) {
        let new = NewReveal { id, person_id, field, purpose, reason };
        match asker.write(move |act| person::reveal(act, &new)).await {
            Ok(revealed) => {
                let name = asker.read(move |act| Ok(person::find(act, person_id)?.name)).await?;
                let value = revealed.value;
                let noun = field.title();
                let page = ShownPage { frame, person: person_id, name, noun, value };
                return Ok(Page(page).into_response());
            }
            Err(office::Error::Refused(refusal)) => {
                typed.refuse(refusal.field.unwrap_or_default(), refusal.text);
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = page(&asker, frame, (person_id, field), (typed, id.to_string())).await?;
    Ok(Returned(page).into_response())
}
