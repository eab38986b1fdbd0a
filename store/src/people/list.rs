//! The list of people: who lives, belongs or serves in a territory on a day.

use model::{
    Date,
    code::{DivisionCode, Level},
    id::PersonId,
};
use uuid::Uuid;

use crate::{Error, Scope, ToValue, Tx, row::row, search::Terms};

/// What a list of people is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub scope: Scope,
    /// The day on which affiliations and postings count.
    pub day: Date,
    pub organisation_kind: Option<String>,
    pub political_status: Option<String>,
    pub post: Option<String>,
    pub without_id_number: bool,
    pub search: Terms,
}

model::words! {
    /// In which order a list of people stands.
    pub enum Order {
        Division = "division",
        Name = "name",
        Newest = "newest",
    }
}

/// One line of the list: nothing sealed, only whether it is there.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    pub id: PersonId,
    pub name: String,
    pub sex: String,
    pub birth_year: Option<i64>,
    pub political_status: Option<String>,
    pub division_code: DivisionCode,
    pub has_id_number: bool,
    pub has_phone: bool,
    /// Where the person formally belongs on that day.
    pub organisation: Option<String>,
    /// The post held on that day, the newest if several.
    pub post: Option<String>,
    /// What the next page begins after.
    pub cursor: String,
}

row!(Line {
    id,
    name,
    sex,
    birth_year,
    political_status,
    division_code,
    has_id_number,
    has_phone,
    organisation,
    post,
    cursor,
});

/// The whole county: everybody, without looking where else they serve.
macro_rules! everybody {
    () => {
        "(p.division_code >= $1 AND p.division_code <= $2 AND (p.id = $3 OR $3 IS NULL))"
    };
}

/// Part of it: who lives there, and who belongs or serves there on the day. No person has an
/// organisation's id, so with `$3` only members and holders remain.
macro_rules! those_there {
    () => {
        "p.id IN (
            SELECT id FROM person
            WHERE division_code >= $1 AND division_code <= $2 AND (id = $3 OR $3 IS NULL)
            UNION
            SELECT person_id FROM affiliation
            WHERE division_code >= $1 AND division_code <= $2
              AND from_on <= $4 AND (until_on IS NULL OR until_on > $4)
              AND (organisation_id IN (SELECT id FROM below) OR $3 IS NULL)
            UNION
            SELECT person_id FROM posting
            WHERE division_code >= $1 AND division_code <= $2
              AND from_on <= $4 AND (until_on IS NULL OR until_on > $4)
              AND (organisation_id IN (SELECT id FROM below) OR $3 IS NULL))"
    };
}

/// `$1`–`$2` divisions, `$3` organisation, `$4` day, `$5` kind of organisation, `$6` political
/// status, `$7` post, `$8` without ID number, `$9` number of terms, `$10`–`$17` terms.
macro_rules! listed {
    ($columns:expr, $where:expr, $after:expr) => {
        concat!(
            "WITH RECURSIVE below (id) AS (
                SELECT id FROM organisation WHERE id = $3
                UNION
                SELECT parent.organisation_id FROM parent JOIN below ON parent.parent_id = below.id
                WHERE parent.from_on <= $4 AND (parent.until_on IS NULL OR parent.until_on > $4))
            SELECT ", $columns, " FROM person AS p WHERE ", $where, "
              AND (p.political_status = $6 OR $6 IS NULL)
              AND (p.id_number_hash IS NULL OR $8 = FALSE)
              AND (CAST($5 AS TEXT) IS NULL OR EXISTS (
                    SELECT 1 FROM affiliation AS a
                    WHERE a.person_id = p.id AND a.organisation_kind = $5
                      AND a.from_on <= $4 AND (a.until_on IS NULL OR a.until_on > $4)))
              AND (CAST($7 AS TEXT) IS NULL OR EXISTS (
                    SELECT 1 FROM posting AS t
                    WHERE t.person_id = p.id AND t.post = $7
                      AND t.from_on <= $4 AND (t.until_on IS NULL OR t.until_on > $4)))
              AND (CAST($9 AS BIGINT) = 0 OR p.id IN (
                    SELECT record_id FROM search_term
                    WHERE record_kind = 'person'
                      AND term IN ($10, $11, $12, $13, $14, $15, $16, $17)
                    GROUP BY record_id HAVING COUNT(*) = $9)) ",
            $after
        )
    };
}

