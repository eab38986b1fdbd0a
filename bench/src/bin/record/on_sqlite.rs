//! The bare SQLite driver, with the store's own settings.

use std::{path::Path, time::Instant};

use anyhow::ensure;
use bench::{SETTINGS, insert, tables};
use qa::county::now;
use rusqlite::{Connection, params_from_iter, types::Value};
use store::{Place, Store};

use crate::{CONNECTIONS, TABLES};

type Act = Vec<(usize, Vec<Value>)>;

/// Acts a second of the bare driver that writes the same rows, a commit for every 32 acts.
pub(crate) fn raw(from: &Path, to: &Path) -> anyhow::Result<f64> {
    let acts = read_acts(from)?;
    ensure!(!acts.is_empty(), "nothing was recorded");
    // The same tables and indexes.
    drop(Store::open(&Place::Sqlite(to.to_owned()), now())?);
    let connection = Connection::open(to)?;
    connection.execute_batch(SETTINGS)?;
    copy_what_they_refer_to(&connection, from)?;
    let inserts = TABLES.map(|(table, _)| insert(&connection, table));
    let inserts = inserts.into_iter().collect::<anyhow::Result<Vec<_>>>()?;
    let start = Instant::now();
    for group in acts.chunks(CONNECTIONS) {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for (table, row) in group.iter().flatten() {
            connection.prepare_cached(&inserts[*table])?.execute(params_from_iter(row))?;
        }
        connection.execute_batch("COMMIT")?;
    }
    Ok(acts.len() as f64 / start.elapsed().as_secs_f64())
}

/// Everything but the acts' own tables, so that the same references are looked up.
fn copy_what_they_refer_to(connection: &Connection, from: &Path) -> anyhow::Result<()> {
    connection.execute("ATTACH ?1 AS county", [from.to_string_lossy()])?;
    connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    for table in tables(connection)? {
        if TABLES.iter().all(|(own, _)| *own != table) {
            connection.execute_batch(&format!(
                "DELETE FROM main.{table}; INSERT INTO main.{table} SELECT * FROM county.{table}"
            ))?;
        }
    }
    connection.execute_batch("DETACH county; PRAGMA foreign_keys = ON")?;
    Ok(())
}

fn read_acts(path: &Path) -> anyhow::Result<Vec<Act>> {
    let connection = Connection::open(path)?;
    let mut entries = connection
        .prepare("SELECT id FROM journal_entry WHERE kind LIKE 'activity.%' ORDER BY idx")?;
    let ids: Vec<Vec<u8>> = entries.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut acts = Vec::with_capacity(ids.len());
    for id in ids {
        let mut act = Act::new();
        for (at, (table, belongs)) in TABLES.iter().enumerate() {
            let sql = format!("SELECT * FROM {table} WHERE {belongs}");
            let mut statement = connection.prepare_cached(&sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query([&id])?;
            while let Some(row) = rows.next()? {
                let cells = (0..columns).map(|c| row.get(c)).collect::<Result<_, _>>()?;
                act.push((at, cells));
            }
        }
        acts.push(act);
    }
    Ok(acts)
}
