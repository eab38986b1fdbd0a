//! The backup file: the tables of the migrations, and one more with a digest of each.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, types::ValueRef};
use sha2::{Digest, Sha256};

use super::{Contents, Progress, Refused, SESSIONS, Step, TOLD_EVERY, Tell};
use crate::migrate::{self, Dialect};

/// Says what each table held when the backup was made: SQLite itself does not notice a changed byte.
const DIGESTS: &str = "CREATE TABLE backup_digest (
    name   TEXT PRIMARY KEY NOT NULL,
    rows   INTEGER NOT NULL,
    digest BLOB NOT NULL
) STRICT";

/// Refuses a file that carries anything but our tables, and runs nothing that one may carry.
const WARY: &str = "
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA query_only = ON;";

/// Opens a backup to be read in one snapshot.
pub(super) fn open(path: &Path) -> Result<Connection, Refused> {
    if let Err(error) = std::fs::File::open(path) {
        return Err(Refused::file(path, &error));
    }
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.execute_batch(WARY)?;
    match has_table(&connection, "backup_digest") {
        Ok(true) => {}
        Ok(false) => return Err(Refused::NotABackup(path.to_owned())),
        Err(Refused::Damaged(_)) if !is_sqlite(path) => {
            return Err(Refused::NotABackup(path.to_owned()));
        }
        Err(error) => return Err(error),
    }
    connection.execute_batch("BEGIN")?;
    Ok(connection)
}

fn is_sqlite(path: &Path) -> bool {
    let mut head = [0; 16];
    let read = std::fs::File::open(path).and_then(|mut f| std::io::Read::read(&mut f, &mut head));
    read.is_ok_and(|_| &head == b"SQLite format 3\0")
}

/// Checks everything: version, schema, SQLite's own structure, every digest.
pub(super) fn check(connection: &Connection, tell: Tell<'_>) -> Result<Contents, Refused> {
    let version = version(connection)?.ok_or(Refused::Damaged("migration".into()))?;
    check_schema(connection, version)?;
    let sound: String = connection.query_one("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(Refused::Damaged(sound));
    }
    let mut contents = Contents { version, tables: Vec::new() };
    for table in migrate::tables(version) {
        let found = digest(connection, table, tell)?;
        let noted = "SELECT rows, digest FROM backup_digest WHERE name = ?1";
        let noted = connection.query_one(noted, [table], |row| Ok((row.get(0)?, row.get(1)?)));
        if noted.ok() != Some((found.0 as i64, found.1.to_vec())) {
            return Err(Refused::Damaged(format!("the rows of {table} are not those backed up")));
        }
        contents.tables.push((table, found.0));
    }
    Ok(contents)
}

/// Adds the digests to a copy, which makes it a backup.
pub(super) fn seal(path: &Path, tell: Tell<'_>) -> Result<Contents, Refused> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; BEGIN;")?;
    let version = version(&connection)?.ok_or(Refused::NoCounty)?;
    connection.execute_batch(DIGESTS)?;
    let mut contents = Contents { version, tables: Vec::new() };
    for table in migrate::tables(version) {
        let (rows, digest) = digest(&connection, table, tell)?;
        let note = "INSERT INTO backup_digest (name, rows, digest) VALUES (?1, ?2, ?3)";
        connection.execute(note, (table, rows as i64, digest.as_slice()))?;
        contents.tables.push((table, rows));
    }
    connection.execute_batch("COMMIT")?;
    check_schema(&connection, version)?;
    Ok(contents)
}

/// Makes a restored copy a county's database again, with nobody signed in.
pub(super) fn unseal(path: &Path) -> Result<(), Refused> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    if has_table(&connection, SESSIONS)? {
        connection.execute(&format!("DELETE FROM {SESSIONS}"), [])?;
    }
    Ok(connection.execute_batch("DROP TABLE backup_digest")?)
}

/// The last migration, if the file has any. A newer one than this program's is refused.
pub(super) fn version(connection: &Connection) -> Result<Option<i64>, Refused> {
    if !has_table(connection, "migration")? {
        return Ok(None);
    }
    let last: Option<i64> =
        connection.query_one("SELECT MAX(number) FROM migration", [], |row| row.get(0))?;
    last.map(known).transpose()
}

