//! Who is signed in.

use model::{
    Timestamp,
    account::Session,
    id::{AccountId, SessionId},
    journal::Hash,
};

use crate::{Error, Tx, row::row};

row!(Session { id, token_hash, account_id, created_at, seen_at, strong_at, awaits_code, agent });

pub fn begin(tx: &mut Tx, session: &Session) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO session
            (id, token_hash, account_id, created_at, seen_at, strong_at, awaits_code, agent)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let Session { id, token_hash, account_id, created_at, seen_at, strong_at, .. } = session;
    let (awaits_code, agent) = (&session.awaits_code, &session.agent);
    tx.exec(
        SQL,
        &[id, token_hash, account_id, created_at, seen_at, strong_at, awaits_code, agent],
    )?;
    Ok(())
}

pub fn by_token(tx: &mut Tx, token_hash: &Hash) -> Result<Option<Session>, Error> {
    tx.one("SELECT * FROM session WHERE token_hash = $1", &[token_hash])
}

/// An account's sessions, the one used last first.
pub fn of_account(tx: &mut Tx, account_id: AccountId) -> Result<Vec<Session>, Error> {
    const SQL: &str = "SELECT * FROM session WHERE account_id = $1 ORDER BY seen_at DESC, id";
    tx.all(SQL, &[&account_id])
}

pub fn touch(tx: &mut Tx, id: SessionId, seen_at: Timestamp) -> Result<(), Error> {
    tx.exec("UPDATE session SET seen_at = $2 WHERE id = $1", &[&id, &seen_at])?;
    Ok(())
}

/// The person has proved themselves anew. The token changes with it, so a token from before is
/// worth nothing.
pub fn strengthen(
    tx: &mut Tx,
    id: SessionId,
    token_hash: &Hash,
    at: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "
        UPDATE session SET token_hash = $2, strong_at = $3, seen_at = $3, awaits_code = FALSE
        WHERE id = $1";
    tx.exec(SQL, &[&id, token_hash, &at])?;
    Ok(())
}

/// Ends one session of an account; false if it has none such.
pub fn end(tx: &mut Tx, account_id: AccountId, id: SessionId) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM session WHERE account_id = $1 AND id = $2";
    Ok(tx.exec(SQL, &[&account_id, &id])? == 1)
}

/// Ends every session of an account, except perhaps one.
pub fn end_all(
    tx: &mut Tx,
    account_id: AccountId,
    except: Option<SessionId>,
) -> Result<u64, Error> {
    const SQL: &str = "
        DELETE FROM session WHERE account_id = $1 AND id IS DISTINCT FROM $2";
    tx.exec(SQL, &[&account_id, &except])
}

/// Removes sessions that have ended of themselves.
pub fn sweep(tx: &mut Tx, seen_before: Timestamp, created_before: Timestamp) -> Result<u64, Error> {
    const SQL: &str = "DELETE FROM session WHERE seen_at < $1 OR created_at < $2";
    tx.exec(SQL, &[&seen_before, &created_before])
}
