//! A whole import is taken back, the newest records first; or put away before it was applied.

use super::{
    jobs,
    read::{json, tell_uploader},
};
use crate::{
    Act, Asker, Error, Kept, Refusal,
    record::{self, Described},
    refuse,
};
use model::{
    Text,
    activity::Activity,
    id::ImportId,
    import::{Import, ImportState},
    organisation::{Affiliation, Organisation, Parent},
    person::Person,
    posting::{Pairing, Posting},
    right::Right,
};

/// Records that one act takes back.
const CHUNK: i64 = 500;
/// So many reasons against it are shown.
const SHOWN: i64 = 50;

/// Starts undoing. Refused while later records stand on those of the import.
pub fn undo(act: &mut Act<'_>, id: ImportId) -> Result<Import, Error> {
    let old = super::find(act, id)?;
    act.require(Right::UndoImport, &old.division_code, None)?;
    match old.state {
        ImportState::Applied | ImportState::Undoing => {}
        ImportState::Undone => return Ok(old),
        _ => {
            return refuse(
                "state",
                "只有已应用的导入才能撤销",
                "only an import that was applied can be undone",
            );
        }
    }
    let ties = store::imports::ties(act.tx, id, SHOWN)?;
    if !ties.is_empty() {
        let count = ties.len();
        let text = Text::new(
            format!("不能撤销：有 {count} 条以后的记录与这次导入的内容有关（见下表），请先处理"),
            format!(
                "it cannot be undone: {count} later records stand on it (listed below); settle them first"
            ),
        );
        return Err(Refusal::whole(text).into());
    }
    let (state, acted_by) = (ImportState::Undoing, Some(act.who.account_id));
    let new = Import { state, acted_by, problem: None, ..old.clone() };
    act.change(&old, &new)?;
    act.log("import.undoing", id.0)?;
    act.queue(jobs::UNDO, &id.to_string())?;
    Ok(new)
}

/// A later record that stands on the import, or one of its own that somebody has changed since.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Tie {
    pub record: Described,
    pub changed: bool,
}

/// What forbids the undoing, for the page.
pub fn ties(act: &mut Act<'_>, id: ImportId) -> Result<Vec<Tie>, Error> {
    super::find(act, id)?;
    let mut ties = Vec::new();
    for found in store::imports::ties(act.tx, id, SHOWN)? {
        let record = record::one(act, &found.record_kind, found.record_id)?;
        ties.extend(record.map(|record| Tie { record, changed: found.changed }));
    }
    Ok(ties)
}

/// Takes back the next records. The import comes back as it stands then.
pub(super) fn step(asker: &Asker, id: ImportId) -> Result<Import, Error> {
    let taken = asker.write(move |act| {
        let old: Import = act.find(id.0)?;
        if old.state != ImportState::Undoing {
            return Ok(old);
        }
        if remove_some(act, &old)? {
            act.log("import.reversed", id.0)?;
            return Ok(old);
        }
        let (state, settled_at) = (ImportState::Undone, Some(act.moment.at));
        let new = Import { state, settled_at, rows_done: 0, ..old.clone() };
        act.change(&old, &new)?;
        act.log("import.undone", id.0)?;
        tell_uploader(act, &new)?;
        Ok(new)
    });
    match taken {
        Err(Error::Store(store::Error::Reference)) => Err(stopped(asker, id)?.into()),
        other => other,
    }
}

/// Somebody has built on it while it was being undone.
fn stopped(asker: &Asker, id: ImportId) -> Result<Refusal, Error> {
    let text = Text::fixed(
        "撤销中断：期间有新记录用到了这次导入的内容，请处理后再点撤销",
        "the undoing stopped: a new record stands on the import; settle it, then undo again",
    );
    let said = text.clone();
    asker.write(move |act| {
        let old: Import = act.find(id.0)?;
        let new = Import { problem: Some(json(&said)?), ..old.clone() };
        act.change(&old, &new)?;
        act.log("import.stopped", id.0)
    })?;
    Ok(Refusal::whole(text))
}

/// Removes up to a chunk of one kind, those first on which nothing else stands.
fn remove_some(act: &mut Act<'_>, import: &Import) -> Result<bool, Error> {
    let attendance = store::imports::attendance(act.tx, import.id, CHUNK)?;
    for one in &attendance {
        act.remove(one)?;
    }
    Ok(!attendance.is_empty()
        || remove::<Activity>(act, import)?
        || remove::<Pairing>(act, import)?
        || remove::<Posting>(act, import)?
        || remove::<Affiliation>(act, import)?
        || remove::<Parent>(act, import)?
        || remove::<Person>(act, import)?
        || remove::<Organisation>(act, import)?)
}

fn remove<R: Kept>(act: &mut Act<'_>, import: &Import) -> Result<bool, Error> {
    let found: Vec<R> = store::records::of_import(act.tx, import.id.0, CHUNK)?;
    for record in &found {
        act.remove(record)?;
    }
    Ok(!found.is_empty())
}

/// Puts an import away that was never applied.
pub fn discard(act: &mut Act<'_>, id: ImportId) -> Result<Import, Error> {
    let old = super::find(act, id)?;
    if old.state == ImportState::Discarded {
        return Ok(old);
    }
    if !old.state.is_draft() {
        return refuse(
            "state",
            "已应用的导入请用“撤销”",
            "an import that was applied is undone, not discarded",
        );
    }
    let (state, settled_at) = (ImportState::Discarded, Some(act.moment.at));
    let new = Import { state, settled_at, acted_by: Some(act.who.account_id), ..old.clone() };
    act.change(&old, &new)?;
    act.log("import.discarded", id.0)?;
    Ok(new)
}
