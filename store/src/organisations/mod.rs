//! Organisations, the trees they stand in, and the people in them, as of any day.

use model::{
    Date,
    code::DivisionCode,
    id::{OrganisationId, PersonId},
    organisation::{Affiliation, Organisation, Parent},
};

use crate::{Error, Scope, Tx, row::row, search::Terms};

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

/// What a list of organisations is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub scope: Scope,
    pub kind: Option<String>,
    pub search: Terms,
    pub day: Date,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    pub id: OrganisationId,
    pub kind: String,
    pub name: String,
    pub division_code: DivisionCode,
    pub from_on: Date,
    pub until_on: Option<Date>,
    /// People who belong to it on that day.
    pub members: i64,
}

row!(Line { id, kind, name, division_code, from_on, until_on, members });

/// `$1`–`$2` divisions, `$3` organisation, `$4` kind, `$5` day, `$6` number of terms, `$7`–`$14` terms.
macro_rules! listed {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " FROM organisation AS o
              WHERE o.division_code >= $1 AND o.division_code <= $2
                AND (o.id = $3 OR $3 IS NULL) AND (o.kind = $4 OR $4 IS NULL)
                AND o.from_on <= $5 AND (o.until_on IS NULL OR o.until_on > $5)
                AND ($6 = 0 OR o.id IN (
                    SELECT record_id FROM search_term
                    WHERE record_kind = 'organisation' AND division_code >= $1
                      AND division_code <= $2
                      AND term IN ($7, $8, $9, $10, $11, $12, $13, $14)
                    GROUP BY record_id HAVING COUNT(*) = $6)) ",
            $after
        )
    };
}

/// Up to `limit` organisations after the division and id of `after`, in the order of divisions.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<(DivisionCode, OrganisationId)>,
    limit: i64,
) -> Result<Vec<Line>, Error> {
    const SQL: &str = listed!(
        "SELECT o.id, o.kind, o.name, o.division_code, o.from_on, o.until_on,
            (SELECT COUNT(*) FROM affiliation AS a WHERE a.organisation_id = o.id
               AND a.from_on <= $5 AND (a.until_on IS NULL OR a.until_on > $5)) AS members",
        "AND (o.division_code, o.id) > ($15, $16) ORDER BY o.division_code, o.id LIMIT $17"
    );
    let (code, id) =
        after.map_or((String::new(), uuid::Uuid::nil()), |(code, id)| (code.to_string(), id.0));
    let Filter { scope, kind, search: Terms { count, terms: t }, day } = filter;
    tx.all(
        SQL,
        &[
            scope.first(),
            &scope.last(),
            &scope.organisation_id(),
            kind,
            day,
            count,
            &t[0],
            &t[1],
            &t[2],
            &t[3],
            &t[4],
            &t[5],
            &t[6],
            &t[7],
            &code,
            &id,
            &limit,
        ],
    )
}

pub fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    const SQL: &str = listed!("SELECT COUNT(*)", "");
    let Filter { scope, kind, search: Terms { count, terms: t }, day } = filter;
    let found = tx.one(
        SQL,
        &[
            scope.first(),
            &scope.last(),
            &scope.organisation_id(),
            kind,
            day,
            count,
            &t[0],
            &t[1],
            &t[2],
            &t[3],
            &t[4],
            &t[5],
            &t[6],
            &t[7],
        ],
    )?;
    Ok(found.unwrap_or(0))
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

/// Who belongs to an organisation on this day.
pub fn affiliations(tx: &mut Tx, id: OrganisationId, day: Date) -> Result<Vec<Affiliation>, Error> {
    const SQL: &str = "
        SELECT * FROM affiliation WHERE organisation_id = $1 AND from_on <= $2
          AND (until_on IS NULL OR until_on > $2) ORDER BY id";
    tx.all(SQL, &[&id, &day])
}

/// Every affiliation of a person, the latest first.
pub fn affiliations_of(tx: &mut Tx, person_id: PersonId) -> Result<Vec<Affiliation>, Error> {
    tx.all(
        "SELECT * FROM affiliation WHERE person_id = $1 ORDER BY from_on DESC, id",
        &[&person_id],
    )
}
