//! The programme in force: installing the first, comparing and applying the next, going back.

mod apply;
mod divisions;
mod follow;
mod past;
mod propose;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use model::{
    Moment, Timestamp,
    briefing::ProgrammeRevision,
    id::ProgrammeId,
    programme::{Fault, Files, Programme, embedded_files},
    sealed::Keyring,
};
use store::{Store, Tx};

pub(crate) use self::follow::{InForce, Looked};
pub use self::{
    apply::{NewProgramme, apply, roll_back},
    past::{Past, Told, files, history, revision, to_edit},
    propose::{Proposal, Step, propose},
};
use crate::{Act, Entropy, Error, Who, act::Setting};

/// Reads files as a programme, or tells all that is wrong with them. Needs no county.
pub fn check(files: &Files) -> Result<Programme, Vec<Fault>> {
    Programme::load(files)
}

/// The programme of the latest revision; in a new county, the one that the binary carries.
pub(crate) fn in_force_or_first(
    store: &Store,
    keyring: &Arc<Keyring>,
    now: Timestamp,
) -> Result<InForce, Error> {
    let latest = |tx: &mut Tx| Ok::<_, Error>(store::programmes::latest(tx)?);
    if let Some(revision) = store.read(latest)? {
        return InForce::of(&revision);
    }
    let files = embedded_files();
    let first = load(&files)?;
    let (who, moment) = (Who::program(&first.county.code), Moment::new(now, first.county.offset));
    let keyring = Arc::clone(keyring);
    store.write(move |tx: &mut Tx| {
        let setting = Setting {
            who: &who,
            moment,
            programme: &first,
            keyring: &keyring,
            entropy: &Entropy,
            memo: &crate::figure::Memo::default(),
        };
        Act::run(&setting, tx, |act| install(act, &files))
    })?;
    // Another program may have been quicker, with another programme.
    store.read(latest)?.as_ref().map_or(Err(Error::NotFound), InForce::of)
}

/// The first revision, and its divisions.
fn install(act: &mut Act<'_>, files: &Files) -> Result<(), Error> {
    if store::programmes::latest(act.tx)?.is_some() {
        return Ok(());
    }
    let revision = ProgrammeRevision {
        id: ProgrammeId::new(act.moment.at),
        number: 1,
        files: written(files)?,
        applied_by: act.who.account_id,
        applied_at: act.moment.at,
        note: act.programme.county.note.zh.to_string(),
    };
    act.add(&revision)?;
    let programme = act.programme;
    for listed in &programme.divisions {
        divisions::add(act, listed)?;
    }
    act.log("programme.installed", revision.id.0)
}

/// A programme as it was applied.
pub(crate) fn read(revision: &ProgrammeRevision) -> Result<Programme, Error> {
    load(&files_of(revision)?)
}

fn files_of(revision: &ProgrammeRevision) -> Result<Files, Error> {
    serde_json::from_str(&revision.files)
        .map_err(|error| Error::Broken(format!("programme {}: {error}", revision.number)))
}

fn written(files: &Files) -> Result<String, Error> {
    serde_json::to_string(files).map_err(|error| Error::Broken(error.to_string()))
}

fn load(files: &Files) -> Result<Programme, Error> {
    Programme::load(files).map_err(|faults| {
        let words: Vec<_> = faults.iter().map(ToString::to_string).collect();
        Error::Broken(words.join("; "))
    })
}
