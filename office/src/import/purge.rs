//! Files and rows are deleted some weeks after an import is settled: records stay, papers go.

use model::{
    id::ImportId,
    import::{Import, ImportState},
};

use crate::{Act, Asker, Error};

/// How long a file and its rows are kept after the import is settled.
pub const KEPT_DAYS: i64 = 30;
/// How long a file may lie that nobody applies.
const LYING_DAYS: i64 = 90;
const DAY: i64 = 86_400_000;

/// Deletes what has been kept long enough, and puts away what nobody came back for.
pub(crate) fn purge(asker: &Asker, _: &str) -> Result<(), Error> {
    let now = asker.moment().at;
    let (settled, uploaded) =
        (now.plus_millis(-KEPT_DAYS * DAY), now.plus_millis(-LYING_DAYS * DAY));
    let found =
        asker.read(move |act| Ok(store::imports::outworn(act.tx, settled, uploaded, 100)?))?;
    for import in found {
        let is_lying = import.settled_at.is_none() && !import.state.is_draft();
        if is_lying || import.state.is_busy() {
            continue;
        }
        let id = import.id;
        while asker.write(move |act| Ok(store::imports::drop_rows(act.tx, id, 10_000)?))? {}
        asker.write(move |act| settle(act, id))?;
    }
    Ok(())
}

fn settle(act: &mut Act<'_>, id: ImportId) -> Result<(), Error> {
    store::imports::drop_parts(act.tx, id)?;
    let old: Import = act.find(id.0)?;
    let state = if old.state.is_draft() { ImportState::Discarded } else { old.state };
    let at = act.moment.at;
    let settled_at = old.settled_at.or(Some(at));
    let new = Import { state, settled_at, purged_at: Some(at), ..old.clone() };
    act.change(&old, &new)?;
    act.log("import.purged", id.0)
}
