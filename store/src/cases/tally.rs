//! How many cases there are, kept as they change.

use model::{case::Tally, code::DivisionCode};

use super::Filter;
use crate::{Error, Scope, Tx};

pub fn add_to_tally(tx: &mut Tx, tally: &Tally, by: i64) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO case_tally
            (process, state, progress, is_open, division_code, handler_code, cases)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (process, state, progress, is_open, division_code, handler_code)
            DO UPDATE SET cases = case_tally.cases + $7";
    if by == 0 {
        return Ok(());
    }
    let Tally { process, state, progress, is_open, division_code, handler_code } = tally;
    tx.exec(SQL, &[process, state, progress, is_open, division_code, handler_code, &by])?;
    Ok(())
}

/// What the tally must be.
macro_rules! recounted {
    () => {
        "SELECT process, state, progress, ended_on IS NULL AS is_open, division_code, handler_code,
                COUNT(*) AS cases
         FROM case_file
         GROUP BY process, state, progress, ended_on IS NULL, division_code, handler_code"
    };
}

/// Adds the tally up anew from the rows.
pub fn recount(tx: &mut Tx) -> Result<(), Error> {
    const SQL: &str = concat!(
        "INSERT INTO case_tally
            (process, state, progress, is_open, division_code, handler_code, cases) ",
        recounted!()
    );
    tx.exec("DELETE FROM case_tally", &[])?;
    tx.exec(SQL, &[])?;
    Ok(())
}

/// How many places of the tally are not what the rows give, or are missing.
pub fn untrue(tx: &mut Tx) -> Result<i64, Error> {
    const KEPT: &str = concat!(
        "SELECT COUNT(*) FROM (
            SELECT process, state, progress, is_open, division_code, handler_code, cases
            FROM case_tally WHERE cases <> 0 EXCEPT ",
        recounted!(),
        ") AS wrong"
    );
    const MISSING: &str = concat!(
        "SELECT COUNT(*) FROM (",
        recounted!(),
        " EXCEPT SELECT process, state, progress, is_open, division_code, handler_code, cases
          FROM case_tally) AS missing"
    );
    let (kept, missing): (Option<i64>, Option<i64>) = (tx.one(KEPT, &[])?, tx.one(MISSING, &[])?);
    Ok(kept.unwrap_or(0) + missing.unwrap_or(0))
}

/// The places under a filter by process, state, progress and whether open, and how many are there.
pub fn places(
    tx: &mut Tx,
    scope: &Scope,
    process: Option<&str>,
) -> Result<Vec<(DivisionCode, DivisionCode, bool, i64)>, Error> {
    const SQL: &str = "
        SELECT division_code, handler_code, is_open, CAST(SUM(cases) AS BIGINT)
        FROM case_tally
        WHERE ((division_code >= $1 AND division_code <= $2)
            OR (handler_code >= $1 AND handler_code <= $2))
          AND (process = $3 OR $3 IS NULL)
        GROUP BY division_code, handler_code, is_open";
    tx.all(SQL, &[scope.first(), &scope.last(), &process])
}

/// As `listed!`, of the tally.
macro_rules! counted {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " FROM case_tally
              WHERE ((division_code >= $1 AND division_code <= $2)
                  OR (handler_code >= $1 AND handler_code <= $2))
                AND (process = $3 OR $3 IS NULL)
                AND (state = $4 OR $4 IS NULL)
                AND (progress = $5 OR $5 IS NULL)
                AND (is_open = $6 OR $6 IS NULL) ",
            $after
        )
    };
}

macro_rules! count {
    ($tx:ident.$verb:ident($sql:expr, $filter:ident)) => {
        $tx.$verb(
            $sql,
            &[
                $filter.scope.first(),
                &$filter.scope.last(),
                &$filter.process,
                &$filter.state,
                &$filter.progress,
                &$filter.open,
            ],
        )
    };
}

pub(super) fn total(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    const SQL: &str = counted!("SELECT CAST(SUM(cases) AS BIGINT)", "");
    let found: Option<Option<i64>> = count!(tx.one(SQL, filter))?;
    Ok(found.flatten().unwrap_or(0))
}

pub(super) fn by_state(tx: &mut Tx, filter: &Filter) -> Result<Vec<(String, String, i64)>, Error> {
    const SQL: &str = counted!(
        "SELECT process, state, CAST(SUM(cases) AS BIGINT)",
        "GROUP BY process, state HAVING SUM(cases) <> 0 ORDER BY process, state"
    );
    count!(tx.all(SQL, filter))
}
