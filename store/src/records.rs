//! The four statements that every journaled record has in common.

use uuid::Uuid;

use crate::{Error, Journaled, Tx};

/// A table's statements, made once from its columns.
pub struct Statements {
    insert: String,
    update: String,
    delete: String,
    find: String,
    after: String,
    between: String,
    count: String,
    of_import: String,
}

impl Statements {
    pub(crate) fn of(table: &str, columns: &[&str]) -> Statements {
        let places = |from: usize| (from..columns.len() + from).map(|n| format!("${n}"));
        let set: Vec<String> = columns
            .iter()
            .zip(places(1))
            .map(|(column, place)| format!("{column} = {place}"))
            .collect();
        let (names, places) = (columns.join(", "), places(1).collect::<Vec<_>>().join(", "));
        Statements {
            insert: format!(
                "INSERT INTO {table} ({names}) VALUES ({places}) ON CONFLICT (id) DO NOTHING"
            ),
            update: format!("UPDATE {table} SET {} WHERE id = $1", set[1..].join(", ")),
            delete: format!("DELETE FROM {table} WHERE id = $1"),
            find: format!("SELECT * FROM {table} WHERE id = $1"),
            after: format!("SELECT * FROM {table} WHERE id > $1 ORDER BY id LIMIT $2"),
            between: format!("SELECT * FROM {table} WHERE id >= $1 AND id <= $2"),
            count: format!("SELECT COUNT(*) FROM {table}"),
            of_import: format!(
                "SELECT * FROM {table} WHERE import_id = $1 ORDER BY id DESC LIMIT $2"
            ),
        }
    }

    pub(crate) fn between(&self) -> &str {
        &self.between
    }

    pub(crate) fn count(&self) -> &str {
        &self.count
    }
}

/// False when a record with this id is already there.
pub fn insert<R: Journaled>(tx: &mut Tx, record: &R) -> Result<bool, Error> {
    Ok(tx.exec(&R::statements().insert, &record.values())? == 1)
}

/// False when there is no record with this id.
pub fn update<R: Journaled>(tx: &mut Tx, record: &R) -> Result<bool, Error> {
    Ok(tx.exec(&R::statements().update, &record.values())? == 1)
}

/// False when there is no record with this id.
pub fn delete<R: Journaled>(tx: &mut Tx, id: Uuid) -> Result<bool, Error> {
    Ok(tx.exec(&R::statements().delete, &[&id])? == 1)
}

pub fn find<R: Journaled>(tx: &mut Tx, id: Uuid) -> Result<Option<R>, Error> {
    tx.one(&R::statements().find, &[&id])
}

/// Up to `limit` records whose id is greater than `id`, in order: a whole table in pieces.
pub fn after<R: Journaled>(tx: &mut Tx, id: Uuid, limit: i64) -> Result<Vec<R>, Error> {
    tx.all(&R::statements().after, &[&id, &limit])
}

/// Up to `limit` records that an import made, the newest first. For tables with an `import_id`.
pub fn of_import<R: Journaled>(tx: &mut Tx, id: Uuid, limit: i64) -> Result<Vec<R>, Error> {
    tx.all(&R::statements().of_import, &[&id, &limit])
}
