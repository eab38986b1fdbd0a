//! Every attempt to sign in, for the auditor and for the person concerned. Outside the journal: it
//! changes no record.

use model::{Timestamp, account::SignIn, id::AccountId};
use uuid::Uuid;

use crate::{Error, Record, Tx, row::row};

row!(SignIn in "sign_in" { id, at, account_id, result, address, agent });

pub fn add(tx: &mut Tx, sign_in: &SignIn) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO sign_in (id, at, account_id, result, address, agent)
        VALUES ($1, $2, $3, $4, $5, $6)";
    tx.exec(SQL, &sign_in.values())?;
    Ok(())
}

/// The latest first: up to `limit` before the moment and id of `before`.
pub fn latest(
    tx: &mut Tx,
    before: Option<(Timestamp, Uuid)>,
    limit: i64,
) -> Result<Vec<SignIn>, Error> {
    const SQL: &str = "
        SELECT * FROM sign_in WHERE (at, id) < ($1, $2) ORDER BY at DESC, id DESC LIMIT $3";
    let (at, id) = before.map_or((i64::MAX, Uuid::max()), |(at, id)| (at.as_millis(), id));
    tx.all(SQL, &[&at, &id, &limit])
}

/// The latest of one account.
pub fn of_account(tx: &mut Tx, account_id: AccountId, limit: i64) -> Result<Vec<SignIn>, Error> {
    const SQL: &str = "
        SELECT * FROM sign_in WHERE account_id = $1 ORDER BY at DESC, id DESC LIMIT $2";
    tx.all(SQL, &[&account_id, &limit])
}

pub fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, Error> {
    tx.exec("DELETE FROM sign_in WHERE at < $1", &[&before])
}
