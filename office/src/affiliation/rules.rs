//! When somebody may belong to an organisation, by a page and by a roster alike.

use model::{
    Date, Text,
    organisation::{Affiliation, Organisation},
    programme::{Membership, Programme},
    right::Right,
    span::Span,
};

use crate::{Act, Error, Refusal, days, organisation, words};

const DUTY_LENGTH: usize = 30;

/// Whether belonging to it is the one formal affiliation or one of many.
pub(crate) fn is_formal(
    programme: &Programme,
    organisation: &Organisation,
) -> Result<bool, Refusal> {
    let kind = organisation::kind_of(programme, &organisation.kind)?;
    match kind.membership {
        Membership::Formal => Ok(true),
        Membership::Functional => Ok(false),
        Membership::None => {
            let text = Text::new(
                format!("「{}」不设成员，请选择党组织", kind.title.zh),
                format!(
                    "nobody belongs to a {}; choose an organisation with members",
                    kind.title.en
                ),
            );
            Err(Refusal::new("organisation_id", text))
        }
    }
}

pub(crate) fn duty(written: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(duty) = written.map(str::trim).filter(|duty| !duty.is_empty()) else {
        return Ok(None);
    };
    if duty.chars().count() > DUTY_LENGTH || duty.chars().any(char::is_control) {
        return Err(Refusal::fixed(
            "duty",
            "职务请写成一行，不超过 30 个字",
            "write the duty on one line of at most 30 characters",
        ));
    }
    Ok(Some(duty.to_owned()))
}

/// Whether the record found under the id is what an earlier try of the same request made; leaving
/// and a new duty may have come since.
pub(super) fn is_retry(earlier: &Affiliation, sent: &Affiliation) -> bool {
    earlier.person_id == sent.person_id
        && earlier.organisation_id == sent.organisation_id
        && earlier.from_on == sent.from_on
}

/// Everything that an affiliation is judged by, looked up beforehand.
pub(crate) struct Ground<'a> {
    pub(crate) today: Date,
    pub(crate) organisation: &'a Organisation,
    /// Every affiliation of the person, with what its organisation is called.
    pub(crate) theirs: &'a [(Affiliation, String)],
}

/// All that is wrong with an affiliation: days outside the organisation's life, and a second one
/// where only one can be.
pub(crate) fn faults(new: &Affiliation, ground: &Ground<'_>) -> Vec<Refusal> {
    let checks = [
        days::not_far_ahead("from_on", new.from_on, ground.today),
        in_order(new),
        organisation::joined(ground.organisation, new.from_on, new.until_on),
    ];
    let others = ground.theirs.iter().filter(|(other, _)| other.id != new.id && meet(new, other));
    let met = others.filter_map(|(other, name)| beside(new, other, name));
    checks.into_iter().filter_map(Result::err).chain(met).collect()
}

/// Ending on the first day takes a mistaken entry back.
fn in_order(new: &Affiliation) -> Result<(), Refusal> {
    if new.until_on.is_none_or(|until_on| until_on >= new.from_on) {
        return Ok(());
    }
    Err(Refusal::fixed(
        "until_on",
        "离开日期早于加入日期，请核对两处",
        "the day of leaving is before the day of joining; check both",
    ))
}

/// Why two affiliations cannot be held in the same days, if they cannot.
fn beside(new: &Affiliation, other: &Affiliation, name: &str) -> Option<Refusal> {
    let span = words::span(other.from_on, other.until_on);
    let text = if other.organisation_id == new.organisation_id {
        Text::new(
            format!("此人{}已在「{name}」，请勿重复", span.zh),
            format!("already in {name} {}; do not enter it twice", span.en),
        )
    } else if new.formal && other.formal {
        Text::new(
            format!(
                "此人的组织关系{}在「{name}」，一人同时只能有一个；请办理转接，或先结束那一段",
                span.zh
            ),
            format!(
                "formally belongs to {name} {}, and there can be one at a time; transfer from there, or end that first",
                span.en
            ),
        )
    } else {
        return None;
    };
    Some(Refusal::new("organisation_id", text).about("affiliation", other.id.0))
}

/// Refuses what [`faults`] finds first; the page links the organisation in the way to those who see it.
pub(super) fn check(
    act: &mut Act<'_>,
    new: &Affiliation,
    organisation: &Organisation,
) -> Result<(), Error> {
    let (mut theirs, mut organisations) = (Vec::new(), Vec::new());
    for other in store::affiliations::of_person(act.tx, new.person_id)? {
        if other.id == new.id || !meet(new, &other) {
            continue;
        }
        let where_else: Organisation = act.find(other.organisation_id.0)?;
        theirs.push((other, where_else.name.clone()));
        organisations.push(where_else);
    }
    let ground = Ground { today: act.moment.today, organisation, theirs: &theirs };
    let Some(fault) = faults(new, &ground).into_iter().next() else { return Ok(()) };
    let met = fault.about.and_then(|about| {
        let mut each = theirs.iter().zip(&organisations);
        each.find(|((other, _), _)| other.id.0 == about.id).map(|(_, where_else)| where_else)
    });
    let Some(met) = met else { return Err(Refusal { about: None, ..fault }.into()) };
    let sees = act.require(Right::SeeOrganisations, &met.division_code, Some(met.id)).is_ok();
    let is_elsewhere = met.id != organisation.id;
    let fault = Refusal { about: None, ..fault };
    Err(if sees && is_elsewhere { fault.about("organisation", met.id.0) } else { fault }.into())
}

/// Whether two affiliations have a day in common.
pub(crate) fn meet(a: &Affiliation, b: &Affiliation) -> bool {
    let span = |each: &Affiliation| Span::new(each.from_on, each.until_on);
    !span(a).is_empty() && !span(b).is_empty() && span(a).common(span(b)).is_some()
}
