//! What an auditor reads, with the names of those who did it.

use model::{
    Timestamp,
    account::SignInResult,
    code::DivisionCode,
    id::{AccountId, EntryId},
};
use uuid::Uuid;

use crate::{Error, Tx, row::row};

/// One journal entry: who did what to what. Never the content.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Trace {
    pub id: EntryId,
    pub idx: i64,
    pub at: Timestamp,
    pub actor_id: AccountId,
    /// None for the program itself.
    pub actor: Option<String>,
    pub kind: String,
    pub subject: Uuid,
    pub changes: i64,
}

/// One row that an entry changed, by kind and id.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Touched {
    pub record_kind: String,
    pub record_id: Uuid,
    pub removed: bool,
}

/// Something that somebody wanted and had no right to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Denied {
    pub id: Uuid,
    pub at: Timestamp,
    pub account_id: Option<AccountId>,
    pub account: Option<String>,
    pub wanted: String,
    pub division_code: Option<DivisionCode>,
}

/// An attempt to sign in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Tried {
    pub id: Uuid,
    pub at: Timestamp,
    pub account_id: Option<AccountId>,
    pub account: Option<String>,
    pub result: SignInResult,
    pub address: String,
    pub agent: String,
}

row!(Trace { id, idx, at, actor_id, actor, kind, subject, changes });
row!(Touched { record_kind, record_id, removed });
row!(Denied { id, at, account_id, account, wanted, division_code });
row!(Tried { id, at, account_id, account, result, address, agent });

/// Which entries to show; nothing set shows all.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub actor_id: Option<AccountId>,
    pub subject: Option<Uuid>,
    pub kind: Option<String>,
}

/// The latest first: up to `limit` entries before index `before`.
pub fn entries(
    tx: &mut Tx,
    wanted: &Wanted,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Trace>, Error> {
    const SQL: &str = "
        SELECT e.id, e.idx, e.at, e.actor_id, a.name AS actor, e.kind, e.subject,
               (SELECT COUNT(*) FROM journal_change AS c WHERE c.entry_id = e.id) AS changes
        FROM journal_entry AS e LEFT JOIN account AS a ON a.id = e.actor_id
        WHERE e.idx < $1 AND (e.actor_id = $2 OR $2 IS NULL)
          AND (e.subject = $3 OR $3 IS NULL) AND (e.kind = $4 OR $4 IS NULL)
        ORDER BY e.idx DESC LIMIT $5";
    let Wanted { actor_id, subject, kind } = wanted;
    tx.all(SQL, &[&before.unwrap_or(i64::MAX), actor_id, subject, kind, &limit])
}

/// The first `limit` records that one entry changed.
pub fn touched(tx: &mut Tx, entry_id: EntryId, limit: i64) -> Result<Vec<Touched>, Error> {
    const SQL: &str = "
        SELECT record_kind, record_id, removed FROM journal_change
        WHERE entry_id = $1 ORDER BY n LIMIT $2";
    tx.all(SQL, &[&entry_id, &limit])
}

/// The latest first: up to `limit` denials before a moment and id.
pub fn denials(
    tx: &mut Tx,
    account_id: Option<AccountId>,
    before: Option<(Timestamp, Uuid)>,
    limit: i64,
) -> Result<Vec<Denied>, Error> {
    const SQL: &str = "
        SELECT d.id, d.at, d.account_id, a.name AS account, d.wanted, d.division_code
        FROM denial AS d LEFT JOIN account AS a ON a.id = d.account_id
        WHERE (d.at, d.id) < ($1, $2) AND (d.account_id = $3 OR $3 IS NULL)
        ORDER BY d.at DESC, d.id DESC LIMIT $4";
    let (at, id) = end_of(before);
    tx.all(SQL, &[&at, &id, &account_id, &limit])
}

/// The latest first: up to `limit` attempts to sign in before a moment and id.
pub fn sign_ins(
    tx: &mut Tx,
    account_id: Option<AccountId>,
    before: Option<(Timestamp, Uuid)>,
    limit: i64,
) -> Result<Vec<Tried>, Error> {
    const SQL: &str = "
        SELECT s.id, s.at, s.account_id, a.name AS account, s.result, s.address, s.agent
        FROM sign_in AS s LEFT JOIN account AS a ON a.id = s.account_id
        WHERE (s.at, s.id) < ($1, $2) AND (s.account_id = $3 OR $3 IS NULL)
        ORDER BY s.at DESC, s.id DESC LIMIT $4";
    let (at, id) = end_of(before);
    tx.all(SQL, &[&at, &id, &account_id, &limit])
}

fn end_of(before: Option<(Timestamp, Uuid)>) -> (i64, Uuid) {
    before.map_or((i64::MAX, Uuid::max()), |(at, id)| (at.as_millis(), id))
}
