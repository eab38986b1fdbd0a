//! Who belongs to which organisation: joining, leaving, transferring, and duties.

mod change;
pub(crate) mod rules;
#[cfg(test)]
mod tests;
mod transfer;

use model::{
    Date,
    id::{AffiliationId, ImportId, OrganisationId, PersonId},
    organisation::{Affiliation, Organisation},
    person::Person,
    right::Right,
};
pub use store::affiliations::{Candidate, Member};

pub use self::{
    change::{DutyChange, Leaving, leave, set_duty},
    transfer::{Transfer, transfer},
};
use crate::{Act, Error, organisation, person};

/// What a form, a roster row or the API says about somebody who joins an organisation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewAffiliation {
    pub id: AffiliationId,
    pub person_id: PersonId,
    pub organisation_id: OrganisationId,
    #[serde(default)]
    pub duty: Option<String>,
    pub from_on: Date,
    /// The first day on which the person no longer belongs to it, for a past membership.
    #[serde(default)]
    pub until_on: Option<Date>,
    #[serde(skip)]
    pub import_id: Option<ImportId>,
}

/// Lets a person join. The programme says of each kind of organisation whether that is the one
/// formal affiliation or one of many. Sending the same again changes nothing and succeeds.
pub fn join(act: &mut Act<'_>, new: &NewAffiliation) -> Result<Affiliation, Error> {
    let organisation = organisation::keep(act, new.organisation_id)?;
    let person: Person = act.find(new.person_id.0)?;
    person::require_sight(act, Right::SeePeople, &person, None)?;
    let affiliation = build(act, new, &organisation)?;
    // A retry finds its own record in the way of the rules, so it is looked for first.
    if let Some(earlier) = store::records::find::<Affiliation>(act.tx, new.id.0)? {
        return if rules::is_retry(&earlier, &affiliation) {
            Ok(earlier)
        } else {
            Err(Error::IdTaken)
        };
    }
    rules::check(act, &affiliation, &organisation)?;
    act.add(&affiliation)?;
    act.log("affiliation.joined", affiliation.id.0)?;
    Ok(affiliation)
}

fn build(
    act: &Act<'_>,
    new: &NewAffiliation,
    organisation: &Organisation,
) -> Result<Affiliation, Error> {
    Ok(Affiliation {
        id: new.id,
        person_id: new.person_id,
        organisation_id: organisation.id,
        organisation_kind: organisation.kind.clone(),
        division_code: organisation.division_code.clone(),
        formal: rules::is_formal(act.programme, organisation)?,
        duty: rules::duty(new.duty.as_deref())?,
        from_on: new.from_on,
        until_on: new.until_on,
        import_id: new.import_id,
    })
}

/// Every affiliation of a person in order of their days, for whoever may see the person.
pub fn of_person(act: &mut Act<'_>, person: &Person) -> Result<Vec<Affiliation>, Error> {
    person::require_sight(act, Right::SeePeople, person, None)?;
    Ok(store::affiliations::of_person(act.tx, person.id)?)
}

/// Where the person belongs formally on a day.
pub fn formal_on(
    act: &mut Act<'_>,
    person_id: PersonId,
    day: Date,
) -> Result<Option<Affiliation>, Error> {
    let all = store::affiliations::of_person(act.tx, person_id)?;
    let holds = |each: &Affiliation| {
        each.formal && model::division::holds_on(each.from_on, each.until_on, day)
    };
    Ok(all.into_iter().find(holds))
}

/// People of exactly this name whom the person who asks may see, to choose from in a form.
pub fn candidates(act: &mut Act<'_>, name: &str) -> Result<Vec<Candidate>, Error> {
    const OFFERED: i64 = 20;
    let scope = act.scope(Right::SeePeople, None)?;
    Ok(store::affiliations::candidates(act.tx, &scope, name.trim(), OFFERED)?)
}

/// One affiliation with its organisation, for whoever may keep it.
pub fn find(
    act: &mut Act<'_>,
    id: AffiliationId,
) -> Result<(Affiliation, Organisation, Person), Error> {
    let (affiliation, organisation) = change::kept(act, id)?;
    let person: Person = act.find(affiliation.person_id.0)?;
    person::require_sight(act, Right::SeePeople, &person, None)?;
    Ok((affiliation, organisation, person))
}
