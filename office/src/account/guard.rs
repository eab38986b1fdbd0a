//! Failed attempts make the next one wait, longer each time.
//!
//! An attempt counts as failed before it is judged and is forgiven when it succeeds, so many
//! attempts at once get no more guesses than one after the other.

use model::{Timestamp, account::Attempts};

/// How many attempts are free, and how long the later ones wait.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    free: i64,
    first: i64,
    longest: i64,
    /// After so long without a failure all is forgotten.
    forget: i64,
}

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

impl Limit {
    /// One account from one address: the forgetful person, and the guesser beside them.
    pub(super) const HERE: Limit =
        Limit { free: 5, first: 30 * SECOND, longest: HOUR, forget: 24 * HOUR };
    /// One account from anywhere. It must not become a way to keep somebody out, so it waits
    /// for many failures and never long.
    pub(super) const ACCOUNT: Limit =
        Limit { free: 50, first: MINUTE, longest: 15 * MINUTE, forget: 24 * HOUR };
    /// One address, whatever the account: a whole office may share it.
    pub(super) const ADDRESS: Limit =
        Limit { free: 200, first: MINUTE, longest: 15 * MINUTE, forget: HOUR };
    /// The second factor of one account, apart from passwords: six digits are soon guessed.
    pub(super) const SECOND_FACTOR: Limit =
        Limit { free: 5, first: MINUTE, longest: HOUR, forget: 24 * HOUR };

    fn wait(self, failed: i64) -> Option<i64> {
        let over = failed.checked_sub(self.free).filter(|over| *over >= 0)?;
        let doubled = 1_i64 << over.min(20);
        Some(self.first.saturating_mul(doubled).min(self.longest))
    }

    /// Counts one more attempt, or refuses it.
    pub(super) fn attempt(
        self,
        before: Option<Attempts>,
        now: Timestamp,
    ) -> Result<Attempts, Timestamp> {
        let before = before.filter(|before| {
            now.as_millis() - before.failed_at.as_millis() < self.forget.max(self.longest)
        });
        if let Some(until) = before.and_then(|before| before.locked_until)
            && now < until
        {
            return Err(until);
        }
        let failed = before.map_or(0, |before| before.failed).saturating_add(1);
        let locked_until = self.wait(failed).map(|wait| now.plus_millis(wait));
        Ok(Attempts { failed, failed_at: now, locked_until })
    }

    /// Takes back one attempt that was right after all.
    pub(super) fn refund(self, state: Attempts) -> Attempts {
        let failed = (state.failed - 1).max(0);
        let locked_until = state.locked_until.filter(|_| self.wait(failed).is_some());
        Attempts { failed, locked_until, ..state }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Timestamp {
        "2019-06-01T00:00:00Z".parse().unwrap()
    }

    /// How many guesses get through in `hours` of trying every second.
    fn guesses(limit: Limit, hours: i64) -> i64 {
        let mut state = None;
        let mut through = 0;
        for second in 0..hours * 3600 {
            if let Ok(next) = limit.attempt(state, start().plus_millis(second * SECOND)) {
                state = Some(next);
                through += 1;
            }
        }
        through
    }

    #[test]
    fn a_guesser_gets_few_guesses() {
        assert!(guesses(Limit::HERE, 24) < 40, "{}", guesses(Limit::HERE, 24));
        assert!(guesses(Limit::SECOND_FACTOR, 24) < 40);
        assert!(guesses(Limit::ACCOUNT, 24) < 160);
    }

    #[test]
    fn a_forgetful_person_waits_little() {
        let mut state = None;
        for _ in 0..5 {
            state = Some(Limit::HERE.attempt(state, start()).unwrap());
        }
        let until = Limit::HERE.attempt(state, start()).unwrap_err();
        assert_eq!(until, start().plus_millis(30 * SECOND));
        assert!(Limit::HERE.attempt(state, until).is_ok());
        let tomorrow = start().plus_millis(25 * HOUR);
        assert_eq!(Limit::HERE.attempt(state, tomorrow).unwrap().failed, 1);
    }

    #[test]
    fn the_wait_grows_to_its_bound() {
        let waits: Vec<_> = (4..9).map(|failed| Limit::HERE.wait(failed)).collect();
        let seconds = |n: i64| Some(n * SECOND);
        assert_eq!(waits, [None, seconds(30), seconds(60), seconds(120), seconds(240)]);
        assert_eq!(Limit::HERE.wait(i64::MAX), Some(HOUR));
    }
}
