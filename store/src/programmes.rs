//! Programmes as they were applied.

use model::briefing::ProgrammeRevision;

use crate::{Error, Tx};

/// The one in force.
pub fn latest(tx: &mut Tx) -> Result<Option<ProgrammeRevision>, Error> {
    tx.one("SELECT * FROM programme_revision ORDER BY number DESC LIMIT 1", &[])
}

pub fn numbered(tx: &mut Tx, number: i64) -> Result<Option<ProgrammeRevision>, Error> {
    tx.one("SELECT * FROM programme_revision WHERE number = $1", &[&number])
}

/// All, the latest first.
pub fn all(tx: &mut Tx) -> Result<Vec<ProgrammeRevision>, Error> {
    tx.all("SELECT * FROM programme_revision ORDER BY number DESC", &[])
}
