//! The table as a file that people read.

use std::{collections::BTreeMap, env, fmt, fs};

use super::{ask, cast::Cast, scene::Target};
use crate::Line;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/rights/rights.txt");

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) route: String,
    pub(super) target: Target,
}

impl Key {
    /// The same route about what does not exist.
    pub(super) fn nowhere(&self) -> Key {
        Key { route: self.route.clone(), target: Target::Nowhere }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} @{}", self.route, self.target.word())
    }
}

/// The answer's status for each identity, by route and target.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table(BTreeMap<Key, Vec<u16>>);

impl Table {
    pub(super) fn key(line: &Line, target: Target) -> Key {
        Key { route: format!("{} {}", line.method, line.path), target }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = (&Key, &Vec<u16>)> {
        self.0.iter()
    }

    pub(super) fn set(&mut self, key: Key, at: usize, status: u16) {
        self.0.entry(key).or_insert_with(|| vec![0; Cast::NAMES.len()])[at] = status;
    }

    pub(super) fn get(&self, key: &Key, identity: &str) -> Option<u16> {
        let at = Cast::NAMES.iter().position(|name| *name == identity)?;
        self.0.get(key).map(|row| row[at])
    }

    pub(super) fn is_refused(&self, key: &Key, at: usize) -> bool {
        self.0.get(key).is_some_and(|row| ask::is_refusal(row[at]))
    }

    /// What was written down; nothing, if it is to be written anew.
    pub(super) fn read() -> Table {
        if is_update() {
            return Table::default();
        }
        let text = fs::read_to_string(FILE).unwrap_or_default();
        let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        Table(rows.map(read_row).collect())
    }

    /// Writes the file anew, if that was asked for.
    pub(super) fn keep(&self) {
        if is_update() {
            fs::write(FILE, self.to_string()).unwrap();
        }
    }

    /// Every difference at once, so that one run is enough to judge it.
    pub(super) fn compare(&self, expected: &Table) {
        if is_update() {
            return;
        }
        let mut differences = Vec::new();
        for (key, row) in &self.0 {
            match expected.0.get(key) {
                None => differences.push(format!("{key}: is not in rights.txt")),
                Some(old) => {
                    let cells = Cast::NAMES.iter().zip(old.iter().zip(row));
                    let changed = cells.filter(|(_, (old, new))| old != new);
                    differences.extend(
                        changed.map(|(name, (old, new))| format!("{key}: {name} {old} → {new}")),
                    );
                }
            }
        }
        let gone = expected.0.keys().filter(|key| !self.0.contains_key(key));
        differences.extend(gone.map(|key| format!("{key}: is in rights.txt and not served")));
        assert!(differences.is_empty(), "the rights changed:\n{}", differences.join("\n"));
    }
}

fn is_update() -> bool {
    env::var_os("UPDATE_RIGHTS").is_some()
}

fn read_row(line: &str) -> (Key, Vec<u16>) {
    let (cells, place) = line.split_once(" | ").expect("statuses | METHOD path @target");
    let (route, target) = place.split_once(" @").expect("a target");
    let cells = cells.split_whitespace().map(|cell| match cell {
        "·" => 404,
        "-" => 401,
        status => status.parse().expect("a status"),
    });
    let key = Key { route: route.to_owned(), target: Target::of(target) };
    (key, cells.collect())
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# What each identity is answered. `-`: sent to the door (401); `·`: nothing there (404)."
        )?;
        writeln!(
            f,
            "# The place of the record: own village, sibling village, the township above, a village of"
        )?;
        writeln!(f, "# another township, the county, or nowhere; `it` where there is only one.")?;
        writeln!(f, "#")?;
        for (at, name) in Cast::NAMES.iter().enumerate() {
            writeln!(f, "#{}{name}", "    ".repeat(at))?;
        }
        for (key, row) in &self.0 {
            for status in row {
                match status {
                    404 => write!(f, "·   ")?,
                    401 => write!(f, "-   ")?,
                    status => write!(f, "{status:<4}")?,
                }
            }
            writeln!(f, "| {key}")?;
        }
        Ok(())
    }
}
