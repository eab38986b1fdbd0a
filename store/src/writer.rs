//! Group commit: whatever waits when the writer comes round shares one commit, and so one fsync.

use std::sync::atomic::Ordering;

use crossbeam_channel::Receiver;

use crate::{
    Commits, Error, Tx, journal,
    tx::Base,
    unit::{Job, Verdict},
};

/// More would gain little and make the first unit wait long for the last.
const GROUP: usize = 256;

pub(crate) fn run(mut tx: Tx, queue: &Receiver<Job>, commits: &Commits) {
    while let Ok(first) = queue.recv() {
        let mut group = vec![first];
        group.extend(queue.try_iter().take(GROUP - 1));

        let settled = settle(&mut tx, &mut group, commits);
        if settled.is_err() {
            // Fails only where nothing is open any more, and that is as good.
            let _ = tx.control("ROLLBACK");
        }
        for job in group {
            job.answer(settled.clone());
        }
    }
}

/// An error here is every unit's error: even a refusal may rest on rows that a neighbour lost.
fn settle(tx: &mut Tx, group: &mut [Job], commits: &Commits) -> Result<(), Error> {
    tx.control("BEGIN IMMEDIATE")?;
    if !run_together(tx, group)? {
        tx.control("ROLLBACK")?;
        if group.len() == 1 {
            return Ok(());
        }
        tx.control("BEGIN IMMEDIATE")?;
        run_apart(tx, group)?;
    }
    if tx.take_journaled() {
        journal::extend(tx)?;
        // Out of band: no unit is there any more to take the blame for its failure.
        if let Some(failure) = tx.take_failure() {
            return Err(failure);
        }
    }
    tx.control("COMMIT").map_err(|_| Error::OutcomeUnknown)?;
    commits.fetch_add(1, Ordering::Relaxed);
    Ok(())
}

/// Runs the units with nothing between them, for a savepoint costs a copy of every page that its
/// unit touches. False when one failed after it had written: its rows are among its neighbours'.
fn run_together(tx: &mut Tx, group: &mut [Job]) -> Result<bool, Error> {
    for job in group {
        tx.take_written();
        if job.run(tx) != Verdict::Keep {
            still_open(tx)?;
            if tx.take_written() {
                tx.take_journaled();
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Runs the units so that one can be undone without its neighbours.
fn run_apart(tx: &mut Tx, group: &mut [Job]) -> Result<(), Error> {
    for job in group {
        tx.control("SAVEPOINT unit")?;
        if job.run(tx) != Verdict::Keep {
            still_open(tx)?;
            tx.control("ROLLBACK TO unit")?;
        }
        tx.control("RELEASE unit")?;
    }
    Ok(())
}

/// Without this, the units after a full disk would run, and commit, one by one.
fn still_open(tx: &mut Tx) -> Result<(), Error> {
    match tx.base() {
        Base::Sqlite(sqlite) if !sqlite.in_transaction() => {
            Err(Error::Unavailable("SQLite gave up the transaction".into()))
        }
        _ => Ok(()),
    }
}
