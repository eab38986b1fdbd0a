//! When somebody may belong to an organisation.

use chrono::Days;
use model::{
    Date, Text,
    organisation::{Affiliation, Organisation},
    programme::Membership,
    right::Right,
};

use crate::{Act, Error, Refusal, organisation, refuse, words};

const DUTY_LENGTH: usize = 30;
/// A day further ahead than this is a mistake of typing.
const AHEAD: Days = Days::new(366);

pub(super) fn is_formal(act: &Act<'_>, organisation: &Organisation) -> Result<bool, Error> {
    let kind = organisation::kind_of(act, &organisation.kind)?;
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
            Err(Refusal::new("organisation_id", text).into())
        }
    }
}

pub(super) fn duty(written: Option<&str>) -> Result<Option<String>, Error> {
    let Some(duty) = written.map(str::trim).filter(|duty| !duty.is_empty()) else {
        return Ok(None);
    };
    if duty.chars().count() > DUTY_LENGTH || duty.chars().any(char::is_control) {
        return refuse(
            "duty",
            "职务请写成一行，不超过 30 个字",
            "write the duty on one line of at most 30 characters",
        );
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

/// Refuses days outside the organisation's life, and a second affiliation where only one can be.
pub(super) fn check(
    act: &mut Act<'_>,
    new: &Affiliation,
    organisation: &Organisation,
) -> Result<(), Error> {
    not_far_ahead(act, "from_on", new.from_on)?;
    if new.until_on.is_some_and(|until_on| until_on < new.from_on) {
        return refuse(
            "until_on",
            "离开日期早于加入日期",
            "the day of leaving is before the day of joining",
        );
    }
    organisation::joined(organisation, new.from_on, new.until_on)?;
    for other in store::affiliations::of_person(act.tx, new.person_id)? {
        let meets = meet(new, &other);
        if other.id == new.id || !meets {
            continue;
        }
        if other.organisation_id == new.organisation_id {
            let span = words::span(other.from_on, other.until_on);
            let text = Text::new(
                format!("此人{}已在「{}」，请勿重复", span.zh, organisation.name),
                format!("already in {} {}", organisation.name, span.en),
            );
            return Err(Refusal::new("organisation_id", text).into());
        }
        if new.formal && other.formal {
            return Err(elsewhere(act, &other)?);
        }
    }
    Ok(())
}

pub(super) fn not_far_ahead(act: &Act<'_>, field: &'static str, day: Date) -> Result<(), Error> {
    let last = act.moment.today.checked_add_days(AHEAD).unwrap_or(Date::MAX);
    if day <= last {
        return Ok(());
    }
    refuse(field, "日期在一年以后，请核对年份", "the day is more than a year ahead; check the year")
}

/// The refusal that names where the person formally belongs.
fn elsewhere(act: &mut Act<'_>, other: &Affiliation) -> Result<Error, Error> {
    let organisation: Organisation = act.find(other.organisation_id.0)?;
    let (id, division) = (organisation.id, &organisation.division_code);
    let sees = act.require(Right::SeeOrganisations, division, Some(id)).is_ok();
    let span = words::span(other.from_on, other.until_on);
    let name = organisation.name;
    let text = Text::new(
        format!("此人的组织关系{}在「{name}」；请办理转接，或先结束那一段", span.zh),
        format!("formally belongs to {name} {}; transfer from there, or end that first", span.en),
    );
    let refusal = Refusal::new("organisation_id", text);
    Ok(if sees { refusal.about("organisation", id.0) } else { refusal }.into())
}

/// Whether two affiliations have a day in common.
fn meet(a: &Affiliation, b: &Affiliation) -> bool {
    let from_on = a.from_on.max(b.from_on);
    [a, b].iter().all(|each| {
        each.until_on.is_none_or(|until_on| until_on > from_on && until_on > each.from_on)
    })
}
