//! Receipts: a proof for one entry that anybody can check without us.

use model::{
    id::EntryId,
    journal::{Receipt, tile},
};
use store::journal::{self, EntryRow};
use uuid::Uuid;

use super::{checkpoint, sight};
use crate::{Act, Asker, Error};

/// A receipt, and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    pub receipt: Receipt,
    /// How many entries the journal had at the receipt's checkpoint.
    pub size: i64,
}

/// The receipt of an entry, or of the latest entry that changed a record. If no checkpoint covers it
/// yet, one is made.
pub fn receipt(asker: &Asker, id: Uuid) -> Result<Covered, Error> {
    if let Some(covered) = asker.read(move |act| find(act, id))? {
        return Ok(covered);
    }
    checkpoint::checkpoint(asker)?;
    let covered = asker.read(move |act| find(act, id))?;
    covered.ok_or_else(|| Error::Broken("no checkpoint covers the entry".into()))
}

fn find(act: &mut Act<'_>, id: Uuid) -> Result<Option<Covered>, Error> {
    let row = entry(act, id)?;
    let idx = row.idx.ok_or(Error::NotFound)?;
    let Some((size, note)) = checkpoint::covering(act.tx, idx)? else { return Ok(None) };
    let index = idx.unsigned_abs();
    let tx = &mut *act.tx;
    let path = tile::inclusion(index, size.unsigned_abs(), |l, n| journal::tile(tx, l, n));
    let path = path.map_err(journal::unreadable)?;
    let receipt = Receipt { entry: row.entry(), index, path, checkpoint: note };
    Ok(Some(Covered { receipt, size }))
}

/// The entry, if the one who asks may see it.
fn entry(act: &mut Act<'_>, id: Uuid) -> Result<EntryRow, Error> {
    if let Some(entry) = journal::find(act.tx, EntryId(id))? {
        // Who did it has a right to its receipt, whatever else they may see now.
        if entry.actor_id != act.who.account_id {
            sight::require_any(act, entry.id)?;
        }
        return Ok(entry);
    }
    let latest = journal::history(act.tx, id, 1)?.pop();
    let (entry, change) = latest.ok_or(Error::NotFound)?;
    sight::require(act, &change)?;
    Ok(entry)
}
