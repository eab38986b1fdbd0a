//! Putting a programme in force.

use model::{
    briefing::ProgrammeRevision,
    id::ProgrammeId,
    programme::{Files, Programme},
    right::Right,
};
use store::programmes;

use super::{Proposal, Step, divisions, propose, read, written};
use crate::{Act, Error, Refusal, act::Added, refuse};

/// A programme that is to come into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProgramme {
    pub id: ProgrammeId,
    pub files: Files,
    /// What it changes, and who decided so.
    pub note: String,
    /// The number in force when its changes were looked at; absent if nobody looked.
    pub over: Option<i64>,
}

/// Applies a programme. Sending the same again changes nothing and succeeds.
pub fn apply(act: &mut Act<'_>, new: &NewProgramme) -> Result<ProgrammeRevision, Error> {
    put_in_force(act, new, Step::Forward)
}

/// Applies an earlier programme again, as a new revision.
pub fn roll_back(
    act: &mut Act<'_>,
    id: ProgrammeId,
    number: i64,
    note: &str,
) -> Result<ProgrammeRevision, Error> {
    act.require_county(Right::ApplyProgramme)?;
    let earlier = programmes::numbered(act.tx, number)?.ok_or(Error::NotFound)?;
    let files = super::files_of(&earlier)?;
    let new = NewProgramme { id, files, note: note.to_owned(), over: None };
    put_in_force(act, &new, Step::Back)
}

fn put_in_force(
    act: &mut Act<'_>,
    new: &NewProgramme,
    step: Step,
) -> Result<ProgrammeRevision, Error> {
    act.require_county(Right::ApplyProgramme)?;
    // Whoever changes what everybody may do has just shown that it is them.
    if !act.who.strong {
        return Err(Error::StepUp);
    }
    let note = note(&new.note)?;
    let latest = programmes::latest(act.tx)?;
    let number = latest.as_ref().map_or(0, |latest| latest.number);
    let revision = ProgrammeRevision {
        id: new.id,
        number: number + 1,
        files: written(&new.files)?,
        applied_by: act.who.account_id,
        applied_at: act.moment.at,
        note,
    };
    if let Some(earlier) = store::records::find::<ProgrammeRevision>(act.tx, new.id.0)? {
        let is_same = earlier.files == revision.files && earlier.note == revision.note;
        return if is_same { Ok(earlier) } else { Err(Error::IdTaken) };
    }
    if new.over.is_some_and(|over| over != number) {
        return Err(Error::Changed);
    }
    let Proposal { programme, changes, faults, .. } = propose(act, &new.files, step)?;
    let Some(programme) = programme.filter(|_| faults.is_empty()) else {
        return Err(refused(&faults));
    };
    if changes.is_empty() && latest.is_some_and(|latest| latest.files == revision.files) {
        return refuse(
            "files",
            "与现行方案完全相同，没有要启用的内容",
            "this is the programme in force; there is nothing to apply",
        );
    }
    match act.add_once(&revision, |_| false)? {
        Added::Earlier(earlier) => return Ok(earlier),
        Added::New => {}
    }
    let before = in_force(act)?;
    divisions::follow(act, &before, &programme)?;
    let kind = match step {
        Step::Forward => "programme.applied",
        Step::Back => "programme.rolled_back",
    };
    act.log(kind, revision.id.0)?;
    Ok(revision)
}

/// The programme that the store has in force; another process may have been quicker than this one.
pub(super) fn in_force(act: &mut Act<'_>) -> Result<Programme, Error> {
    // The revision that is being applied is already a row.
    match programmes::before_last(act.tx)? {
        Some(before) => read(&before),
        None => Ok(act.programme.clone()),
    }
}

fn note(written: &str) -> Result<String, Error> {
    let note = written.trim();
    match note.chars().count() {
        0 => refuse(
            "note",
            "请写明修改了什么、依据是什么",
            "say what it changes, and on whose decision",
        ),
        1..=500 => Ok(note.to_owned()),
        _ => refuse("note", "说明请不超过 500 字", "keep the note within 500 characters"),
    }
}

/// The first faults in one sentence; `programme check` and the page list them all.
fn refused(faults: &[model::programme::Fault]) -> Error {
    use model::text::Say;
    const TOLD: usize = 3;
    let told = |lang| {
        let lines = faults
            .iter()
            .take(TOLD)
            .map(|fault| format!("{}:{} {}", fault.file, fault.line, fault.say().in_lang(lang)));
        let mut told = lines.collect::<Vec<_>>().join("\n");
        if faults.len() > TOLD {
            told.push_str(&format!("\n… {}", faults.len()));
        }
        told
    };
    let text = model::Text::new(told(model::Lang::Zh), told(model::Lang::En));
    Refusal::new("files", text).into()
}
