//! Looking through pairings.

use model::{
    Date, code::DivisionCode, id::PairingId, organisation::Organisation, person::Person,
    posting::Pairing, right::Right, span::Span,
};
use store::{
    facts::FactRow,
    pairings::{Filter, Line, Partner},
    postings::{After, Order, State},
    search::Terms,
};

use super::find;
use crate::{Act, Error, division, journal, journal::Step};

/// How many steps of its history a page shows.
const STEPS: i64 = 50;
/// Lines are fetched in pieces of this size, so that a list of any length needs little memory.
const PIECE: i64 = 2_000;

/// What a list of pairings is asked for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct Question {
    pub within: Option<DivisionCode>,
    pub kind: Option<String>,
    /// Today, if absent.
    pub day: Option<Date>,
    pub state: State,
    /// Any part of the name of whoever serves.
    pub search: String,
}

impl Default for Question {
    fn default() -> Question {
        let state = State::Holding;
        Question { within: None, kind: None, day: None, state, search: String::new() }
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
            kind: self.kind.clone(),
            day: self.day.unwrap_or(act.moment.today),
            state: self.state,
            search: Terms::new(model::search::query_terms(&self.search)),
        })
    }
}

/// Up to `limit` pairings after the place that `after` names.
pub fn list(
    act: &mut Act<'_>,
    question: &Question,
    order: Order,
    after: &After,
    limit: i64,
) -> Result<Found, Error> {
    let filter = question.filter(act)?;
    let count = store::pairings::count(act.tx, &filter)?;
    let mut lines = store::pairings::page(act.tx, &filter, order, after, limit + 1)?;
    let more = lines.len() as i64 > limit;
    lines.truncate(usize::try_from(limit).unwrap_or(0));
    let next = lines.last().filter(|_| more).map(|line| (line.cursor.clone(), line.id.0));
    Ok(Found { lines, count, next })
}

/// Every pairing of the list with the name of its division, for an export.
pub fn each(
    act: &mut Act<'_>,
    question: &Question,
    mut see: impl FnMut(&Act<'_>, &Line, &str),
) -> Result<(), Error> {
    let filter = question.filter(act)?;
    let mut after = None;
    loop {
        let lines = store::pairings::page(act.tx, &filter, Order::Division, &after, PIECE)?;
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

/// One pairing's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub pairing: Pairing,
    /// The name of whoever serves.
    pub name: String,
    /// Everybody who served the division in this way, the latest first.
    pub succession: Vec<Partner>,
    pub facts: Vec<FactRow>,
    pub history: Vec<Step>,
    pub may_keep: bool,
}

/// A pairing's page, for whoever may see the pairing.
pub fn sheet(act: &mut Act<'_>, id: PairingId) -> Result<Sheet, Error> {
    let pairing = find(act, id)?;
    let keep = act.require(Right::KeepPostings, &pairing.division_code, pairing.organisation_id);
    let may_keep = match keep {
        Ok(()) => true,
        Err(Error::Denied { .. }) => false,
        Err(error) => return Err(error),
    };
    let name = match (pairing.organisation_id, pairing.person_id) {
        (Some(id), _) => act.find::<Organisation>(id.0)?.name,
        (None, Some(id)) => act.find::<Person>(id.0)?.name,
        (None, None) => String::new(),
    };
    let always = Span::new(Date::default(), None);
    let mut succession =
        store::pairings::in_division(act.tx, &pairing.kind, &pairing.division_code, always)?;
    succession.reverse();
    Ok(Sheet {
        name,
        succession,
        facts: store::facts::of_record(act.tx, id.0)?,
        history: journal::steps(act, id.0, STEPS)?,
        may_keep,
        pairing,
    })
}
