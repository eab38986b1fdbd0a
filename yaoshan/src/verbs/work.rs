//! `yaoshan work`: the queued work alone.

use std::{
    process::ExitCode,
    sync::{Arc, atomic::AtomicBool},
};

use crate::{Common, clock, verbs};

#[derive(Debug, clap::Args)]
pub(crate) struct Work {
    /// Do what is due and end, rather than wait for more.
    #[arg(long)]
    once: bool,
}

impl Work {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        verbs::log_to_stderr();
        let office = verbs::open(common)?;
        if self.once {
            let done = office::job::run_due(&office, clock::now)?;
            tracing::info!(done, "no more work is due");
        } else {
            let stop = Arc::new(AtomicBool::new(false));
            office::job::work(&office, clock::now, &stop);
        }
        Ok(ExitCode::SUCCESS)
    }
}
