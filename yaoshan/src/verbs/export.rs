//! `yaoshan export`: the lists as workbooks, the same that the pages offer.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;
use model::text::Say;

use crate::{
    Common, clock,
    config::Settings,
    verbs::{self, said::lang},
};

/// Writes a list as a workbook, as its page would; personal fields stay masked. Without a list,
/// names those there are.
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The list's address with its filters: `people`, `postings/gaps`, `activities?from=2019-01-01`,
    /// `figures/shows/records?period=2019`.
    list: Option<String>,
    /// The workbook to be; a file of this name is replaced once the new one is whole. After the list,
    /// if absent.
    file: Option<PathBuf>,
}

impl Export {
    #[expect(clippy::print_stdout, reason = "the names of the lists are what was asked for")]
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let Some(list) = &self.list else {
            web::lists().iter().for_each(|list| println!("{list}"));
            return Ok(ExitCode::SUCCESS);
        };
        let office = verbs::open(common)?;
        let desk = verbs::desk(&office, &Settings::read(common.config.as_deref())?);
        let file = self.file.clone().unwrap_or_else(|| named_after(list));
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut whole = tempfile::NamedTempFile::new_in(folder.unwrap_or(".".as_ref()))
            .with_context(|| file.display().to_string())?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let asker = office.program(clock::now());
        let written = web::write_list(desk, asker, (list, lang()), whole.as_file_mut());
        let length = runtime
            .block_on(written)
            .map_err(|unsent| anyhow::anyhow!("{}", unsent.say().in_lang(lang())))?;
        whole.as_file().sync_all()?;
        whole.persist(&file).with_context(|| file.display().to_string())?;
        eprintln!("{}: {length}", file.display());
        Ok(ExitCode::SUCCESS)
    }
}

/// `postings/gaps?…` becomes `postings-gaps.xlsx`.
fn named_after(list: &str) -> PathBuf {
    let path = list.split('?').next().unwrap_or(list).trim_matches('/');
    format!("{}.xlsx", path.replace('/', "-")).into()
}
