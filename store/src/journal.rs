//! The journal's tables: entries, what each changed, and the Merkle tree's tiles.

use model::{
    Timestamp,
    id::{AccountId, EntryId},
    journal::{
        Hash, Salt, change_commitment,
        entry::{Entry, is_kind},
        entry_commitment, facts_digest,
        tile::{self, TileChange, TileError},
    },
};
use uuid::Uuid;

use crate::{Cells, Error, Row, Tx, facts::Posted, row::row};

/// One row that an act changed. No image means that the row was removed.
pub struct Change {
    pub record_kind: &'static str,
    pub record_id: Uuid,
    pub salt: Salt,
    pub image: Option<String>,
}

pub struct NewEntry<'a> {
    pub id: EntryId,
    pub at: Timestamp,
    pub actor_id: AccountId,
    pub kind: &'a str,
    pub subject: Uuid,
    pub changes: &'a [Change],
    pub facts: &'a [Posted],
}

/// An entry as it stands in its row. `idx` is absent while PostgreSQL's sequencer has yet to come by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    pub id: EntryId,
    pub idx: Option<i64>,
    pub at: Timestamp,
    pub actor_id: AccountId,
    pub kind: String,
    pub subject: Uuid,
    pub facts_digest: Hash,
    pub commitment: Hash,
}

row!(EntryRow { id, idx, at, actor_id, kind, subject, facts_digest, commitment });

impl EntryRow {
    pub fn entry(&self) -> Entry {
        Entry {
            id: self.id,
            at: self.at,
            actor: self.actor_id,
            kind: self.kind.clone(),
            subject: self.subject,
            commitment: self.commitment,
        }
    }
}

/// One changed row as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    pub entry_id: EntryId,
    pub n: i64,
    pub record_kind: String,
    pub record_id: Uuid,
    pub commitment: Hash,
    pub removed: bool,
    pub salt: Option<Vec<u8>>,
    pub image: Option<String>,
}

row!(ChangeRow { entry_id, n, record_kind, record_id, commitment, removed, salt, image });

/// How far the journal reaches: entries with an index, and entries in the tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub size: i64,
    pub tiled: i64,
}

row!(Head { size, tiled });

/// Appends one entry with its changes and facts. On SQLite it has its index at once.
pub fn append(tx: &mut Tx, new: &NewEntry<'_>) -> Result<(), Error> {
    const NEXT: &str = "UPDATE journal_head SET size = size + 1 WHERE id = 1 RETURNING size - 1";
    const ENTRY: &str = "
        INSERT INTO journal_entry
            (id, idx, at, actor_id, kind, subject, facts_digest, commitment, turn)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    const TURN: &str = "SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)";
    if !is_kind(new.kind) {
        return Err(Error::BadColumn("journal_entry.kind".into()));
    }
    let (idx, turn): (Option<i64>, Option<i64>) = match tx.is_only_writer() {
        true => (tx.one(NEXT, &[])?, None),
        false => (None, tx.one(TURN, &[])?),
    };
    let commitments: Vec<Hash> = new.changes.iter().map(commitment).collect();
    let lines: Vec<String> = new.facts.iter().map(Posted::line).collect();
    let digest = facts_digest(lines.iter().map(String::as_str));
    let whole = entry_commitment(&commitments, digest);
    tx.exec(
        ENTRY,
        &[&new.id, &idx, &new.at, &new.actor_id, &new.kind, &new.subject, &digest, &whole, &turn],
    )?;
    append_changes(tx, new, &commitments)?;
    crate::facts::post(tx, new.id, idx, new.facts)?;
    tx.note_journaled();
    Ok(())
}

fn append_changes(tx: &mut Tx, new: &NewEntry<'_>, commitments: &[Hash]) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO journal_change
            (entry_id, n, record_kind, record_id, commitment, removed, salt, image)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    for (n, (change, commitment)) in (0_i64..).zip(new.changes.iter().zip(commitments)) {
        let (removed, salt) = (change.image.is_none(), change.salt.as_slice());
        let Change { record_kind, record_id, image, .. } = change;
        tx.exec(SQL, &[&new.id, &n, record_kind, record_id, commitment, &removed, &salt, image])?;
    }
    Ok(())
}

