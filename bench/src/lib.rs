//! What the measurements share: medians, and lines of the table in `docs/benchmarks.md`.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::{Connection, params_from_iter, types::Value};
use store::{Place, Store};

/// Runs `work` `times` times after one run to warm up, and gives the median.
pub fn median(
    times: usize,
    mut work: impl FnMut() -> anyhow::Result<()>,
) -> anyhow::Result<Duration> {
    work()?;
    let mut taken = Vec::with_capacity(times);
    for _ in 0..times {
        let start = Instant::now();
        work()?;
        taken.push(start.elapsed());
    }
    taken.sort();
    Ok(taken[times / 2])
}

/// One line of the table: what was measured, ours, the raw database's, their ratio (not a
/// number where there is nothing to compare with), the target.
#[expect(clippy::print_stdout, reason = "the table is what was asked for")]
pub fn line(what: &str, ours: &str, raw: &str, ratio: f64, target: &str) {
    let ratio = if ratio.is_nan() { String::new() } else { format!("{ratio:.2}") };
    println!("| {what} | {ours} | {raw} | {ratio} | {target} |");
}

/// The raw database's settings are the store's.
pub use store::testing::SETTINGS;

/// The statement that writes a whole row of a table.
pub fn insert(connection: &Connection, table: &str) -> anyhow::Result<String> {
    let columns = connection.prepare(&format!("SELECT * FROM {table}"))?.column_count();
    let places = vec!["?"; columns].join(", ");
    Ok(format!("INSERT INTO {table} VALUES ({places})"))
}

/// Every table of a county's file.
pub fn tables(connection: &Connection) -> anyhow::Result<Vec<String>> {
    const SQL: &str =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'";
    let mut statement = connection.prepare(SQL)?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(names)
}

/// The number behind a word in a file of `/proc`, such as `VmRSS:`, in KB.
pub fn word(path: &str, word: &str) -> Option<u64> {
    let text = std::fs::read_to_string(path).ok()?;
    let rest = text.lines().find_map(|line| line.strip_prefix(word))?;
    rest.split_whitespace().next()?.parse().ok()
}

/// How long the bare driver takes to write every row that the county now has, in groups of about `group` rows.
pub fn bare(from: &Path, to: &Path, group: usize) -> anyhow::Result<Duration> {
    drop(Store::open(&Place::Sqlite(to.to_owned()), store::testing::now())?);
    let source = Connection::open(from)?;
    let connection = Connection::open(to)?;
    connection.execute_batch(SETTINGS)?;
    connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    let mut all = Vec::new();
    for table in tables(&source)? {
        connection.execute_batch(&format!("DELETE FROM {table}"))?;
        // As they came: a table of nothing but its key would be read in the key's order.
        let order = if table == "search_term" { " ORDER BY record_id" } else { "" };
        let mut rows = source.prepare(&format!("SELECT * FROM {table}{order}"))?;
        let columns = rows.column_count();
        let rows = rows
            .query_map([], |row| (0..columns).map(|c| row.get(c)).collect())?
            .collect::<Result<Vec<Vec<Value>>, _>>()?;
        all.push((insert(&connection, &table)?, rows));
    }
    let groups = all.iter().map(|(_, rows)| rows.len()).max().unwrap_or(1).div_ceil(group).max(1);
    let start = Instant::now();
    for group in 0..groups {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for (sql, rows) in &all {
            let size = rows.len().div_ceil(groups);
            let mut statement = connection.prepare_cached(sql)?;
            for row in rows.iter().skip(group * size).take(size) {
                statement.execute(params_from_iter(row))?;
            }
        }
        connection.execute_batch("COMMIT")?;
    }
    Ok(start.elapsed())
}
