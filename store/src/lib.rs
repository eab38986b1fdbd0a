//! All SQL, written once and run on SQLite and PostgreSQL.
//!
//! A unit of work is a plain closure over [`Tx`], run on a database thread in one transaction.
//! It may run more than once, so it borrows its input and touches nothing but its `Tx`.

mod columns;
mod error;
mod kinds;
mod migrate;
mod place;
mod postgres;
mod row;
mod scope;
mod sequencer;
mod sqlite;
mod tx;
mod unit;
mod value;
mod worker;
mod writer;

pub mod accounts;
pub mod activities;
pub mod affiliations;
pub mod audit;
pub mod backup;
pub mod briefings;
pub mod cases;
pub mod denials;
pub mod divisions;
pub mod estate;
pub mod facts;
pub mod gaps;
pub mod imports;
pub mod jobs;
pub mod journal;
pub mod notices;
pub mod organisations;
pub mod pairings;
pub mod people;
pub mod postings;
pub mod programmes;
pub mod records;
pub mod reveals;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod sign_ins;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
pub mod trail;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
    mpsc,
};

use crossbeam_channel::{Sender, TrySendError};
use model::Timestamp;

use crate::unit::{Job, Unit};
pub use crate::{
    error::Error,
    kinds::KINDS,
    place::{BadSchema, Place, Schema},
    row::{Cells, Journaled, Record, Row},
    scope::Scope,
    tx::Tx,
    unit::Mode,
    value::{FromValue, Params, ToValue, Value},
};

/// How many units may wait in one queue before the store answers [`Error::Busy`].
pub const QUEUE: usize = 4096;

/// The door to one county's database. Clones share its threads, which end with the last clone.
#[derive(Clone)]
pub struct Store {
    readers: Sender<Job>,
    writers: Sender<Job>,
    commits: Commits,
}

pub(crate) type Commits = Arc<AtomicU64>;

impl Store {
    /// Blocks while it connects and migrates: call it before an async runtime starts.
    pub fn open(place: &Place, now: Timestamp) -> Result<Store, Error> {
        match place {
            Place::Sqlite(path) => sqlite::open(path, now),
            Place::Postgres { url, schema } => postgres::open(url, schema, now),
        }
    }

    /// Runs `work` in a transaction of its own and waits until it is durable.
    pub fn write<T, E>(
        &self,
        work: impl Fn(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.wait(Mode::Write, work)
    }

    /// Runs `work` on a snapshot that no writer disturbs.
    pub fn read<T, E>(
        &self,
        work: impl Fn(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.wait(Mode::Read, work)
    }

    /// Queues `work` and returns at once. A database thread calls `reply` after the commit,
    /// so `reply` must be quick; when the queue is full it is called here, with [`Error::Busy`].
    pub fn submit<T, E>(
        &self,
        mode: Mode,
        work: impl Fn(&mut Tx) -> Result<T, E> + Send + 'static,
        reply: impl FnOnce(Result<T, E>) + Send + 'static,
    ) where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let queue = match mode {
            Mode::Read => &self.readers,
            Mode::Write => &self.writers,
        };
        match queue.try_send(Unit::job(mode, work, reply)) {
            Ok(()) => {}
            Err(TrySendError::Full(job)) => job.answer(Err(Error::Busy)),
            Err(TrySendError::Disconnected(job)) => job.answer(Err(Error::Closed)),
        }
    }

    /// How many commits this store has made; on SQLite, far fewer than units under load.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    fn wait<T, E>(
        &self,
        mode: Mode,
        work: impl Fn(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = mpsc::sync_channel(1);
        // Nobody listens only if the waiting thread is gone, and then nobody needs the answer.
        self.submit(mode, work, move |result| drop(reply.send(result)));
        answer.recv().unwrap_or_else(|_| Err(Error::OutcomeUnknown.into()))
    }
}
