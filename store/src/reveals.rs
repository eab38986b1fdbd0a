//! Who saw which personal field of whom.

use model::{
    Timestamp,
    id::{AccountId, PersonId, RevealId},
    person::{PersonalField, Purpose},
};

use crate::{Error, Tx, row::row};

/// A reveal with the names that a page shows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Seen {
    pub id: RevealId,
    pub person_id: PersonId,
    pub person: String,
    pub field: PersonalField,
    pub purpose: Purpose,
    pub reason: String,
    pub account_id: AccountId,
    pub by: String,
    pub at: Timestamp,
}

row!(Seen { id, person_id, person, field, purpose, reason, account_id, by, at });

macro_rules! seen {
    ($where:literal) => {
        concat!(
            "SELECT r.id, r.person_id, p.name AS person, r.field, r.purpose, r.reason,
                    r.account_id, a.name AS by, r.at
             FROM reveal AS r JOIN person AS p ON p.id = r.person_id
                              JOIN account AS a ON a.id = r.account_id ",
            $where
        )
    };
}

/// Who has seen fields of one person, the latest first.
pub fn of_person(tx: &mut Tx, person_id: PersonId, limit: i64) -> Result<Vec<Seen>, Error> {
    const SQL: &str = seen!("WHERE r.person_id = $1 ORDER BY r.at DESC, r.id DESC LIMIT $2");
    tx.all(SQL, &[&person_id, &limit])
}

/// Perhaps only what one account saw, or what was seen of one person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    pub account_id: Option<AccountId>,
    pub person_id: Option<PersonId>,
}

/// The latest first: up to `limit` before the instant and id of `before`.
pub fn latest(
    tx: &mut Tx,
    filter: Filter,
    before: Option<(Timestamp, RevealId)>,
    limit: i64,
) -> Result<Vec<Seen>, Error> {
    const SQL: &str = seen!(
        "WHERE (r.at, r.id) < ($1, $2) AND (r.account_id = $3 OR $3 IS NULL)
           AND (r.person_id = $5 OR $5 IS NULL)
         ORDER BY r.at DESC, r.id DESC LIMIT $4"
    );
    let (at, id) = before.map_or((i64::MAX, uuid::Uuid::max()), |(at, id)| (at.as_millis(), id.0));
    tx.all(SQL, &[&at, &id, &filter.account_id, &limit, &filter.person_id])
}

pub fn count(tx: &mut Tx, filter: Filter) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM reveal
        WHERE (account_id = $1 OR $1 IS NULL) AND (person_id = $2 OR $2 IS NULL)";
    Ok(tx.one(SQL, &[&filter.account_id, &filter.person_id])?.unwrap_or(0))
}

/// How often one account has looked since an instant, and at how many people.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rate {
    pub account_id: AccountId,
    pub by: String,
    pub times: i64,
    pub people: i64,
    pub last_at: Timestamp,
}

row!(Rate { account_id, by, times, people, last_at });

/// Who has looked most since an instant.
pub fn rates(tx: &mut Tx, since: Timestamp, limit: i64) -> Result<Vec<Rate>, Error> {
    const SQL: &str = "
        SELECT r.account_id, a.name AS by, COUNT(*) AS times,
               COUNT(DISTINCT r.person_id) AS people, MAX(r.at) AS last_at
        FROM reveal AS r JOIN account AS a ON a.id = r.account_id
        WHERE r.at >= $1 GROUP BY r.account_id, a.name
        ORDER BY times DESC, last_at DESC, r.account_id LIMIT $2";
    tx.all(SQL, &[&since, &limit])
}
