//! Who belongs to which organisation, as of any day.

use model::{
    Date,
    code::DivisionCode,
    id::{AffiliationId, OrganisationId, PersonId},
    organisation::Affiliation,
};

use crate::{Error, Scope, Tx, row::row};

/// Every affiliation of a person, the latest first.
pub fn of_person(tx: &mut Tx, person_id: PersonId) -> Result<Vec<Affiliation>, Error> {
    tx.all(
        "SELECT * FROM affiliation WHERE person_id = $1 ORDER BY from_on DESC, id",
        &[&person_id],
    )
}

/// Who belongs to an organisation on this day.
pub fn of_organisation(
    tx: &mut Tx,
    id: OrganisationId,
    day: Date,
) -> Result<Vec<Affiliation>, Error> {
    const SQL: &str = "
        SELECT * FROM affiliation WHERE organisation_id = $1 AND from_on <= $2
          AND (until_on IS NULL OR until_on > $2) ORDER BY id";
    tx.all(SQL, &[&id, &day])
}

/// Every affiliation to an organisation that holds on this day or begins later.
pub fn from_day(tx: &mut Tx, id: OrganisationId, day: Date) -> Result<Vec<Affiliation>, Error> {
    const SQL: &str = "
        SELECT * FROM affiliation WHERE organisation_id = $1
          AND (until_on IS NULL OR (until_on > $2 AND until_on > from_on)) ORDER BY id";
    tx.all(SQL, &[&id, &day])
}

/// One who belongs to an organisation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Member {
    pub id: AffiliationId,
    pub person_id: PersonId,
    pub name: String,
    /// Where the person is registered.
    pub home: DivisionCode,
    pub formal: bool,
    pub duty: Option<String>,
    pub from_on: Date,
    pub until_on: Option<Date>,
}

row!(Member { id, person_id, name, home, formal, duty, from_on, until_on });

/// Up to `limit` who belong to an organisation on this day, those with a duty first.
pub fn members(
    tx: &mut Tx,
    id: OrganisationId,
    day: Date,
    limit: i64,
) -> Result<Vec<Member>, Error> {
    const SQL: &str = "
        SELECT a.id, a.person_id, p.name, p.division_code AS home, a.formal, a.duty, a.from_on,
               a.until_on
        FROM affiliation AS a JOIN person AS p ON p.id = a.person_id
        WHERE a.organisation_id = $1 AND a.from_on <= $2
          AND (a.until_on IS NULL OR a.until_on > $2)
        ORDER BY CASE WHEN a.duty IS NULL THEN 1 ELSE 0 END, a.formal DESC, a.from_on, a.id
        LIMIT $3";
    tx.all(SQL, &[&id, &day, &limit])
}

pub fn count(tx: &mut Tx, id: OrganisationId, day: Date) -> Result<i64, Error> {
    const SQL: &str = "
        SELECT COUNT(*) FROM affiliation WHERE organisation_id = $1 AND from_on <= $2
          AND (until_on IS NULL OR until_on > $2)";
    Ok(tx.one(SQL, &[&id, &day])?.unwrap_or(0))
}

/// Somebody of a name, with what tells people of one name apart.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Candidate {
    pub id: PersonId,
    pub name: String,
    pub sex: String,
    pub birth_year: Option<i64>,
    pub division_code: DivisionCode,
    /// Where the person formally belongs at present.
    pub formal: Option<String>,
}

row!(Candidate { id, name, sex, birth_year, division_code, formal });

/// Up to `limit` people of exactly this name who are registered in scope.
pub fn candidates(
    tx: &mut Tx,
    scope: &Scope,
    name: &str,
    limit: i64,
) -> Result<Vec<Candidate>, Error> {
    const SQL: &str = "
        SELECT p.id, p.name, p.sex, p.birth_year, p.division_code,
               (SELECT o.name FROM affiliation AS a JOIN organisation AS o
                  ON o.id = a.organisation_id
                WHERE a.person_id = p.id AND a.formal AND a.until_on IS NULL LIMIT 1) AS formal
        FROM person AS p
        WHERE p.name = $1 AND p.division_code >= $2 AND p.division_code <= $3
        ORDER BY p.division_code, p.id LIMIT $4";
    tx.all(SQL, &[&name, scope.first(), &scope.last(), &limit])
}
