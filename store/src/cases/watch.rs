//! What supervision looks at, by the two divisions that a case stands at.

use model::{Date, code::DivisionCode};

use super::{Filter, Path};
use crate::{Error, Tx, row::row};

/// Open cases that were opened on one day, about one division and in the hands of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    pub division_code: DivisionCode,
    pub handler_code: DivisionCode,
    pub opened_on: Date,
    pub cases: i64,
    pub overdue: i64,
}

row!(Open { division_code, handler_code, opened_on, cases, overdue });

/// Cases that came back, about one division and in the hands of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Back {
    pub division_code: DivisionCode,
    pub handler_code: DivisionCode,
    /// Sent back at least once.
    pub returned: i64,
    /// Sent back again and again: [`PING_PONG`] times or more.
    pub ping_pong: i64,
    pub reopened: i64,
}

row!(Back { division_code, handler_code, returned, ping_pong, reopened });

/// From the second return on, offices play a case to each other.
pub const PING_PONG: i64 = 2;

/// The open cases under a filter by process alone, the first opened first.
pub fn open(tx: &mut Tx, filter: &Filter, today: Date) -> Result<Vec<Open>, Error> {
    let filter = &Filter { open: Some(true), ..filter.clone() };
    let sql = on_path!(
        filter,
        "SELECT c.division_code, c.handler_code, c.opened_on, COUNT(*) AS cases,
                COUNT(CASE WHEN c.state_due_on < $22 OR c.promise_due_on < $22 THEN 1 END) AS overdue",
        "GROUP BY c.opened_on, c.division_code, c.handler_code ORDER BY c.opened_on"
    );
    query!(tx.all(sql, filter, &today))
}

/// The cases under a filter by process alone that came back.
pub fn back(tx: &mut Tx, filter: &Filter) -> Result<Vec<Back>, Error> {
    let sql = listed!(
        "SELECT c.division_code, c.handler_code,
                COUNT(CASE WHEN c.returned > 0 THEN 1 END) AS returned,
                COUNT(CASE WHEN c.returned >= $22 THEN 1 END) AS ping_pong,
                COUNT(CASE WHEN c.reopened > 0 THEN 1 END) AS reopened",
        "(c.returned > 0 OR c.reopened > 0) AND",
        "GROUP BY c.division_code, c.handler_code"
    );
    query!(tx.all(sql, filter, &PING_PONG))
}
