//! The import's share of the job queue. Each job goes on where a killed one stopped.

use model::{
    id::ImportId,
    import::{Import, ImportState},
};

use super::{apply, read, undo};
use crate::{Asker, Error};

pub(super) const READ: &str = "import.read";
pub(super) const APPLY: &str = "import.apply";
pub(super) const UNDO: &str = "import.undo";

/// Chunks that one job does before it lets others have their turn.
const CHUNKS: usize = 20;

pub(crate) fn run_read(asker: &Asker, body: &str) -> Result<(), Error> {
    read::read(asker, id(body)?, &mut |_| {}).map(drop)
}

pub(crate) fn run_apply(asker: &Asker, body: &str) -> Result<(), Error> {
    some(asker, body, APPLY, ImportState::Applying, apply::step)
}

pub(crate) fn run_undo(asker: &Asker, body: &str) -> Result<(), Error> {
    some(asker, body, UNDO, ImportState::Undoing, undo::step)
}

fn some(
    asker: &Asker,
    body: &str,
    kind: &'static str,
    busy: ImportState,
    step: fn(&Asker, ImportId) -> Result<Import, Error>,
) -> Result<(), Error> {
    let id = id(body)?;
    for _ in 0..CHUNKS {
        if step(asker, id)?.state != busy {
            return Ok(());
        }
    }
    let body = body.to_owned();
    asker.write(move |act| act.queue(kind, &body))
}

fn id(body: &str) -> Result<ImportId, Error> {
    body.parse().map_err(|_| Error::NotFound)
}
