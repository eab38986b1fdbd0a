//! What the rows of a roster are compared with.

use model::{
    Date,
    activity::Activity,
    code::DivisionCode,
    id::PersonId,
    person::Person,
    posting::{Pairing, Posting},
};
use uuid::Uuid;

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

pub fn postings_of(tx: &mut Tx, id: PersonId) -> Result<Vec<Posting>, Error> {
    tx.all("SELECT * FROM posting WHERE person_id = $1 ORDER BY from_on, id", &[&id])
}

/// Every posting at a post in a division.
pub fn postings_at(tx: &mut Tx, post: &str, code: &DivisionCode) -> Result<Vec<Posting>, Error> {
    const SQL: &str = "
        SELECT * FROM posting WHERE division_code = $1 AND post = $2 ORDER BY from_on, id";
    tx.all(SQL, &[code, &post])
}

/// Every pairing of a kind with a division.
pub fn pairings_at(tx: &mut Tx, kind: &str, code: &DivisionCode) -> Result<Vec<Pairing>, Error> {
    const SQL: &str = "
        SELECT * FROM pairing WHERE division_code = $1 AND kind = $2 ORDER BY from_on, id";
    tx.all(SQL, &[code, &kind])
}

/// Every pairing of a kind by one organisation or person.
pub fn pairings_of(tx: &mut Tx, kind: &str, helper: Uuid) -> Result<Vec<Pairing>, Error> {
    const SQL: &str = "
        SELECT * FROM pairing WHERE organisation_id = $2 AND kind = $1
        UNION ALL
        SELECT * FROM pairing WHERE person_id = $2 AND organisation_id IS NULL AND kind = $1";
    tx.all(SQL, &[&kind, &helper])
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
