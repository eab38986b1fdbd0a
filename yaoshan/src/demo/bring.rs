//! Rosters come in as workbooks, through the importer that every county uses.

use anyhow::{Context, bail};
use model::Timestamp;
use office::{
    Office,
    import::{Progress, RosterFile, run_file},
};

use super::{Step, rosters::Roster};
use crate::verbs::said::{done, lang};

/// Takes one roster in. One that is in already is left alone.
pub(super) fn bring(
    office: &Office,
    at: Timestamp,
    roster: Roster,
    tell: &mut dyn FnMut(&Step),
) -> anyhow::Result<()> {
    let Roster { recipe, file_name, rows, workbook } = roster;
    let file = RosterFile {
        recipe: recipe.to_owned(),
        file_name: file_name.to_owned(),
        bytes: workbook,
        division_code: office.programme().county.code.clone(),
        leave_bad: false,
    };
    let mut show = |progress| {
        let (words, at) = match progress {
            Progress::Judged(judged) => ("审核", judged),
            Progress::Applied(applied, _) => ("导入", applied),
        };
        let at = usize::try_from(at).unwrap_or(0);
        tell(&Step { words: format!("{words} {file_name}"), done: at, of: rows });
    };
    let outcome = done(run_file(&office.program(at), &file, &mut show))
        .with_context(|| file_name.to_owned())?;
    if outcome.is_applied() {
        return Ok(());
    }
    let (_, line, problems) = outcome.problems.first().context("no row was new")?;
    let words: Vec<_> = problems.iter().map(|p| p.text.in_lang(lang()).to_owned()).collect();
    bail!("{file_name}, row {line}: {}", words.join("; "))
}
