//! What became of a record: who, when, what changed.

use model::{
    Text, Timestamp,
    id::{AccountId, EntryId},
};
use serde_json::Value;
use store::{
    journal::{self, ChangeRow, EntryRow},
    records,
};
use uuid::Uuid;

use super::{sight, words};
use crate::{Act, Error};

/// One entry that changed the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub entry_id: EntryId,
    /// Its place in the journal.
    pub index: Option<i64>,
    pub at: Timestamp,
    pub actor_id: AccountId,
    /// None for the program itself.
    pub actor: Option<String>,
    pub kind: String,
    pub title: Text,
    /// The record was taken away.
    pub removed: bool,
    /// The content was erased, so nobody can say what changed.
    pub erased: bool,
    pub fields: Vec<Field>,
}

/// A field that an entry changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub column: String,
    pub title: Text,
    /// Absent if the field was empty.
    pub old: Option<Shown>,
    pub new: Option<Shown>,
}

/// A value of a record as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    Text(String),
    Number(i64),
    Yes(bool),
    At(Timestamp),
    Id(Uuid),
    /// There is a value, and it is not shown: sealed, a hash, or a whole file.
    Hidden,
}

/// The latest `limit` entries that changed a record, the latest first.
pub fn history(act: &mut Act<'_>, record_id: Uuid, limit: i64) -> Result<Vec<Step>, Error> {
    // One more than is shown, to compare the oldest with.
    let rows = journal::history(act.tx, record_id, limit.saturating_add(1))?;
    let Some((_, latest)) = rows.first() else { return Err(Error::NotFound) };
    sight::require(act, latest)?;
    told(act, &rows, limit)
}

/// As [`history`], for a page that has already made sure that the record may be seen.
pub(crate) fn steps(act: &mut Act<'_>, record_id: Uuid, limit: i64) -> Result<Vec<Step>, Error> {
    let rows = journal::history(act.tx, record_id, limit.saturating_add(1))?;
    told(act, &rows, limit)
}

fn told(act: &mut Act<'_>, rows: &[(EntryRow, ChangeRow)], limit: i64) -> Result<Vec<Step>, Error> {
    let mut steps = Vec::new();
    for (at, (entry, change)) in rows.iter().enumerate().take(limit.unsigned_abs() as usize) {
        let before = rows.get(at + 1).map(|(_, before)| before);
        let erased = change.image.is_none() && !change.removed;
        let blank = before.is_some_and(|before| before.image.is_none() && !before.removed);
        let old = before.and_then(|before| before.image.as_deref());
        let fields = if erased || blank || change.removed {
            Vec::new()
        } else {
            fields(old, change.image.as_deref())?
        };
        steps.push(Step {
            entry_id: entry.id,
            index: entry.idx,
            at: entry.at,
            actor_id: entry.actor_id,
            actor: actor(act, &steps, entry.actor_id)?,
            title: words::title(&entry.kind),
            kind: entry.kind.clone(),
            removed: change.removed,
            erased,
            fields,
        });
    }
    Ok(steps)
}

fn actor(act: &mut Act<'_>, known: &[Step], id: AccountId) -> Result<Option<String>, Error> {
    if let Some(step) = known.iter().find(|step| step.actor_id == id) {
        return Ok(step.actor.clone());
    }
    let account: Option<model::account::Account> = records::find(act.tx, id.0)?;
    Ok(account.map(|account| account.name))
}

fn fields(old: Option<&str>, new: Option<&str>) -> Result<Vec<Field>, Error> {
    let read = |image: Option<&str>| image.map_or(Ok(Default::default()), sight::read);
    let (old, new) = (read(old)?, read(new)?);
    let mut columns: Vec<&String> = old.keys().chain(new.keys()).collect();
    columns.sort_unstable();
    columns.dedup();
    columns.retain(|column| *column != "id" && old.get(*column) != new.get(*column));
    let field = |column: &String| Field {
        column: column.clone(),
        title: super::columns::title(column),
        old: old.get(column).map(|value| shown(column, value)),
        new: new.get(column).map(|value| shown(column, value)),
    };
    Ok(columns.into_iter().map(field).collect())
}

fn shown(column: &str, value: &Value) -> Shown {
    if super::columns::is_hidden(column) {
        return Shown::Hidden;
    }
    match value {
        Value::Bool(yes) => Shown::Yes(*yes),
        Value::Number(number) => match number.as_i64() {
            Some(millis) if column.ends_with("_at") => {
                Timestamp::from_millis(millis).map_or(Shown::Number(millis), Shown::At)
            }
            Some(number) => Shown::Number(number),
            None => Shown::Text(number.to_string()),
        },
        Value::String(text) => text.parse().map_or_else(|_| Shown::Text(text.clone()), Shown::Id),
        other => Shown::Text(other.to_string()),
    }
}
