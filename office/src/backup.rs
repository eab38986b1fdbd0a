//! Backups of a county, and bringing one back. There is no right to check here: whoever can call this
//! holds the database itself, at the command line.

use std::path::Path;

use model::{Timestamp, sealed::Keyring, text::Say};
use store::backup::{self, Refused};
pub use store::backup::{Contents, Progress, Step};

use crate::{
    Error, Office, Place, Refusal,
    verify::{self, Verdict},
};

/// Copies the county at `place` into a new file, while it is at work. Personal fields are in it as
/// they are in the database, sealed; the keyring file is kept apart and is not in it.
pub fn make(place: &Place, file: &Path, tell: &mut dyn FnMut(Progress)) -> Result<Contents, Error> {
    backup::backup(place, file, tell).map_err(refusal)
}

/// Reads a backup through, against its digests.
pub fn check(file: &Path, tell: &mut dyn FnMut(Progress)) -> Result<Contents, Error> {
    backup::check(file, tell).map_err(refusal)
}

/// What was brought back, and what a verification of it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    pub contents: Contents,
    /// Not good with another county's keyring: then its checkpoints are not signed by this key.
    pub verdict: Verdict,
}

/// Brings a backup back into an empty place of either kind, all or nothing, and verifies it there.
/// `now` is the program's clock; blocks, as [`Office::open`] does.
pub fn restore(
    file: &Path,
    (place, keyring): (&Place, Keyring),
    now: Timestamp,
    tell: &mut dyn FnMut(Progress),
    tell_verified: &mut dyn FnMut(verify::Progress),
) -> Result<Restored, Error> {
    let contents = backup::restore(file, place, tell).map_err(refusal)?;
    let office = Office::open(place, keyring, now)?;
    let verdict = verify::verify(&office, tell_verified)?;
    Ok(Restored { contents, verdict })
}

fn refusal(refused: Refused) -> Error {
    match refused {
        Refused::Store(error) => Error::Store(error),
        refused => Refusal::whole(refused.say()).into(),
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use model::sealed::RANDOM_LENGTH;
    use store::testing::{Fresh, now};

    use super::*;
    use crate::{
        testing::{County, keyring},
        verify::tests::filled,
    };

    fn silent() -> (impl FnMut(Progress), impl FnMut(verify::Progress)) {
        (|_| {}, |_| {})
    }

    fn restore_into(file: &Path, target: &Fresh, keyring: Keyring) -> Result<Restored, Error> {
        let (mut tell, mut told) = silent();
        restore(file, (&target.place, keyring), now(), &mut tell, &mut told)
    }

    store::on_both! {
        fn what_comes_back_is_verified(fresh: Fresh) {
            let county = filled(fresh, 7);
            let before = verify::verify(&county.office, &mut |_| {}).unwrap();
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("county.backup");
            let made = make(county.place(), &file, &mut |_| {}).unwrap();
            assert_eq!(check(&file, &mut |_| {}).unwrap(), made);
            for target in [Fresh::sqlite(), Fresh::postgres()] {
                let restored = restore_into(&file, &target, keyring()).unwrap();
                assert_eq!(restored, Restored { contents: made.clone(), verdict: before.clone() });
                let again = restore_into(&file, &target, keyring());
                assert!(matches!(again, Err(Error::Refused(_))));
            }
            // The keys are not in the backup, and without them nothing vouches for it.
            let strange = Keyring::new(&[8; RANDOM_LENGTH]);
            let other = restore_into(&file, &Fresh::sqlite(), strange).unwrap().verdict;
            assert_eq!(other.wrong, before.checkpoints.unsigned_abs());
        }

        fn a_backup_under_load_is_in_order(fresh: Fresh) {
            let county = County::open(fresh);
            let folder = tempfile::tempdir().unwrap();
            thread::scope(|scope| {
                let busy = scope.spawn(|| crate::verify::tests::rounds(&county, 40));
                for n in 0..4 {
                    let file = folder.path().join(format!("{n}"));
                    make(county.place(), &file, &mut |_| {}).unwrap();
                    let restored = restore_into(&file, &Fresh::sqlite(), keyring()).unwrap();
                    assert!(restored.verdict.is_good(), "{:#?}", restored.verdict.findings);
                }
                busy.join().unwrap();
            });
        }
    }
}
