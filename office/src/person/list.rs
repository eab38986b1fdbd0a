//! Looking for people.

use model::{Date, code::DivisionCode, right::Right};
use store::{
    people::{After, Filter, Line, Order},
    search::Terms,
};

use crate::{Act, Error, division};

/// Lines are fetched in pieces of this size, so that a list of any length needs little memory.
const PIECE: i64 = 2_000;

/// What a list of people is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(default)]
pub struct Question {
    pub within: Option<DivisionCode>,
    /// Today, if absent.
    pub day: Option<Date>,
    pub organisation_kind: Option<String>,
    pub political_status: Option<String>,
    pub post: Option<String>,
    pub without_id_number: bool,
    /// Any part of a name.
    pub search: String,
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
            scope: act.scope(Right::SeePeople, self.within.as_ref())?,
            day: self.day.unwrap_or(act.moment.today),
            organisation_kind: self.organisation_kind.clone(),
            political_status: self.political_status.clone(),
            post: self.post.clone(),
            without_id_number: self.without_id_number,
            search: Terms::new(model::search::query_terms(&self.search)),
        })
    }
}

/// Up to `limit` people after the place that `after` names.
pub fn list(
    act: &mut Act<'_>,
    question: &Question,
    order: Order,
    after: &After,
    limit: i64,
) -> Result<Found, Error> {
    let filter = question.filter(act)?;
    let count = store::people::count(act.tx, &filter)?;
    let mut lines = store::people::page(act.tx, &filter, order, after, limit + 1)?;
    let more = lines.len() as i64 > limit;
    lines.truncate(usize::try_from(limit).unwrap_or(0));
    let next = lines.last().filter(|_| more).map(|line| (line.cursor.clone(), line.id.0));
    Ok(Found { lines, count, next })
}

/// Every person of the list with the name of its division, for an export.
pub fn each(
    act: &mut Act<'_>,
    question: &Question,
    mut see: impl FnMut(&Act<'_>, &Line, &str),
) -> Result<(), Error> {
    let filter = question.filter(act)?;
    let mut after = None;
    loop {
        let lines = store::people::page(act.tx, &filter, Order::Division, &after, PIECE)?;
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
