//! Uploaded rosters: the list of them, the file's parts and rows, and what stands on their records.

pub mod lookup;
mod ties;

use model::{
    Timestamp,
    activity::Attendance,
    id::ImportId,
    import::{Import, ImportState, RowVerdict},
};
use uuid::Uuid;

pub use self::ties::{Tie, ties};
use crate::{Error, Scope, Tx, row::row};

/// One row of a sheet as it is kept: sealed cells, and what was found of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRow {
    pub import_id: ImportId,
    /// Counted from 1 through all sheets.
    pub n: i64,
    /// Which sheet of the mapping.
    pub sheet: i64,
    /// The row's number in the sheet.
    pub line: i64,
    pub verdict: RowVerdict,
    pub sealed: Vec<u8>,
}

row!(KeptRow in "import_row" { import_id, n, sheet, line, verdict, sealed });

/// What a list of imports is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub scope: Scope,
    pub state: Option<ImportState>,
    pub recipe: Option<String>,
    /// A part of the file's name, as it is written.
    pub name: Option<String>,
}

macro_rules! listed {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " FROM import WHERE division_code >= $1 AND division_code <= $2
              AND (state = $3 OR $3 IS NULL) AND (recipe = $4 OR $4 IS NULL)
              AND (replace(file_name, $5, '') <> file_name OR $5 IS NULL) ",
            $after
        )
    };
}

/// Up to `limit` imports before the moment and id of `after`, the latest first.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<(Timestamp, ImportId)>,
    limit: i64,
) -> Result<Vec<Import>, Error> {
    const SQL: &str = listed!(
        "SELECT *",
        "AND (uploaded_at, id) < ($6, $7) ORDER BY uploaded_at DESC, id DESC LIMIT $8"
    );
    let Filter { scope, state, recipe, name } = filter;
    let (at, id) = after.map_or((i64::MAX, Uuid::max()), |(at, id)| (at.as_millis(), id.0));
    tx.all(SQL, &[scope.first(), &scope.last(), state, recipe, name, &at, &id, &limit])
}

pub fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    const SQL: &str = listed!("SELECT COUNT(*)", "");
    let Filter { scope, state, recipe, name } = filter;
    Ok(tx.one(SQL, &[scope.first(), &scope.last(), state, recipe, name])?.unwrap_or(0))
}

/// Imports of exactly this file by this recipe, the latest first.
pub fn of_file(tx: &mut Tx, digest: &[u8], recipe: &str) -> Result<Vec<Import>, Error> {
    const SQL: &str = "
        SELECT * FROM import WHERE digest = $1 AND recipe = $2 ORDER BY uploaded_at DESC, id DESC";
    tx.all(SQL, &[&digest, &recipe])
}

/// Imports whose file and rows are still kept although they were settled, or left lying, before.
pub fn outworn(
    tx: &mut Tx,
    settled_before: Timestamp,
    uploaded_before: Timestamp,
    limit: i64,
) -> Result<Vec<Import>, Error> {
    const SQL: &str = "
        SELECT * FROM import
        WHERE purged_at IS NULL
          AND (settled_at < $1 OR (settled_at IS NULL AND uploaded_at < $2))
        ORDER BY uploaded_at LIMIT $3";
    tx.all(SQL, &[&settled_before, &uploaded_before, &limit])
}

pub fn put_part(tx: &mut Tx, id: ImportId, n: i64, sealed: &[u8]) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO import_part (import_id, n, sealed) VALUES ($1, $2, $3)
        ON CONFLICT (import_id, n) DO NOTHING";
    tx.exec(SQL, &[&id, &n, &sealed])?;
    Ok(())
}

/// A part of the file, counted from zero.
pub fn part(tx: &mut Tx, id: ImportId, n: i64) -> Result<Option<Vec<u8>>, Error> {
    tx.one("SELECT sealed FROM import_part WHERE import_id = $1 AND n = $2", &[&id, &n])
}

pub fn put_row(tx: &mut Tx, row: &KeptRow) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO import_row (import_id, n, sheet, line, verdict, sealed)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let KeptRow { import_id, n, sheet, line, verdict, sealed } = row;
    tx.exec(SQL, &[import_id, n, sheet, line, verdict, sealed])?;
    Ok(())
}

/// Up to `limit` rows after row `after`, of one verdict or all.
pub fn rows(
    tx: &mut Tx,
    id: ImportId,
    verdict: Option<RowVerdict>,
    after: i64,
    limit: i64,
) -> Result<Vec<KeptRow>, Error> {
    const ALL: &str = "
        SELECT * FROM import_row WHERE import_id = $1 AND n > $2 ORDER BY n LIMIT $3";
    const ONE: &str = "
        SELECT * FROM import_row
        WHERE import_id = $1 AND n > $2 AND verdict = $4 ORDER BY n LIMIT $3";
    match verdict {
        None => tx.all(ALL, &[&id, &after, &limit]),
        Some(verdict) => tx.all(ONE, &[&id, &after, &limit, &verdict]),
    }
}

/// How many rows there are so far.
pub fn count_rows(tx: &mut Tx, id: ImportId) -> Result<i64, Error> {
    Ok(tx.one("SELECT COUNT(*) FROM import_row WHERE import_id = $1", &[&id])?.unwrap_or(0))
}

/// Deletes up to `limit` rows, the last ones first; false when none was left.
pub fn drop_rows(tx: &mut Tx, id: ImportId, limit: i64) -> Result<bool, Error> {
    const SQL: &str = "
        DELETE FROM import_row WHERE import_id = $1 AND n > (
            SELECT COALESCE(MAX(n), 0) - $2 FROM import_row WHERE import_id = $1)";
    Ok(tx.exec(SQL, &[&id, &limit])? > 0)
}

pub fn drop_parts(tx: &mut Tx, id: ImportId) -> Result<(), Error> {
    tx.exec("DELETE FROM import_part WHERE import_id = $1", &[&id])?;
    Ok(())
}

/// Up to `limit` lines on the lists of activities that an import made.
pub fn attendance(tx: &mut Tx, id: ImportId, limit: i64) -> Result<Vec<Attendance>, Error> {
    const SQL: &str = "
        SELECT t.* FROM attendance AS t JOIN activity AS a ON a.id = t.activity_id
        WHERE a.import_id = $1 ORDER BY t.id DESC LIMIT $2";
    tx.all(SQL, &[&id, &limit])
}
