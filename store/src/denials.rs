//! Every time somebody asked for what is not theirs. Outside the journal: it changes no record.

use model::{Timestamp, code::DivisionCode, id::AccountId};
use uuid::Uuid;

use crate::{Error, Record, Tx, row::row};

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Denial {
    pub id: Uuid,
    pub at: Timestamp,
    pub account_id: Option<AccountId>,
    /// The right that was missing, or `sign-in`.
    pub wanted: String,
    pub division_code: Option<DivisionCode>,
}

row!(Denial in "denial" { id, at, account_id, wanted, division_code });

pub fn add(tx: &mut Tx, denial: &Denial) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO denial (id, at, account_id, wanted, division_code)
        VALUES ($1, $2, $3, $4, $5)";
    tx.exec(SQL, &denial.values())?;
    Ok(())
}

/// The latest first: up to `limit` before the moment and id of `before`.
pub fn latest(
    tx: &mut Tx,
    before: Option<(Timestamp, Uuid)>,
    limit: i64,
) -> Result<Vec<Denial>, Error> {
    const SQL: &str = "
        SELECT * FROM denial WHERE (at, id) < ($1, $2) ORDER BY at DESC, id DESC LIMIT $3";
    let (at, id) = before.map_or((i64::MAX, Uuid::max()), |(at, id)| (at.as_millis(), id));
    tx.all(SQL, &[&at, &id, &limit])
}
