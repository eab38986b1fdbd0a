//! What was in force before.

use model::{
    Timestamp,
    account::Account,
    briefing::ProgrammeRevision,
    programme::{Change, Files},
    right::Right,
};
use store::programmes;

use super::{files_of, read};
use crate::{Act, Error};

/// A revision, without its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    pub revision: ProgrammeRevision,
    /// Who applied it; absent for the program itself.
    pub by: Option<String>,
    pub at: Timestamp,
}

/// Every programme that was in force, the latest first.
pub fn history(act: &mut Act<'_>) -> Result<Vec<Past>, Error> {
    may_read(act)?;
    let mut past = Vec::new();
    for revision in programmes::all(act.tx)? {
        past.push(told(act, revision)?);
    }
    Ok(past)
}

fn told(act: &mut Act<'_>, revision: ProgrammeRevision) -> Result<Past, Error> {
    let account = store::records::find::<Account>(act.tx, revision.applied_by.0)?;
    let (by, at) = (account.map(|account| account.name), revision.applied_at);
    Ok(Past { revision, by, at })
}

/// One revision as a page tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub past: Past,
    pub files: Files,
    /// What it changed of the one before; nothing for the first.
    pub changes: Vec<Change>,
    pub in_force: bool,
}

/// One revision, what it changed and what it says.
pub fn revision(act: &mut Act<'_>, number: i64) -> Result<Told, Error> {
    may_read(act)?;
    let revision = programmes::numbered(act.tx, number)?.ok_or(Error::NotFound)?;
    let before = programmes::numbered(act.tx, number.saturating_sub(1))?;
    let changes = match &before {
        Some(before) => read(before)?.changes_to(&read(&revision)?),
        None => Vec::new(),
    };
    let in_force = programmes::last_number(act.tx)? == number;
    let files = files_of(&revision)?;
    Ok(Told { past: told(act, revision)?, files, changes, in_force })
}

/// The files in force and their number, for whoever may change them.
pub fn to_edit(act: &mut Act<'_>) -> Result<(i64, Files), Error> {
    act.require_county(Right::ApplyProgramme)?;
    files(act, None)
}

/// The files of one revision, or of the one in force, with its number.
pub fn files(act: &mut Act<'_>, number: Option<i64>) -> Result<(i64, Files), Error> {
    may_read(act)?;
    let revision = match number {
        Some(number) => programmes::numbered(act.tx, number)?,
        None => programmes::latest(act.tx)?,
    };
    let revision = revision.ok_or(Error::NotFound)?;
    Ok((revision.number, files_of(&revision)?))
}

/// What the county has decided may be read by those who apply it, check it, or work by it county-wide.
fn may_read(act: &mut Act<'_>) -> Result<(), Error> {
    for right in [Right::SeeFigures, Right::Audit] {
        if act.require_county(right).is_ok() {
            return Ok(());
        }
    }
    act.require_county(Right::ApplyProgramme)
}
