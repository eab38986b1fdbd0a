//! Who serves where.

use uuid::Uuid;

use crate::{
    Date,
    code::DivisionCode,
    fact::{Fact, Measure, Posts, stock},
    id::{ImportId, OrganisationId, PairingId, PersonId, PostingId},
};

/// A person at a post, from when until when. `post` is a key of the programme's `posts.toml`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Posting {
    pub id: PostingId,
    pub person_id: PersonId,
    pub post: String,
    /// The body in which the post is held, such as the resident team.
    pub organisation_id: Option<OrganisationId>,
    /// The unit that sent the person, where the formal affiliation stays.
    pub sent_by_id: Option<OrganisationId>,
    pub division_code: DivisionCode,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub ended_because: Option<String>,
    pub import_id: Option<ImportId>,
}

impl Posts for Posting {
    fn facts(&self) -> Vec<Fact> {
        let base = Fact {
            measure: Measure::Posting,
            tag: self.post.clone(),
            day: self.from_on,
            division_code: self.division_code.clone(),
            organisation_id: self.organisation_id,
            subject: self.person_id.0,
            quantity: 1,
        };
        stock(self.from_on, self.until_on, base)
    }
}

/// An organisation or a person serves a division. `kind` is a key of `pairing_kinds.toml`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Pairing {
    pub id: PairingId,
    pub kind: String,
    pub organisation_id: Option<OrganisationId>,
    pub person_id: Option<PersonId>,
    pub division_code: DivisionCode,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub ended_because: Option<String>,
    pub import_id: Option<ImportId>,
}

impl Pairing {
    /// The organisation or person that serves.
    pub fn helper(&self) -> Option<Uuid> {
        self.organisation_id.map(|id| id.0).or(self.person_id.map(|id| id.0))
    }
}

impl Posts for Pairing {
    fn facts(&self) -> Vec<Fact> {
        let base = Fact {
            measure: Measure::Pairing,
            tag: self.kind.clone(),
            day: self.from_on,
            division_code: self.division_code.clone(),
            organisation_id: self.organisation_id,
            subject: self.helper().unwrap_or(self.id.0),
            quantity: 1,
        };
        stock(self.from_on, self.until_on, base)
    }
}
