//! PostgreSQL: a few worker threads with a connection each. The server groups the commits.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    sync::{Arc, atomic::Ordering},
    thread,
    time::Duration,
};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use model::Timestamp;
use postgres::{
    Client, Config, NoTls, Statement, fallible_iterator::FallibleIterator, types::ToSql,
};

use crate::{
    Cells, Commits, Error, Mode, Params, QUEUE, Row, Schema, Store, Tx, Value,
    migrate::{self, Dialect},
    sequencer,
    tx::Base,
    unit::{Job, Verdict},
    worker,
};

const WORKERS: usize = 8;
/// With the pauses in between, about a second.
const ATTEMPTS: u32 = 10;

pub(crate) struct Postgres {
    config: Config,
    client: Client,
    /// SQL is static text, so this grows no larger than the program.
    statements: HashMap<&'static str, Statement>,
    /// False once the line may have stayed inside a transaction.
    sound: bool,
}

pub(crate) fn open(url: &str, schema: &Schema, now: Timestamp) -> Result<Store, Error> {
    let config = config(url, schema)?;
    let mut tx = connect(&config)?;
    tx.control("BEGIN")?;
    tx.control(&lock(schema))?;
    tx.control(&format!("CREATE SCHEMA IF NOT EXISTS {schema}"))?;
    check_order(&mut tx)?;
    migrate::run(&mut tx, Dialect::Postgres, now)?;
    tx.control("COMMIT")?;

    let (writers, queue) = bounded(QUEUE);
    let commits = Commits::default();
    let (numbered, unnumbered) = unbounded();
    let tx = connect(&config)?;
    worker::spawn("postgres-sequencer", move || sequencer::run(tx, &unnumbered))?;
    for _ in 0..WORKERS {
        let (tx, queue, commits) = (connect(&config)?, queue.clone(), Arc::clone(&commits));
        let numbered = numbered.clone();
        worker::spawn("postgres", move || run(tx, &queue, &numbered, &commits))?;
    }
    Ok(Store { readers: writers.clone(), writers, commits })
}

pub(crate) fn config(url: &str, schema: &Schema) -> Result<Config, Error> {
    let mut config: Config = url.parse()?;
    // In the connection itself, so that no unit can run in a neighbour county's tables.
    config.options(&format!("-csearch_path={schema}"));
    Ok(config)
}

/// Held until COMMIT, so that no two programs make, migrate or restore one county at once.
pub(crate) fn lock(schema: &Schema) -> String {
    format!("SELECT pg_advisory_xact_lock(hashtextextended('{schema}', 0))")
}

fn connect(config: &Config) -> Result<Tx, Error> {
    let client = config.connect(NoTls)?;
    Ok(Tx::new(Base::Postgres(Box::new(Postgres {
        config: config.clone(),
        client,
        statements: HashMap::new(),
        sound: true,
    }))))
}

/// 1 in a database whose text sorts by bytes: any collation but C orders it differently from SQLite.
pub(crate) const IN_ORDER: &str = "
    SELECT COUNT(*) FROM pg_database
    WHERE datname = current_database() AND datcollate IN ('C', 'POSIX', 'C.UTF-8', 'C.utf8')";

pub(crate) fn out_of_order() -> Error {
    Error::CannotOpen("create the database with LOCALE 'C.UTF-8'".into())
}

fn check_order(tx: &mut Tx) -> Result<(), Error> {
    match tx.one(IN_ORDER, &[])? {
        Some(1_i64) => Ok(()),
        _ => Err(out_of_order()),
    }
}

/// What has written to the journal is answered by the sequencer, once its entries have an index.
fn run(mut tx: Tx, queue: &Receiver<Job>, unnumbered: &Sender<Job>, commits: &Commits) {
    for mut job in queue {
        let settled = settle(&mut tx, &mut job, commits);
        if tx.take_journaled() && settled.is_ok() {
            if let Err(unsent) = unnumbered.send(job) {
                // The sequencer has died. The commit is durable all the same.
                unsent.into_inner().answer(Ok(()));
            }
        } else {
            job.answer(settled);
        }
    }
}

