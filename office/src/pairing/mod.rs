//! Which organisation or person serves which division.

mod end;
mod gaps;
mod list;
pub(crate) mod rules;
#[cfg(test)]
mod tests;

use model::{
    Date,
    code::DivisionCode,
    id::{ImportId, OrganisationId, PairingId, PersonId},
    posting::Pairing,
    right::Right,
};
pub use store::pairings::Line;

pub use self::{
    end::{Ending, end, strike},
    gaps::{Gaps, gaps},
    list::{Found, Question, Sheet, each, list, sheet},
};
use crate::{Act, Error, act::Added};

/// What a form, a roster row or the API says about a pairing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPairing {
    pub id: PairingId,
    /// A key of the programme's kinds of pairings.
    pub kind: String,
    /// Either an organisation serves …
    #[serde(default)]
    pub organisation_id: Option<OrganisationId>,
    /// … or a person.
    #[serde(default)]
    pub person_id: Option<PersonId>,
    pub division_code: DivisionCode,
    pub from_on: Date,
    /// The first day on which it no longer serves, for a pairing of the past.
    #[serde(default)]
    pub until_on: Option<Date>,
    #[serde(default)]
    pub ended_because: Option<String>,
    #[serde(skip)]
    pub import_id: Option<ImportId>,
}

/// Begins a pairing. Sending the same again changes nothing and succeeds.
pub fn start(act: &mut Act<'_>, new: &NewPairing) -> Result<Pairing, Error> {
    act.require(Right::KeepPostings, &new.division_code, new.organisation_id)?;
    let pairing = new.pairing();
    // A retry finds its own record in the way of every rule, so it is looked for first.
    if let Some(earlier) = store::records::find::<Pairing>(act.tx, new.id.0)? {
        return if earlier == pairing { Ok(earlier) } else { Err(Error::IdTaken) };
    }
    rules::check(act, &pairing)?;
    match act.add_once(&pairing, |earlier| *earlier == pairing)? {
        Added::Earlier(earlier) => return Ok(earlier),
        Added::New => {}
    }
    act.log("pairing.started", pairing.id.0)?;
    Ok(pairing)
}

/// A pairing that the asker may see.
pub fn find(act: &mut Act<'_>, id: PairingId) -> Result<Pairing, Error> {
    let pairing: Pairing = act.find(id.0)?;
    act.require(Right::SeePostings, &pairing.division_code, pairing.organisation_id)?;
    Ok(pairing)
}

impl NewPairing {
    fn pairing(&self) -> Pairing {
        let because = self.ended_because.as_deref().map(str::trim).filter(|text| !text.is_empty());
        Pairing {
            id: self.id,
            kind: self.kind.clone(),
            organisation_id: self.organisation_id,
            person_id: self.person_id,
            division_code: self.division_code.clone(),
            from_on: self.from_on,
            until_on: self.until_on,
            ended_because: because.map(str::to_owned),
            import_id: self.import_id,
        }
    }
}
