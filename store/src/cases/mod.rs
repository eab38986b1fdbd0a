//! Cases and their steps: found, listed, counted, and what the calendar has to move.

use model::{
    Date,
    case::{Case, CaseStep},
    code::{DivisionCode, Level},
    id::{CaseId, OrganisationId, PersonId},
    process::Progress,
};

pub use crate::activities::Order;
use crate::{Error, Scope, Tx, row::row, search::Terms};

/// What a list is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub scope: Scope,
    pub process: Option<String>,
    /// A state of the process.
    pub state: Option<String>,
    pub progress: Option<Progress>,
    /// True for those that have not ended, false for those that have.
    pub open: Option<bool>,
    /// A clock of theirs has run out before this day.
    pub overdue_on: Option<Date>,
    /// The offices whose turn it is; none of them finds nothing. Absent for any.
    pub owners: Option<Vec<DivisionCode>>,
    /// Only those that were opened again.
    pub reopened: bool,
    /// Only those that were sent back at least so often.
    pub returned: i64,
    /// The state they are in ends on this day or later, and before the other.
    pub due: Option<(Date, Date)>,
    pub search: Terms,
}

impl Filter {
    /// Everything in scope.
    pub fn new(scope: Scope) -> Filter {
        Filter {
            scope,
            process: None,
            state: None,
            progress: None,
            open: None,
            overdue_on: None,
            owners: None,
            reopened: false,
            returned: 0,
            due: None,
            search: Terms::default(),
        }
    }

    /// Whether the tally knows how many there are.
    fn is_tallied(&self) -> bool {
        let Filter { overdue_on, owners, reopened, returned, due, search, .. } = self;
        let is_narrow = overdue_on.is_some() || owners.is_some() || due.is_some();
        !is_narrow && !reopened && *returned == 0 && search.count == 0
    }

    /// Whether nothing that has ended is asked for.
    fn is_open(&self) -> bool {
        let has_clock = self.overdue_on.is_some() || self.due.is_some();
        self.open == Some(true) || has_clock || self.owners.is_some()
    }

    /// The way to the rows that looks at the fewest of them.
    fn path(&self) -> Path {
        let is_village = self.scope.within().level() == Level::Village;
        if self.search.count > 0 {
            Path::Words
        } else if self.reopened {
            Path::Reopened
        } else if self.returned > 0 {
            Path::Returned
        } else if is_village {
            Path::Place
        } else if self.is_open() {
            Path::Open
        } else {
            match (&self.process, &self.state) {
                (Some(_), Some(_)) => Path::State,
                (Some(_), None) => Path::Process,
                _ => Path::Day,
            }
        }
    }

    /// The offices as `|a|b|`: taking `|code|` out of it shows whether it is there.
    fn owners(&self) -> Option<String> {
        let codes = self.owners.as_ref()?.iter().map(DivisionCode::as_str);
        Some(format!("|{}|", codes.collect::<Vec<_>>().join("|")))
    }
}

/// How a query comes to its rows: by which index, of which the next it needs is on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Path {
    Words,
    Reopened,
    Returned,
    Place,
    Open,
    State,
    Process,
    Day,
}

