//! Lines in people's inboxes.

use model::{
    Timestamp,
    id::{AccountId, NoticeId},
    job::Notice,
};

use uuid::Uuid;

use crate::{Error, Record, Tx, row::row};

row!(Notice in "notice" { id, account_id, kind, subject, words, at, read_at });

pub fn add(tx: &mut Tx, notice: &Notice) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO notice (id, account_id, kind, subject, words, at, read_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    tx.exec(SQL, &notice.values())?;
    Ok(())
}

/// Whether the account has been told these words about this subject.
pub fn has(tx: &mut Tx, account_id: AccountId, subject: Uuid, words: &str) -> Result<bool, Error> {
    const SQL: &str = "
        SELECT COUNT(*) FROM notice WHERE account_id = $1 AND subject = $2 AND words = $3";
    Ok(tx.one::<i64>(SQL, &[&account_id, &subject, &words])? > Some(0))
}

/// The latest first: up to `limit` before the moment and id of `before`.
pub fn of_account(
    tx: &mut Tx,
    account_id: AccountId,
    before: Option<(Timestamp, NoticeId)>,
    limit: i64,
) -> Result<Vec<Notice>, Error> {
    const SQL: &str = "
        SELECT * FROM notice WHERE account_id = $1 AND (at, id) < ($2, $3)
        ORDER BY at DESC, id DESC LIMIT $4";
    let (at, id) =
        before.map_or((i64::MAX, NoticeId(uuid::Uuid::max())), |(at, id)| (at.as_millis(), id));
    tx.all(SQL, &[&account_id, &at, &id, &limit])
}

pub fn unread(tx: &mut Tx, account_id: AccountId) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM notice WHERE account_id = $1 AND read_at IS NULL";
    Ok(tx.one(SQL, &[&account_id])?.unwrap_or(0))
}

/// A line of this account's inbox.
pub fn find(tx: &mut Tx, account_id: AccountId, id: NoticeId) -> Result<Option<Notice>, Error> {
    tx.one("SELECT * FROM notice WHERE id = $1 AND account_id = $2", &[&id, &account_id])
}

/// How many lines were unread.
pub fn mark_all_read(tx: &mut Tx, account_id: AccountId, at: Timestamp) -> Result<u64, Error> {
    const SQL: &str = "UPDATE notice SET read_at = $2 WHERE account_id = $1 AND read_at IS NULL";
    tx.exec(SQL, &[&account_id, &at])
}

/// False when it is not this account's, or has been read before.
pub fn mark_read(
    tx: &mut Tx,
    account_id: AccountId,
    id: NoticeId,
    at: Timestamp,
) -> Result<bool, Error> {
    const SQL: &str = "
        UPDATE notice SET read_at = $3 WHERE id = $1 AND account_id = $2 AND read_at IS NULL";
    Ok(tx.exec(SQL, &[&id, &account_id, &at])? == 1)
}
