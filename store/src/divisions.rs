//! Divisions as of any day.

use model::{Date, code::DivisionCode, division::Division};

use crate::{Error, Scope, Tx};

/// The division that has this code on this day.
pub fn find(tx: &mut Tx, code: &DivisionCode, day: Date) -> Result<Option<Division>, Error> {
    const SQL: &str = "
        SELECT * FROM division
        WHERE code = $1 AND from_on <= $2 AND (until_on IS NULL OR until_on > $2) LIMIT 1";
    tx.one(SQL, &[code, &day])
}

/// Every version that a code has had, the latest first.
pub fn versions(tx: &mut Tx, code: &DivisionCode) -> Result<Vec<Division>, Error> {
    tx.all("SELECT * FROM division WHERE code = $1 ORDER BY from_on DESC", &[code])
}

/// Everything in scope on this day, by code: a county is a few hundred rows.
pub fn within(tx: &mut Tx, scope: &Scope, day: Date) -> Result<Vec<Division>, Error> {
    const SQL: &str = "
        SELECT * FROM division WHERE code >= $1 AND code <= $2
          AND from_on <= $3 AND (until_on IS NULL OR until_on > $3) ORDER BY code";
    tx.all(SQL, &[scope.first(), &scope.last(), &day])
}

/// Every division ever, for the program's own look-ups of names.
pub fn all(tx: &mut Tx) -> Result<Vec<Division>, Error> {
    tx.all("SELECT * FROM division ORDER BY code, from_on", &[])
}

/// What names this code as where it comes from.
pub fn continuing(tx: &mut Tx, code: &DivisionCode) -> Result<Vec<Division>, Error> {
    tx.all("SELECT * FROM division WHERE predecessor_code = $1 ORDER BY from_on, code", &[code])
}

/// Whether a code is in use on this day or later.
pub fn is_taken(tx: &mut Tx, code: &DivisionCode, day: Date) -> Result<bool, Error> {
    const SQL: &str = "
        SELECT COUNT(*) FROM division
        WHERE code = $1 AND (until_on IS NULL OR until_on > $2 OR from_on >= $2)";
    Ok(tx.one::<i64>(SQL, &[code, &day])? > Some(0))
}
