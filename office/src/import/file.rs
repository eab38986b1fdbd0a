//! A roster from the command line: sent, read, judged and applied in one go.

use model::{
    Text,
    code::DivisionCode,
    id::ImportId,
    import::{Import, ImportState, RowVerdict},
};

use super::{
    apply, keep,
    problem::Problem,
    read, undo,
    upload::{self, NewImport},
};
use crate::{Asker, Error};

/// A roster and how it is to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterFile {
    /// A key of the programme's recipes.
    pub recipe: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
    pub division_code: DivisionCode,
    /// Whether the good rows are applied although others are bad.
    pub leave_bad: bool,
}

/// How far a roster has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many rows have been judged.
    Judged(i64),
    /// So many of so many rows have been applied.
    Applied(i64, i64),
}

/// What came of a roster.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub import: Import,
    /// The file was taken before, so nothing was done.
    pub is_repeat: bool,
    /// The first bad rows: sheet, row and what is wrong.
    pub problems: Vec<(i64, i64, Vec<Problem>)>,
}

impl Outcome {
    /// Whether its rows are among the records.
    pub fn is_applied(&self) -> bool {
        self.import.state == ImportState::Applied
    }

    /// Why it was not applied.
    pub fn trouble(&self) -> Option<Text> {
        self.import.trouble()
    }
}

const SHOWN: i64 = 100;

/// Takes a roster through every step. One that was interrupted goes on where it stopped. A roster
/// with bad rows is judged and left for the page, unless they may be left out.
pub fn run_file(
    asker: &Asker,
    file: &RosterFile,
    progress: &mut dyn FnMut(Progress),
) -> Result<Outcome, Error> {
    let RosterFile { recipe, file_name, bytes, division_code, leave_bad } = file;
    let new = NewImport {
        id: ImportId::new(asker.moment().at),
        recipe: recipe.clone(),
        division_code: division_code.clone(),
        file_name: file_name.clone(),
    };
    let received = upload::receive(asker, &new, bytes, false)?;
    let mut import = received.import().clone();
    let is_repeat = import.state == ImportState::Applied;
    let (id, leave_bad) = (import.id, *leave_bad);
    if import.state == ImportState::Uploaded {
        import = read::read(asker, id, &mut |rows| progress(Progress::Judged(rows)))?;
    }
    let is_ready = import.rows_new > 0 && (import.rows_bad == 0 || leave_bad);
    if import.state == ImportState::Judged && is_ready {
        import = asker.write(move |act| apply::start(act, id, leave_bad))?;
    }
    while import.state == ImportState::Applying {
        import = apply::step(asker, id)?;
        progress(Progress::Applied(import.rows_done, import.rows_read));
    }
    while import.state == ImportState::Undoing {
        import = undo::step(asker, id)?;
    }
    let problems = if import.rows_bad > 0 { problems(asker, id)? } else { Vec::new() };
    Ok(Outcome { import, is_repeat, problems })
}

fn problems(asker: &Asker, id: ImportId) -> Result<Vec<(i64, i64, Vec<Problem>)>, Error> {
    asker.read(move |act| {
        let bad = store::imports::rows(act.tx, id, Some(RowVerdict::Bad), 0, SHOWN)?;
        let open = |kept: &store::imports::KeptRow| {
            Ok((kept.sheet, kept.line, keep::open_row(act.keyring, kept)?.problems))
        };
        bad.iter().map(open).collect()
    })
}
