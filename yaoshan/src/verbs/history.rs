//! `yaoshan history`: the closed cases of an earlier register.

use std::{fs::File, io::Read, path::PathBuf, process::ExitCode};

use anyhow::Context;
use office::case::{Progress, register};

use crate::{
    Common, clock,
    verbs::{
        self,
        said::{done, lang, progress, progress_ends},
    },
};

/// Brings closed cases of an earlier register in, from a spreadsheet with a line of headings: their old number,
/// division, handler, days, final state and the fields of the process. With any bad row nothing is written; the same file
/// again changes nothing.
#[derive(Debug, clap::Args)]
pub(crate) struct History {
    file: PathBuf,
    /// Which process they are of: a file of the programme's processes/.
    #[arg(long, value_name = "KEY")]
    process: String,
    /// Only say which rows are wrong.
    #[arg(long)]
    check: bool,
}

impl History {
    #[expect(clippy::print_stdout, reason = "the bad rows are what was asked for")]
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let open = || -> std::io::Result<Box<dyn Read + Send>> {
            File::open(&self.file).map(|file| Box::new(file) as Box<dyn Read + Send>)
        };
        open().with_context(|| format!("cannot read {}", self.file.display()))?;
        let office = verbs::open(common)?;
        let mut show = |at| match at {
            Progress::Judged(rows) => progress(lang().pick("审核", "judged"), rows as i64, 0),
            Progress::Brought(rows, of) => {
                progress(lang().pick("导入", "brought in"), rows as i64, of as i64);
            }
        };
        let asker = office.program(clock::now());
        let registered = done(register(&asker, &self.process, &open, !self.check, &mut show))?;
        progress_ends();
        for (row, why) in &registered.problems {
            println!("{row}\t{}", why.in_lang(lang()));
        }
        eprintln!(
            "{}: {} / {} / {} / {}",
            lang().pick("读入 / 有误 / 新导入 / 已有", "rows read / bad / brought in / known"),
            registered.rows,
            registered.wrong,
            registered.brought.new,
            registered.brought.known
        );
        Ok(if registered.wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
