//! Signing the journal as it stands.

use model::journal::{Checkpoint, Hash, Note, tile};
use store::{Tx, journal};

use super::{origin, signer};
use crate::{Act, Asker, Error};

/// Entries after which a checkpoint does not wait for its time.
const MANY: i64 = 256;
/// How long entries wait for a checkpoint, in milliseconds.
const LONG: i64 = 10_000;

/// Signs the journal at its present size, unless that is signed already; the signed size.
///
/// What is signed was read from a snapshot, so it is durable. A note follows from size, root and key
/// alone, so two programs that sign one size write the same; the table keeps one note a size.
pub fn checkpoint(asker: &Asker) -> Result<i64, Error> {
    let (size, signed) = asker.read(|act: &mut Act<'_>| sizes(act.tx))?;
    if size == signed {
        return Ok(signed);
    }
    let root = asker.read(move |act| root(act.tx, size))?;
    let (origin, key) = (origin(asker.office()), signer(asker.office())?);
    let checkpoint = Checkpoint { origin, size: size.unsigned_abs(), root };
    let note = checkpoint.sign(&[&key]).map_err(|refused| Error::Broken(refused.to_string()))?;
    let row = journal::Checkpoint { size, note: note.to_string() };
    asker.write(move |act| Ok(journal::add_checkpoint(act.tx, &row)?))?;
    Ok(size)
}

/// Whether it is time for the next checkpoint, so many milliseconds after the last look.
pub(crate) fn is_due(asker: &Asker, waited: i64) -> Result<bool, Error> {
    let (size, signed) = asker.read(|act: &mut Act<'_>| sizes(act.tx))?;
    Ok(size - signed >= if waited >= LONG { 1 } else { MANY })
}

fn sizes(tx: &mut Tx) -> Result<(i64, i64), Error> {
    let signed = journal::last_checkpoint(tx)?.map_or(0, |last| last.size);
    let Ok(head) = journal::head(tx) else { return Ok((signed, signed)) };
    match head.size {
        // A journal shorter than what was signed must not be signed again: somebody has cut it.
        size if size < signed => Err(Error::Broken(format!(
            "the journal has {size} entries and was signed with {signed}: run verify"
        ))),
        size => Ok((size, signed)),
    }
}

fn root(tx: &mut Tx, size: i64) -> Result<Hash, Error> {
    let root = tile::root(size.unsigned_abs(), |level, n| journal::tile(tx, level, n));
    Ok(root.map_err(journal::unreadable)?)
}

/// The first checkpoint that covers this entry.
pub(super) fn covering(tx: &mut Tx, idx: i64) -> Result<Option<(i64, Note)>, Error> {
    let Some(found) = journal::checkpoint_covering(tx, idx)? else { return Ok(None) };
    let note = found.note.parse();
    let note =
        note.map_err(|refused| Error::Broken(format!("checkpoint {}: {refused}", found.size)))?;
    Ok(Some((found.size, note)))
}
