//! What a unit of work sees of the database: four verbs.

use crate::{Error, Params, Row, postgres::Postgres, sqlite::Sqlite};

/// One transaction. Only a database thread makes one, and only the thread begins and ends it.
pub struct Tx {
    base: Base,
    /// PostgreSQL spoils a transaction whose statement failed and SQLite does not.
    /// Here both do: after a failure nothing more runs, and the unit is undone.
    failure: Option<Error>,
    /// Whether the unit has appended to the journal, which then wants numbering.
    journaled: bool,
    /// Whether the unit may have changed a row.
    written: bool,
}

pub(crate) enum Base {
    Sqlite(Sqlite),
    Postgres(Box<Postgres>),
}

/// SQL is `&'static str`: what a user typed can be bound but never become SQL.
impl Tx {
    /// How many rows the statement changed.
    pub fn exec(&mut self, sql: &'static str, params: Params<'_>) -> Result<u64, Error> {
        self.written = true;
        self.guard(|base| match base {
            Base::Sqlite(sqlite) => sqlite.exec(sql, params),
            Base::Postgres(postgres) => postgres.exec(sql, params),
        })
    }

    pub fn all<R: Row>(&mut self, sql: &'static str, params: Params<'_>) -> Result<Vec<R>, Error> {
        self.guard(|base| match base {
            Base::Sqlite(sqlite) => sqlite.all(sql, params),
            Base::Postgres(postgres) => postgres.all(sql, params),
        })
    }

    /// The only row, or none. A query that may find more says `LIMIT 1`.
    pub fn one<R: Row>(
        &mut self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<Option<R>, Error> {
        Ok(self.all(sql, params)?.pop())
    }

    /// Shows every row to `see`, one at a time, so that a long list needs little memory.
    pub fn each<R: Row>(
        &mut self,
        sql: &'static str,
        params: Params<'_>,
        mut see: impl FnMut(R) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.guard(|base| match base {
            Base::Sqlite(sqlite) => sqlite.each(sql, params, &mut see),
            Base::Postgres(postgres) => postgres.each(sql, params, &mut see),
        })
    }

    /// What the database calls itself.
    pub fn kind(&self) -> &'static str {
        match self.base {
            Base::Sqlite(_) => "SQLite",
            Base::Postgres(_) => "PostgreSQL",
        }
    }

    /// On SQLite units run one after another, so a unit can number its journal entries itself.
    pub(crate) fn is_only_writer(&self) -> bool {
        matches!(self.base, Base::Sqlite(_))
    }

    pub(crate) fn note_journaled(&mut self) {
        self.journaled = true;
    }

    fn guard<T>(&mut self, run: impl FnOnce(&mut Base) -> Result<T, Error>) -> Result<T, Error> {
        if self.failure.is_some() {
            return Err(Error::Aborted);
        }
        run(&mut self.base).inspect_err(|error| self.failure = Some(error.clone()))
    }
}

/// For the database threads.
impl Tx {
    pub(crate) fn new(base: Base) -> Tx {
        Tx { base, failure: None, journaled: false, written: false }
    }

    pub(crate) fn base(&mut self) -> &mut Base {
        &mut self.base
    }

    /// `BEGIN`, `COMMIT`, DDL: one statement that no unit of work may run.
    pub(crate) fn control(&mut self, sql: &str) -> Result<(), Error> {
        match &mut self.base {
            Base::Sqlite(sqlite) => sqlite.control(sql),
            Base::Postgres(postgres) => postgres.control(sql),
        }
    }

    /// Whether any unit since the last call has appended to the journal.
    pub(crate) fn take_journaled(&mut self) -> bool {
        std::mem::take(&mut self.journaled)
    }

    /// Whether anything may have been written since the last call.
    pub(crate) fn take_written(&mut self) -> bool {
        std::mem::take(&mut self.written)
    }

    /// The first statement that failed in the unit that has just run.
    pub(crate) fn take_failure(&mut self) -> Option<Error> {
        self.failure.take()
    }
}
