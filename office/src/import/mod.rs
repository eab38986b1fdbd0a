//! Rosters from outside: uploaded, read and judged row by row, applied whole, undone whole.
//!
//! A file is read in a child process (`papers`), its rows are kept sealed, and a dry run says of
//! each what it would make or everything that is wrong with it. Applying judges again, chunk by
//! chunk, so that nothing is written that the present records forbid.

mod apply;
mod cell;
mod correct;
mod directory;
mod fed;
mod file;
pub(crate) mod jobs;
mod judge;
mod keep;
mod list;
mod made;
mod mapping;
mod problem;
mod purge;
mod read;
mod register;
mod remap;
mod row;
mod sheet;
mod stored;
mod target;
mod template;
#[cfg(test)]
mod tests;
mod undo;
mod upload;
mod values;

pub use self::{
    apply::apply,
    correct::error_sheet,
    file::{Outcome, Progress, RosterFile, run_file},
    list::{List, RowFilter, RowPage, RowView, count, each, list, row_count, rows},
    mapping::{Mapping, SheetMap},
    problem::Problem,
    purge::KEPT_DAYS,
    remap::{SheetChoice, judge_again, remap},
    template::template,
    undo::{Tie, discard, ties, undo},
    upload::{NewImport, Received, largest_file, rights_for, upload},
};
pub(crate) use directory::Directory;
pub(crate) use purge::purge;

use model::{id::ImportId, import::Import, right::Right};

use crate::{Act, Error};

/// An import that the asker may see.
pub fn find(act: &mut Act<'_>, id: ImportId) -> Result<Import, Error> {
    let import: Import = act.find(id.0)?;
    act.require(Right::ImportRosters, &import.division_code, None)?;
    Ok(import)
}
