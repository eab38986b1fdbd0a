//! `yaoshan receipt`: a proof for one record that `verifier` checks anywhere.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;
use uuid::Uuid;

use crate::{
    Common, clock,
    verbs::{self, said::done},
};

/// Writes the receipt of a record's latest change, or of a journal entry.
#[derive(Debug, clap::Args)]
pub(crate) struct Receipt {
    /// The record's or the entry's number, as its page and `figure KEY --records --json` show it.
    id: Uuid,
    /// To standard output, if absent.
    file: Option<PathBuf>,
}

impl Receipt {
    #[expect(clippy::print_stdout, reason = "the receipt is what was asked for")]
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let office = verbs::open(common)?;
        let covered = done(office::journal::receipt(&office.program(clock::now()), self.id))?;
        let text = covered.receipt.to_string();
        match &self.file {
            Some(file) => {
                std::fs::write(file, text).with_context(|| file.display().to_string())?;
            }
            None => print!("{text}"),
        }
        Ok(ExitCode::SUCCESS)
    }
}
