//! Pairings: which organisation or person serves which division.

mod list;

use model::{
    Date,
    code::DivisionCode,
    id::{OrganisationId, PairingId, PersonId},
    posting::Pairing,
    span::Span,
};
use uuid::Uuid;

pub use self::list::{Filter, Line, count, page};
use crate::{Error, Tx, gaps::Left, row::row};

/// Who serves a division and when: enough to say why another cannot.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Partner {
    pub id: PairingId,
    pub kind: String,
    pub organisation_id: Option<OrganisationId>,
    pub person_id: Option<PersonId>,
    pub name: String,
    pub division_code: DivisionCode,
    pub from_on: Date,
    pub until_on: Option<Date>,
}

row!(Partner { id, kind, organisation_id, person_id, name, division_code, from_on, until_on });

impl Partner {
    /// A pairing with the name of whoever serves.
    pub fn of(pairing: &Pairing, name: String) -> Partner {
        let Pairing { id, kind, organisation_id, person_id, division_code, .. } = pairing.clone();
        let Pairing { from_on, until_on, .. } = *pairing;
        Partner { id, kind, organisation_id, person_id, name, division_code, from_on, until_on }
    }

    pub fn span(&self) -> Span {
        Span::new(self.from_on, self.until_on)
    }

    /// The organisation or person that serves.
    pub fn subject(&self) -> Option<Uuid> {
        self.organisation_id.map(|id| id.0).or(self.person_id.map(|id| id.0))
    }
}

/// `$1`–`$2` the span; the rest is the caller's.
macro_rules! meeting {
    ($where:literal) => {
        concat!(
            "SELECT t.id, t.kind, t.organisation_id, t.person_id, COALESCE(o.name, p.name) AS name,
                    t.division_code, t.from_on, t.until_on
             FROM pairing AS t LEFT JOIN organisation AS o ON o.id = t.organisation_id
                               LEFT JOIN person AS p ON p.id = t.person_id
             WHERE (t.from_on < $2 OR $2 IS NULL)
               AND (t.until_on IS NULL OR (t.until_on > $1 AND t.until_on > t.from_on)) ",
            $where,
            " ORDER BY t.from_on, t.id"
        )
    };
}

/// Who serves a division in one way on any day of a span.
pub fn in_division(
    tx: &mut Tx,
    kind: &str,
    division: &DivisionCode,
    span: Span,
) -> Result<Vec<Partner>, Error> {
    const SQL: &str = meeting!("AND t.kind = $3 AND t.division_code = $4");
    tx.all(SQL, &[&span.from_on, &span.until_on, &kind, division])
}

/// What an organisation or a person serves in one way on any day of a span.
pub fn of_helper(tx: &mut Tx, kind: &str, helper: Uuid, span: Span) -> Result<Vec<Partner>, Error> {
    const SQL: &str = meeting!("AND t.kind = $3 AND (t.organisation_id = $4 OR t.person_id = $4)");
    tx.all(SQL, &[&span.from_on, &span.until_on, &kind, &helper])
}

/// Everything an organisation or a person has served, the latest first.
pub fn by_helper(tx: &mut Tx, helper: Uuid) -> Result<Vec<Pairing>, Error> {
    const SQL: &str = "
        SELECT * FROM pairing WHERE organisation_id = $1 OR person_id = $1
        ORDER BY from_on DESC, id";
    tx.all(SQL, &[&helper])
}

/// Pairings of a person that still hold on a day or begin later.
pub fn open_of_person(tx: &mut Tx, person_id: PersonId, day: Date) -> Result<Vec<Pairing>, Error> {
    const SQL: &str = "
        SELECT * FROM pairing
        WHERE person_id = $1 AND (until_on IS NULL OR until_on > $2) ORDER BY from_on, id";
    tx.all(SQL, &[&person_id, &day])
}

/// Divisions that are served in this way on this day.
pub fn held_in(
    tx: &mut Tx,
    kind: &str,
    within: &DivisionCode,
    day: Date,
) -> Result<Vec<String>, Error> {
    const SQL: &str = "
        SELECT DISTINCT division_code FROM pairing
        WHERE kind = $1 AND division_code >= $2 AND division_code <= $3
          AND from_on <= $4 AND (until_on IS NULL OR until_on > $4)";
    tx.all(SQL, &[&kind, within, &within.last_within(), &day])
}

/// The last who left off serving each division, by this day.
pub fn left(tx: &mut Tx, kind: &str, within: &DivisionCode, day: Date) -> Result<Vec<Left>, Error> {
    const SQL: &str = "
        SELECT t.division_code, t.until_on, t.id AS record_id, COALESCE(o.name, p.name) AS name
        FROM (SELECT id, organisation_id, person_id, division_code, until_on,
                     ROW_NUMBER() OVER (PARTITION BY division_code ORDER BY until_on DESC, id DESC)
                         AS place
              FROM pairing
              WHERE kind = $1 AND division_code >= $2 AND division_code <= $3
                AND until_on <= $4 AND until_on > from_on) AS t
        LEFT JOIN organisation AS o ON o.id = t.organisation_id
        LEFT JOIN person AS p ON p.id = t.person_id WHERE t.place = 1";
    tx.all(SQL, &[&kind, within, &within.last_within(), &day])
}

/// The first day after this one on which a division begins to be served.
pub fn coming(
    tx: &mut Tx,
    kind: &str,
    within: &DivisionCode,
    day: Date,
) -> Result<Vec<(DivisionCode, Date)>, Error> {
    const SQL: &str = "
        SELECT division_code, MIN(from_on) FROM pairing
        WHERE kind = $1 AND division_code >= $2 AND division_code <= $3
          AND from_on > $4 AND (until_on IS NULL OR until_on > from_on)
        GROUP BY division_code";
    tx.all(SQL, &[&kind, within, &within.last_within(), &day])
}

/// The first day on which anything in the county is known to be served in this way.
pub fn first_known(tx: &mut Tx, kind: &str) -> Result<Option<Date>, Error> {
    const SQL: &str = "
        SELECT MIN(from_on) FROM pairing
        WHERE kind = $1 AND (until_on IS NULL OR until_on > from_on)";
    Ok(tx.one::<Option<Date>>(SQL, &[&kind])?.flatten())
}
