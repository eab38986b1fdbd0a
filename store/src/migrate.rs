//! Numbered steps, each run once, all under the lock that the caller's transaction holds.
//!
//! A step is written in PostgreSQL's words, types in capitals and names in small letters. A table may say
//! `WITHOUT ROWID`, which means something to SQLite alone.
//! It has no trigger and no dollar quote, so a `;` outside quotes always ends a statement.

use std::{iter::Peekable, str::Chars};

use model::Timestamp;

use crate::{Error, Tx};

/// A step that has been released is never edited; a mistake is mended by the next step.
const STEPS: &[(i64, &str)] = &[
    (1, include_str!("../../migrations/0001_graph.sql")),
    (2, include_str!("../../migrations/0002_activities.sql")),
    (3, include_str!("../../migrations/0003_journal_and_facts.sql")),
    (4, include_str!("../../migrations/0004_accounts.sql")),
    (5, include_str!("../../migrations/0005_imports.sql")),
    (6, include_str!("../../migrations/0006_programme_and_briefings.sql")),
    (7, include_str!("../../migrations/0007_jobs_and_notices.sql")),
    (8, include_str!("../../migrations/0008_unsigned.sql")),
    (9, include_str!("../../migrations/0009_cases.sql")),
];

/// The number of the last step that this program knows.
pub(crate) fn newest() -> i64 {
    STEPS.last().map_or(0, |(number, _)| *number)
}

/// Every table that a database has after step `version`, each after those that it refers to.
pub(crate) fn tables(version: i64) -> Vec<&'static str> {
    let steps = STEPS.iter().filter(|(number, _)| *number <= version);
    let made = steps
        .flat_map(|(_, sql)| sql.lines())
        .filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split([' ', '(']).next());
    std::iter::once("migration").chain(made).collect()
}

/// The statements that make an empty database as it is after step `version`.
pub(crate) fn schema(dialect: Dialect, version: i64) -> Vec<String> {
    let steps = STEPS.iter().filter(|(number, _)| *number <= version);
    let made = steps.flat_map(|(_, sql)| statements(sql));
    std::iter::once(RECORD.to_owned())
        .chain(made)
        .map(|statement| dialect.translate(&statement))
        .collect()
}

const RECORD: &str = "CREATE TABLE IF NOT EXISTS migration (
    number     BIGINT PRIMARY KEY NOT NULL,
    applied_at BIGINT NOT NULL
)";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

pub(crate) fn run(tx: &mut Tx, dialect: Dialect, now: Timestamp) -> Result<(), Error> {
    tx.control(&dialect.translate(RECORD))?;
    let done = tx.one("SELECT COALESCE(MAX(number), 0) FROM migration", &[])?.unwrap_or(0);
    if done > STEPS.len() as i64 {
        return Err(Error::CannotOpen(format!("step {done} is from a newer program")));
    }
    for (number, sql) in STEPS.iter().filter(|(number, _)| *number > done) {
        for statement in statements(sql) {
            tx.control(&dialect.translate(&statement)).map_err(|error| {
                Error::CannotOpen(format!("migration {number}: {error} in {statement}"))
            })?;
        }
        tx.exec("INSERT INTO migration (number, applied_at) VALUES ($1, $2)", &[number, &now])?;
    }
    Ok(())
}

impl Dialect {
    /// The one place where the two databases' words differ.
    fn translate(self, statement: &str) -> String {
        const WITHOUT_ROWID: &str = " WITHOUT ROWID";
        const WORDS: [(&str, &str); 5] = [
            ("BIGINT", "INTEGER"),
            ("BOOLEAN", "INTEGER"),
            ("BYTEA", "BLOB"),
            ("DOUBLE PRECISION", "REAL"),
            ("UUID", "BLOB"),
        ];
        if self == Dialect::Postgres {
            return statement.replace(WITHOUT_ROWID, "");
        }
        let own = WORDS.iter().fold(statement.to_owned(), |sql, (from, to)| sql.replace(from, to));
        if !own.starts_with("CREATE TABLE") {
            return own;
        }
        match own.strip_suffix(WITHOUT_ROWID) {
            Some(own) => format!("{own} STRICT,{WITHOUT_ROWID}"),
            None => own + " STRICT",
        }
    }
}

/// Each top-level statement, without comments.
fn statements(sql: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut chars = sql.chars().peekable();
    while let Some(c) = chars.next() {
        let last = found.len() - 1;
        match c {
            ';' => found.push(String::new()),
            '-' if chars.peek() == Some(&'-') => skip_line(&mut chars),
            '\'' | '"' => {
                found[last].push(c);
                copy_quoted(c, &mut chars, &mut found[last]);
            }
            c => found[last].push(c),
        }
    }
    found.iter().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect()
}

fn skip_line(chars: &mut Peekable<Chars<'_>>) {
    while chars.next_if(|&c| c != '\n').is_some() {}
}

fn copy_quoted(quote: char, chars: &mut Peekable<Chars<'_>>, into: &mut String) {
    for c in chars {
        into.push(c);
        if c == quote {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_semicolon_in_quotes_or_a_comment_ends_nothing() {
        let sql = "-- one; two\nINSERT INTO t VALUES ('it''s; -- here');\nDROP TABLE t; -- end\n";
        assert_eq!(statements(sql), ["INSERT INTO t VALUES ('it''s; -- here')", "DROP TABLE t"]);
    }

    #[test]
    fn every_file_is_a_step() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");
        let mut numbers: Vec<i64> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().to_string_lossy()[..4].parse().unwrap())
            .collect();
        numbers.sort_unstable();
        let steps: Vec<i64> = STEPS.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, steps);
        assert_eq!(steps, (1..=steps.len() as i64).collect::<Vec<_>>());
    }

    #[test]
    fn no_step_asks_the_database_for_the_time() {
        for (number, sql) in STEPS {
            let sql = sql.to_lowercase();
            assert!(!sql.contains("current_timestamp") && !sql.contains("now("), "{number}");
        }
    }
}
