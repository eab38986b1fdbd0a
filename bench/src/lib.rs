//! What the measurements share: medians, and lines of the table in `docs/benchmarks.md`.

use std::time::{Duration, Instant};

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
pub fn insert(connection: &rusqlite::Connection, table: &str) -> anyhow::Result<String> {
    let columns = connection.prepare(&format!("SELECT * FROM {table}"))?.column_count();
    let places = vec!["?"; columns].join(", ");
    Ok(format!("INSERT INTO {table} VALUES ({places})"))
}

/// Every table of a county's file.
pub fn tables(connection: &rusqlite::Connection) -> anyhow::Result<Vec<String>> {
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
