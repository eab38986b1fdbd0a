//! The list of organisations, as of a day.

use model::{Date, code::DivisionCode, id::OrganisationId};
use uuid::Uuid;

use crate::{Error, Scope, ToValue, Tx, row::row, search::Terms};

model::words! {
    /// What an organisation on a list lacks.
    pub enum Gap {
        /// Nobody belongs to it.
        Members = "members",
        /// It stands below nothing, though its kind should.
        Parent = "parent",
        /// Nobody holds the post that leads it.
        Leader = "leader",
    }
}

model::words! {
    /// In which order organisations stand.
    pub enum Order {
        Division = "division",
        DivisionDown = "-division",
        Name = "name",
        NameDown = "-name",
        /// The longest founded first.
        Oldest = "from_on",
        Newest = "-from_on",
    }
}

/// What a list of organisations is narrowed to. Several kinds or posts are one text: `|a|b|`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub scope: Scope,
    /// Absent for every kind.
    pub kinds: Option<String>,
    pub search: Terms,
    pub day: Date,
    pub gap: Option<Gap>,
    /// The kinds that can lack it.
    pub gap_kinds: String,
    /// The posts that lead an organisation.
    pub leading: String,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    pub id: OrganisationId,
    pub kind: String,
    pub name: String,
    pub credit_code: Option<String>,
    pub division_code: DivisionCode,
    pub from_on: Date,
    pub until_on: Option<Date>,
    /// What it stands below on that day.
    pub parent_id: Option<OrganisationId>,
    pub parent: Option<String>,
    /// People who belong to it on that day.
    pub members: i64,
    /// What the next page begins after.
    pub cursor: String,
}

row!(Line {
    id,
    kind,
    name,
    credit_code,
    division_code,
    from_on,
    until_on,
    parent_id,
    parent,
    members,
    cursor,
});

/// `$1`–`$2` divisions, `$3` organisation, `$4` kinds, `$5` day, `$6` number of terms,
/// `$7`–`$14` terms, `$15` gap, `$16` kinds that can have it, `$17` posts that lead.
macro_rules! listed {
    ($before:expr, $after:literal) => {
        concat!(
            "WITH RECURSIVE own (id) AS (
                SELECT id FROM organisation WHERE id = $3
                UNION
                SELECT parent.organisation_id FROM parent JOIN own ON parent.parent_id = own.id
                WHERE parent.from_on <= $5 AND (parent.until_on IS NULL OR parent.until_on > $5))
             SELECT ", $before, "
             WHERE o.division_code >= $1 AND o.division_code <= $2
               AND (o.id IN (SELECT id FROM own) OR $3 IS NULL)
               AND (REPLACE($4, '|' || o.kind || '|', '') <> $4 OR $4 IS NULL)
               AND o.from_on <= $5 AND (o.until_on IS NULL OR o.until_on > $5)
               AND (CAST($6 AS BIGINT) = 0 OR o.id IN (
                    SELECT record_id FROM search_term
                    WHERE record_kind = 'organisation' AND division_code >= $1
                      AND division_code <= $2
                      AND term IN ($7, $8, $9, $10, $11, $12, $13, $14)
                    GROUP BY record_id HAVING COUNT(*) = $6))
               AND (CAST($15 AS TEXT) IS NULL OR REPLACE($16, '|' || o.kind || '|', '') <> $16)
               AND (NOT COALESCE(CAST($15 AS TEXT) = 'members', FALSE) OR NOT EXISTS (
                    SELECT 1 FROM affiliation AS a WHERE a.organisation_id = o.id
                      AND a.from_on <= $5 AND (a.until_on IS NULL OR a.until_on > $5)))
               AND (NOT COALESCE(CAST($15 AS TEXT) = 'parent', FALSE) OR NOT EXISTS (
                    SELECT 1 FROM parent AS e WHERE e.organisation_id = o.id
                      AND e.from_on <= $5 AND (e.until_on IS NULL OR e.until_on > $5)))
               AND (NOT COALESCE(CAST($15 AS TEXT) = 'leader', FALSE) OR NOT EXISTS (
                    SELECT 1 FROM posting AS t WHERE t.organisation_id = o.id
                      AND REPLACE($17, '|' || t.post || '|', '') <> $17
                      AND t.from_on <= $5 AND (t.until_on IS NULL OR t.until_on > $5))) ",
            $after
        )
    };
}