/// The version, unless only a newer program knows what it is.
pub(super) fn known(found: i64) -> Result<i64, Refused> {
    let known = migrate::newest();
    if found > known { Err(Refused::Newer { found, known }) } else { Ok(found) }
}

/// An empty file with the tables of this version.
pub(super) fn make(path: &Path, version: i64) -> Result<Connection, Refused> {
    let connection = Connection::open(path)?;
    // Nobody sees the file until it is whole and synced.
    connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")?;
    for statement in migrate::schema(Dialect::Sqlite, version) {
        connection.execute_batch(&statement)?;
    }
    Ok(connection)
}

/// The columns of a table, in their order.
pub(super) fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, Refused> {
    let mut statement =
        connection.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// The statement that reads all of a table: always in the same order, and without sorting.
pub(super) fn read_all(connection: &Connection, table: &str) -> Result<String, Refused> {
    const ORDER: &str = "
        SELECT CASE WHEN wr = 0 THEN 'rowid' ELSE
            (SELECT group_concat(name, ', ' ORDER BY pk) FROM pragma_table_info(?1) WHERE pk > 0) END
        FROM pragma_table_list(?1) WHERE schema = 'main'";
    let names = columns(connection, table)?.join(", ");
    let order: String = connection.query_one(ORDER, [table], |row| row.get(0))?;
    Ok(format!("SELECT {names} FROM {table} ORDER BY {order}"))
}

fn has_table(connection: &Connection, table: &str) -> Result<bool, Refused> {
    let sql = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1";
    let count: i64 = connection.query_one(sql, [table], |row| row.get(0))?;
    Ok(count == 1)
}

/// A file with another trigger, view, index or column than our migrations make is none of ours.
fn check_schema(connection: &Connection, version: i64) -> Result<(), Refused> {
    let expected = Connection::open_in_memory()?;
    for statement in migrate::schema(Dialect::Sqlite, version) {
        expected.execute_batch(&statement)?;
    }
    expected.execute_batch(DIGESTS)?;
    let (expected, found) = (objects(&expected)?, objects(connection)?);
    match found.iter().find(|object| !expected.contains(object)) {
        Some((name, _)) => Err(Refused::Damaged(format!("it has a {name} of unknown form"))),
        None if found.len() < expected.len() => Err(Refused::Damaged("a table is missing".into())),
        None => Ok(()),
    }
}

fn objects(connection: &Connection) -> Result<Vec<(String, Option<String>)>, Refused> {
    let mut statement = connection.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")?;
    let objects = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(objects.collect::<Result<_, _>>()?)
}

/// How many rows a table has, and SHA-256 over all of their values with type and length.
fn digest(
    connection: &Connection,
    table: &'static str,
    tell: Tell<'_>,
) -> Result<(u64, [u8; 32]), Refused> {
    let mut statement = connection.prepare(&read_all(connection, table)?)?;
    let columns = statement.column_count();
    let mut found = statement.query([])?;
    let (mut rows, mut sha) = (0, Sha256::new());
    while let Some(row) = found.next()? {
        for at in 0..columns {
            update(&mut sha, row.get_ref(at)?);
        }
        rows += 1;
        if rows % TOLD_EVERY == 0 {
            tell(Progress { step: Step::Checking, table, rows });
        }
    }
    tell(Progress { step: Step::Checking, table, rows });
    Ok((rows, sha.finalize().into()))
}

fn update(sha: &mut Sha256, value: ValueRef<'_>) {
    let (kind, number, bytes): (u8, u64, &[u8]) = match value {
        ValueRef::Null => (0, 0, &[]),
        ValueRef::Integer(n) => (1, n.cast_unsigned(), &[]),
        ValueRef::Real(x) => (2, x.to_bits(), &[]),
        ValueRef::Text(text) => (3, text.len() as u64, text),
        ValueRef::Blob(bytes) => (4, bytes.len() as u64, bytes),
    };
    sha.update([kind]);
    sha.update(number.to_be_bytes());
    sha.update(bytes);
}
