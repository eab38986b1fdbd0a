//! Backup and restore of a county in SQLite.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::{Contents, Part, Refused, Tell, file};

/// `VACUUM INTO` sees one snapshot, disturbs no writer, and leaves deleted rows behind.
pub(super) fn copy(from: &Path, into: &Path) -> Result<(), Refused> {
    if !from.exists() {
        return Err(Refused::NoCounty);
    }
    let connection = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA busy_timeout = 5000")?;
    file::version(&connection)?.ok_or(Refused::NoCounty)?;
    vacuum_into(&connection, into)
}

/// The copy is checked rather than the backup, which somebody might change in between.
pub(super) fn restore(file: &Path, into: &Path, tell: Tell<'_>) -> Result<Contents, Refused> {
    let remains = ["", "-wal", "-shm", "-journal"].map(|end| {
        let mut name = into.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    });
    if remains.iter().any(|path| path.exists()) {
        return Err(Refused::NotEmpty);
    }
    let part = Part::beside(into)?;
    let backup = file::open(file)?;
    // The snapshot must end: a vacuum is a transaction of its own.
    backup.execute_batch("ROLLBACK; PRAGMA query_only = OFF;")?;
    vacuum_into(&backup, part.path())?;
    let contents = file::check(&file::open(part.path())?, tell)?;
    file::unseal(part.path())?;
    part.becomes(into)?;
    Ok(contents)
}

fn vacuum_into(connection: &Connection, into: &Path) -> Result<(), Refused> {
    let Some(name) = into.to_str() else {
        let problem = "its name is not UTF-8".to_owned();
        return Err(Refused::File { path: into.to_owned(), problem });
    };
    connection.execute("VACUUM INTO ?1", [name])?;
    Ok(())
}
