//! What supervision counts.

use model::Date;

use super::Filter;
use crate::{Error, Tx, row::row};

/// How many cases there are, and how many of them want looking at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Watch {
    pub cases: i64,
    pub open: i64,
    pub overdue: i64,
    /// Sent back at least once.
    pub returned: i64,
    /// Sent back again and again: [`PING_PONG`] times or more.
    pub ping_pong: i64,
    pub reopened: i64,
}

row!(Watch { cases, open, overdue, returned, ping_pong, reopened });

/// From the second return on, offices play a case to each other.
pub const PING_PONG: i64 = 2;

pub fn watch(tx: &mut Tx, filter: &Filter, today: Date) -> Result<Watch, Error> {
    const SQL: &str = listed!(
        "SELECT COUNT(*) AS cases,
                COUNT(CASE WHEN c.ended_on IS NULL THEN 1 END) AS open,
                COUNT(CASE WHEN c.ended_on IS NULL
                            AND (c.state_due_on < $22 OR c.promise_due_on < $22) THEN 1 END) AS overdue,
                COUNT(CASE WHEN c.returned > 0 THEN 1 END) AS returned,
                COUNT(CASE WHEN c.returned >= $23 THEN 1 END) AS ping_pong,
                COUNT(CASE WHEN c.reopened > 0 THEN 1 END) AS reopened",
        ""
    );
    let found: Option<Watch> = query!(tx.one(SQL, filter, &today, &PING_PONG))?;
    Ok(found.unwrap_or_default())
}

/// On which days the cases were opened, the first first, and how many on each.
pub fn ages(tx: &mut Tx, filter: &Filter) -> Result<Vec<(Date, i64)>, Error> {
    const SQL: &str =
        listed!("SELECT c.opened_on, COUNT(*)", "GROUP BY c.opened_on ORDER BY c.opened_on");
    query!(tx.all(SQL, filter))
}