/// Repeats the unit until it is settled; an attempt that failed has left nothing behind.
fn settle(tx: &mut Tx, job: &mut Job, commits: &Commits) -> Result<(), Error> {
    let mut last = Ok(());
    for attempt in 0..ATTEMPTS {
        last = match once(tx, job, commits) {
            // Should this be the last attempt, the unit's own error is the answer.
            Ok(Verdict::Repeat) => Ok(()),
            Ok(Verdict::Keep | Verdict::Undo) => return Ok(()),
            Err(error) if error.is_passing() => Err(error),
            Err(error) => return Err(error),
        };
        thread::sleep(pause(attempt));
    }
    last
}

/// Twice as long each time, and never the same on two threads: those who met once would meet again.
fn pause(attempt: u32) -> Duration {
    let unlike = RandomState::new().hash_one(attempt) % 1000;
    Duration::from_micros((500 + unlike) << attempt)
}

fn once(tx: &mut Tx, job: &mut Job, commits: &Commits) -> Result<Verdict, Error> {
    if let Base::Postgres(postgres) = tx.base() {
        postgres.mend()?;
    }
    tx.control(match job.mode() {
        // What SQLite gives: a rule that held when the unit read it holds when the unit commits.
        Mode::Write => "BEGIN ISOLATION LEVEL SERIALIZABLE",
        Mode::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    })?;
    tx.take_journaled();
    let verdict = job.run(tx);
    if (verdict, job.mode()) == (Verdict::Keep, Mode::Write) {
        tx.control("COMMIT").map_err(doubtful)?;
        commits.fetch_add(1, Ordering::Relaxed);
    } else {
        tx.control("ROLLBACK")?;
    }
    if verdict == Verdict::Repeat
        && let Base::Postgres(postgres) = tx.base()
    {
        postgres.statements.clear();
    }
    Ok(verdict)
}

/// Only these say for certain that a commit did not happen.
fn doubtful(error: Error) -> Error {
    match error {
        Error::Conflict(_) | Error::Duplicate | Error::Reference => error,
        _ => Error::OutcomeUnknown,
    }
}

impl Postgres {
    pub(crate) fn exec(&mut self, sql: &'static str, params: Params<'_>) -> Result<u64, Error> {
        let values = values(params);
        let statement = self.statement(sql)?;
        Ok(self.client.execute(&statement, &borrowed(&values))?)
    }

    pub(crate) fn all<R: Row>(
        &mut self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<Vec<R>, Error> {
        let values = values(params);
        let statement = self.statement(sql)?;
        let rows = self.client.query(&statement, &borrowed(&values))?;
        rows.iter().map(|row| R::read(&Cells::Postgres(row))).collect()
    }

    pub(crate) fn each<R: Row>(
        &mut self,
        sql: &'static str,
        params: Params<'_>,
        see: &mut dyn FnMut(R) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let values = values(params);
        let statement = self.statement(sql)?;
        let mut rows = self.client.query_raw(&statement, values.iter())?;
        while let Some(row) = rows.next()? {
            see(R::read(&Cells::Postgres(&row))?)?;
        }
        Ok(())
    }

    pub(crate) fn control(&mut self, sql: &str) -> Result<(), Error> {
        let done = self.client.batch_execute(sql);
        self.sound = done.is_ok();
        Ok(done?)
    }

    fn statement(&mut self, sql: &'static str) -> Result<Statement, Error> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.statements.insert(sql, statement.clone());
        Ok(statement)
    }

    /// A fresh connection in place of one that broke.
    pub(crate) fn mend(&mut self) -> Result<(), Error> {
        if !self.sound || self.client.is_closed() {
            self.client = self.config.connect(NoTls)?;
            self.statements.clear();
            self.sound = true;
        }
        Ok(())
    }
}

fn values<'a>(params: Params<'a>) -> Vec<Value<'a>> {
    params.iter().map(|param| param.to_value()).collect()
}

fn borrowed<'a>(values: &'a [Value<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}
