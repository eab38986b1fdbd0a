//! What a list may show: every query over records takes one.

use model::{code::DivisionCode, id::OrganisationId};

/// A territory, and perhaps one organisation in it. Only the office's `Act::scope` makes one
/// (a test sees to it), from what was granted to the person who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    within: DivisionCode,
    organisation_id: Option<OrganisationId>,
}

impl Scope {
    pub fn granted(within: DivisionCode, organisation_id: Option<OrganisationId>) -> Scope {
        Scope { within, organisation_id }
    }

    /// The division that holds everything in scope.
    pub fn within(&self) -> &DivisionCode {
        &self.within
    }

    pub fn first(&self) -> &DivisionCode {
        &self.within
    }

    pub fn last(&self) -> DivisionCode {
        self.within.last_within()
    }

    /// Present when only this organisation's records are in scope.
    pub fn organisation_id(&self) -> Option<OrganisationId> {
        self.organisation_id
    }
}
