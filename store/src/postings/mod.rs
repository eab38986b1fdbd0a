//! Postings: who holds a post where, and which divisions have nobody.

mod list;

use model::{
    Date,
    code::DivisionCode,
    id::{OrganisationId, PersonId, PostingId},
    posting::Posting,
    span::Span,
};

pub(crate) use self::list::start;
pub use self::list::{After, Filter, Line, Order, State, count, page};
use crate::{Error, Scope, Tx, gaps::Left, row::row, search::Terms};

/// Who holds a post where and when: enough to say why another cannot.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Holder {
    pub id: PostingId,
    pub person_id: PersonId,
    pub name: String,
    pub post: String,
    pub organisation_id: Option<OrganisationId>,
    pub division_code: DivisionCode,
    pub from_on: Date,
    pub until_on: Option<Date>,
}

row!(Holder { id, person_id, name, post, organisation_id, division_code, from_on, until_on });

impl Holder {
    /// A posting with the name of whoever holds it.
    pub fn of(posting: &Posting, name: String) -> Holder {
        let Posting { id, person_id, post, organisation_id, division_code, .. } = posting.clone();
        let Posting { from_on, until_on, .. } = *posting;
        Holder { id, person_id, name, post, organisation_id, division_code, from_on, until_on }
    }

    pub fn span(&self) -> Span {
        Span::new(self.from_on, self.until_on)
    }
}

/// `$1`–`$2` the span; the rest is the caller's.
macro_rules! meeting {
    ($where:literal) => {
        concat!(
            "SELECT t.id, t.person_id, p.name, t.post, t.organisation_id, t.division_code,
                    t.from_on, t.until_on
             FROM posting AS t JOIN person AS p ON p.id = t.person_id
             WHERE (t.from_on < $2 OR $2 IS NULL)
               AND (t.until_on IS NULL OR (t.until_on > $1 AND t.until_on > t.from_on)) ",
            $where,
            " ORDER BY t.from_on, t.id"
        )
    };
}

/// Holders of a post in one division on any day of a span.
pub fn in_division(
    tx: &mut Tx,
    post: &str,
    division: &DivisionCode,
    span: Span,
) -> Result<Vec<Holder>, Error> {
    const SQL: &str = meeting!("AND t.post = $3 AND t.division_code = $4");
    tx.all(SQL, &[&span.from_on, &span.until_on, &post, division])
}

/// Every post that a person holds on any day of a span.
pub fn of_person(tx: &mut Tx, person_id: PersonId, span: Span) -> Result<Vec<Holder>, Error> {
    const SQL: &str = meeting!("AND t.person_id = $3");
    tx.all(SQL, &[&span.from_on, &span.until_on, &person_id])
}

/// Everybody at a post in an organisation on any day of a span: a resident team and its like.
pub fn in_organisation(
    tx: &mut Tx,
    organisation_id: OrganisationId,
    span: Span,
) -> Result<Vec<Holder>, Error> {
    const SQL: &str = meeting!("AND t.organisation_id = $3");
    tx.all(SQL, &[&span.from_on, &span.until_on, &organisation_id])
}

/// Everything a person has held, the latest first.
pub fn by_person(tx: &mut Tx, person_id: PersonId) -> Result<Vec<Posting>, Error> {
    tx.all("SELECT * FROM posting WHERE person_id = $1 ORDER BY from_on DESC, id", &[&person_id])
}

/// Holders of a post on a day who began on or before another, the longest in post first.
pub fn begun_by(
    tx: &mut Tx,
    post: &str,
    scope: &Scope,
    day: Date,
    begun_by: Date,
) -> Result<Vec<Holder>, Error> {
    const SQL: &str = "
        SELECT t.id, t.person_id, p.name, t.post, t.organisation_id, t.division_code,
               t.from_on, t.until_on
        FROM posting AS t JOIN person AS p ON p.id = t.person_id
        WHERE t.post = $1 AND t.division_code >= $2 AND t.division_code <= $3
          AND t.from_on <= $4 AND (t.until_on IS NULL OR t.until_on > $4) AND t.from_on <= $5
          AND (t.organisation_id = $6 OR $6 IS NULL)
        ORDER BY t.from_on, t.id";
    let organisation = scope.organisation_id();
    tx.all(SQL, &[&post, scope.first(), &scope.last(), &day, &begun_by, &organisation])
}

/// Divisions that have a holder of the post on this day.
pub fn held_in(
    tx: &mut Tx,
    post: &str,
    within: &DivisionCode,
    day: Date,
) -> Result<Vec<String>, Error> {
    const SQL: &str = "
        SELECT DISTINCT division_code FROM posting
        WHERE post = $1 AND division_code >= $2 AND division_code <= $3
          AND from_on <= $4 AND (until_on IS NULL OR until_on > $4)";
    tx.all(SQL, &[&post, within, &within.last_within(), &day])
}

