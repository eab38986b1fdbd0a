//! The programme in force: installing the first, applying the next.

use std::sync::Arc;

use model::{
    Moment, Timestamp,
    briefing::ProgrammeRevision,
    division::Division,
    id::{DivisionId, ProgrammeId},
    programme::{Files, Programme, embedded_files},
    sealed::Keyring,
};
use store::{Store, Tx};

use crate::{Act, Entropy, Error, Who, act::Setting};

/// The programme of the latest revision; in a new county, the one that the binary carries.
pub(crate) fn in_force_or_first(
    store: &Store,
    keyring: &Arc<Keyring>,
    now: Timestamp,
) -> Result<Programme, Error> {
    let latest = store.read(|tx| Ok::<_, Error>(store::programmes::latest(tx)?))?;
    if let Some(revision) = latest {
        return read(&revision);
    }
    let files = embedded_files();
    let programme = load(&files)?;
    let (who, moment) =
        (Who::program(&programme.county.code), Moment::new(now, programme.county.offset));
    let (keyring, first) = (Arc::clone(keyring), programme.clone());
    store.write(move |tx: &mut Tx| {
        let setting =
            Setting { who: &who, moment, programme: &first, keyring: &keyring, entropy: &Entropy };
        Act::run(&setting, tx, |act| install(act, &files))
    })?;
    Ok(programme)
}

/// The first revision, and its divisions. Another program may have been quicker.
fn install(act: &mut Act<'_>, files: &Files) -> Result<(), Error> {
    if store::programmes::latest(act.tx)?.is_some() {
        return Ok(());
    }
    let revision = ProgrammeRevision {
        id: ProgrammeId::new(act.moment.at),
        number: 1,
        files: serde_json::to_string(files).map_err(|error| Error::Broken(error.to_string()))?,
        applied_by: act.who.account_id,
        applied_at: act.moment.at,
        note: act.programme.county.note.zh.to_string(),
    };
    act.add(&revision)?;
    for listed in act.programme.divisions.clone() {
        let division = Division {
            id: DivisionId::new(act.moment.at),
            level: listed.code.level(),
            parent_code: listed.parent,
            name: listed.name,
            from_on: listed.from_on,
            until_on: listed.until_on,
            predecessor_code: listed.predecessor,
            merged_into: None,
            code: listed.code,
        };
        act.add(&division)?;
    }
    act.log("programme.installed", revision.id.0)
}

pub(crate) fn read(revision: &ProgrammeRevision) -> Result<Programme, Error> {
    let files: Files = serde_json::from_str(&revision.files)
        .map_err(|error| Error::Broken(format!("programme {}: {error}", revision.number)))?;
    load(&files)
}

fn load(files: &Files) -> Result<Programme, Error> {
    Programme::load(files).map_err(|faults| {
        let words: Vec<_> = faults.iter().map(ToString::to_string).collect();
        Error::Broken(words.join("; "))
    })
}
