//! The list of pairings.

use model::{
    Date,
    code::DivisionCode,
    id::{OrganisationId, PairingId, PersonId},
};

use crate::{
    Error, Scope, ToValue, Tx,
    postings::{After, Order, State},
    row::row,
    search::Terms,
};

/// What a list of pairings is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub scope: Scope,
    pub kind: Option<String>,
    pub day: Date,
    pub state: State,
    /// Pieces of the name of the organisation or person that serves.
    pub search: Terms,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    pub id: PairingId,
    pub kind: String,
    pub organisation_id: Option<OrganisationId>,
    pub person_id: Option<PersonId>,
    pub name: String,
    pub division_code: DivisionCode,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub ended_because: Option<String>,
    /// What the next page begins after.
    pub cursor: String,
}

row!(Line {
    id,
    kind,
    organisation_id,
    person_id,
    name,
    division_code,
    from_on,
    until_on,
    ended_because,
    cursor,
});

/// `$1`–`$2` divisions, `$3` organisation in scope, `$4` kind, `$5` day, `$6` state,
/// `$7` number of terms, `$8`–`$15` terms.
macro_rules! listed {
    ($columns:expr, $joins:literal, $after:literal) => {
        concat!(
            "SELECT ", $columns, " FROM pairing AS t ", $joins, "
             WHERE t.division_code >= $1 AND t.division_code <= $2
               AND (t.organisation_id = $3 OR $3 IS NULL)
               AND (t.kind = $4 OR $4 IS NULL)
               AND ($6 = 'any'
                 OR ($6 = 'holding' AND t.from_on <= $5 AND (t.until_on IS NULL OR t.until_on > $5))
                 OR ($6 = 'ended' AND t.until_on <= $5 AND t.until_on > t.from_on)
                 OR ($6 = 'coming' AND t.from_on > $5
                     AND (t.until_on IS NULL OR t.until_on > t.from_on)))
               AND (CAST($7 AS BIGINT) = 0 OR COALESCE(t.organisation_id, t.person_id) IN (
                    SELECT record_id FROM search_term
                    WHERE record_kind IN ('organisation', 'person')
                      AND term IN ($8, $9, $10, $11, $12, $13, $14, $15)
                    GROUP BY record_id HAVING COUNT(*) = $7)) ",
            $after
        )
    };
}

macro_rules! line {
    ($cursor:literal, $after:literal) => {
        listed!(
            concat!(
                "t.id, t.kind, t.organisation_id, t.person_id, COALESCE(o.name, p.name) AS name,
                 t.division_code, t.from_on, t.until_on, t.ended_because, ",
                $cursor,
                " AS cursor"
            ),
            "LEFT JOIN organisation AS o ON o.id = t.organisation_id
             LEFT JOIN person AS p ON p.id = t.person_id",
            $after
        )
    };
}

const fn statement(order: Order) -> &'static str {
    match order {
        Order::Division => line!(
            "t.division_code",
            "AND (t.division_code, t.id) > ($16, $17) ORDER BY t.division_code, t.id LIMIT $18"
        ),
        Order::Oldest => line!(
            "t.from_on",
            "AND (t.from_on, t.id) > ($16, $17) ORDER BY t.from_on, t.id LIMIT $18"
        ),
        Order::Newest => line!(
            "t.from_on",
            "AND (t.from_on, t.id) < ($16, $17) ORDER BY t.from_on DESC, t.id DESC LIMIT $18"
        ),
    }
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
        let mut values: Vec<&dyn ToValue> =
            vec![self.scope.first(), &last, &organisation, &self.kind, &self.day, &state, count];
        values.extend(terms.iter().map(|term| term as &dyn ToValue));
        values.extend(more);
        run(&values)
    }
}

/// Up to `limit` pairings after the line that `after` names.
pub fn page(
    tx: &mut Tx,
    filter: &Filter,
    order: Order,
    after: &After,
    limit: i64,
) -> Result<Vec<Line>, Error> {
    let (key, id) = crate::postings::start(order, after);
    filter.with(&[&key, &id, &limit], |values| tx.all(statement(order), values))
}

pub fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    const SQL: &str = listed!("COUNT(*)", "", "");
    Ok(filter.with(&[], |values| tx.one(SQL, values))?.unwrap_or(0))
}
