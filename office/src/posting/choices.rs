//! What a form about a posting or a pairing offers.

use std::collections::BTreeSet;

use model::{Date, Text, code::DivisionCode, id::OrganisationId, right::Right};
use store::search::Terms;

use super::rules;
use crate::{Act, Error, Refusal, refuse};

/// How many organisations a form offers; whoever sought is not among them says more of the name.
const OFFERED: i64 = 30;

/// An organisation to choose.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Body {
    pub id: OrganisationId,
    pub name: String,
}

/// The organisations in which a post can be held in a division on a day.
pub fn bodies(
    act: &mut Act<'_>,
    post: &str,
    division: &DivisionCode,
    day: Date,
) -> Result<Vec<Body>, Error> {
    act.scope(Right::KeepPostings, None)?;
    let post = rules::post(act, post)?;
    let mut found = Vec::new();
    let mut at = Some(division.clone());
    while let Some(code) = at.filter(|code| act.programme.county.code.contains(code)) {
        for kind in &post.organisation_kinds {
            let bodies = store::postings::bodies(act.tx, kind, &code, day)?;
            found.extend(bodies.into_iter().map(|(id, name)| Body { id, name }));
        }
        at = code.parent();
    }
    Ok(found)
}

/// Organisations of these kinds anywhere in the county, by any part of their name. A county unit
/// serves or sends people beyond what a township's clerk sees of organisations; its name is no secret.
pub fn organisations(
    act: &mut Act<'_>,
    kinds: &[String],
    name: &str,
    day: Date,
) -> Result<Vec<Body>, Error> {
    act.scope(Right::KeepPostings, None)?;
    let terms = Terms::new(model::search::query_terms(name));
    let mut found = Vec::new();
    for kind in kinds {
        let named = store::postings::named(act.tx, kind, &terms, day, OFFERED)?;
        found.extend(named.into_iter().map(|(id, name)| Body { id, name }));
    }
    found.truncate(OFFERED.unsigned_abs() as usize);
    Ok(found)
}

/// The unit of this name that sends somebody, or none from a blank.
pub fn sender(act: &mut Act<'_>, name: &str, day: Date) -> Result<Option<OrganisationId>, Error> {
    let name = name.trim();
    if name.is_empty() {
        return Ok(None);
    }
    let kinds: Vec<String> =
        act.programme.organisation_kinds.iter().map(|kind| kind.key.clone()).collect();
    let found = organisations(act, &kinds, name, day)?;
    let exact: Vec<&Body> = found.iter().filter(|body| body.name == name).collect();
    let only = match (&exact[..], &found[..]) {
        ([one], _) => Some(*one),
        ([], [one]) => Some(one),
        _ => None,
    };
    if let Some(one) = only {
        return Ok(Some(one.id));
    }
    if found.is_empty() {
        return refuse(
            "sent_by",
            "没有叫这个名称的单位，请核对，或先登记组织",
            "no organisation has this name; check it, or register the organisation first",
        );
    }
    let names: BTreeSet<&str> = found.iter().take(5).map(|body| body.name.as_str()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let text = Text::new(
        format!("有多个单位符合，请写全称：{}", names.join("、")),
        format!("several organisations fit; write the full name: {}", names.join(", ")),
    );
    Err(Refusal::new("sent_by", text).into())
}
