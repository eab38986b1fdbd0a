//! Finding a name by any part of it: pieces of two characters as ordinary rows, the same on both.

use model::code::DivisionCode;
use uuid::Uuid;

use crate::{Error, Tx};

/// How many pieces of a query are looked up; more would not narrow it further.
pub const TERMS: usize = 8;

/// The pieces of a query as parameters: absent ones match nothing, none at all matches everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    pub count: i64,
    pub terms: [Option<String>; TERMS],
}

impl Terms {
    pub fn new(pieces: impl IntoIterator<Item = String>) -> Terms {
        let mut found = Terms::default();
        for (place, piece) in found.terms.iter_mut().zip(pieces) {
            *place = Some(piece);
            found.count += 1;
        }
        found
    }
}

/// Files a record that is not filed yet.
pub fn add(
    tx: &mut Tx,
    record_kind: &str,
    record_id: Uuid,
    division_code: &DivisionCode,
    terms: &[String],
) -> Result<(), Error> {
    // Eight at a time, for a database across a wire, and what remains one by one; SQLite would keep a
    // copy of every page that a statement of several rows touches.
    const ONE: &str = "
        INSERT INTO search_term (term, record_kind, division_code, record_id)
        VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    const EIGHT: &str = "
        INSERT INTO search_term (term, record_kind, division_code, record_id)
        VALUES ($4, $1, $2, $3), ($5, $1, $2, $3), ($6, $1, $2, $3), ($7, $1, $2, $3),
               ($8, $1, $2, $3), ($9, $1, $2, $3), ($10, $1, $2, $3), ($11, $1, $2, $3)
        ON CONFLICT DO NOTHING";
    let (eights, rest) =
        if tx.is_only_writer() { (&[][..], terms) } else { terms.as_chunks::<TERMS>() };
    for [a, b, c, d, e, f, g, h] in eights {
        tx.exec(EIGHT, &[&record_kind, division_code, &record_id, a, b, c, d, e, f, g, h])?;
    }
    for term in rest {
        tx.exec(ONE, &[term, &record_kind, division_code, &record_id])?;
    }
    Ok(())
}

/// Empties the index for a range of records.
pub fn forget_between(tx: &mut Tx, from: Uuid, to: Uuid) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM search_term WHERE record_id >= $1 AND record_id <= $2";
    tx.exec(SQL, &[&from, &to])?;
    Ok(())
}

pub fn forget(tx: &mut Tx, record_id: Uuid) -> Result<(), Error> {
    tx.exec("DELETE FROM search_term WHERE record_id = $1", &[&record_id])?;
    Ok(())
}

/// A condition for a list: `in_search!("person", "$5", …)` is not needed where a list binds
/// [`Terms`] by itself; this finds ids alone, for the search page.
pub fn find(
    tx: &mut Tx,
    record_kind: &str,
    within: &DivisionCode,
    terms: &Terms,
    limit: i64,
) -> Result<Vec<Uuid>, Error> {
    const SQL: &str = "
        SELECT record_id FROM search_term
        WHERE record_kind = $1 AND division_code >= $2 AND division_code <= $3
          AND term IN ($4, $5, $6, $7, $8, $9, $10, $11)
        GROUP BY record_id HAVING COUNT(*) = $12 ORDER BY record_id LIMIT $13";
    let Terms { count, terms: t } = terms;
    tx.all(
        SQL,
        &[
            &record_kind,
            within,
            &within.last_within(),
            &t[0],
            &t[1],
            &t[2],
            &t[3],
            &t[4],
            &t[5],
            &t[6],
            &t[7],
            count,
            &limit,
        ],
    )
}
