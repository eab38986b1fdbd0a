//! Organisations, the trees they stand in, and the people in them, as of any day.

mod list;
mod tree;

use model::{
    Date,
    code::DivisionCode,
    id::OrganisationId,
    organisation::{Organisation, Parent, Seat},
};

pub use self::{
    list::{Filter, Gap, Line, Order, count, list},
    tree::{Branch, Part, below, tops},
};
use crate::{Error, Tx, row::row};

/// Whether `below` stands anywhere below `above` on this day.
pub fn is_below(
    tx: &mut Tx,
    below: OrganisationId,
    above: OrganisationId,
    day: Date,
) -> Result<bool, Error> {
    const SQL: &str = "
        WITH RECURSIVE up (id, depth) AS (
            SELECT parent_id, 1 FROM parent
            WHERE organisation_id = $1 AND from_on <= $3 AND (until_on IS NULL OR until_on > $3)
            UNION ALL
            SELECT parent.parent_id, up.depth + 1 FROM parent JOIN up ON parent.organisation_id = up.id
            WHERE parent.from_on <= $3 AND (parent.until_on IS NULL OR parent.until_on > $3)
              AND up.depth < 64
        )
        SELECT COUNT(*) FROM up WHERE id = $2";
    Ok(tx.one::<i64>(SQL, &[&below, &above, &day])? > Some(0))
}

/// What stands right below an organisation on this day, by name.
pub fn children(tx: &mut Tx, id: OrganisationId, day: Date) -> Result<Vec<Organisation>, Error> {
    const SQL: &str = "
        SELECT o.* FROM parent AS p JOIN organisation AS o ON o.id = p.organisation_id
        WHERE p.parent_id = $1 AND p.from_on <= $2 AND (p.until_on IS NULL OR p.until_on > $2)
          AND o.from_on <= $2 AND (o.until_on IS NULL OR o.until_on > $2)
        ORDER BY o.division_code, o.name, o.id";
    tx.all(SQL, &[&id, &day])
}

/// What the organisation stands below on this day.
pub fn parent(tx: &mut Tx, id: OrganisationId, day: Date) -> Result<Option<Organisation>, Error> {
    const SQL: &str = "
        SELECT o.* FROM parent AS p JOIN organisation AS o ON o.id = p.parent_id
        WHERE p.organisation_id = $1 AND p.from_on <= $2
          AND (p.until_on IS NULL OR p.until_on > $2) LIMIT 1";
    tx.one(SQL, &[&id, &day])
}

/// Every edge of one organisation upwards, the latest first.
pub fn parents(tx: &mut Tx, id: OrganisationId) -> Result<Vec<Parent>, Error> {
    tx.all("SELECT * FROM parent WHERE organisation_id = $1 ORDER BY from_on DESC, id", &[&id])
}

/// What stands or will stand below an organisation on this day or later.
pub fn children_from(
    tx: &mut Tx,
    id: OrganisationId,
    day: Date,
    limit: i64,
) -> Result<Vec<Organisation>, Error> {
    const SQL: &str = "
        SELECT DISTINCT o.* FROM parent AS p JOIN organisation AS o ON o.id = p.organisation_id
        WHERE p.parent_id = $1 AND (p.until_on IS NULL OR p.until_on > $2)
          AND (o.until_on IS NULL OR o.until_on > $2)
        ORDER BY o.name, o.id LIMIT $3";
    tx.all(SQL, &[&id, &day, &limit])
}

/// An edge upwards with the name of what it leads to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Above {
    pub parent_id: OrganisationId,
    pub kind: String,
    pub name: String,
    pub from_on: Date,
    pub until_on: Option<Date>,
}

row!(Above { parent_id, kind, name, from_on, until_on });

/// Everything that an organisation stood below, the latest first; what never held is left out.
pub fn parents_named(tx: &mut Tx, id: OrganisationId) -> Result<Vec<Above>, Error> {
    const SQL: &str = "
        SELECT p.parent_id, o.kind, o.name, p.from_on, p.until_on
        FROM parent AS p JOIN organisation AS o ON o.id = p.parent_id
        WHERE p.organisation_id = $1 AND (p.until_on IS NULL OR p.until_on > p.from_on)
        ORDER BY p.from_on DESC, p.id";
    tx.all(SQL, &[&id])
}

/// Where an organisation sat before, the latest first.
pub fn seats(tx: &mut Tx, id: OrganisationId) -> Result<Vec<Seat>, Error> {
    tx.all("SELECT * FROM seat WHERE organisation_id = $1 ORDER BY from_on DESC", &[&id])
}

/// Organisations with this credit code, whenever they existed.
pub fn with_credit_code(tx: &mut Tx, code: &str) -> Result<Vec<Organisation>, Error> {
    tx.all("SELECT * FROM organisation WHERE credit_code = $1 ORDER BY id", &[&code])
}

/// Organisations of this exact name in a division, whenever they existed.
pub fn named(
    tx: &mut Tx,
    name: &str,
    within: &DivisionCode,
    limit: i64,
) -> Result<Vec<Organisation>, Error> {
    const SQL: &str = "
        SELECT * FROM organisation
        WHERE name = $1 AND division_code >= $2 AND division_code <= $3 ORDER BY id LIMIT $4";
    tx.all(SQL, &[&name, within, &within.last_within(), &limit])
}
