//! Before the form: which kind, and who holds it.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::{IntoResponse, Redirect},
    routing::get,
};
use model::{
    Date, Text,
    code::DivisionCode,
    id::OrganisationId,
    programme::{ActivityKind, Programme},
    right::Right,
};
use office::activity::{self, Choices};
use serde::Deserialize;

use super::{plan, report, words};
use crate::{
    Problem,
    asker::Asker,
    extract::Query,
    frame::Frame,
    page::Page,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /activities/new", Kind::Page, Who::SignedIn, get(new))]
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chosen {
    kind: Option<String>,
    organisation: Option<OrganisationId>,
    division: Option<DivisionCode>,
    /// Present: it has been held already.
    held: Option<String>,
    /// The day, when a page of days led here.
    pub(super) day: Option<Date>,
    q: Option<String>,
}

/// A kind to choose.
struct KindCard {
    href: String,
    title: Text,
    /// How often it is due, and how it is settled.
    notes: Vec<Text>,
}

#[derive(Template)]
#[template(path = "activities/kinds.html")]
struct KindsPage {
    frame: Frame,
    held: bool,
    kinds: Vec<KindCard>,
}

#[derive(Template)]
#[template(path = "activities/holder.html")]
struct HolderPage {
    frame: Frame,
    title: Text,
    q: String,
    holders: Vec<Link>,
    places: Vec<Link>,
    is_cut: bool,
}

/// Who or where, and the form that follows.
struct Link {
    href: String,
    name: String,
    division: String,
}

fn links(choices: Choices, frame: &Frame) -> (Vec<Link>, Vec<Link>) {
    let holders = choices.holders.into_iter().map(|holder| Link {
        href: frame.address.with("organisation", &holder.id.to_string()),
        name: holder.name,
        division: holder.division.unwrap_or_default(),
    });
    let places = choices.divisions.into_iter().map(|place| Link {
        href: frame.address.with("division", place.code.as_str()),
        name: place.name,
        division: String::new(),
    });
    (holders.collect(), places.collect())
}

async fn new(
    asker: Asker,
    frame: Frame,
    Query(chosen): Query<Chosen>,
) -> Result<Response<Body>, Problem> {
    let held = chosen.held.is_some();
    let right = if held { Right::RecordActivity } else { Right::PlanActivity };
    asker.must_hold(right).await?;
    let Some(kind) = chosen.kind.clone() else {
        let kinds = kinds(asker.programme(), &frame);
        return Ok(Page(KindsPage { frame, held, kinds }).into_response());
    };
    let kind = words::known_kind(asker.programme(), &kind)?;
    if chosen.organisation.is_none() && chosen.division.is_none() {
        return holder(asker, frame, kind, right, chosen.q.unwrap_or_default()).await;
    }
    let ground = Ground::load(&asker, kind, right, chosen.organisation, chosen.division).await?;
    if held {
        report::blank(&asker, frame, ground, chosen.day).await
    } else {
        plan::blank(&asker, frame, ground, chosen.day)
    }
}

fn kinds(programme: &Programme, frame: &Frame) -> Vec<KindCard> {
    let card = |kind: &ActivityKind| {
        let mut notes = Vec::new();
        if let Some(rhythm) = &kind.rhythm {
            notes.push(rhythm.every.title());
        }
        if kind.attendance_list {
            notes.push(Text::fixed("到会名单", "list of who came"));
        }
        if kind.sign_off {
            notes.push(Text::fixed("须签审", "signed by a second person"));
        }
        let href = frame.address.with("kind", &kind.key);
        KindCard { href, title: kind.title.clone(), notes }
    };
    programme.activity_kinds.iter().map(card).collect()
}

/// Whoever can only be one is not asked.
async fn holder(
    asker: Asker,
    frame: Frame,
    kind: ActivityKind,
    right: Right,
    q: String,
) -> Result<Response<Body>, Problem> {
    let (key, text) = (kind.key.clone(), q.clone());
    let choices = asker.read(move |act| activity::choices(act, &key, right, &text)).await?;
    if let ([only], [], true) = (&choices.holders[..], &choices.divisions[..], q.is_empty()) {
        let to = frame.address.with("organisation", &only.id.to_string());
        return Ok(Redirect::to(&to).into_response());
    }
    let (title, is_cut) = (kind.title, choices.is_cut);
    let (holders, places) = links(choices, &frame);
    Ok(Page(HolderPage { frame, title, q, holders, places, is_cut }).into_response())
}

/// What a form stands on: the kind, who holds it, and where it may be held.
pub(super) struct Ground {
    pub(super) kind: ActivityKind,
    pub(super) organisation: Option<(OrganisationId, String)>,
    /// Where it is held if nothing else is chosen.
    pub(super) division: DivisionCode,
    /// The divisions to choose from, with their names.
    pub(super) places: Vec<(DivisionCode, String)>,
}

impl Ground {
    /// Fails as if it did not exist when the person may not write there.
    pub(super) async fn load(
        asker: &Asker,
        kind: ActivityKind,
        right: Right,
        organisation: Option<OrganisationId>,
        division: Option<DivisionCode>,
    ) -> Result<Ground, Problem> {
        let asked = kind.clone();
        let loaded = asker.read(move |act| {
            let holder = organisation.map(|id| activity::holder(act, id, right)).transpose()?;
            let below = holder.as_ref().map(|holder| holder.division_code.clone());
            let below = below.or_else(|| division.clone()).ok_or(office::Error::NotFound)?;
            let places = activity::places(act, &asked, right, &below)?;
            Ok((holder, below, places))
        });
        let (holder, below, places) = loaded.await?;
        let fixed = places.iter().any(|place| place.code == below);
        let places: Vec<_> = if holder.is_none() && fixed {
            places.into_iter().filter(|place| place.code == below).collect()
        } else {
            places
        };
        Ok(Ground {
            kind,
            organisation: holder.map(|holder| (holder.id, holder.name)),
            division: below,
            places: places.into_iter().map(|place| (place.code, place.name)).collect(),
        })
    }
}
