//! Receipts: a proof for one entry that anybody can check without us.

use model::{
    id::EntryId,
    journal::{Entry, Receipt, tile},
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

/// An entry, and how far it is proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    pub entry: Entry,
    /// Its place in the journal; absent for the moment that it has none yet.
    pub index: Option<i64>,
    /// Absent until a signed checkpoint covers the entry.
    pub covered: Option<Covered>,
}

/// The receipt of an entry, or of the latest entry that changed a record. If no checkpoint covers it
/// yet, one is made.
pub fn receipt(asker: &Asker, id: Uuid) -> Result<Covered, Error> {
    if let Some(covered) = asker.read(move |act| proof(act, id))?.covered {
        return Ok(covered);
    }
    checkpoint::checkpoint(asker)?;
    let covered = asker.read(move |act| proof(act, id))?.covered;
    covered.ok_or_else(|| Error::Broken("no checkpoint covers the entry".into()))
}

/// The entry, or the latest entry that changed a record, with its receipt if there is one already.
/// It makes no checkpoint: looking changes nothing.
pub fn proof(act: &mut Act<'_>, id: Uuid) -> Result<Proof, Error> {
    let row = entry(act, id)?;
    let (entry, index) = (row.entry(), row.idx);
    let covered = match index {
        Some(idx) => cover(act, entry.clone(), idx)?,
        None => None,
    };
    Ok(Proof { entry, index, covered })
}

fn cover(act: &mut Act<'_>, entry: Entry, idx: i64) -> Result<Option<Covered>, Error> {
    let Some((size, note)) = checkpoint::covering(act.tx, idx)? else { return Ok(None) };
    let index = idx.unsigned_abs();
    let tx = &mut *act.tx;
    let path = tile::inclusion(index, size.unsigned_abs(), |l, n| journal::tile(tx, l, n));
    let path = path.map_err(journal::unreadable)?;
    let receipt = Receipt { entry, index, path, checkpoint: note };
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