macro_rules! line {
    ($cursor:literal, $where:expr, $after:literal) => {
        listed!(
            concat!(
                "p.id, p.name, p.sex, p.birth_year, p.political_status, p.division_code,
                p.id_number_hash IS NOT NULL AS has_id_number,
                p.phone_sealed IS NOT NULL AS has_phone,
                (SELECT o.name FROM affiliation AS a JOIN organisation AS o ON o.id = a.organisation_id
                 WHERE a.person_id = p.id AND a.formal
                   AND a.from_on <= $4 AND (a.until_on IS NULL OR a.until_on > $4)
                 ORDER BY a.id LIMIT 1) AS organisation,
                (SELECT t.post FROM posting AS t
                 WHERE t.person_id = p.id
                   AND t.from_on <= $4 AND (t.until_on IS NULL OR t.until_on > $4)
                 ORDER BY t.from_on DESC, t.id LIMIT 1) AS post, ",
                $cursor,
                " AS cursor"
            ),
            $where,
            $after
        )
    };
}

macro_rules! by_division {
    ($where:expr) => {
        line!(
            "p.division_code",
            $where,
            "AND (p.division_code, p.id) > ($18, $19) ORDER BY p.division_code, p.id LIMIT $20"
        )
    };
}

macro_rules! by_name {
    ($where:expr) => {
        line!("p.name", $where, "AND (p.name, p.id) > ($18, $19) ORDER BY p.name, p.id LIMIT $20")
    };
}

macro_rules! newest {
    ($where:expr) => {
        line!("''", $where, "AND ('', p.id) < ($18, $19) ORDER BY p.id DESC LIMIT $20")
    };
}

impl Filter {
    /// The whole county is asked for more simply: everybody in it lives in it.
    fn is_county(&self) -> bool {
        self.scope.within().level() <= Level::County && self.scope.organisation_id().is_none()
    }

    fn statement(&self, order: Order) -> &'static str {
        match (order, self.is_county()) {
            (Order::Division, true) => by_division!(everybody!()),
            (Order::Division, false) => by_division!(those_there!()),
            (Order::Name, true) => by_name!(everybody!()),
            (Order::Name, false) => by_name!(those_there!()),
            (Order::Newest, true) => newest!(everybody!()),
            (Order::Newest, false) => newest!(those_there!()),
        }
    }

    fn with<T>(
        &self,
        more: &[&dyn ToValue],
        run: impl FnOnce(&[&dyn ToValue]) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Terms { count, terms } = &self.search;
        let (last, organisation) = (self.scope.last(), self.scope.organisation_id());
        let mut values: Vec<&dyn ToValue> = vec![
            self.scope.first(),
            &last,
            &organisation,
            &self.day,
            &self.organisation_kind,
            &self.political_status,
            &self.post,
            &self.without_id_number,
            count,
        ];
        values.extend(terms.iter().map(|term| term as &dyn ToValue));
        values.extend(more);
        run(&values)
    }
}

/// Where a page begins: the last line of the page before.
pub type After = Option<(String, Uuid)>;

fn start(order: Order, after: &After) -> (String, Uuid) {
    let first = match order {
        Order::Newest => (String::new(), Uuid::max()),
        Order::Division | Order::Name => (String::new(), Uuid::nil()),
    };
    after.clone().unwrap_or(first)
}

/// Up to `limit` people after the line that `after` names.
pub fn page(
    tx: &mut Tx,
    filter: &Filter,
    order: Order,
    after: &After,
    limit: i64,
) -> Result<Vec<Line>, Error> {
    let (key, id) = start(order, after);
    filter.with(&[&key, &id, &limit], |values| tx.all(filter.statement(order), values))
}

pub fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    let sql = if filter.is_county() {
        listed!("COUNT(*)", everybody!(), "")
    } else {
        listed!("COUNT(*)", those_there!(), "")
    };
    Ok(filter.with(&[], |values| tx.one(sql, values))?.unwrap_or(0))
}
