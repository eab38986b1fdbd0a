//! What stands in one division, and what goes with it when it moves or ends.

use model::{
    Date,
    account::Grant,
    activity::{Activity, Attendance},
    case::Case,
    code::DivisionCode,
    division::Division,
    id::{OrganisationId, PersonId, PostingId},
    organisation::{Affiliation, Organisation},
    person::Person,
    posting::{Pairing, Posting},
};
use uuid::Uuid;

use crate::{Error, Scope, Tx, row::row};

model::words! {
    /// Something that is counted by division.
    pub enum Thing {
        Division = "division",
        Organisation = "organisation",
        Person = "person",
        Posting = "posting",
        Pairing = "pairing",
        Activity = "activity",
        Case = "case",
    }
}

/// How many of one thing there are in one division itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub thing: Thing,
    pub division_code: DivisionCode,
    pub count: i64,
}

row!(Tally { thing, division_code, count });

/// What there is on a day in every division in scope; activities are those held since `since`.
pub fn tallies(tx: &mut Tx, scope: &Scope, day: Date, since: Date) -> Result<Vec<Tally>, Error> {
    const SQL: &str = "
        SELECT 'organisation' AS thing, division_code, COUNT(*) AS count FROM organisation
        WHERE division_code >= $1 AND division_code <= $2 AND from_on <= $3
          AND (until_on IS NULL OR until_on > $3) GROUP BY division_code
        UNION ALL
        SELECT 'person', division_code, COUNT(*) FROM person
        WHERE division_code >= $1 AND division_code <= $2 GROUP BY division_code
        UNION ALL
        SELECT 'posting', division_code, COUNT(*) FROM posting
        WHERE division_code >= $1 AND division_code <= $2 AND from_on <= $3
          AND (until_on IS NULL OR until_on > $3) GROUP BY division_code
        UNION ALL
        SELECT 'pairing', division_code, COUNT(*) FROM pairing
        WHERE division_code >= $1 AND division_code <= $2 AND from_on <= $3
          AND (until_on IS NULL OR until_on > $3) GROUP BY division_code
        UNION ALL
        SELECT 'activity', division_code, COUNT(*) FROM activity
        WHERE division_code >= $1 AND division_code <= $2 AND held_on >= $4 AND held_on <= $3
          AND state IN ('held', 'signed') GROUP BY division_code";
    tx.all(SQL, &[scope.first(), &scope.last(), &day, &since])
}

/// One thing that stands in a division.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Standing {
    pub thing: Thing,
    pub id: Uuid,
    pub name: String,
}

row!(Standing { thing, id, name });

/// Up to `limit` of each thing that stands in this very division on a day or later.
pub fn standing(
    tx: &mut Tx,
    code: &DivisionCode,
    day: Date,
    limit: i64,
) -> Result<Vec<Standing>, Error> {
    const SQL: &str = "
        SELECT * FROM (SELECT 'division' AS thing, id, name FROM division WHERE parent_code = $1
            AND (until_on IS NULL OR until_on > $2) ORDER BY code LIMIT $3) AS d
        UNION ALL
        SELECT * FROM (SELECT 'organisation', id, name FROM organisation WHERE division_code = $1
            AND (until_on IS NULL OR until_on > $2) ORDER BY id LIMIT $3) AS o
        UNION ALL
        SELECT * FROM (SELECT 'person', id, name FROM person WHERE division_code = $1
            ORDER BY id LIMIT $3) AS p
        UNION ALL
        SELECT * FROM (SELECT 'posting', t.id, q.name FROM posting AS t
            JOIN person AS q ON q.id = t.person_id WHERE t.division_code = $1
            AND (t.until_on IS NULL OR (t.until_on > $2 AND t.until_on > t.from_on))
            ORDER BY t.id LIMIT $3) AS t
        UNION ALL
        SELECT * FROM (SELECT 'pairing', l.id, COALESCE(o.name, q.name, '') AS name
            FROM pairing AS l LEFT JOIN organisation AS o ON o.id = l.organisation_id
            LEFT JOIN person AS q ON q.id = l.person_id WHERE l.division_code = $1
            AND (l.until_on IS NULL OR (l.until_on > $2 AND l.until_on > l.from_on))
            ORDER BY l.id LIMIT $3) AS l
        UNION ALL
        SELECT * FROM (SELECT 'activity', id, title FROM activity WHERE division_code = $1
            AND planned_on >= $2 AND state IN ('planned', 'notified')
            ORDER BY planned_on, id LIMIT $3) AS a
        UNION ALL
        SELECT * FROM (SELECT 'case', id, number FROM case_file
            WHERE (handler_code = $1 OR owner_code = $1) AND ended_on IS NULL
            ORDER BY opened_on, id LIMIT $3) AS c";
    tx.all(SQL, &[code, &day, &limit])
}

