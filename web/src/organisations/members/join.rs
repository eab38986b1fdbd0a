//! Letting a person join an organisation.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{
    Text,
    id::{AffiliationId, OrganisationId, PersonId},
    programme::{Membership, Programme},
};
use office::{
    affiliation::{self, Candidate, NewAffiliation},
    organisation::{self, Sheet},
};

use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    list::Choice,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /organisations/{id}/members/new", Kind::Page, Who::SignedIn, get(show)),
        line("POST /organisations/{id}/members", Kind::Page, Who::SignedIn, post(create)),
    ]
}

const FORM: Labels = &[
    ("person", Text::fixed("姓名", "Name")),
    ("person_id", Text::fixed("是哪一位", "Which of them")),
    ("organisation_id", Text::fixed("组织", "Organisation")),
    ("duty", Text::fixed("职务", "Duty")),
    ("from_on", Text::fixed("加入日期", "Joined on")),
    ("until_on", Text::fixed("离开日期", "Left on")),
];

#[derive(Template)]
#[template(path = "organisations/join.html")]
struct JoinPage {
    frame: Frame,
    typed: Typed,
    sheet: Sheet,
    id: String,
    /// People of the name that was typed, when there are several.
    people: Vec<Choice>,
    is_formal: bool,
}

async fn kept(asker: &Asker, id: OrganisationId) -> Result<Sheet, Problem> {
    let today = asker.today();
    let sheet = asker.read(move |act| organisation::sheet(act, id, today)).await?;
    if sheet.may_keep { Ok(sheet) } else { Err(Problem::not_found()) }
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<OrganisationId>,
) -> Result<Page<JoinPage>, Problem> {
    let sheet = kept(&asker, id).await?;
    let is_formal = sheet.membership == Membership::Formal;
    let id = AffiliationId::new(asker.now()).to_string();
    let typed = Typed::blank(FORM)
        .with("person", frame.address.get("name"))
        .with("person_id", frame.address.get("person"));
    Ok(Page(JoinPage { frame, typed, sheet, id, people: Vec::new(), is_formal }))
}

async fn create(
    asker: Asker,
    frame: Frame,
    Path(organisation_id): Path<OrganisationId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let id: AffiliationId = typed.get("id").parse().map_err(|_| Problem::not_found())?;
    let today = asker.today();
    let mut people = Vec::new();
    let person_id = person(&asker, &mut typed, &mut people).await?;
    let duty = typed.optional_text("duty", 30);
    let (from_on, until_on) = (typed.day("from_on", today), typed.optional_day("until_on", today));
    if let (Some(person_id), Some(from_on), true) = (person_id, from_on, typed.faults().is_empty())
    {
        let new = NewAffiliation {
            id,
            person_id,
            organisation_id,
            duty,
            from_on,
            until_on,
            import_id: None,
        };
        let done = asker.write(move |act| affiliation::join(act, &new)).await;
        if typed.settle(done)?.is_some() {
            let said = Text::fixed("已加入", "Joined");
            return Ok(Done::new(format!("/organisations/{organisation_id}"), said).into_response());
        }
    }
    let sheet = kept(&asker, organisation_id).await?;
    let is_formal = sheet.membership == Membership::Formal;
    let page = JoinPage { frame, typed, sheet, id: id.to_string(), people, is_formal };
    Ok(Returned(page).into_response())
}

/// The person meant: chosen among several of a name, or the only one of the name.
async fn person(
    asker: &Asker,
    typed: &mut Typed,
    people: &mut Vec<Choice>,
) -> Result<Option<PersonId>, Problem> {
    let chosen: Option<PersonId> = typed.get("person_id").parse().ok();
    let name = typed.get("person").trim().to_owned();
    if name.is_empty() {
        if chosen.is_none() {
            typed.text("person", 60);
        }
        return Ok(chosen);
    }
    let found = asker.read(move |act| affiliation::candidates(act, &name)).await?;
    if found.len() > 1 {
        *people = found.iter().map(|one| choice(one, asker.programme())).collect();
    }
    let (field, text) = match &found[..] {
        [only] => return Ok(Some(only.id)),
        [] => (
            "person",
            Text::fixed(
                "您的范围内没有登记叫这个名字的人；请核对姓名，或先登记此人",
                "nobody of this name is registered within your reach; check it, or register the person first",
            ),
        ),
        _ if found.iter().any(|one| Some(one.id) == chosen) => return Ok(chosen),
        _ => (
            "person_id",
            Text::fixed("有几位同名，请选定一位", "several have this name; choose one"),
        ),
    };
    typed.refuse(field, text);
    Ok(None)
}

fn choice(one: &Candidate, programme: &Programme) -> Choice {
    let place = words::division(&one.division_code, programme);
    let born = one.birth_year.map(|year| year.to_string()).unwrap_or_default();
    let formal = one.formal.clone().unwrap_or_default();
    let parts = [one.name.clone(), born, place, formal];
    let said = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Choice::new(one.id.to_string(), Text::new(said.clone(), said))
}
