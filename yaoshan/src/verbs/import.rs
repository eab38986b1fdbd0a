//! `yaoshan import`: a roster, as the pages would take it.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;
use model::code::DivisionCode;
use office::import::{Progress, RosterFile, run_file};

use crate::{
    Common, clock,
    verbs::{
        self,
        said::{done, lang, progress, progress_ends},
    },
};

/// Reads, judges and applies a roster. With any bad row nothing is applied, unless told otherwise.
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    file: PathBuf,
    /// Which kind of roster it is: a file of the programme's imports/.
    #[arg(long)]
    recipe: String,
    /// The widest division that its rows may be about: a 12-digit code. The county, if absent.
    #[arg(long, value_name = "CODE")]
    division: Option<String>,
    /// Apply the good rows although others are bad.
    #[arg(long)]
    leave_bad: bool,
}

impl Import {
    #[expect(clippy::print_stdout, reason = "the bad rows are what was asked for")]
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let bytes = std::fs::read(&self.file)
            .with_context(|| format!("cannot read {}", self.file.display()))?;
        let office = verbs::open(common)?;
        let division_code: DivisionCode = match &self.division {
            Some(code) => code.parse().context("--division")?,
            None => office.programme().county.code.clone(),
        };
        let name = self.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file = RosterFile {
            recipe: self.recipe.clone(),
            file_name: name,
            bytes,
            division_code,
            leave_bad: self.leave_bad,
        };
        let mut show = |at| match at {
            Progress::Judged(rows) => progress(lang().pick("审核", "judged"), rows, 0),
            Progress::Applied(rows, of) => progress(lang().pick("导入", "applied"), rows, of),
        };
        let outcome = done(run_file(&office.program(clock::now()), &file, &mut show))?;
        progress_ends();
        for (sheet, line, problems) in &outcome.problems {
            for problem in problems {
                println!("{sheet}\t{line}\t{}", problem.text.in_lang(lang()));
            }
        }
        let import = &outcome.import;
        eprintln!(
            "{}: {} / {} / {}",
            lang().pick("读入 / 有误 / 已导入", "rows read / bad / applied"),
            import.rows_read,
            import.rows_bad,
            import.rows_done
        );
        Ok(if outcome.is_applied() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
