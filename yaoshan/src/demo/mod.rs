//! The demonstration county: real divisions, invented people, the year 2019.
//!
//! Nothing is written behind the office's back: rosters come in as workbooks through the importer,
//! activities through the operations that the pages call, each at its own moment of the year.

mod accounts;
mod chance;
mod folk;
mod rosters;
mod sample;
mod year;

use std::time::Instant;

use model::Timestamp;
use office::Office;

pub(crate) use accounts::{PASSWORD, sign_ins};

/// What is told while the county is being built.
pub(crate) struct Step {
    pub(crate) words: String,
    pub(crate) done: usize,
    pub(crate) of: usize,
}

/// Builds the county in an office that has none yet. Started again after a break, it goes on.
pub(crate) fn build(
    office: &Office,
    now: Timestamp,
    tell: &mut dyn FnMut(&Step),
) -> anyhow::Result<()> {
    let sample = sample::make(&office.programme());
    for roster in rosters::all(&sample)? {
        year::bring(office, roster, tell)?;
    }
    year::hold(office, &sample, tell)?;
    accounts::make(office, now, None)?;
    Ok(())
}
