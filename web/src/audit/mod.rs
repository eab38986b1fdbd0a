//! What the audit administrator reads: the journal's entries, denials, attempts to sign in.

mod denials;
mod journal;
mod sign_ins;

use model::{Timestamp, id::AccountId};
use uuid::Uuid;

use crate::routes::Served;

pub(crate) fn routes() -> Vec<Served> {
    [journal::routes(), denials::routes(), sign_ins::routes()].concat()
}

const SHOWN: i64 = 50;

/// `1574588400000-018f…`: the moment and id of the last row shown.
fn cursor(at: Timestamp, id: Uuid) -> String {
    format!("{}-{id}", at.as_millis())
}

fn read_cursor(text: Option<&str>) -> Option<(Timestamp, Uuid)> {
    let (at, id) = text?.split_once('-')?;
    Some((Timestamp::from_millis(at.parse().ok()?)?, id.parse().ok()?))
}

/// A filter that names an account; one that names none is left out.
fn account(text: Option<&str>) -> Option<AccountId> {
    text?.parse().ok()
}

/// The program's own name, where no account did it.
fn actor(name: Option<String>) -> String {
    name.unwrap_or_else(|| "尧山".to_owned())
}
