//! The rows of the journaled tables, and what follows from each.

use model::{
    fact::{Fact, Posts},
    filing::{Filed, Filing},
};
use uuid::Uuid;

use super::{See, cell};
use crate::{Cells, Error, Journaled, Row, Tx};

/// A row of a journaled table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub id: Uuid,
    /// None if a column holds what no act of ours can have written.
    pub version: Option<Version>,
}

/// What follows from a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub image: String,
    pub facts: Vec<Fact>,
    pub filing: Option<Filing>,
}

/// A journaled table, whatever the type of its rows.
#[derive(Clone, Copy)]
pub struct Kind {
    pub table: &'static str,
    pub columns: &'static [&'static str],
    count: fn(&mut Tx) -> Result<i64, Error>,
    rows: Rows,
}

type Rows = fn(&mut Tx, Uuid, Uuid, See<'_, Standing>) -> Result<(), Error>;

impl Kind {
    pub(crate) const fn of<R: Journaled + Posts + Filed>() -> Kind {
        Kind { table: R::TABLE, columns: R::COLUMNS, count: count::<R>, rows: rows::<R> }
    }

    /// How many rows there are.
    pub fn count(&self, tx: &mut Tx) -> Result<i64, Error> {
        (self.count)(tx)
    }

    /// The rows of a range of ids.
    pub fn rows(
        &self,
        tx: &mut Tx,
        from: Uuid,
        to: Uuid,
        see: See<'_, Standing>,
    ) -> Result<(), Error> {
        (self.rows)(tx, from, to, see)
    }
}

fn count<R: Journaled>(tx: &mut Tx) -> Result<i64, Error> {
    Ok(tx.one(R::statements().count(), &[])?.unwrap_or_default())
}

fn rows<R: Journaled + Posts + Filed>(
    tx: &mut Tx,
    from: Uuid,
    to: Uuid,
    see: See<'_, Standing>,
) -> Result<(), Error> {
    tx.each(R::statements().between(), &[&from, &to], |Exact::<R>(id, row)| {
        let version =
            row.map(|row| Version { image: row.image(), facts: row.facts(), filing: row.filing() });
        see(Standing { id, version })
    })
}

/// A row and its id, the row only if writing it would give the very values that stand there.
struct Exact<R>(Uuid, Option<R>);

impl<R: Journaled> Row for Exact<R> {
    fn read(cells: &Cells<'_>) -> Result<Exact<R>, Error> {
        let is_exact = |row: &R| {
            let mut pairs = R::COLUMNS.iter().zip(row.values());
            pairs.all(|(column, value)| cells.holds(column, &value.to_value()))
        };
        Ok(Exact(cell(cells, "id"), R::read(cells).ok().filter(is_exact)))
    }
}
