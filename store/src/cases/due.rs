//! Cases by the day on which the state they are in ends.

use model::Date;

use super::{Filter, Line, Path};
use crate::{Error, Tx};

/// Every day under the filter on which cases are due, and how many.
pub fn days_due(tx: &mut Tx, filter: &Filter) -> Result<Vec<(Date, i64)>, Error> {
    let sql = on_path!(
        filter,
        "SELECT c.state_due_on, COUNT(*)",
        "AND c.state_due_on IS NOT NULL GROUP BY c.state_due_on ORDER BY c.state_due_on"
    );
    query!(tx.all(sql, filter))
}

/// The first few of each day under the filter, those first that were promised earliest.
pub fn first_due(tx: &mut Tx, filter: &Filter, few: i64) -> Result<Vec<Line>, Error> {
    let sql = on_path!(
        filter,
        concat!(
            "SELECT * FROM (",
            line!(
                ", ROW_NUMBER() OVER (
                PARTITION BY c.state_due_on ORDER BY c.promise_due_on, c.id) AS place"
            )
        ),
        "AND c.state_due_on IS NOT NULL) AS ranked WHERE place <= $22 ORDER BY state_due_on, place"
    );
    query!(tx.all(sql, filter, &few))
}