fn commitment(change: &Change) -> Hash {
    let Change { record_kind, record_id, salt, image } = change;
    change_commitment(salt, record_kind, *record_id, image.as_deref())
}

/// Gives an index to every entry that has none, in the order in which rows were changed: an act that
/// saw another's rows has the later transaction. Holds the head's row, so that one program at a
/// time does so.
pub(crate) fn number(tx: &mut Tx) -> Result<(), Error> {
    const HOLD: &str = "UPDATE journal_head SET size = size WHERE id = 1 RETURNING size";
    const ENTRIES: &str = "
        WITH waiting AS MATERIALIZED (
            SELECT id, ROW_NUMBER() OVER (ORDER BY turn, id) - 1 AS place
            FROM journal_entry WHERE idx IS NULL ORDER BY turn, id LIMIT 4096
        )
        UPDATE journal_entry SET idx = $1 + waiting.place, turn = NULL
        FROM waiting WHERE journal_entry.id = waiting.id";
    const FACTS: &str = "
        UPDATE fact SET journal_index = journal_entry.idx FROM journal_entry
        WHERE fact.journal_index IS NULL AND fact.entry_id = journal_entry.id
          AND journal_entry.idx >= $1";
    const GROW: &str = "UPDATE journal_head SET size = $1 WHERE id = 1";
    let mut size: i64 = tx.one(HOLD, &[])?.unwrap_or(0);
    loop {
        let numbered = tx.exec(ENTRIES, &[&size])?;
        if numbered == 0 {
            return Ok(());
        }
        tx.exec(FACTS, &[&size])?;
        size += numbered as i64;
        tx.exec(GROW, &[&size])?;
    }
}

/// Brings the tiles up to the last entry that has an index.
pub(crate) fn extend(tx: &mut Tx) -> Result<(), Error> {
    const LEAVES: &str = "
        SELECT * FROM journal_entry WHERE idx >= $1 AND idx < $2 ORDER BY idx";
    const GROW: &str = "UPDATE journal_head SET tiled = $1 WHERE id = 1";
    let Head { size, tiled } = head(tx)?;
    if tiled == size {
        return Ok(());
    }
    let rows: Vec<EntryRow> = tx.all(LEAVES, &[&tiled, &size])?;
    let leaves: Vec<Hash> = rows.iter().map(|row| row.entry().leaf_hash()).collect();
    let changes = tile::append(tiled.unsigned_abs(), &leaves, |level, n| tile(tx, level, n));
    for change in changes.map_err(unreadable)? {
        put_tile(tx, &change)?;
    }
    tx.exec(GROW, &[&size])?;
    Ok(())
}

pub fn head(tx: &mut Tx) -> Result<Head, Error> {
    let head = tx.one("SELECT size, tiled FROM journal_head WHERE id = 1", &[])?;
    head.ok_or_else(|| Error::BadColumn("journal_head".into()))
}

pub fn tile(tx: &mut Tx, level: u8, n: u64) -> Result<Option<Vec<Hash>>, Error> {
    const SQL: &str = "SELECT hashes FROM journal_tile WHERE level = $1 AND n = $2";
    let bytes: Option<Vec<u8>> = tx.one(SQL, &[&i64::from(level), &(n as i64)])?;
    let Some(bytes) = bytes else { return Ok(None) };
    tile::from_bytes(&bytes).map(Some).ok_or_else(|| Error::BadColumn("journal_tile.hashes".into()))
}

fn put_tile(tx: &mut Tx, change: &TileChange) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO journal_tile (level, n, hashes) VALUES ($1, $2, $3)
        ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes";
    let bytes = tile::to_bytes(&change.hashes);
    tx.exec(SQL, &[&i64::from(change.level), &(change.n as i64), &bytes])?;
    Ok(())
}

/// The error of a tile as the store's own.
pub fn unreadable(error: TileError<Error>) -> Error {
    match error {
        TileError::Read(error) => error,
        other => Error::BadColumn(other.to_string()),
    }
}

pub fn find(tx: &mut Tx, id: EntryId) -> Result<Option<EntryRow>, Error> {
    tx.one("SELECT * FROM journal_entry WHERE id = $1", &[&id])
}