/// Everything that goes with a division to its new code on a day.
pub struct Estate {
    pub divisions: Vec<Division>,
    pub organisations: Vec<Organisation>,
    pub affiliations: Vec<Affiliation>,
    pub people: Vec<Person>,
    pub postings: Vec<Posting>,
    pub pairings: Vec<Pairing>,
    /// Planned for that day or later, or held since.
    pub activities: Vec<Activity>,
    pub attendances: Vec<Attendance>,
    /// Roles given for this very division.
    pub grants: Vec<Grant>,
    /// Still open, and brought up, given or handled by this very office.
    pub cases: Vec<Case>,
}

pub fn of(tx: &mut Tx, code: &DivisionCode, day: Date) -> Result<Estate, Error> {
    const DIVISIONS: &str = "SELECT * FROM division WHERE parent_code = $1
        AND (until_on IS NULL OR until_on > $2) ORDER BY code";
    const ORGANISATIONS: &str = "SELECT * FROM organisation WHERE division_code = $1
        AND (until_on IS NULL OR until_on > $2) ORDER BY id";
    const AFFILIATIONS: &str = "SELECT a.* FROM affiliation AS a
        JOIN organisation AS o ON o.id = a.organisation_id
        WHERE o.division_code = $1 AND a.division_code = $1
          AND (a.until_on IS NULL OR a.until_on > $2) ORDER BY a.id";
    const PEOPLE: &str = "SELECT * FROM person WHERE division_code = $1 ORDER BY id";
    const POSTINGS: &str = "SELECT * FROM posting WHERE division_code = $1
        AND (until_on IS NULL OR until_on > $2) ORDER BY id";
    const PAIRINGS: &str = "SELECT * FROM pairing WHERE division_code = $1
        AND (until_on IS NULL OR until_on > $2) ORDER BY id";
    const ACTIVITIES: &str = "SELECT * FROM activity WHERE division_code = $1
        AND (held_on >= $2 OR (planned_on >= $2 AND state IN ('planned', 'notified'))) ORDER BY id";
    const ATTENDANCES: &str = "SELECT t.* FROM attendance AS t
        JOIN activity AS a ON a.id = t.activity_id
        WHERE a.division_code = $1 AND a.held_on >= $2 AND t.division_code = $1 ORDER BY t.id";
    const GRANTS: &str = "SELECT * FROM role_grant WHERE division_code = $1
        AND revoked_at IS NULL ORDER BY id";
    const CASES: &str = "SELECT * FROM case_file WHERE ended_on IS NULL
        AND (handler_code = $1 OR opener_code = $1 OR owner_code = $1
          OR replace(chain, $1, '') <> chain) ORDER BY id";
    Ok(Estate {
        divisions: tx.all(DIVISIONS, &[code, &day])?,
        organisations: tx.all(ORGANISATIONS, &[code, &day])?,
        affiliations: tx.all(AFFILIATIONS, &[code, &day])?,
        people: tx.all(PEOPLE, &[code])?,
        postings: tx.all(POSTINGS, &[code, &day])?,
        pairings: tx.all(PAIRINGS, &[code, &day])?,
        activities: tx.all(ACTIVITIES, &[code, &day])?,
        attendances: tx.all(ATTENDANCES, &[code, &day])?,
        grants: tx.all(GRANTS, &[code])?,
        cases: tx.all(CASES, &[code])?,
    })
}

