//! The journal's tables as a whole: how much there is, and what belongs nowhere in them.

use uuid::Uuid;

use super::spoilt::all;
use crate::{Error, Tx, row::row};

/// How many rows the journal's tables have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub entries: i64,
    pub waiting: i64,
    pub changes: i64,
    pub facts: i64,
    pub tiles: i64,
    pub checkpoints: i64,
}

row!(Counts { entries, waiting, changes, facts, tiles, checkpoints });

pub fn counts(tx: &mut Tx) -> Result<Counts, Error> {
    const SQL: &str = "
        SELECT (SELECT COUNT(*) FROM journal_entry) AS entries,
               (SELECT COUNT(*) FROM journal_entry WHERE idx IS NULL) AS waiting,
               (SELECT COUNT(*) FROM journal_change) AS changes,
               (SELECT COUNT(*) FROM fact) AS facts,
               (SELECT COUNT(*) FROM journal_tile) AS tiles,
               (SELECT COUNT(*) FROM journal_checkpoint) AS checkpoints";
    Ok(tx.one(SQL, &[])?.unwrap_or_default())
}

/// Entries outside the journal: index and id of those below zero or at `size` and above.
pub fn outside(tx: &mut Tx, size: i64, limit: i64) -> Result<Vec<(i64, Uuid)>, Error> {
    const SQL: &str = "
        SELECT idx, id FROM journal_entry WHERE idx < 0 OR idx >= $1 ORDER BY idx LIMIT $2";
    all(tx, SQL, &[&size, &limit])
}

/// Entries without an index.
pub fn waiting(tx: &mut Tx, limit: i64) -> Result<Vec<Uuid>, Error> {
    all(tx, "SELECT id FROM journal_entry WHERE idx IS NULL ORDER BY turn, id LIMIT $1", &[&limit])
}

/// How many changes and how many facts stand under entries without an index.
pub fn under_waiting(tx: &mut Tx) -> Result<(i64, i64), Error> {
    const SQL: &str = "
        SELECT (SELECT COUNT(*) FROM journal_entry AS e
                JOIN journal_change AS c ON c.entry_id = e.id WHERE e.idx IS NULL),
               (SELECT COUNT(*) FROM journal_entry AS e
                JOIN fact AS f ON f.entry_id = e.id WHERE e.idx IS NULL)";
    Ok(tx.one(SQL, &[])?.unwrap_or_default())
}

/// Changes under no entry: kind and id of their records.
pub fn lost_changes(tx: &mut Tx, limit: i64) -> Result<Vec<(String, Uuid)>, Error> {
    const SQL: &str = "
        SELECT c.record_kind, c.record_id FROM journal_change AS c
        LEFT JOIN journal_entry AS e ON e.id = c.entry_id WHERE e.id IS NULL LIMIT $1";
    all(tx, SQL, &[&limit])
}

/// Facts under no entry: kind and id of their records, and the index that they claim.
pub fn lost_facts(tx: &mut Tx, limit: i64) -> Result<Vec<(String, Uuid, Option<i64>)>, Error> {
    const SQL: &str = "
        SELECT f.record_kind, f.record_id, f.journal_index FROM fact AS f
        LEFT JOIN journal_entry AS e ON e.id = f.entry_id WHERE e.id IS NULL LIMIT $1";
    all(tx, SQL, &[&limit])
}

/// Level and number of tiles that do not belong: of this level, those outside `0..until`.
pub fn tiles_outside(tx: &mut Tx, level: i64, until: i64) -> Result<Vec<(i64, i64)>, Error> {
    const SQL: &str = "
        SELECT level, n FROM journal_tile WHERE level = $1 AND (n >= $2 OR n < 0)
        ORDER BY n LIMIT 20";
    all(tx, SQL, &[&level, &until])
}

/// Level and number of tiles of levels outside `0..until`.
pub fn levels_outside(tx: &mut Tx, until: i64) -> Result<Vec<(i64, i64)>, Error> {
    const SQL: &str = "
        SELECT level, n FROM journal_tile WHERE level < 0 OR level >= $1
        ORDER BY level, n LIMIT 20";
    all(tx, SQL, &[&until])
}

/// Id, size and tiled size of every row of the head: there should be one.
pub fn heads(tx: &mut Tx) -> Result<Vec<(i64, i64, i64)>, Error> {
    tx.all("SELECT id, size, tiled FROM journal_head ORDER BY id", &[])
}
