//! What verification reads: everything, in pieces of bounded size, and as it stands rather than as it
//! should be. A value that no type of ours allows is shown as one that fails the comparison that follows,
//! so one spoilt row does not keep the others from being looked at.

mod spoilt;
mod standing;
mod strays;

use uuid::Uuid;

use self::spoilt::{Shown, all, cell};
pub use self::{
    standing::{Kind, Standing, Version},
    strays::{
        Counts, counts, heads, levels_outside, lost_changes, lost_facts, outside, tiles_outside,
        under_waiting, waiting,
    },
};
use crate::{Cells, Error, Row, Tx, tx::Base};

type See<'a, T> = &'a mut dyn FnMut(T) -> Result<(), Error>;

/// Before the first question of a long verification. Each is about a small range of an index, but
/// PostgreSQL's planner cannot know that of a statement it has prepared.
pub fn begin(tx: &mut Tx) -> Result<(), Error> {
    match tx.base() {
        Base::Sqlite(_) => Ok(()),
        Base::Postgres(_) => {
            tx.control("SET LOCAL enable_hashjoin = off")?;
            tx.control("SET LOCAL enable_mergejoin = off")
        }
    }
}

/// Whether an entry has its index from the start, so that one without is wrong.
pub fn numbers_at_once(tx: &Tx) -> bool {
    tx.is_only_writer()
}

/// A journal entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: Uuid,
    pub idx: i64,
    pub at: i64,
    pub actor_id: Uuid,
    pub kind: String,
    pub subject: Uuid,
    pub facts_digest: Vec<u8>,
    pub commitment: Vec<u8>,
    pub turn: Option<i64>,
}

impl Row for Entry {
    fn read(cells: &Cells<'_>) -> Result<Entry, Error> {
        Ok(Entry {
            id: cell(cells, "id"),
            idx: cells.named("idx")?,
            at: cell(cells, "at"),
            actor_id: cell(cells, "actor_id"),
            kind: cell(cells, "kind"),
            subject: cell(cells, "subject"),
            facts_digest: cell(cells, "facts_digest"),
            commitment: cell(cells, "commitment"),
            turn: cell(cells, "turn"),
        })
    }
}

/// The entries of a range of indices, in order.
pub fn entries(tx: &mut Tx, from: i64, until: i64) -> Result<Vec<Entry>, Error> {
    const SQL: &str = "SELECT * FROM journal_entry WHERE idx >= $1 AND idx < $2 ORDER BY idx";
    tx.all(SQL, &[&from, &until])
}

/// A change's place in its entry, and its commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub idx: i64,
    pub n: i64,
    pub commitment: Vec<u8>,
}

impl Row for Mark {
    fn read(cells: &Cells<'_>) -> Result<Mark, Error> {
        Ok(Mark {
            idx: cells.named("idx")?,
            n: cell(cells, "n"),
            commitment: cell(cells, "commitment"),
        })
    }
}

/// The changes of a range of entries, in order.
pub fn marks(tx: &mut Tx, from: i64, until: i64, see: See<'_, Mark>) -> Result<(), Error> {
    const SQL: &str = "
        SELECT e.idx, c.n, c.commitment
        FROM journal_entry AS e JOIN journal_change AS c ON c.entry_id = e.id
        WHERE e.idx >= $1 AND e.idx < $2 ORDER BY e.idx, c.n";
    tx.each(SQL, &[&from, &until], see)
}

/// A fact as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    pub idx: Option<i64>,
    pub n: i64,
    pub journal_index: Option<i64>,
    pub measure: String,
    pub tag: String,
    pub day: String,
    pub division_code: String,
    pub organisation_id: Option<Uuid>,
    pub subject: Uuid,
    pub quantity: i64,
    pub record_kind: String,
    pub record_id: Uuid,
}

impl Row for Posted {
    fn read(cells: &Cells<'_>) -> Result<Posted, Error> {
        Ok(Posted {
            idx: cells.named("idx")?,
            n: cell(cells, "n"),
            journal_index: cell(cells, "journal_index"),
            measure: cell(cells, "measure"),
            tag: cell(cells, "tag"),
            day: cell(cells, "day"),
            division_code: cell(cells, "division_code"),
            organisation_id: cell(cells, "organisation_id"),
            subject: cell(cells, "subject"),
            quantity: cell(cells, "quantity"),
            record_kind: cell(cells, "record_kind"),
            record_id: cell(cells, "record_id"),
        })
    }
}

impl Posted {
    /// As [`crate::facts::line`].
    pub fn line(&self) -> String {
        let Posted { measure, tag, day, division_code, subject, quantity, .. } = self;
        let Posted { record_kind, record_id, .. } = self;
        let organisation = self.organisation_id.map(|id| id.to_string()).unwrap_or_default();
        format!(
            "{measure}|{tag}|{day}|{division_code}|{organisation}|{subject}|{quantity}|{record_kind}|{record_id}"
        )
    }
}

