//! `yaoshan backup` and `yaoshan restore`: one file, from and into either database.

use std::{path::PathBuf, process::ExitCode};

use office::{
    Error,
    backup::{self, Contents},
    verify,
};

use crate::{
    Common, clock,
    verbs::{
        self,
        said::{done, lang, progress, progress_ends},
    },
};

/// Copies the county into one new file, while others go on working. The key file is not in it.
#[derive(Debug, clap::Args)]
pub(crate) struct Backup {
    file: PathBuf,
}

/// Puts a backup into an empty place, all of it or nothing.
#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    file: PathBuf,
}

impl Backup {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let place = verbs::place_of(common)?;
        let contents = backup::make(&place, &self.file, &mut show);
        finish(
            contents,
            lang().pick("已备份；请另存密钥文件", "backed up; keep the key file elsewhere"),
        )
    }
}

impl Restore {
    /// The restored county is verified there and then, with the key file that belongs to it.
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let place = verbs::place_of(common)?;
        let keyring = verbs::keyring_of(common, &place)?;
        let mut tell = |at: verify::Progress| {
            progress(lang().pick("核验", "verifying"), at.done, at.of);
        };
        let restored =
            backup::restore(&self.file, (&place, keyring), clock::now(), &mut show, &mut tell);
        progress_ends();
        let restored = done(restored)?;
        verbs::verify::report(&restored.verdict);
        finish(Ok(restored.contents), lang().pick("已恢复", "restored"))?;
        let is_good = restored.verdict.is_good();
        Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn show(at: backup::Progress) {
    progress(at.table, i64::try_from(at.rows).unwrap_or(i64::MAX), 0);
}

fn finish(contents: Result<Contents, Error>, words: &str) -> anyhow::Result<ExitCode> {
    progress_ends();
    let contents = done(contents)?;
    eprintln!("{words} ({})", contents.rows());
    Ok(ExitCode::SUCCESS)
}
