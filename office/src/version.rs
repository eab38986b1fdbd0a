//! Which version of a record somebody has seen, so that two people do not overwrite each other.

use sha2::{Digest, Sha256};
use store::Journaled;

use crate::Error;

/// A short name for a record as it now stands. A form carries it and sends it back.
pub(crate) fn of<R: Journaled>(record: &R) -> String {
    let digest = Sha256::digest(record.image());
    digest[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Refuses when somebody has changed the record since; without a version nothing was promised.
pub(crate) fn check<R: Journaled>(record: &R, seen: Option<&str>) -> Result<(), Error> {
    match seen {
        Some(seen) if seen != of(record) => Err(Error::Changed),
        _ => Ok(()),
    }
}
