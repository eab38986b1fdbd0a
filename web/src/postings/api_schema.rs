//! What postings look like to programs.

use model::{
    Date,
    code::DivisionCode,
    id::{OrganisationId, PersonId, PostingId},
};
use office::posting::{self, Sheet};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A posting to be entered.
#[derive(ToSchema)]
#[schema(as = postings::New)]
#[expect(dead_code, reason = "says what the office's own form looks like")]
pub(super) struct New {
    /// A UUIDv7 that the sender chooses.
    id: String,
    person_id: String,
    /// A key of the programme's posts.
    post: String,
    /// The body in which the post is held, for posts that are held in one.
    organisation_id: Option<String>,
    /// The unit that sent the person.
    sent_by_id: Option<String>,
    division_code: String,
    from_on: String,
    /// The first day on which the post is no longer held, for a posting of the past.
    until_on: Option<String>,
    ended_because: Option<String>,
}

/// A posting with the names that go with it.
#[derive(Serialize, ToSchema)]
#[schema(as = postings::Line)]
pub(super) struct Line {
    #[schema(value_type = String)]
    id: PostingId,
    #[schema(value_type = String)]
    person_id: PersonId,
    name: String,
    post: String,
    #[schema(value_type = String)]
    division_code: DivisionCode,
    #[schema(value_type = Option<String>)]
    organisation_id: Option<OrganisationId>,
    organisation: Option<String>,
    #[schema(value_type = Option<String>)]
    sent_by_id: Option<OrganisationId>,
    sent_by: Option<String>,
    #[schema(value_type = String)]
    from_on: Date,
    /// The first day on which the post is no longer held.
    #[schema(value_type = Option<String>)]
    until_on: Option<Date>,
    ended_because: Option<String>,
}

impl From<posting::Line> for Line {
    fn from(line: posting::Line) -> Line {
        let posting::Line { id, person_id, name, post, division_code, organisation_id, .. } = line;
        let posting::Line { organisation, sent_by_id, sent_by, from_on, until_on, .. } = line;
        Line {
            id,
            person_id,
            name,
            post,
            division_code,
            organisation_id,
            organisation,
            sent_by_id,
            sent_by,
            from_on,
            until_on,
            ended_because: line.ended_because,
        }
    }
}

/// One holder of a post.
#[derive(Serialize, ToSchema)]
#[schema(as = postings::Holder)]
pub(super) struct Holder {
    #[schema(value_type = String)]
    id: PostingId,
    #[schema(value_type = String)]
    person_id: PersonId,
    name: String,
    #[schema(value_type = String)]
    from_on: Date,
    #[schema(value_type = Option<String>)]
    until_on: Option<Date>,
}

/// One posting.
#[derive(Serialize, ToSchema)]
#[schema(as = postings::Record)]
pub(super) struct Record {
    /// Send it with a correction, so that nobody's work is overwritten.
    version: String,
    posting: Line,
    /// Everybody who held the same post in the same division, the latest first.
    succession: Vec<Holder>,
}

impl From<Sheet> for Record {
    fn from(sheet: Sheet) -> Record {
        let posting::Held { posting: it, organisation, sent_by } = sheet.held;
        Record {
            version: sheet.version,
            posting: Line {
                id: it.id,
                person_id: it.person_id,
                name: sheet.name,
                post: it.post,
                division_code: it.division_code,
                organisation_id: it.organisation_id,
                organisation,
                sent_by_id: it.sent_by_id,
                sent_by,
                from_on: it.from_on,
                until_on: it.until_on,
                ended_because: it.ended_because,
            },
            succession: sheet
                .succession
                .into_iter()
                .map(|held| Holder {
                    id: held.id,
                    person_id: held.person_id,
                    name: held.name,
                    from_on: held.from_on,
                    until_on: held.until_on,
                })
                .collect(),
        }
    }
}

/// Why it never was.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = postings::Striking)]
pub(super) struct Striking {
    pub(super) because: String,
}
