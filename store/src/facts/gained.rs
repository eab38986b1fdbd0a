//! What the ledger has gained from one position to another: few facts, found by their entries.

use model::code::DivisionCode;
use uuid::Uuid;

use super::counted::{Filter, query};
use crate::{Error, Tx, row::row};

/// A fact that came later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gained {
    pub record_id: Uuid,
    pub division_code: DivisionCode,
    pub quantity: i64,
}

row!(Gained { record_id, division_code, quantity });

/// As `matching!` of the numbers; the `|| ''` keeps the long index of all facts out of it.
macro_rules! matching_few {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " FROM fact WHERE measure || '' = $1 AND day || '' >= $2 AND day || '' < $3
              AND division_code || '' >= $4 AND division_code || '' <= $5 AND journal_index < $6
              AND tag || '' IN ($7, $8, $9, $10, $11, $12, $13, $14,
                                $15, $16, $17, $18, $19, $20, $21, $22) ",
            $after
        )
    };
}

/// Up to `limit` facts of a filter that came at the position `from` or after it.
pub fn gained(tx: &mut Tx, filter: &Filter, from: i64, limit: i64) -> Result<Vec<Gained>, Error> {
    const SQL: &str = matching_few!(
        "SELECT record_id, division_code, quantity",
        "AND entry_id IN (SELECT id FROM journal_entry WHERE idx >= $23 AND idx < $6) LIMIT $24"
    );
    query!(tx.all(SQL, filter, &from, &limit))
}

/// What one record adds to the number of a filter.
pub fn sum_of(tx: &mut Tx, filter: &Filter, record_id: Uuid) -> Result<i64, Error> {
    const SQL: &str =
        matching_few!("SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT)", "AND record_id = $23");
    let sum: Option<i64> = query!(tx.one(SQL, filter, &record_id))?;
    Ok(sum.unwrap_or(0))
}
