//! The queue of later work. A job is taken, done in acts of its own, and then removed.

use model::{Timestamp, id::JobId, job::Job};

use crate::{Error, Tx, row::row};

row!(Job in "job" { id, kind, body, run_at, taken_at, attempts, problem, given_up_at });

/// A job that is already waiting is not queued twice.
pub fn push(
    tx: &mut Tx,
    id: JobId,
    kind: &str,
    body: &str,
    run_at: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO job (id, kind, body, run_at, attempts) VALUES ($1, $2, $3, $4, 0)
        ON CONFLICT (kind, body) WHERE taken_at IS NULL AND given_up_at IS NULL DO NOTHING";
    tx.exec(SQL, &[&id, &kind, &body, &run_at])?;
    Ok(())
}

/// Whether any job is due.
pub fn due(tx: &mut Tx, now: Timestamp, abandoned: Timestamp) -> Result<bool, Error> {
    const SQL: &str = "
        SELECT COUNT(*) FROM (
            SELECT id FROM job
            WHERE given_up_at IS NULL AND run_at <= $1 AND (taken_at IS NULL OR taken_at < $2)
            LIMIT 1
        ) AS due";
    Ok(tx.one::<i64>(SQL, &[&now, &abandoned])? > Some(0))
}

/// Takes the next job that is due, or one whose taker has been gone since before `abandoned`.
/// Two programs that ask at once meet in the update, and PostgreSQL repeats one of them.
pub fn take(tx: &mut Tx, now: Timestamp, abandoned: Timestamp) -> Result<Option<Job>, Error> {
    const SQL: &str = "
        UPDATE job SET taken_at = $1, attempts = attempts + 1
        WHERE id = (
            SELECT id FROM job
            WHERE given_up_at IS NULL AND run_at <= $1 AND (taken_at IS NULL OR taken_at < $2)
            ORDER BY run_at, id LIMIT 1
        )
        RETURNING *";
    tx.one(SQL, &[&now, &abandoned])
}

pub fn done(tx: &mut Tx, id: JobId) -> Result<(), Error> {
    tx.exec("DELETE FROM job WHERE id = $1", &[&id])?;
    Ok(())
}

/// Puts a failed job back for later. If the same work has been queued again meanwhile, this one goes.
pub fn put_back(tx: &mut Tx, id: JobId, run_at: Timestamp, problem: &str) -> Result<(), Error> {
    const TWIN: &str = "
        SELECT COUNT(*) FROM job AS other JOIN job AS own
            ON other.kind = own.kind AND other.body = own.body
        WHERE own.id = $1 AND other.id <> $1 AND other.taken_at IS NULL
          AND other.given_up_at IS NULL";
    const SQL: &str = "
        UPDATE job SET taken_at = NULL, run_at = $2, problem = $3 WHERE id = $1";
    if tx.one::<i64>(TWIN, &[&id])? > Some(0) {
        return done(tx, id);
    }
    tx.exec(SQL, &[&id, &run_at, &problem])?;
    Ok(())
}

/// Gives a job up: it stays to be seen, until somebody queues it again or puts it away.
pub fn give_up(tx: &mut Tx, id: JobId, at: Timestamp, problem: &str) -> Result<(), Error> {
    const SQL: &str = "UPDATE job SET given_up_at = $2, problem = $3 WHERE id = $1";
    tx.exec(SQL, &[&id, &at, &problem])?;
    Ok(())
}

pub fn find(tx: &mut Tx, id: JobId) -> Result<Option<Job>, Error> {
    tx.one("SELECT * FROM job WHERE id = $1", &[&id])
}

/// How many jobs still want doing.
pub fn waiting(tx: &mut Tx) -> Result<i64, Error> {
    let count = tx.one("SELECT COUNT(*) FROM job WHERE given_up_at IS NULL", &[])?;
    Ok(count.unwrap_or(0))
}

/// How many jobs nobody tries any more.
pub fn given_up(tx: &mut Tx) -> Result<i64, Error> {
    let count = tx.one("SELECT COUNT(*) FROM job WHERE given_up_at IS NOT NULL", &[])?;
    Ok(count.unwrap_or(0))
}

/// Every job, those given up first.
pub fn all(tx: &mut Tx, limit: i64) -> Result<Vec<Job>, Error> {
    const SQL: &str = "
        SELECT * FROM job ORDER BY given_up_at DESC NULLS LAST, run_at, id LIMIT $1";
    tx.all(SQL, &[&limit])
}
