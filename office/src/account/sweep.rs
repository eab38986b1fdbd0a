//! Clearing away what has ended of itself.

use model::Timestamp;
use store::{accounts, sessions, sign_ins};

use crate::{Error, Office};

const DAY: i64 = 24 * 3_600_000;
/// Attempts to sign in are kept longer than the six months that the law asks for.
const SIGN_INS: i64 = 400 * DAY;

impl Office {
    /// Removes ended sessions, forgotten failures and old attempts. Once an hour is enough.
    pub fn sweep_sign_ins(&self, at: Timestamp) -> Result<u64, Error> {
        let (idle, absolute) = (self.rules.idle(), self.rules.absolute());
        self.store.write(move |tx| {
            let ended = sessions::sweep(tx, at.plus_millis(-idle), at.plus_millis(-absolute))?;
            let forgotten = accounts::sweep_attempts(tx, at.plus_millis(-2 * DAY))?;
            let old = sign_ins::sweep(tx, at.plus_millis(-SIGN_INS))?;
            Ok(ended + forgotten + old)
        })
    }
}