/// Who sees a case: whoever may for the division it is about, or for that of the handler.
///
/// `$1`–`$2` divisions in scope, `$3` process, `$4` state, `$5` progress, `$6`
/// open, `$7` overdue, `$8` owners, `$9` least reopened, `$10` number of terms, `$11`–`$18` terms,
/// `$19` least returned, `$20`–`$21` due. What `$way` says again names the index; the `|| ''` keeps the
/// others from being taken for it.
macro_rules! listed {
    ($before:expr, $way:literal, $after:literal) => {
        concat!(
            $before,
            " FROM case_file AS c WHERE ",
            $way,
            " ((c.division_code || '' >= $1 AND c.division_code || '' <= $2)
                  OR (c.handler_code || '' >= $1 AND c.handler_code || '' <= $2))
                AND (c.process = $3 OR $3 IS NULL)
                AND (c.state = $4 OR $4 IS NULL)
                AND (c.progress = $5 OR $5 IS NULL)
                AND ((c.ended_on IS NULL) = $6 OR $6 IS NULL)
                AND ((c.ended_on IS NULL AND (c.state_due_on < $7 OR c.promise_due_on < $7)) OR $7 IS NULL)
                AND (replace($8, '|' || c.owner_code || '|', '') <> $8 OR $8 IS NULL)
                AND c.reopened >= $9 AND c.returned >= $19
                AND (c.state_due_on >= $20 OR $20 IS NULL)
                AND (c.state_due_on < $21 OR $21 IS NULL)
                AND ($10 = CAST(0 AS BIGINT) OR c.id IN (
                    SELECT record_id FROM search_term
                    WHERE record_kind = 'case_file'
                      AND term IN ($11, $12, $13, $14, $15, $16, $17, $18)
                    GROUP BY record_id HAVING COUNT(*) = $10)) ",
            $after
        )
    };
}

/// The statement for the path of a filter.
macro_rules! on_path {
    ($filter:ident, $before:expr, $after:literal) => {
        match $filter.path() {
            Path::Words => listed!(
                $before,
                "c.id IN (SELECT record_id FROM search_term
                    WHERE record_kind = 'case_file'
                      AND term IN ($11, $12, $13, $14, $15, $16, $17, $18)
                    GROUP BY record_id HAVING COUNT(*) = $10) AND",
                $after
            ),
            Path::Reopened => {
                listed!($before, "(c.reopened > 0) = TRUE AND c.reopened > 0 AND", $after)
            }
            Path::Returned => {
                listed!($before, "(c.returned > 0) = TRUE AND c.returned > 0 AND", $after)
            }
            Path::Place => listed!(
                $before,
                "((c.division_code >= $1 AND c.division_code <= $2)
                    OR (c.handler_code >= $1 AND c.handler_code <= $2)) AND",
                $after
            ),
            Path::Open => listed!($before, "c.ended_on IS NULL AND", $after),
            Path::State => listed!($before, "c.process = $3 AND c.state = $4 AND", $after),
            Path::Process => listed!($before, "c.process = $3 AND", $after),
            Path::Day => listed!($before, "", $after),
        }
    };
}

macro_rules! query {
    ($tx:ident.$verb:ident($sql:expr, $filter:ident $(, $more:expr)*)) => {{
        let owners = $filter.owners();
        let least = i64::from($filter.reopened);
        let (due_from, due_until) = $filter.due.unzip();
        let t = &$filter.search.terms;
        $tx.$verb($sql, &[
            $filter.scope.first(), &$filter.scope.last(), &$filter.process,
            &$filter.state, &$filter.progress, &$filter.open, &$filter.overdue_on, &owners, &least,
            &$filter.search.count,
            &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6], &t[7], &$filter.returned, &due_from, &due_until, $($more),*
        ])
    }};
}

/// The columns of a [`Line`], and perhaps more.
macro_rules! line {
    ($more:literal) => {
        concat!(
            "SELECT c.id, c.process, c.revision, c.number, c.title, c.division_code, c.state,
                c.progress, c.owner_code, c.opened_on, c.state_due_on, c.promise_due_on,
                c.ended_on, c.returned, c.reopened,
                (SELECT d.name FROM division AS d WHERE d.code = c.division_code
                 ORDER BY d.from_on DESC LIMIT 1) AS division,
                (SELECT d.name FROM division AS d WHERE d.code = c.owner_code
                 ORDER BY d.from_on DESC LIMIT 1) AS owner",
            $more
        )
    };
}

mod due;
mod tally;
#[cfg(test)]
mod tests;
mod watch;

pub use due::{days_due, first_due};
pub use tally::{add_to_tally, places, recount, untrue};
pub use watch::{Back, Open, PING_PONG, open, reopened, returned};

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
