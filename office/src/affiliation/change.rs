//! Leaving an organisation, and another duty in it.

use model::{
    Date,
    id::AffiliationId,
    organisation::{Affiliation, Organisation},
};

use super::rules;
use crate::{Act, Error, days, organisation};

/// `until_on` is the first day on which the person no longer belongs to the organisation; the day
/// of joining itself takes a mistaken entry back.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaving {
    pub affiliation_id: AffiliationId,
    pub until_on: Date,
}

/// Lets a person leave. Sending the same again changes nothing and succeeds.
pub fn leave(act: &mut Act<'_>, leaving: &Leaving) -> Result<Affiliation, Error> {
    let (old, organisation) = kept(act, leaving.affiliation_id)?;
    let new = end(act, &old, &organisation, leaving.until_on)?;
    act.log("affiliation.left", new.id.0)?;
    Ok(new)
}

/// Ends an affiliation that has no end yet, or moves its end to an earlier day.
pub(super) fn end(
    act: &mut Act<'_>,
    old: &Affiliation,
    organisation: &Organisation,
    until_on: Date,
) -> Result<Affiliation, Error> {
    days::not_far_ahead("until_on", until_on, act.moment.today)?;
    let new = Affiliation { until_on: Some(until_on), ..old.clone() };
    rules::check(act, &new, organisation)?;
    act.change(old, &new)?;
    Ok(new)
}

/// What the person does in the organisation; absent for nothing in particular.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyChange {
    pub affiliation_id: AffiliationId,
    #[serde(default)]
    pub duty: Option<String>,
}

/// Gives a member a duty, or takes it away.
pub fn set_duty(act: &mut Act<'_>, change: &DutyChange) -> Result<Affiliation, Error> {
    let (old, _) = kept(act, change.affiliation_id)?;
    let new = Affiliation { duty: rules::duty(change.duty.as_deref())?, ..old.clone() };
    act.change(&old, &new)?;
    act.log("affiliation.duty", new.id.0)?;
    Ok(new)
}

pub(super) fn kept(
    act: &mut Act<'_>,
    id: AffiliationId,
) -> Result<(Affiliation, Organisation), Error> {
    let affiliation: Affiliation = act.find(id.0)?;
    let organisation = organisation::keep(act, affiliation.organisation_id)?;
    Ok((affiliation, organisation))
}
