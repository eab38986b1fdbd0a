//! One process applies a programme, and every other notices.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use model::{Timestamp, briefing::ProgrammeRevision, programme::Programme};
use store::{Mode, Tx, programmes};

use super::read;
use crate::{Error, Office};

/// The programme that this process works by.
#[derive(Debug, Clone)]
pub(crate) struct InForce {
    pub(crate) number: i64,
    pub(crate) programme: Arc<Programme>,
}

impl InForce {
    pub(super) fn of(revision: &ProgrammeRevision) -> Result<InForce, Error> {
        let programme = Arc::new(read(revision)?);
        Ok(InForce { number: revision.number, programme })
    }
}

/// When somebody last looked for a newer programme, in milliseconds of the clock.
pub(crate) type Looked = Arc<AtomicI64>;

/// How often anybody looks, in milliseconds.
const EVERY: i64 = 2_000;

impl Office {
    /// Adopts the latest programme if it is newer than the one that this process works by.
    /// `reply` hears its number.
    pub fn renew(&self, reply: impl FnOnce(Result<i64, Error>) + Send + 'static) {
        let (office, known) = (self.clone(), self.in_force().number);
        let newer = move |tx: &mut Tx| {
            if programmes::last_number(tx)? <= known {
                return Ok(None);
            }
            programmes::latest(tx)?.as_ref().map(InForce::of).transpose()
        };
        self.store.submit(Mode::Read, newer, move |found| {
            reply(found.map(|found| found.map_or(known, |newer| office.adopt(newer))));
        });
    }

    /// Looks for a newer programme now and then, without making anybody wait.
    pub(crate) fn look_for_newer(&self, now: Timestamp, looked: &Looked) {
        let (now, last) = (now.as_millis(), looked.load(Ordering::Relaxed));
        // A clock that was set back must not keep everybody from looking.
        if (last..last.saturating_add(EVERY)).contains(&now) {
            return;
        }
        let is_mine = looked.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed);
        if is_mine.is_ok() {
            self.renew(|renewed| {
                if let Err(error) = renewed {
                    tracing::warn!(%error, "the programme in force cannot be read");
                }
            });
        }
    }
}