macro_rules! lines {
    ($cursor:literal, $after:literal) => {
        listed!(
            concat!(
                "o.id, o.kind, o.name, o.credit_code, o.division_code, o.from_on, o.until_on,
                 e.parent_id, up.name AS parent,
                 (SELECT COUNT(*) FROM affiliation AS a WHERE a.organisation_id = o.id
                    AND a.from_on <= $5 AND (a.until_on IS NULL OR a.until_on > $5)) AS members, ",
                $cursor,
                " AS cursor
                 FROM organisation AS o
                 LEFT JOIN parent AS e ON e.organisation_id = o.id AND e.from_on <= $5
                      AND (e.until_on IS NULL OR e.until_on > $5)
                 LEFT JOIN organisation AS up ON up.id = e.parent_id"
            ),
            $after
        )
    };
}

const fn statement(order: Order) -> &'static str {
    match order {
        Order::Division => lines!(
            "o.division_code",
            "AND (o.division_code, o.id) > ($18, $19) ORDER BY o.division_code, o.id LIMIT $20"
        ),
        Order::DivisionDown => lines!(
            "o.division_code",
            "AND (o.division_code, o.id) < ($18, $19)
             ORDER BY o.division_code DESC, o.id DESC LIMIT $20"
        ),
        Order::Name => {
            lines!("o.name", "AND (o.name, o.id) > ($18, $19) ORDER BY o.name, o.id LIMIT $20")
        }
        Order::NameDown => lines!(
            "o.name",
            "AND (o.name, o.id) < ($18, $19) ORDER BY o.name DESC, o.id DESC LIMIT $20"
        ),
        Order::Oldest => lines!(
            "o.from_on",
            "AND (o.from_on, o.id) > ($18, $19) ORDER BY o.from_on, o.id LIMIT $20"
        ),
        Order::Newest => lines!(
            "o.from_on",
            "AND (o.from_on, o.id) < ($18, $19) ORDER BY o.from_on DESC, o.id DESC LIMIT $20"
        ),
    }
}

/// Up to `limit` organisations after the line whose cursor and id `after` holds.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    order: Order,
    after: Option<(String, OrganisationId)>,
    limit: i64,
) -> Result<Vec<Line>, Error> {
    let (key, id) = after.map_or_else(
        || match order {
            // After every day, code and name.
            Order::Newest | Order::DivisionDown | Order::NameDown => {
                ("\u{10ffff}".to_owned(), Uuid::max())
            }
            Order::Oldest | Order::Division | Order::Name => (String::new(), Uuid::nil()),
        },
        |(key, id)| (key, id.0),
    );
    filter.with(&[&key, &id, &limit], |values| tx.all(statement(order), values))
}

pub fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    const SQL: &str = listed!("COUNT(*) FROM organisation AS o", "");
    Ok(filter.with(&[], |values| tx.one(SQL, values))?.unwrap_or(0))
}

impl Filter {
    fn with<T>(
        &self,
        more: &[&dyn ToValue],
        run: impl FnOnce(&[&dyn ToValue]) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Terms { count, terms } = &self.search;
        let (last, organisation) = (self.scope.last(), self.scope.organisation_id());
        let mut values: Vec<&dyn ToValue> =
            vec![self.scope.first(), &last, &organisation, &self.kinds, &self.day, count];
        values.extend(terms.iter().map(|term| term as &dyn ToValue));
        let gap = self.gap.map(model::word::Word::word);
        let more_values: [&dyn ToValue; 3] = [&gap, &self.gap_kinds, &self.leading];
        values.extend(more_values);
        values.extend(more);
        run(&values)
    }
}
