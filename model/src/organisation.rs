//! What people belong to, and the dated edges between.

use uuid::Uuid;

use crate::{
    Date,
    code::DivisionCode,
    fact::{Fact, Measure, Posts, stock},
    id::{AffiliationId, ImportId, OrganisationId, ParentId, PersonId, SeatId},
};

/// Anything with a name that people belong to: a branch, a team, a unit, an industry group.
/// `kind` is a key of the programme's `organisation_kinds.toml`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Organisation {
    pub id: OrganisationId,
    pub kind: String,
    pub name: String,
    pub credit_code: Option<String>,
    /// Where it sits now.
    pub division_code: DivisionCode,
    /// Since when it sits there; absent if from its first day. Each earlier place is a [`Seat`].
    pub seated_on: Option<Date>,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub import_id: Option<ImportId>,
}

/// Where an organisation sat before its division moved or was merged: it counted there.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Seat {
    pub id: SeatId,
    pub organisation_id: OrganisationId,
    pub organisation_kind: String,
    pub division_code: DivisionCode,
    pub from_on: Date,
    pub until_on: Date,
}

/// From when until when an organisation stands below another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Parent {
    pub id: ParentId,
    pub organisation_id: OrganisationId,
    pub parent_id: OrganisationId,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub import_id: Option<ImportId>,
}

/// A person in an organisation. Exactly one affiliation of a person is formal at any time
/// (`domain.md` S18: the formal one stays with the sending unit); functional ones may be many.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Affiliation {
    pub id: AffiliationId,
    pub person_id: PersonId,
    pub organisation_id: OrganisationId,
    /// Copied from the organisation, so that the facts follow from this row alone.
    pub organisation_kind: String,
    pub division_code: DivisionCode,
    pub formal: bool,
    pub duty: Option<String>,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub import_id: Option<ImportId>,
}

impl Posts for Organisation {
    fn facts(&self) -> Vec<Fact> {
        let base = Fact {
            measure: Measure::Organisation,
            tag: self.kind.clone(),
            day: self.from_on,
            division_code: self.division_code.clone(),
            organisation_id: Some(self.id),
            subject: self.id.0,
            quantity: 1,
        };
        stock(self.seated_on.unwrap_or(self.from_on), self.until_on, base)
    }
}

impl Posts for Seat {
    fn facts(&self) -> Vec<Fact> {
        let base = Fact {
            measure: Measure::Organisation,
            tag: self.organisation_kind.clone(),
            day: self.from_on,
            division_code: self.division_code.clone(),
            organisation_id: Some(self.organisation_id),
            subject: self.organisation_id.0,
            quantity: 1,
        };
        stock(self.from_on, Some(self.until_on), base)
    }
}

impl Posts for Affiliation {
    fn facts(&self) -> Vec<Fact> {
        let base = Fact {
            measure: Measure::Affiliation,
            tag: self.organisation_kind.clone(),
            day: self.from_on,
            division_code: self.division_code.clone(),
            organisation_id: Some(self.organisation_id),
            subject: self.person_id.0,
            quantity: 1,
        };
        stock(self.from_on, self.until_on, base)
    }
}

/// An edge counts nothing by itself.
impl Posts for Parent {}

/// Whether putting `child` below `parent` would close a circle, given who stands above whom.
pub fn closes_circle(
    child: Uuid,
    parent: Uuid,
    mut above: impl FnMut(Uuid) -> Option<Uuid>,
) -> bool {
    let mut at = Some(parent);
    // A tree of any county is far less deep; the bound also ends a circle made behind our back.
    for _ in 0..64 {
        match at {
            Some(here) if here == child => return true,
            Some(here) => at = above(here),
            None => return false,
        }
    }
    true
}
