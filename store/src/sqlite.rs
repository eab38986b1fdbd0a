//! SQLite: one connection that writes, a few that read snapshots.

use std::{collections::HashMap, path::Path, sync::Arc, thread, time::Duration};

use crossbeam_channel::{Receiver, bounded};
use model::Timestamp;
use rusqlite::{CachedStatement, Connection};

use crate::{
    Cells, Commits, Error, Params, QUEUE, Row, Store, Tx, journal,
    migrate::{self, Dialect},
    tx::Base,
    unit::Job,
    worker, writer,
};

const READERS: usize = 4;

/// Older versions can lose a commit when a checkpoint meets a writer that resets the WAL.
const OLDEST: i32 = 3_051_003;

/// `synchronous=FULL` makes each commit durable; group commit is what makes that cheap.
/// `secure_delete` overwrites what is deleted: who was erased is not in the file any more.
/// Random places in the indexes are written over and over: the cache holds them between commits,
/// and a checkpoint every 64 MB instead of every 4 writes each of them back less often.
/// `temp_store` stays as it is: kept in memory, savepoints in a long unit turn quadratic.
pub(crate) const SETTINGS: &str = "
    PRAGMA busy_timeout = 5000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
    PRAGMA cache_size = -32768;
    PRAGMA wal_autocheckpoint = 16000;
    PRAGMA journal_size_limit = 67108864;";

pub(crate) struct Sqlite {
    connection: Connection,
    /// Statements in SQLite's own spelling, by where the text of ours stands.
    own: HashMap<(usize, usize), Box<str>>,
}

pub(crate) fn open(path: &Path, now: Timestamp) -> Result<Store, Error> {
    open_at(path, now, "FULL")
}

/// A level other than FULL loses commits with the power; only tests ask for one.
pub(crate) fn open_at(path: &Path, now: Timestamp, level: &str) -> Result<Store, Error> {
    if rusqlite::version_number() < OLDEST {
        let version = rusqlite::version();
        return Err(Error::CannotOpen(format!("SQLite {version} is older than 3.51.3")));
    }
    let mut tx = connect(path)?;
    tx.control("BEGIN IMMEDIATE")?;
    migrate::run(&mut tx, Dialect::Sqlite, now)?;
    // A backup of a county in PostgreSQL may hold entries that its sequencer had yet to number.
    journal::number(&mut tx)?;
    journal::extend(&mut tx)?;
    tx.control("COMMIT")?;
    tx.control(&format!("PRAGMA synchronous = {level}"))?;

    let (writers, queue) = bounded(QUEUE);
    let commits = Commits::default();
    let counter = Arc::clone(&commits);
    worker::spawn("sqlite-writer", move || writer::run(tx, &queue, &counter))?;

    let (readers, queue) = bounded(QUEUE);
    for _ in 0..READERS {
        let (mut tx, queue) = (connect(path)?, queue.clone());
        tx.control("PRAGMA query_only = ON")?;
        worker::spawn("sqlite-reader", move || read(tx, &queue))?;
    }
    Ok(Store { readers, writers, commits })
}

fn connect(path: &Path) -> Result<Tx, Error> {
    let connection = Connection::open(path)?;
    connection.set_prepared_statement_cache_capacity(256);
    set(&connection)?;
    Ok(Tx::new(Base::Sqlite(Sqlite { connection, own: HashMap::new() })))
}

/// Of programs that open a new file at once one makes it a WAL, and SQLite tells the others that it is
/// busy instead of letting them wait: so they come again, for as long as `busy_timeout` would take.
fn set(connection: &Connection) -> Result<(), Error> {
    const PAUSE: Duration = Duration::from_millis(20);
    let mut left = 250;
    loop {
        match connection.execute_batch(SETTINGS).map_err(Error::from) {
            Err(Error::Busy) if left > 0 => thread::sleep(PAUSE),
            done => return done,
        }
        left -= 1;
    }
}

/// A snapshot lasts as long as its unit. There is nothing to keep, so it ends in a rollback.
fn read(mut tx: Tx, queue: &Receiver<Job>) {
    for mut job in queue {
        let settled = tx.control("BEGIN").and_then(|()| {
            job.run(&mut tx);
            tx.control("ROLLBACK")
        });
        job.answer(settled);
    }
}

impl Sqlite {
    pub(crate) fn exec(&mut self, sql: &'static str, params: Params<'_>) -> Result<u64, Error> {
        Ok(self.prepared(sql, params)?.raw_execute()? as u64)
    }

    pub(crate) fn all<R: Row>(
        &mut self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<Vec<R>, Error> {
        let mut found = Vec::new();
        self.each(sql, params, &mut |row| {
            found.push(row);
            Ok(())
        })?;
        Ok(found)
    }

    pub(crate) fn each<R: Row>(
        &mut self,
        sql: &'static str,
        params: Params<'_>,
        see: &mut dyn FnMut(R) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut statement = self.prepared(sql, params)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            see(R::read(&Cells::Sqlite(row))?)?;
        }
        Ok(())
    }

    pub(crate) fn control(&mut self, sql: &str) -> Result<(), Error> {
        // Every unit begins and ends with the same few words.
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.raw_query();
        while rows.next()?.is_some() {}
        Ok(())
    }

    /// A full disk or an I/O error can make SQLite roll the whole transaction back by itself.
    pub(crate) fn in_transaction(&self) -> bool {
        !self.connection.is_autocommit()
    }

    /// To SQLite `$2` is a name, numbered by where it first appears and slow to look up; `?2` is the
    /// second, wherever it stands.
    fn prepared(
        &mut self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<CachedStatement<'_>, Error> {
        let at = (sql.as_ptr() as usize, sql.len());
        let own = self.own.entry(at).or_insert_with(|| sql.replace('$', "?").into());
        let mut statement = self.connection.prepare_cached(own)?;
        for place in 1..=statement.parameter_count() {
            let param = params.get(place - 1);
            let param = param.ok_or(rusqlite::Error::InvalidParameterCount(place, params.len()))?;
            statement.raw_bind_parameter(place, param.to_value())?;
        }
        Ok(statement)
    }
}
