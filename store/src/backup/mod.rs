//! Backups: a county in one SQLite file, taken while it is at work, from either kind of store and
//! back into either; so it is also how a county moves from one kind to the other.
//!
//! Personal fields are in it as they are in the database: sealed. The keys are in the keyring
//! file, which is kept apart; a backup without it is complete but for those fields.

mod file;
mod postgres;
mod refused;
mod sqlite;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

pub use self::refused::Refused;
use crate::Place;

/// How far a backup or a restore has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub step: Step,
    pub table: &'static str,
    /// Rows of this table so far.
    pub rows: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Copying,
    /// Reading back what was copied, against the digests.
    Checking,
}

/// Told now and then.
pub type Tell<'a> = &'a mut dyn FnMut(Progress);

/// After so many rows of a table, and at its end, progress is told.
const TOLD_EVERY: u64 = 10_000;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The last migration of the database that it was made from.
    pub version: i64,
    /// Rows of each table.
    pub tables: Vec<(&'static str, u64)>,
}

impl Contents {
    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|(_, rows)| rows).sum()
    }
}

/// Copies the county at `place` into a new file, as it is at one moment, while others go on
/// writing. The file appears under its name only once it is whole and on the disk.
pub fn backup(place: &Place, file: &Path, tell: Tell<'_>) -> Result<Contents, Refused> {
    if file.exists() {
        return Err(Refused::Exists(file.to_owned()));
    }
    let part = Part::beside(file)?;
    match place {
        Place::Sqlite(path) => sqlite::copy(path, part.path())?,
        Place::Postgres { url, schema } => postgres::copy(url, schema, part.path(), tell)?,
    }
    let contents = file::seal(part.path(), tell)?;
    part.becomes(file)?;
    Ok(contents)
}

/// Whoever was signed in when the backup was made signs in again: its sessions may have been ended
/// since, and must not come back.
const SESSIONS: &str = "session";

/// Puts a backup into an empty place, all of it or nothing; nobody is signed in there.
pub fn restore(file: &Path, place: &Place, tell: Tell<'_>) -> Result<Contents, Refused> {
    match place {
        Place::Sqlite(path) => sqlite::restore(file, path, tell),
        Place::Postgres { url, schema } => postgres::restore(file, url, schema, tell),
    }
}

/// Reads a backup through, against its digests, and restores nothing.
pub fn check(file: &Path, tell: Tell<'_>) -> Result<Contents, Refused> {
    file::check(&file::open(file)?, tell)
}

/// A file being made, removed again unless it becomes the real one.
struct Part(PathBuf);

impl Part {
    fn beside(file: &Path) -> Result<Part, Refused> {
        let mut name = file.as_os_str().to_owned();
        name.push(".part");
        let path = PathBuf::from(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Refused::file(&path, &error))
            }
            _ => Ok(Part(path)),
        }
    }

    fn path(&self) -> &Path {
        &self.0
    }

    /// The name comes last, and after the bytes: what bears it is whole.
    fn becomes(self, file: &Path) -> Result<(), Refused> {
        let refused = |error: io::Error| Refused::file(file, &error);
        fs::File::open(&self.0).and_then(|part| part.sync_all()).map_err(refused)?;
        fs::rename(&self.0, file).map_err(refused)?;
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        fs::File::open(folder.unwrap_or(Path::new(".")))
            .and_then(|folder| folder.sync_all())
            .map_err(refused)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Gone already if it became the real one; if it cannot be removed, the next try will.
        let _ = fs::remove_file(&self.0);
    }
}