pub fn at_index(tx: &mut Tx, idx: i64) -> Result<Option<EntryRow>, Error> {
    tx.one("SELECT * FROM journal_entry WHERE idx = $1", &[&idx])
}

/// Up to `limit` entries from index `from` on, in order.
pub fn from_index(tx: &mut Tx, from: i64, limit: i64) -> Result<Vec<EntryRow>, Error> {
    const SQL: &str = "SELECT * FROM journal_entry WHERE idx >= $1 ORDER BY idx LIMIT $2";
    tx.all(SQL, &[&from, &limit])
}

pub fn changes_of(tx: &mut Tx, entry_id: EntryId) -> Result<Vec<ChangeRow>, Error> {
    tx.all("SELECT * FROM journal_change WHERE entry_id = $1 ORDER BY n", &[&entry_id])
}

/// What became of one record: each entry that changed it, the latest first.
pub fn history(
    tx: &mut Tx,
    record_id: Uuid,
    limit: i64,
) -> Result<Vec<(EntryRow, ChangeRow)>, Error> {
    const SQL: &str = "
        SELECT e.id, e.idx, e.at, e.actor_id, e.kind, e.subject, e.facts_digest,
               e.commitment, c.entry_id, c.n, c.record_kind, c.record_id,
               c.commitment AS change_commitment, c.removed, c.salt, c.image
        FROM journal_change AS c JOIN journal_entry AS e ON e.id = c.entry_id
        WHERE c.record_id = $1 ORDER BY e.idx DESC NULLS FIRST, c.n DESC LIMIT $2";
    let rows: Vec<Both> = tx.all(SQL, &[&record_id, &limit])?;
    Ok(rows.into_iter().map(|Both(entry, change)| (entry, change)).collect())
}

struct Both(EntryRow, ChangeRow);

impl Row for Both {
    fn read(cells: &Cells<'_>) -> Result<Both, Error> {
        let entry = EntryRow::read(cells)?;
        let change = ChangeRow {
            entry_id: entry.id,
            n: cells.named("n")?,
            record_kind: cells.named("record_kind")?,
            record_id: cells.named("record_id")?,
            commitment: cells.named("change_commitment")?,
            removed: cells.named("removed")?,
            salt: cells.named("salt")?,
            image: cells.named("image")?,
        };
        Ok(Both(entry, change))
    }
}

/// Deletes what the journal keeps of a record. The commitments stay, and so does every proof; what
/// they commit to can be neither read nor guessed any more.
pub fn erase(tx: &mut Tx, record_id: Uuid) -> Result<(), Error> {
    const SQL: &str = "UPDATE journal_change SET salt = NULL, image = NULL WHERE record_id = $1";
    tx.exec(SQL, &[&record_id])?;
    Ok(())
}

/// A signed note about the tree at one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    pub size: i64,
    pub note: String,
}

row!(Checkpoint in "journal_checkpoint" { size, note });

/// False when this size already has a checkpoint.
pub fn add_checkpoint(tx: &mut Tx, checkpoint: &Checkpoint) -> Result<bool, Error> {
    const SQL: &str = "
        INSERT INTO journal_checkpoint (size, note) VALUES ($1, $2)
        ON CONFLICT (size) DO NOTHING";
    let Checkpoint { size, note } = checkpoint;
    Ok(tx.exec(SQL, &[size, note])? == 1)
}

/// The first checkpoint whose tree holds the entry of this index.
pub fn checkpoint_covering(tx: &mut Tx, idx: i64) -> Result<Option<Checkpoint>, Error> {
    tx.one("SELECT * FROM journal_checkpoint WHERE size > $1 ORDER BY size LIMIT 1", &[&idx])
}

pub fn last_checkpoint(tx: &mut Tx) -> Result<Option<Checkpoint>, Error> {
    tx.one("SELECT * FROM journal_checkpoint ORDER BY size DESC LIMIT 1", &[])
}

pub fn checkpoints(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<Checkpoint>, Error> {
    const SQL: &str = "SELECT * FROM journal_checkpoint WHERE size > $1 ORDER BY size LIMIT $2";
    tx.all(SQL, &[&after, &limit])
}
