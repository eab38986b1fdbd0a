//! Who owes a rhythm, and on which days they held what they owe.

use model::{Date, code::DivisionCode, id::OrganisationId};

use crate::{Error, Scope, Tx, row::row, search::Terms};

/// An organisation that owes a rhythm.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Holder {
    pub id: OrganisationId,
    pub kind: String,
    pub name: String,
    pub division_code: DivisionCode,
    pub division: Option<String>,
    pub from_on: Date,
    pub until_on: Option<Date>,
}

row!(Holder { id, kind, name, division_code, division, from_on, until_on });

/// Organisations of these kinds that existed at any time from `from` until `until`, by division.
pub fn holders(
    tx: &mut Tx,
    scope: &Scope,
    kinds: &[String],
    from: Date,
    until: Date,
) -> Result<Vec<Holder>, Error> {
    const SQL: &str = "
        SELECT o.id, o.kind, o.name, o.division_code, o.from_on, o.until_on,
               (SELECT d.name FROM division AS d WHERE d.code = o.division_code
                ORDER BY d.from_on DESC LIMIT 1) AS division
        FROM organisation AS o
        WHERE o.division_code >= $1 AND o.division_code <= $2 AND (o.id = $3 OR $3 IS NULL)
          AND replace($4, '|' || o.kind || '|', '') <> $4
          AND o.from_on < $6 AND (o.until_on IS NULL OR o.until_on > $5)
        ORDER BY o.division_code, o.name, o.id";
    let kinds = format!("|{}|", kinds.join("|"));
    tx.all(SQL, &[scope.first(), &scope.last(), &scope.organisation_id(), &kinds, &from, &until])
}

/// The days on which organisations in scope held an activity of a kind, wherever they held it.
pub fn held_days(
    tx: &mut Tx,
    scope: &Scope,
    kind: &str,
    from: Date,
    until: Date,
) -> Result<Vec<(OrganisationId, Date)>, Error> {
    const SQL: &str = "
        SELECT a.organisation_id, a.held_on
        FROM activity AS a JOIN organisation AS o ON o.id = a.organisation_id
        WHERE a.kind = $4 AND a.state IN ('held', 'signed')
          AND COALESCE(a.held_on, a.planned_on) >= $5 AND COALESCE(a.held_on, a.planned_on) < $6
          AND o.division_code >= $1 AND o.division_code <= $2 AND (o.id = $3 OR $3 IS NULL)
        ORDER BY a.organisation_id, a.held_on";
    tx.all(SQL, &[scope.first(), &scope.last(), &scope.organisation_id(), &kind, &from, &until])
}

/// How many organisations are offered at once.
pub const SHOWN: i64 = 50;

/// Organisations that may hold something: of these kinds (any if there are none), on this day, by
/// name. Up to [`SHOWN`] of them in the order of divisions.
pub fn possible_holders(
    tx: &mut Tx,
    scope: &Scope,
    kinds: &[String],
    search: &Terms,
    day: Date,
) -> Result<Vec<Holder>, Error> {
    const SQL: &str = "
        SELECT o.id, o.kind, o.name, o.division_code, o.from_on, o.until_on,
               (SELECT d.name FROM division AS d WHERE d.code = o.division_code
                ORDER BY d.from_on DESC LIMIT 1) AS division
        FROM organisation AS o
        WHERE o.division_code >= $1 AND o.division_code <= $2 AND (o.id = $3 OR $3 IS NULL)
          AND (replace($4, '|' || o.kind || '|', '') <> $4 OR $4 IS NULL)
          AND o.from_on <= $5 AND (o.until_on IS NULL OR o.until_on > $5)
          AND ($6 = CAST(0 AS BIGINT) OR o.id IN (
              SELECT record_id FROM search_term
              WHERE record_kind = 'organisation' AND division_code >= $1 AND division_code <= $2
                AND term IN ($7, $8, $9, $10, $11, $12, $13, $14)
              GROUP BY record_id HAVING COUNT(*) = $6))
        ORDER BY o.division_code, o.name, o.id LIMIT $15";
    let kinds = (!kinds.is_empty()).then(|| format!("|{}|", kinds.join("|")));
    let (last, only, t) = (scope.last(), scope.organisation_id(), &search.terms);
    tx.all(
        SQL,
        &[
            scope.first(),
            &last,
            &only,
            &kinds,
            &day,
            &search.count,
            &t[0],
            &t[1],
            &t[2],
            &t[3],
            &t[4],
            &t[5],
            &t[6],
            &t[7],
            &SHOWN,
        ],
    )
}
