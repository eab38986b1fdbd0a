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
    pub cases: i64,
    /// Of those that were sent back: again and again, [`PING_PONG`] times or more.
    pub ping_pong: i64,
}

row!(Back { division_code, handler_code, cases, ping_pong });

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

/// The cases under a filter by process alone that were sent back.
pub fn returned(tx: &mut Tx, filter: &Filter) -> Result<Vec<Back>, Error> {
    back(tx, &Filter { returned: 1, ..filter.clone() })
}

/// The cases under a filter by process alone that were opened again.
pub fn reopened(tx: &mut Tx, filter: &Filter) -> Result<Vec<Back>, Error> {
    back(tx, &Filter { reopened: true, ..filter.clone() })
}

fn back(tx: &mut Tx, filter: &Filter) -> Result<Vec<Back>, Error> {
    let sql = on_path!(
        filter,
        "SELECT c.division_code, c.handler_code, COUNT(*) AS cases,
                COUNT(CASE WHEN c.returned >= $22 THEN 1 END) AS ping_pong",
        "GROUP BY c.division_code, c.handler_code"
    );
    query!(tx.all(sql, filter, &PING_PONG))
}
