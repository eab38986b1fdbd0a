//! Cases and their steps: found, listed, counted, and what the calendar has to move.

use model::{
    Date,
    case::{Case, CaseStep},
    code::DivisionCode,
    id::{CaseId, OrganisationId, PersonId},
    process::Progress,
};

#[macro_use]
mod filter;
mod due;
mod tally;
#[cfg(test)]
mod tests;
mod watch;

use self::filter::Path;
pub use self::{
    due::{days_due, first_due},
    filter::Filter,
    tally::{add_to_tally, places, recount, untrue},
    watch::{Back, Open, PING_PONG, open, reopened, returned},
};
pub use crate::activities::Order;
use crate::{Error, Scope, Tx, row::row};

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    pub id: CaseId,
    pub process: String,
    pub revision: i64,
    pub number: String,
    pub title: String,
    pub division_code: DivisionCode,
    pub division: Option<String>,
    pub state: String,
    pub progress: Progress,
    pub owner_code: Option<DivisionCode>,
    pub owner: Option<String>,
    pub opened_on: Date,
    pub state_due_on: Option<Date>,
    pub promise_due_on: Date,
    pub ended_on: Option<Date>,
    pub returned: i64,
    pub reopened: i64,
}

row!(Line {
    id,
    process,
    revision,
    number,
    title,
    division_code,
    division,
    state,
    progress,
    owner_code,
    owner,
    opened_on,
    state_due_on,
    promise_due_on,
    ended_on,
    returned,
    reopened,
});

/// Up to `limit` cases after the day and id of `after`.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    order: Order,
    after: Option<(Date, CaseId)>,
    limit: i64,
) -> Result<Vec<Line>, Error> {
    let latest = on_path!(
        filter,
        line!(""),
        "AND (c.opened_on, c.id) < ($22, $23) ORDER BY c.opened_on DESC, c.id DESC LIMIT $24"
    );
    let earliest = on_path!(
        filter,
        line!(""),
        "AND (c.opened_on, c.id) > ($22, $23) ORDER BY c.opened_on, c.id LIMIT $24"
    );
    let (sql, end) = match order {
        Order::Latest => (latest, ("~".to_owned(), uuid::Uuid::max())),
        Order::Earliest => (earliest, (String::new(), uuid::Uuid::nil())),
    };
    let (day, id) = after.map_or(end, |(day, id)| (day.to_string(), id.0));
    query!(tx.all(sql, filter, &day, &id, &limit))
}

/// Up to `limit` cases, those first whose clock runs out first. For those that are open.
pub fn by_clock(tx: &mut Tx, filter: &Filter, limit: i64) -> Result<Vec<Line>, Error> {
    let sql = on_path!(
        filter,
        line!(""),
        "AND c.state_due_on IS NOT NULL ORDER BY c.state_due_on, c.id LIMIT $22"
    );
    query!(tx.all(sql, filter, &limit))
}

pub fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    if filter.is_tallied() {
        return tally::total(tx, filter);
    }
    let sql = on_path!(filter, "SELECT COUNT(*)", "");
    let found: Option<i64> = query!(tx.one(sql, filter))?;
    Ok(found.unwrap_or(0))
}

/// How many cases wait for one of these offices.
pub fn waiting(tx: &mut Tx, owners: &[DivisionCode]) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM case_file WHERE owner_code = $1";
    let mut total = 0;
    for owner in owners {
        let found: Option<i64> = tx.one(SQL, &[owner])?;
        total += found.unwrap_or(0);
    }
    Ok(total)
}

/// How many of each process and state.
pub fn tally(tx: &mut Tx, filter: &Filter) -> Result<Vec<(String, String, i64)>, Error> {
    if filter.is_tallied() {
        return tally::by_state(tx, filter);
    }
    let sql = on_path!(
        filter,
        "SELECT c.process, c.state, COUNT(*)",
        "GROUP BY c.process, c.state ORDER BY c.process, c.state"
    );
    query!(tx.all(sql, filter))
}

/// The last number given in a year.
pub fn last_number(tx: &mut Tx, process: &str, year: i64) -> Result<i64, Error> {
    const SQL: &str = "SELECT MAX(sequence) FROM case_file WHERE process = $1 AND year = $2";
    let last: Option<Option<i64>> = tx.one(SQL, &[&process, &year])?;
    Ok(last.flatten().unwrap_or(0))
}

/// The number in an earlier register of the case that now has this one.
pub fn old_number(
    tx: &mut Tx,
    process: &str,
    year: i64,
    sequence: i64,
) -> Result<Option<String>, Error> {
    const SQL: &str = "
        SELECT old_number FROM case_file WHERE process = $1 AND year = $2 AND sequence = $3";
    let found: Option<Option<String>> = tx.one(SQL, &[&process, &year, &sequence])?;
    Ok(found.flatten())
}

/// The steps of a case in their order.
pub fn steps(tx: &mut Tx, id: CaseId) -> Result<Vec<CaseStep>, Error> {
    tx.all("SELECT * FROM case_step WHERE case_id = $1 ORDER BY n", &[&id])
}

/// Up to `limit` cases that the calendar has to move on this day, the longest waiting first.
pub fn expired(tx: &mut Tx, today: Date, limit: i64) -> Result<Vec<Case>, Error> {
    const SQL: &str =
        "SELECT * FROM case_file WHERE expires_on < $1 ORDER BY expires_on, id LIMIT $2";
    tx.all(SQL, &[&today, &limit])
}

/// The cases that came up at an activity, the first first.
pub fn of_activity(
    tx: &mut Tx,
    scope: &Scope,
    activity: model::id::ActivityId,
) -> Result<Vec<(CaseId, String, String)>, Error> {
    const SQL: &str = "
        SELECT id, number, title FROM case_file
        WHERE activity_id = $3
          AND ((division_code >= $1 AND division_code <= $2)
            OR (handler_code >= $1 AND handler_code <= $2))
        ORDER BY opened_on, id";
    tx.all(SQL, &[scope.first(), &scope.last(), &activity])
}

/// The ids and names of up to 300 organisations that stand in one of three divisions on a day.
pub fn organisations_at(
    tx: &mut Tx,
    scope: &Scope,
    at: &[DivisionCode; 3],
    day: Date,
) -> Result<Vec<(OrganisationId, String)>, Error> {
    const SQL: &str = "
        SELECT id, name FROM organisation
        WHERE division_code >= $1 AND division_code <= $2 AND division_code IN ($3, $4, $5)
          AND from_on <= $6 AND (until_on IS NULL OR until_on > $6)
        ORDER BY division_code DESC, name, id LIMIT 300";
    tx.all(SQL, &[scope.first(), &scope.last(), &at[0], &at[1], &at[2], &day])
}

/// The ids and names of up to 300 people who serve in one of three divisions on a day.
pub fn people_serving_at(
    tx: &mut Tx,
    scope: &Scope,
    at: &[DivisionCode; 3],
    day: Date,
) -> Result<Vec<(PersonId, String, String)>, Error> {
    const SQL: &str = "
        SELECT DISTINCT p.id, p.name, t.post, t.division_code FROM posting AS t
        JOIN person AS p ON p.id = t.person_id
        WHERE p.division_code >= $1 AND p.division_code <= $2 AND t.division_code IN ($3, $4, $5)
          AND t.from_on <= $6 AND (t.until_on IS NULL OR t.until_on > $6)
        ORDER BY t.division_code DESC, p.name, p.id LIMIT 300";
    tx.all(SQL, &[scope.first(), &scope.last(), &at[0], &at[1], &at[2], &day])
}
