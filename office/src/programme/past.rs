//! What was in force before.

use model::{
    Timestamp, account::Account, briefing::ProgrammeRevision, programme::Files, right::Right,
};
use store::programmes;

use super::files_of;
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
        let account = store::records::find::<Account>(act.tx, revision.applied_by.0)?;
        let (by, at) = (account.map(|account| account.name), revision.applied_at);
        past.push(Past { revision, by, at });
    }
    Ok(past)
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
