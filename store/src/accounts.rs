//! Accounts beyond their rows: grants, failed attempts, last use, recovery codes.

use model::{
    Timestamp,
    account::{Account, Attempts, Grant},
    id::{AccountId, PersonId},
    journal::Hash,
};
use uuid::Uuid;

use crate::{Error, Tx, row::row};

row!(Attempts { failed, failed_at, locked_until });

/// What a limit counts: its kind, an account (or [`Uuid::nil`]), the hash of an address (or none).
#[derive(Debug, Clone, Copy)]
pub struct Counter<'a> {
    pub kind: &'static str,
    pub account_id: Uuid,
    pub source: &'a [u8],
}

pub fn by_login(tx: &mut Tx, login: &str) -> Result<Option<Account>, Error> {
    tx.one("SELECT * FROM account WHERE login = $1", &[&login])
}

/// Up to `limit` accounts after `login`, in order of their logins.
pub fn page(tx: &mut Tx, login: &str, limit: i64) -> Result<Vec<Account>, Error> {
    tx.all("SELECT * FROM account WHERE login > $1 ORDER BY login LIMIT $2", &[&login, &limit])
}

pub fn count(tx: &mut Tx) -> Result<i64, Error> {
    Ok(tx.one("SELECT COUNT(*) FROM account", &[])?.unwrap_or(0))
}

/// Every grant that an account has or has had, the latest first.
pub fn grants_of(tx: &mut Tx, account_id: AccountId) -> Result<Vec<Grant>, Error> {
    const SQL: &str = "
        SELECT * FROM role_grant WHERE account_id = $1 ORDER BY granted_at DESC, id";
    tx.all(SQL, &[&account_id])
}

/// What an account may do now.
pub fn grants_in_force(tx: &mut Tx, account_id: AccountId) -> Result<Vec<Grant>, Error> {
    const SQL: &str = "
        SELECT * FROM role_grant WHERE account_id = $1 AND revoked_at IS NULL ORDER BY id";
    tx.all(SQL, &[&account_id])
}

/// What one person may do now, by this account and by any other of theirs.
pub fn grants_of_person(
    tx: &mut Tx,
    account_id: AccountId,
    person_id: Option<PersonId>,
) -> Result<Vec<Grant>, Error> {
    const SQL: &str = "
        SELECT role_grant.* FROM role_grant JOIN account ON account.id = role_grant.account_id
        WHERE revoked_at IS NULL AND (account.id = $1 OR account.person_id = $2)
        ORDER BY role_grant.id";
    tx.all(SQL, &[&account_id, &person_id])
}

/// How many accounts that may sign in hold a role.
pub fn holders(tx: &mut Tx, role: &str) -> Result<i64, Error> {
    const SQL: &str = "
        SELECT COUNT(DISTINCT account_id) FROM role_grant JOIN account
            ON account.id = role_grant.account_id
        WHERE role = $1 AND revoked_at IS NULL AND disabled_at IS NULL";
    Ok(tx.one(SQL, &[&role])?.unwrap_or(0))
}

pub fn attempts(tx: &mut Tx, of: Counter<'_>) -> Result<Option<Attempts>, Error> {
    const SQL: &str = "
        SELECT failed, failed_at, locked_until FROM sign_in_guard
        WHERE kind = $1 AND account_id = $2 AND source = $3";
    tx.one(SQL, &[&of.kind, &of.account_id, &of.source])
}

pub fn set_attempts(tx: &mut Tx, of: Counter<'_>, state: Attempts) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO sign_in_guard (kind, account_id, source, failed, failed_at, locked_until)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (kind, account_id, source) DO UPDATE SET
            failed = excluded.failed, failed_at = excluded.failed_at,
            locked_until = excluded.locked_until";
    let Attempts { failed, failed_at, locked_until } = state;
    tx.exec(SQL, &[&of.kind, &of.account_id, &of.source, &failed, &failed_at, &locked_until])?;
    Ok(())
}

pub fn forgive(tx: &mut Tx, of: Counter<'_>) -> Result<(), Error> {
    const SQL: &str = "
        DELETE FROM sign_in_guard WHERE kind = $1 AND account_id = $2 AND source = $3";
    tx.exec(SQL, &[&of.kind, &of.account_id, &of.source])?;
    Ok(())
}

/// Forgets every failed attempt at an account, of any kind and from anywhere.
pub fn forgive_account(tx: &mut Tx, account_id: AccountId) -> Result<(), Error> {
    tx.exec("DELETE FROM sign_in_guard WHERE account_id = $1", &[&account_id])?;
    Ok(())
}

/// Forgets attempts that no limit looks at any more.
pub fn sweep_attempts(tx: &mut Tx, before: Timestamp) -> Result<u64, Error> {
    tx.exec("DELETE FROM sign_in_guard WHERE failed_at < $1", &[&before])
}

/// When an account last signed in (or was last enabled), and the step of its last code.
pub fn last_use(
    tx: &mut Tx,
    account_id: AccountId,
) -> Result<Option<(Timestamp, Option<i64>)>, Error> {
    const SQL: &str = "SELECT signed_in_at, code_step FROM account_use WHERE account_id = $1";
    tx.one(SQL, &[&account_id])
}

pub fn used(tx: &mut Tx, account_id: AccountId, at: Timestamp) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO account_use (account_id, signed_in_at) VALUES ($1, $2)
        ON CONFLICT (account_id) DO UPDATE SET signed_in_at = excluded.signed_in_at";
    tx.exec(SQL, &[&account_id, &at])?;
    Ok(())
}

/// Notes the step of a code, and says whether it is later than every one before.
pub fn use_step(
    tx: &mut Tx,
    account_id: AccountId,
    step: i64,
    at: Timestamp,
) -> Result<bool, Error> {
    const SQL: &str = "
        INSERT INTO account_use (account_id, signed_in_at, code_step) VALUES ($1, $3, $2)
        ON CONFLICT (account_id) DO UPDATE SET code_step = excluded.code_step
        WHERE account_use.code_step IS NULL OR account_use.code_step < excluded.code_step";
    Ok(tx.exec(SQL, &[&account_id, &step, &at])? == 1)
}

/// Replaces an account's recovery codes.
pub fn set_recovery(tx: &mut Tx, account_id: AccountId, codes: &[Hash]) -> Result<(), Error> {
    tx.exec("DELETE FROM recovery_code WHERE account_id = $1", &[&account_id])?;
    for code in codes {
        const SQL: &str = "INSERT INTO recovery_code (account_id, code_hash) VALUES ($1, $2)";
        tx.exec(SQL, &[&account_id, code])?;
    }
    Ok(())
}

/// Whether this was one of the account's unused recovery codes; now it is used.
pub fn use_recovery(
    tx: &mut Tx,
    account_id: AccountId,
    code: &Hash,
    at: Timestamp,
) -> Result<bool, Error> {
    const SQL: &str = "
        UPDATE recovery_code SET used_at = $3
        WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL";
    Ok(tx.exec(SQL, &[&account_id, code, &at])? == 1)
}

pub fn recovery_left(tx: &mut Tx, account_id: AccountId) -> Result<i64, Error> {
    const SQL: &str = "
        SELECT COUNT(*) FROM recovery_code WHERE account_id = $1 AND used_at IS NULL";
    Ok(tx.one(SQL, &[&account_id])?.unwrap_or(0))
}
