//! Looking through postings: a list, one posting, a person's, a division's.

use model::{
    Date,
    code::DivisionCode,
    id::{OrganisationId, PersonId, PostingId},
    organisation::Organisation,
    posting::Posting,
    right::Right,
    span::Span,
};
use store::{
    facts::FactRow,
    postings::{After, Filter, Holder, Line, Order, State},
    search::Terms,
};

use super::{end::name_of, find, rules};
use crate::{Act, Error, division, journal, journal::Step, version};

/// How many steps of its history a page shows.
const STEPS: i64 = 50;
/// Lines are fetched in pieces of this size, so that a list of any length needs little memory.
const PIECE: i64 = 2_000;

/// What a list of postings is asked for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct Question {
    pub within: Option<DivisionCode>,
    pub post: Option<String>,
    /// Today, if absent.
    pub day: Option<Date>,
    pub state: State,
    pub organisation_id: Option<OrganisationId>,
    /// Any part of the holder's name.
    pub search: String,
}

impl Default for Question {
    fn default() -> Question {
        Question {
            within: None,
            post: None,
            day: None,
            state: State::Holding,
            organisation_id: None,
            search: String::new(),
        }
    }
}

/// One page of the list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Found {
    pub lines: Vec<Line>,
    /// How many there are altogether.
    pub count: i64,
    /// What the next page begins after, if there is one.
    pub next: After,
}

impl Question {
    fn filter(&self, act: &mut Act<'_>) -> Result<Filter, Error> {
        Ok(Filter {
            scope: act.scope(Right::SeePostings, self.within.as_ref())?,
            post: self.post.clone(),
            day: self.day.unwrap_or(act.moment.today),
            state: self.state,
            organisation_id: self.organisation_id,
            search: Terms::new(model::search::query_terms(&self.search)),
        })
    }
}

/// Up to `limit` postings after the place that `after` names.
pub fn list(
    act: &mut Act<'_>,
    question: &Question,
    order: Order,
    after: &After,
    limit: i64,
) -> Result<Found, Error> {
    let filter = question.filter(act)?;
    let count = store::postings::count(act.tx, &filter)?;
    let mut lines = store::postings::page(act.tx, &filter, order, after, limit + 1)?;
    let more = lines.len() as i64 > limit;
    lines.truncate(usize::try_from(limit).unwrap_or(0));
    let next = lines.last().filter(|_| more).map(|line| (line.cursor.clone(), line.id.0));
    Ok(Found { lines, count, next })
}

/// Every posting of the list with the name of its division, for an export.
pub fn each(
    act: &mut Act<'_>,
    question: &Question,
    mut see: impl FnMut(&Act<'_>, &Line, &str),
) -> Result<(), Error> {
    let filter = question.filter(act)?;
    let mut after = None;
    loop {
        let lines = store::postings::page(act.tx, &filter, Order::Division, &after, PIECE)?;
        let codes = lines.iter().map(|line| line.division_code.clone());
        let places = division::places(act, codes, filter.day)?;
        for line in &lines {
            see(act, line, places.get(&line.division_code).map_or("", String::as_str));
        }
        after = lines.last().map(|line| (line.cursor.clone(), line.id.0));
        if lines.len() < PIECE as usize {
            return Ok(());
        }
    }
}

/// A posting with the names that a person's page shows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Held {
    pub posting: Posting,
    pub organisation: Option<String>,
    pub sent_by: Option<String>,
}

/// Everything a person has held, the latest first. The caller has seen to it that the person may be seen.
pub fn of_person(act: &mut Act<'_>, id: PersonId) -> Result<Vec<Held>, Error> {
    let postings = store::postings::by_person(act.tx, id)?;
    postings.into_iter().map(|posting| named(act, posting)).collect()
}

fn named(act: &mut Act<'_>, posting: Posting) -> Result<Held, Error> {
    let mut name = |id: Option<OrganisationId>| match id {
        Some(id) => act.find::<Organisation>(id.0).map(|organisation| Some(organisation.name)),
        None => Ok(None),
    };
    let (organisation, sent_by) = (name(posting.organisation_id)?, name(posting.sent_by_id)?);
    Ok(Held { posting, organisation, sent_by })
}

/// One posting's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub held: Held,
    pub name: String,
    pub version: String,
    /// Everybody who held the same post in the same division, the latest first.
    pub succession: Vec<Holder>,
    pub facts: Vec<FactRow>,
    pub history: Vec<Step>,
    pub may_keep: bool,
}

/// A posting's page, for whoever may see the posting.
pub fn sheet(act: &mut Act<'_>, id: PostingId) -> Result<Sheet, Error> {
    let posting = find(act, id)?;
    let keep = act.require(Right::KeepPostings, &posting.division_code, posting.organisation_id);
    let may_keep = match keep {
        Ok(()) => true,
        Err(Error::Denied { .. }) => false,
        Err(error) => return Err(error),
    };
    Ok(Sheet {
        name: name_of(act, posting.person_id)?,
        version: version::of(&posting),
        succession: ever(act, &posting.post, &posting.division_code)?,
        facts: store::facts::of_record(act.tx, id.0)?,
        history: journal::steps(act, id.0, STEPS)?,
        may_keep,
        held: named(act, posting)?,
    })
}

/// Everybody who ever held a post in a division, the latest first.
pub fn in_division(
    act: &mut Act<'_>,
    post: &str,
    division: &DivisionCode,
) -> Result<Vec<Holder>, Error> {
    act.require(Right::SeePostings, division, None)?;
    let post = rules::post(act, post)?;
    ever(act, &post.key, division)
}

fn ever(act: &mut Act<'_>, post: &str, division: &DivisionCode) -> Result<Vec<Holder>, Error> {
    let always = Span::new(Date::default(), None);
    let mut held = store::postings::in_division(act.tx, post, division, always)?;
    held.reverse();
    Ok(held)
}
