//! What the rows of a roster are compared with.

use model::{Date, activity::Activity, code::DivisionCode, person::Person};

use crate::{Error, Tx};

/// More namesakes than this are as good as any: the row has to say more.
const NAMESAKES: i64 = 5;

/// Whoever has this ID number, by its keyed hash.
pub fn person(tx: &mut Tx, hash: &[u8]) -> Result<Option<Person>, Error> {
    tx.one("SELECT * FROM person WHERE id_number_hash = $1 LIMIT 1", &[&hash])
}

/// People of exactly this name in exactly this division.
pub fn namesakes(tx: &mut Tx, name: &str, code: &DivisionCode) -> Result<Vec<Person>, Error> {
    const SQL: &str = "
        SELECT * FROM person WHERE name = $1 AND division_code = $2 ORDER BY id LIMIT $3";
    tx.all(SQL, &[&name, code, &NAMESAKES])
}

/// Every activity of a kind that was held on a day in a division, corrected ones left out.
pub fn activities(
    tx: &mut Tx,
    kind: &str,
    day: Date,
    code: &DivisionCode,
) -> Result<Vec<Activity>, Error> {
    const SQL: &str = "
        SELECT * FROM activity
        WHERE division_code = $1 AND kind = $2 AND held_on = $3
          AND state IN ('held', 'signed') ORDER BY id";
    tx.all(SQL, &[code, &kind, &day])
}
