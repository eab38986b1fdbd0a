//! Who holds which post where: beginning, handing over, ending, correcting.

mod choices;
mod correct;
mod end;
mod gaps;
mod limits;
mod list;
pub(crate) mod rules;
mod teams;
#[cfg(test)]
mod tests;

use model::{
    Date,
    code::DivisionCode,
    id::{ImportId, OrganisationId, PersonId, PostingId},
    person::Person,
    posting::Posting,
    right::Right,
};
pub use store::postings::{Line, Order, State};

pub use self::{
    choices::{Body, bodies, organisations, sender},
    correct::{Correction, correct, strike},
    end::{Ended, Ending, HandOver, end, hand_over},
    gaps::{Gaps, gaps},
    list::{Found, Held, Question, Sheet, each, in_division, list, of_person, sheet},
    teams::{Overrun, Team, TeamSheet, overruns, team, teams},
};
use crate::{Act, Error, act::Added, person};

/// What a form, a roster row or the API says about a posting.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPosting {
    pub id: PostingId,
    pub person_id: PersonId,
    /// A key of the programme's posts.
    pub post: String,
    /// The body in which the post is held, for posts that are held in one.
    #[serde(default)]
    pub organisation_id: Option<OrganisationId>,
    /// The unit that sent the person.
    #[serde(default)]
    pub sent_by_id: Option<OrganisationId>,
    pub division_code: DivisionCode,
    pub from_on: Date,
    /// The first day on which the post is no longer held, for a posting of the past.
    #[serde(default)]
    pub until_on: Option<Date>,
    #[serde(default)]
    pub ended_because: Option<String>,
    #[serde(skip)]
    pub import_id: Option<ImportId>,
}

/// Puts a person at a post. Sending the same again changes nothing and succeeds.
pub fn post(act: &mut Act<'_>, new: &NewPosting) -> Result<Posting, Error> {
    act.require(Right::KeepPostings, &new.division_code, new.organisation_id)?;
    let posting = new.posting();
    // A retry finds its own record in the way of every rule, so it is looked for first.
    if let Some(earlier) = store::records::find::<Posting>(act.tx, new.id.0)? {
        return if earlier == posting { Ok(earlier) } else { Err(Error::IdTaken) };
    }
    rules::check(act, &posting, None)?;
    match act.add_once(&posting, |earlier| *earlier == posting)? {
        Added::Earlier(earlier) => return Ok(earlier),
        Added::New => {}
    }
    act.log("posting.started", posting.id.0)?;
    Ok(posting)
}

/// A posting that the asker may see.
pub fn find(act: &mut Act<'_>, id: PostingId) -> Result<Posting, Error> {
    let posting: Posting = act.find(id.0)?;
    act.require(Right::SeePostings, &posting.division_code, posting.organisation_id)?;
    Ok(posting)
}

/// A posting that the asker may change.
fn to_keep(act: &mut Act<'_>, id: PostingId) -> Result<Posting, Error> {
    let posting: Posting = act.find(id.0)?;
    act.require(Right::KeepPostings, &posting.division_code, posting.organisation_id)?;
    Ok(posting)
}

/// A person whom the asker may put at a post.
fn person_to_post(act: &mut Act<'_>, id: PersonId) -> Result<Person, Error> {
    let found = store::records::find::<Person>(act.tx, id.0)?;
    let seen = match found {
        Some(person) => match person::require_sight(act, Right::SeePeople, &person, None) {
            Ok(()) => Some(person),
            Err(Error::Denied { .. }) => None,
            Err(error) => return Err(error),
        },
        None => None,
    };
    match seen {
        Some(person) => Ok(person),
        None => crate::refuse(
            "person_id",
            "没有找到这个人，请先登记人员，或从列表中选择",
            "there is no such person; register the person first, or choose one from the list",
        ),
    }
}

impl NewPosting {
    fn posting(&self) -> Posting {
        let because = self.ended_because.as_deref().map(str::trim).filter(|text| !text.is_empty());
        Posting {
            id: self.id,
            person_id: self.person_id,
            post: self.post.clone(),
            organisation_id: self.organisation_id,
            sent_by_id: self.sent_by_id,
            division_code: self.division_code.clone(),
            from_on: self.from_on,
            until_on: self.until_on,
            ended_because: because.map(str::to_owned),
            import_id: self.import_id,
        }
    }
}
