//! The list of postings.

use model::{
    Date,
    code::DivisionCode,
    id::{OrganisationId, PersonId, PostingId},
};
use uuid::Uuid;

use crate::{Error, Scope, ToValue, Tx, row::row, search::Terms};

model::words! {
    /// Which postings a list shows, as of its day.
    pub enum State {
        Holding = "holding",
        Ended = "ended",
        Coming = "coming",
        Any = "any",
    }
}

model::words! {
    /// In which order a list of postings or pairings stands.
    pub enum Order {
        Division = "division",
        /// The longest first.
        Oldest = "oldest",
        Newest = "newest",
    }
}

/// What a list of postings is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub scope: Scope,
    pub post: Option<String>,
    pub day: Date,
    pub state: State,
    /// Of this organisation, or sent by it.
    pub organisation_id: Option<OrganisationId>,
    /// Pieces of the holder's name.
    pub search: Terms,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    pub id: PostingId,
    pub person_id: PersonId,
    pub name: String,
    pub post: String,
    pub division_code: DivisionCode,
    pub organisation_id: Option<OrganisationId>,
    pub organisation: Option<String>,
    pub sent_by_id: Option<OrganisationId>,
    pub sent_by: Option<String>,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub ended_because: Option<String>,
    /// What the next page begins after.
    pub cursor: String,
}

row!(Line {
    id,
    person_id,
    name,
    post,
    division_code,
    organisation_id,
    organisation,
    sent_by_id,
    sent_by,
    from_on,
    until_on,
    ended_because,
    cursor,
});

/// `$1`–`$2` divisions, `$3` organisation in scope, `$4` post, `$5` day, `$6` state,
/// `$7` organisation asked for, `$8` number of terms, `$9`–`$16` terms.
macro_rules! listed {
    ($columns:expr, $joins:literal, $after:literal) => {
        concat!(
            "WITH RECURSIVE below (id) AS (
                SELECT id FROM organisation WHERE id = $3
                UNION
                SELECT parent.organisation_id FROM parent JOIN below ON parent.parent_id = below.id
                WHERE parent.from_on <= $5 AND (parent.until_on IS NULL OR parent.until_on > $5))
             SELECT ", $columns, " FROM posting AS t ", $joins, "
             WHERE t.division_code >= $1 AND t.division_code <= $2
               AND (t.organisation_id IN (SELECT id FROM below) OR $3 IS NULL)
               AND (t.post = $4 OR $4 IS NULL)
               AND ($6 = 'any'
                 OR ($6 = 'holding' AND t.from_on <= $5 AND (t.until_on IS NULL OR t.until_on > $5))
                 OR ($6 = 'ended' AND t.until_on <= $5 AND t.until_on > t.from_on)
                 OR ($6 = 'coming' AND t.from_on > $5
                     AND (t.until_on IS NULL OR t.until_on > t.from_on)))
               AND (t.organisation_id = $7 OR t.sent_by_id = $7 OR $7 IS NULL)
               AND (CAST($8 AS BIGINT) = 0 OR t.person_id IN (
                    SELECT record_id FROM search_term
                    WHERE record_kind = 'person'
                      AND term IN ($9, $10, $11, $12, $13, $14, $15, $16)
                    GROUP BY record_id HAVING COUNT(*) = $8)) ",
            $after
        )
    };
}

macro_rules! line {
    ($cursor:literal, $after:literal) => {
        listed!(
            concat!(
                "t.id, t.person_id, p.name, t.post, t.division_code, t.organisation_id,
                 o.name AS organisation, t.sent_by_id, s.name AS sent_by, t.from_on, t.until_on,
                 t.ended_because, ",
                $cursor,
                " AS cursor"
            ),
            "JOIN person AS p ON p.id = t.person_id
             LEFT JOIN organisation AS o ON o.id = t.organisation_id
             LEFT JOIN organisation AS s ON s.id = t.sent_by_id",
            $after
        )
    };
}

const fn statement(order: Order) -> &'static str {
    match order {
        Order::Division => line!(
            "t.division_code",
            "AND (t.division_code, t.id) > ($17, $18) ORDER BY t.division_code, t.id LIMIT $19"
        ),
        Order::Oldest => line!(
            "t.from_on",
            "AND (t.from_on, t.id) > ($17, $18) ORDER BY t.from_on, t.id LIMIT $19"
        ),
        Order::Newest => line!(
            "t.from_on",
            "AND (t.from_on, t.id) < ($17, $18) ORDER BY t.from_on DESC, t.id DESC LIMIT $19"
        ),
    }
}

/// Where a page begins: the cursor and id of the last line before it.
pub type After = Option<(String, Uuid)>;

pub(crate) fn start(order: Order, after: &After) -> (String, Uuid) {
    after.clone().unwrap_or_else(|| match order {
        // Later than any day, and than any division.
        Order::Newest => ("9999-99-99".to_owned(), Uuid::max()),
        Order::Division | Order::Oldest => (String::new(), Uuid::nil()),
    })
}

impl Filter {
    fn with<T>(
        &self,
        more: &[&dyn ToValue],
        run: impl FnOnce(&[&dyn ToValue]) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Terms { count, terms } = &self.search;
        let (last, organisation) = (self.scope.last(), self.scope.organisation_id());
        let state = model::word::Word::word(self.state);
        let mut values: Vec<&dyn ToValue> = vec![
            self.scope.first(),
            &last,
            &organisation,
            &self.post,
            &self.day,
            &state,
            &self.organisation_id,
            count,
        ];
        values.extend(terms.iter().map(|term| term as &dyn ToValue));
        values.extend(more);
        run(&values)
    }
}

/// Up to `limit` postings after the line that `after` names.
pub fn page(
    tx: &mut Tx,
    filter: &Filter,
    order: Order,
    after: &After,
    limit: i64,
) -> Result<Vec<Line>, Error> {
    let (key, id) = start(order, after);
    filter.with(&[&key, &id, &limit], |values| tx.all(statement(order), values))
}

pub fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    const SQL: &str = listed!("COUNT(*)", "", "");
    Ok(filter.with(&[], |values| tx.one(SQL, values))?.unwrap_or(0))
}