/// The facts of a range of entries, in order.
pub fn facts(tx: &mut Tx, from: i64, until: i64, see: See<'_, Posted>) -> Result<(), Error> {
    const SQL: &str = "
        SELECT e.idx, f.n, f.journal_index, f.measure, f.tag, f.day, f.division_code,
               f.organisation_id, f.subject, f.quantity, f.record_kind, f.record_id
        FROM journal_entry AS e JOIN fact AS f ON f.entry_id = e.id
        WHERE e.idx >= $1 AND e.idx < $2 ORDER BY e.idx, f.n";
    tx.each(SQL, &[&from, &until], see)
}

/// The tiles of a level from number `from` up to `until`: number and bytes.
pub fn tiles(tx: &mut Tx, level: i64, from: i64, until: i64) -> Result<Vec<(i64, Vec<u8>)>, Error> {
    const SQL: &str = "
        SELECT n, hashes FROM journal_tile WHERE level = $1 AND n >= $2 AND n < $3 ORDER BY n";
    all(tx, SQL, &[&level, &from, &until])
}

/// Size and note of up to `limit` checkpoints above a size, in order.
pub fn checkpoints(tx: &mut Tx, above: i64, limit: i64) -> Result<Vec<(i64, String)>, Error> {
    const SQL: &str = "
        SELECT size, note FROM journal_checkpoint WHERE size > $1 ORDER BY size LIMIT $2";
    all(tx, SQL, &[&above, &limit])
}

/// The last record of a piece of the journal's changes: `count` of them, from record `from` on. The
/// greatest that there can be, where it cannot be read.
pub fn boundary(tx: &mut Tx, from: Uuid, count: i64) -> Result<Option<Uuid>, Error> {
    const SQL: &str = "
        SELECT record_id FROM journal_change WHERE record_id >= $1
        ORDER BY record_id LIMIT 1 OFFSET $2";
    let last: Option<Shown<Uuid>> = tx.one(SQL, &[&from, &count])?;
    Ok(last.map(|Shown(id)| id))
}

/// A changed row as the journal keeps it, and the entry that it stands under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub record_kind: String,
    pub record_id: Uuid,
    /// None while PostgreSQL's sequencer has yet to come by.
    pub idx: Option<i64>,
    pub entry_kind: String,
    pub commitment: Vec<u8>,
    /// None for what is neither yes nor no.
    pub removed: Option<bool>,
    pub salt: Option<Vec<u8>>,
    pub image: Option<String>,
}

impl Row for Change {
    fn read(cells: &Cells<'_>) -> Result<Change, Error> {
        Ok(Change {
            record_kind: cell(cells, "record_kind"),
            record_id: cell(cells, "record_id"),
            idx: cells.named("idx")?,
            entry_kind: cell(cells, "entry_kind"),
            commitment: cell(cells, "commitment"),
            removed: cells.named("removed").ok(),
            salt: cell(cells, "salt"),
            image: cell(cells, "image"),
        })
    }
}

/// The changes of a range of records, each record's in the order in which they were made.
pub fn changes(tx: &mut Tx, from: Uuid, to: Uuid, see: See<'_, Change>) -> Result<(), Error> {
    const SQL: &str = "
        SELECT c.record_kind, c.record_id, e.idx, e.kind AS entry_kind, c.commitment, c.removed,
               c.salt, c.image
        FROM journal_change AS c JOIN journal_entry AS e ON e.id = c.entry_id
        WHERE c.record_id >= $1 AND c.record_id <= $2
        ORDER BY c.record_id, e.idx NULLS LAST, e.turn, e.id, c.n";
    tx.each(SQL, &[&from, &to], see)
}

/// The facts of a range of records, in no order.
pub fn facts_of(tx: &mut Tx, from: Uuid, to: Uuid, see: See<'_, Posted>) -> Result<(), Error> {
    const SQL: &str = "
        SELECT journal_index AS idx, n, journal_index, measure, tag, day, division_code,
               organisation_id, subject, quantity, record_kind, record_id
        FROM fact WHERE record_id >= $1 AND record_id <= $2";
    tx.each(SQL, &[&from, &to], see)
}

/// One row of the search index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub term: String,
    pub record_kind: String,
    pub division_code: String,
    pub record_id: Uuid,
}

impl Row for Term {
    fn read(cells: &Cells<'_>) -> Result<Term, Error> {
        Ok(Term {
            term: cell(cells, "term"),
            record_kind: cell(cells, "record_kind"),
            division_code: cell(cells, "division_code"),
            record_id: cell(cells, "record_id"),
        })
    }
}

/// How many rows the search index has.
pub fn terms(tx: &mut Tx) -> Result<i64, Error> {
    Ok(tx.one("SELECT COUNT(*) FROM search_term", &[])?.unwrap_or_default())
}

/// What a range of records is found by, in no order.
pub fn terms_of(tx: &mut Tx, from: Uuid, to: Uuid, see: See<'_, Term>) -> Result<(), Error> {
    const SQL: &str = "SELECT * FROM search_term WHERE record_id >= $1 AND record_id <= $2";
    tx.each(SQL, &[&from, &to], see)
}
