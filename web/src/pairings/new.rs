//! Beginning a pairing: first the kind, the place and who is sought, then who and from when.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{
    Text,
    code::DivisionCode,
    id::{OrganisationId, PairingId, PersonId},
    right::Right,
};
use office::{
    division,
    pairing::{self, NewPairing},
    posting,
};
use serde::Deserialize;

use super::kinds;
use crate::{
    Problem, asked,
    asker::Asker,
    extract::Query,
    frame::Frame,
    list::Choice,
    page::{Done, Page, Returned},
    postings::{self, people, refused},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /pairings/new", Kind::Page, Who::SignedIn, get(new)),
        line("POST /pairings", Kind::Page, Who::SignedIn, post(create)),
    ]
}

const FORM: Labels = &[
    ("kind", Text::fixed("结对类型", "Kind")),
    ("division_code", Text::fixed("服务地点", "Serves")),
    ("organisation_id", Text::fixed("结对的组织", "Organisation")),
    ("person_id", Text::fixed("结对的人", "Person")),
    ("from_on", Text::fixed("开始日期", "From")),
];

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    kind: Option<String>,
    division: Option<String>,
    who: Option<String>,
}

#[derive(Template)]
#[template(path = "pairings/new.html")]
struct NewPage {
    frame: Frame,
    typed: Typed,
    id: String,
    kinds: Vec<Choice>,
    ground: Ground,
    obstacle: Option<String>,
}

/// Who fits the kind and the name sought, and the place as it is called.
#[derive(Default)]
struct Ground {
    organisations: Vec<Choice>,
    people: Vec<Choice>,
    place: Option<(DivisionCode, String)>,
    /// A kind has been chosen, so that an empty list means that nobody fits.
    asked: bool,
}

async fn new(
    asker: Asker,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Page<NewPage>, Problem> {
    asker.must_hold(Right::KeepPostings).await?;
    let mut typed = Typed::blank(FORM)
        .with("kind", asked.kind.unwrap_or_default())
        .with("division_code", asked.division.unwrap_or_default())
        .with("who", asked.who.unwrap_or_default());
    let ground = ground(&asker, &mut typed).await?;
    let id = PairingId::new(asker.now()).to_string();
    let kinds = kinds(asker.programme());
    Ok(Page(NewPage { frame, typed, id, kinds, ground, obstacle: None }))
}

async fn create(asker: Asker, frame: Frame, typed: Typed) -> Result<Response<Body>, Problem> {
    asker.must_hold(Right::KeepPostings).await?;
    let mut typed = typed.of(FORM);
    let id: PairingId = typed.get("id").parse().map_err(|_| Problem::not_found())?;
    let mut obstacle = None;
    if let Some(new) = read(&asker, &mut typed, id).await? {
        match asker.write(move |act| pairing::start(act, &new)).await {
            Ok(_) => {
                let said = Text::fixed("结对已登记", "The pairing is recorded");
                return Ok(Done::new(format!("/pairings/{id}"), said).into_response());
            }
            Err(error) => obstacle = refused(&mut typed, error)?,
        }
    }
    let ground = ground(&asker, &mut typed).await?;
    let kinds = kinds(asker.programme());
    let page = NewPage { frame, typed, id: id.to_string(), kinds, ground, obstacle };
    Ok(Returned(page).into_response())
}

async fn read(
    asker: &Asker,
    typed: &mut Typed,
    id: PairingId,
) -> Result<Option<NewPairing>, Problem> {
    let kind = typed.text("kind", 60);
    let division = postings::division(asker, typed, "division_code").await?;
    let from_on = typed.day("from_on", asker.today());
    let (Some(kind), Some(division_code), Some(from_on)) = (kind, division, from_on) else {
        return Ok(None);
    };
    Ok(Some(NewPairing {
        id,
        kind,
        organisation_id: typed.get("organisation_id").parse::<OrganisationId>().ok(),
        person_id: typed.get("person_id").parse::<PersonId>().ok(),
        division_code,
        from_on,
        until_on: None,
        ended_because: None,
        import_id: None,
    }))
}

async fn ground(asker: &Asker, typed: &mut Typed) -> Result<Ground, Problem> {
    let division = match typed.get("division_code").trim() {
        "" => None,
        _ if typed.fault("division_code").is_some() => None,
        _ => postings::division(asker, typed, "division_code").await?,
    };
    let kind = asker.programme().pairing_kind(typed.get("kind")).cloned();
    let who = typed.get("who").trim().to_owned();
    let today = asker.today();
    let read = asker.read(move |act| {
        let mut ground = Ground { asked: kind.is_some(), ..Ground::default() };
        if let Some(code) = &division {
            ground.place = Some((code.clone(), division::place(act, code, today)?));
        }
        let Some(kind) = &kind else { return Ok(ground) };
        let found = posting::organisations(act, &kind.organisation_kinds, &who, today)?;
        let choice = |b: posting::Body| Choice::new(b.id.to_string(), asked::both(&b.name));
        ground.organisations = found.into_iter().map(choice).collect();
        if !kind.posts.is_empty() {
            ground.people = people(act, &who, None)?;
        }
        Ok(ground)
    });
    Ok(read.await?)
}
