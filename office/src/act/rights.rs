//! What somebody may do, and how much of a list they may see.

use model::{code::DivisionCode, id::OrganisationId, right::Right};
use store::Scope;

use super::Act;
use crate::Error;

impl Act<'_> {
    /// Refuses unless the right is held for this division, by territory or for the organisation.
    pub fn require(
        &mut self,
        right: Right,
        division: &DivisionCode,
        organisation: Option<OrganisationId>,
    ) -> Result<(), Error> {
        let who = self.who;
        for held in who.holding(right).filter(|held| held.division_code.contains(division)) {
            match (held.organisation_id, organisation) {
                (None, _) => return Ok(()),
                (Some(granted), Some(wanted)) if self.stands_in(wanted, granted)? => return Ok(()),
                _ => {}
            }
        }
        Err(Error::Denied { wanted: right, division: Some(division.clone()) })
    }

    /// Refuses unless the right is held for the whole county.
    pub fn require_county(&mut self, right: Right) -> Result<(), Error> {
        let county = self.programme.county.code.clone();
        self.require(right, &county, None)
    }

    /// What a list may show: the wanted division if the right is held there, else all that it is held for.
    pub fn scope(&mut self, right: Right, within: Option<&DivisionCode>) -> Result<Scope, Error> {
        let denied = || Error::Denied { wanted: right, division: within.cloned() };
        let who = self.who;
        let fitting =
            who.holding(right).filter(|held| within.is_none_or(|w| held.division_code.contains(w)));
        // The widest grant serves: one without an organisation before one with, then by level.
        let held = fitting
            .min_by_key(|held| (held.organisation_id.is_some(), held.division_code.level()))
            .ok_or_else(denied)?;
        let division = within.unwrap_or(&held.division_code).clone();
        Ok(Scope::granted(division, held.organisation_id))
    }

    fn stands_in(
        &mut self,
        wanted: OrganisationId,
        granted: OrganisationId,
    ) -> Result<bool, Error> {
        if wanted == granted {
            return Ok(true);
        }
        Ok(store::organisations::is_below(self.tx, wanted, granted, self.moment.today)?)
    }
}
