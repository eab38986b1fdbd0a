//! What this office is: which programme it runs by, and how far its journal has come.

use model::Timestamp;

use crate::{Act, Error};

/// Told to everybody who is signed in: there is nothing in it about anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The kind of database.
    pub store: &'static str,
    pub programme: i64,
    pub programme_at: Option<Timestamp>,
    /// Entries of the journal.
    pub entries: i64,
    /// How many of them the latest signed checkpoint covers.
    pub checkpoint: Option<i64>,
}

pub fn about(act: &mut Act<'_>) -> Result<About, Error> {
    let revision = store::programmes::latest(act.tx)?;
    let head = store::journal::head(act.tx)?;
    let checkpoint = store::journal::last_checkpoint(act.tx)?;
    Ok(About {
        store: act.tx.kind(),
        programme: revision.as_ref().map_or(0, |revision| revision.number),
        programme_at: revision.map(|revision| revision.applied_at),
        entries: head.size,
        checkpoint: checkpoint.map(|checkpoint| checkpoint.size),
    })
}
