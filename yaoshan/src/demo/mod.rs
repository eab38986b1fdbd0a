//! The demonstration county: real divisions, invented people, the year 2019.
//!
//! Nothing is written behind the office's back: rosters come in as workbooks through the importer,
//! activities and cases through the operations that the pages call, each at its own moment of the year.

mod accounts;
mod bring;
mod calendar;
mod cases;
mod chance;
mod folk;
mod rosters;
mod sample;
mod year;

use model::{Moment, Timestamp};
use office::Office;

pub(crate) use accounts::{PASSWORD, SignIn, sign_ins};

/// What is told while the county is being built.
pub(crate) struct Step {
    pub(crate) words: String,
    pub(crate) done: usize,
    pub(crate) of: usize,
}

/// Builds the county in an office that has none yet. Started again after a break, it goes on; a
/// county that is ready is left as it is.
pub(crate) fn build(
    office: &Office,
    now: Timestamp,
    past_items: usize,
    tell: &mut dyn FnMut(&Step),
) -> anyhow::Result<()> {
    if accounts::are_made(office, now) {
        return Ok(());
    }
    let sample = sample::make(&office.programme());
    let start = year::at(office, "2019-01-02".parse()?, 0);
    for (day, roster) in rosters::all(&sample)? {
        bring::bring(office, year::at(office, day.parse()?, 0), roster, tell)?;
    }
    let actors = accounts::actors(office, start)?;
    year::hold(office, &sample, &actors, tell)?;
    let today = Moment::new(now, office.programme().county.offset).today;
    cases::run(office, &actors, (today, past_items), tell)?;
    // Last, so that whoever can sign in finds everything there.
    let branch = year::branch_at(office, accounts::VILLAGE)?;
    accounts::make(office, now, branch)
}