/// Somebody at a post, in a division or an organisation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AtPost {
    pub id: PostingId,
    pub post: String,
    pub person_id: PersonId,
    pub name: String,
    pub organisation_id: Option<OrganisationId>,
    pub organisation: Option<String>,
    pub from_on: Date,
    pub until_on: Option<Date>,
}

row!(AtPost { id, post, person_id, name, organisation_id, organisation, from_on, until_on });

macro_rules! at_post {
    ($where:literal) => {
        concat!(
            "SELECT t.id, t.post, t.person_id, p.name, t.organisation_id, o.name AS organisation,
                    t.from_on, t.until_on
             FROM posting AS t JOIN person AS p ON p.id = t.person_id
             LEFT JOIN organisation AS o ON o.id = t.organisation_id
             WHERE ",
            $where,
            " AND t.from_on <= $2 AND (t.until_on IS NULL OR t.until_on > t.from_on)
             ORDER BY t.post, t.from_on DESC, t.id"
        )
    };
}

/// Everybody who holds or held a post in this very division up to a day, the latest first per post.
pub fn posts_in_division(
    tx: &mut Tx,
    code: &DivisionCode,
    day: Date,
) -> Result<Vec<AtPost>, Error> {
    tx.all(at_post!("t.division_code = $1"), &[code, &day])
}

/// Everybody who holds or held a post in an organisation up to a day, the latest first per post.
pub fn posts_in_organisation(
    tx: &mut Tx,
    id: OrganisationId,
    day: Date,
) -> Result<Vec<AtPost>, Error> {
    tx.all(at_post!("t.organisation_id = $1"), &[&id, &day])
}

/// A tie between a helper and a division.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Paired {
    pub id: Uuid,
    pub kind: String,
    pub organisation_id: Option<OrganisationId>,
    pub person_id: Option<PersonId>,
    /// Who helps.
    pub name: String,
    /// Which division is helped.
    pub division_code: DivisionCode,
    pub from_on: Date,
    pub until_on: Option<Date>,
}

row!(Paired { id, kind, organisation_id, person_id, name, division_code, from_on, until_on });

macro_rules! paired {
    ($where:literal) => {
        concat!(
            "SELECT l.id, l.kind, l.organisation_id, l.person_id,
                    COALESCE(o.name, p.name, '') AS name, l.division_code, l.from_on, l.until_on
             FROM pairing AS l LEFT JOIN organisation AS o ON o.id = l.organisation_id
             LEFT JOIN person AS p ON p.id = l.person_id
             WHERE ",
            $where,
            " AND l.from_on <= $2 AND (l.until_on IS NULL OR l.until_on > $2)
             ORDER BY l.kind, l.from_on, l.id"
        )
    };
}

/// Who serves this very division on a day.
pub fn serving(tx: &mut Tx, code: &DivisionCode, day: Date) -> Result<Vec<Paired>, Error> {
    tx.all(paired!("l.division_code = $1"), &[code, &day])
}

/// Which divisions an organisation serves on a day.
pub fn served_by(tx: &mut Tx, id: OrganisationId, day: Date) -> Result<Vec<Paired>, Error> {
    tx.all(paired!("l.organisation_id = $1"), &[&id, &day])
}

/// How many postings and pairings of an organisation hold on a day or later.
pub fn ties_of(tx: &mut Tx, id: OrganisationId, day: Date) -> Result<(i64, i64), Error> {
    const SQL: &str = "
        SELECT (SELECT COUNT(*) FROM posting WHERE organisation_id = $1
                  AND (until_on IS NULL OR (until_on > $2 AND until_on > from_on))) AS postings,
               (SELECT COUNT(*) FROM pairing WHERE organisation_id = $1
                  AND (until_on IS NULL OR (until_on > $2 AND until_on > from_on))) AS pairings";
    Ok(tx.one(SQL, &[&id, &day])?.unwrap_or((0, 0)))
}