/// The last who left the post in each division, by this day.
pub fn left(tx: &mut Tx, post: &str, within: &DivisionCode, day: Date) -> Result<Vec<Left>, Error> {
    const SQL: &str = "
        SELECT t.division_code, t.until_on, t.id AS record_id, p.name
        FROM (SELECT id, person_id, division_code, until_on,
                     ROW_NUMBER() OVER (PARTITION BY division_code ORDER BY until_on DESC, id DESC)
                         AS place
              FROM posting
              WHERE post = $1 AND division_code >= $2 AND division_code <= $3
                AND until_on <= $4 AND until_on > from_on) AS t
        JOIN person AS p ON p.id = t.person_id WHERE t.place = 1";
    tx.all(SQL, &[&post, within, &within.last_within(), &day])
}

/// The first day after this one on which somebody takes the post, by division.
pub fn coming(
    tx: &mut Tx,
    post: &str,
    within: &DivisionCode,
    day: Date,
) -> Result<Vec<(DivisionCode, Date)>, Error> {
    const SQL: &str = "
        SELECT division_code, MIN(from_on) FROM posting
        WHERE post = $1 AND division_code >= $2 AND division_code <= $3
          AND from_on > $4 AND (until_on IS NULL OR until_on > from_on)
        GROUP BY division_code";
    tx.all(SQL, &[&post, within, &within.last_within(), &day])
}

/// The first day on which anybody in the county is known to have held the post.
pub fn first_known(tx: &mut Tx, post: &str) -> Result<Option<Date>, Error> {
    const SQL: &str = "
        SELECT MIN(from_on) FROM posting
        WHERE post = $1 AND (until_on IS NULL OR until_on > from_on)";
    Ok(tx.one::<Option<Date>>(SQL, &[&post])?.flatten())
}

/// A body in which posts are held, with its people on a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Team {
    pub id: OrganisationId,
    pub name: String,
    pub division_code: DivisionCode,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub holders: i64,
    /// The first day of whoever has been there longest.
    pub since: Option<Date>,
}

row!(Team { id, name, division_code, from_on, until_on, holders, since });

/// Every body of one kind with the number of people at their posts; a county has some hundreds.
pub fn teams(tx: &mut Tx, kind: &str, scope: &Scope, day: Date) -> Result<Vec<Team>, Error> {
    const SQL: &str = "
        SELECT o.id, o.name, o.division_code, o.from_on, o.until_on,
               COUNT(t.id) AS holders, MIN(t.from_on) AS since
        FROM organisation AS o LEFT JOIN posting AS t
          ON t.organisation_id = o.id AND t.from_on <= $4 AND (t.until_on IS NULL OR t.until_on > $4)
        WHERE o.kind = $1 AND o.division_code >= $2 AND o.division_code <= $3
          AND o.from_on <= $4 AND (o.until_on IS NULL OR o.until_on > $4)
          AND (o.id = $5 OR $5 IS NULL)
        GROUP BY o.id, o.name, o.division_code, o.from_on, o.until_on
        ORDER BY o.division_code, o.id";
    let organisation = scope.organisation_id();
    tx.all(SQL, &[&kind, scope.first(), &scope.last(), &day, &organisation])
}

/// Organisations of one kind seated in one division on a day: where a post may be held.
pub fn bodies(
    tx: &mut Tx,
    kind: &str,
    division: &DivisionCode,
    day: Date,
) -> Result<Vec<(OrganisationId, String)>, Error> {
    const SQL: &str = "
        SELECT id, name FROM organisation
        WHERE division_code = $1 AND kind = $2 AND from_on <= $3
          AND (until_on IS NULL OR until_on > $3) ORDER BY name, id";
    tx.all(SQL, &[division, &kind, &day])
}

/// Organisations of one kind anywhere in the county whose names have all these terms.
pub fn named(
    tx: &mut Tx,
    kind: &str,
    terms: &Terms,
    day: Date,
    limit: i64,
) -> Result<Vec<(OrganisationId, String)>, Error> {
    const SQL: &str = "
        SELECT id, name FROM organisation
        WHERE kind = $1 AND from_on <= $2 AND (until_on IS NULL OR until_on > $2)
          AND (CAST($3 AS BIGINT) = 0 OR id IN (
                SELECT record_id FROM search_term WHERE record_kind = 'organisation'
                  AND term IN ($4, $5, $6, $7, $8, $9, $10, $11)
                GROUP BY record_id HAVING COUNT(*) = $3))
        ORDER BY division_code, name, id LIMIT $12";
    let Terms { count, terms: t } = terms;
    tx.all(
        SQL,
        &[&kind, &day, count, &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6], &t[7], &limit],
    )
}
