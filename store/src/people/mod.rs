//! People: by what they are found, where they stand, and what they attended.

mod list;

use model::{
    Date,
    code::DivisionCode,
    id::{OrganisationId, PersonId},
    person::Person,
};

pub use self::list::{After, Filter, Line, Order, count, page};
use crate::{Error, Tx, row::row};

/// Whoever was registered with this ID number; the hash is keyed, so nothing is opened.
pub fn by_id_number(tx: &mut Tx, hash: &[u8]) -> Result<Option<Person>, Error> {
    tx.one("SELECT * FROM person WHERE id_number_hash = $1 LIMIT 1", &[&hash])
}

/// People of exactly this name in a division, for a roster that gives no ID number.
pub fn named(
    tx: &mut Tx,
    name: &str,
    within: &DivisionCode,
    limit: i64,
) -> Result<Vec<Person>, Error> {
    const SQL: &str = "
        SELECT * FROM person
        WHERE name = $1 AND division_code >= $2 AND division_code <= $3 ORDER BY id LIMIT $4";
    tx.all(SQL, &[&name, within, &within.last_within(), &limit])
}

/// A place where a person belongs, serves or served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    pub division_code: DivisionCode,
    pub organisation_id: Option<OrganisationId>,
}

row!(Tie { division_code, organisation_id });

/// Everywhere that a person belongs or serves, on one day or (`None`) ever.
pub fn ties(tx: &mut Tx, id: PersonId, day: Option<Date>) -> Result<Vec<Tie>, Error> {
    const SQL: &str = "
        SELECT division_code, organisation_id FROM affiliation
        WHERE person_id = $1 AND (from_on <= $2 OR $2 IS NULL)
          AND (until_on IS NULL OR until_on > $2 OR $2 IS NULL)
        UNION
        SELECT division_code, organisation_id FROM posting
        WHERE person_id = $1 AND (from_on <= $2 OR $2 IS NULL)
          AND (until_on IS NULL OR until_on > $2 OR $2 IS NULL)
        UNION
        SELECT division_code, organisation_id FROM pairing
        WHERE person_id = $1 AND (from_on <= $2 OR $2 IS NULL)
          AND (until_on IS NULL OR until_on > $2 OR $2 IS NULL)";
    tx.all(SQL, &[&id, &day])
}

/// Where a person belongs, with the organisation's name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Belongs {
    pub organisation_id: OrganisationId,
    pub organisation_kind: String,
    pub name: String,
    pub division_code: DivisionCode,
    pub formal: bool,
    pub duty: Option<String>,
    pub from_on: Date,
    pub until_on: Option<Date>,
}

row!(Belongs {
    organisation_id,
    organisation_kind,
    name,
    division_code,
    formal,
    duty,
    from_on,
    until_on
});

/// Every affiliation of a person, the latest first, the formal one before others of its day.
pub fn belongs(tx: &mut Tx, id: PersonId) -> Result<Vec<Belongs>, Error> {
    const SQL: &str = "
        SELECT a.organisation_id, a.organisation_kind, o.name, a.division_code, a.formal, a.duty,
               a.from_on, a.until_on
        FROM affiliation AS a JOIN organisation AS o ON o.id = a.organisation_id
        WHERE a.person_id = $1 ORDER BY a.from_on DESC, a.formal DESC, a.id";
    tx.all(SQL, &[&id])
}

/// How often somebody came and did not, by year and kind of activity.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Attended {
    pub year: String,
    pub kind: String,
    pub present: i64,
    pub absent: i64,
}

row!(Attended { year, kind, present, absent });

/// A person's attendance, the latest year first. Corrected records count no more.
pub fn attended(tx: &mut Tx, id: PersonId) -> Result<Vec<Attended>, Error> {
    const SQL: &str = "
        SELECT substr(held_on, 1, 4) AS year, kind,
               COUNT(*) FILTER (WHERE present) AS present,
               COUNT(*) FILTER (WHERE NOT present) AS absent
        FROM attendance WHERE person_id = $1 AND counts
        GROUP BY substr(held_on, 1, 4), kind ORDER BY year DESC, kind";
    tx.all(SQL, &[&id])
}
