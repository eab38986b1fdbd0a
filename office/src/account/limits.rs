//! Applying the limits to what an attempt is about.

use model::{Timestamp, id::AccountId, sealed::Keyring};
use store::{
    Tx,
    accounts::{self, Counter},
};
use uuid::Uuid;

use super::guard::Limit;
use crate::Error;

/// What one attempt counts against.
pub(super) struct Limits {
    account_id: Uuid,
    /// A keyed hash of the caller's address.
    source: [u8; 16],
    kinds: &'static [Kind],
}

struct Kind {
    name: &'static str,
    limit: Limit,
    by_account: bool,
    by_source: bool,
}

const PASSWORD: [Kind; 3] = [
    Kind { name: "here", limit: Limit::HERE, by_account: true, by_source: true },
    Kind { name: "account", limit: Limit::ACCOUNT, by_account: true, by_source: false },
    Kind { name: "address", limit: Limit::ADDRESS, by_account: false, by_source: true },
];
const CODE: [Kind; 1] =
    [Kind { name: "code", limit: Limit::SECOND_FACTOR, by_account: true, by_source: false }];

impl Limits {
    /// For a password. A login that nobody has is counted like any other, so that it locks alike.
    pub(super) fn password(
        keyring: &Keyring,
        login: &str,
        account_id: Option<AccountId>,
        address: &str,
    ) -> Limits {
        let stand_in = || Uuid::new_v8(half(&keyring.lookup_hash("login", login)));
        let account_id = account_id.map_or_else(stand_in, |id| id.0);
        Limits {
            account_id,
            source: half(&keyring.lookup_hash("address", address)),
            kinds: &PASSWORD,
        }
    }

    /// For the second factor, wherever it comes from.
    pub(super) fn code(account_id: AccountId) -> Limits {
        Limits { account_id: account_id.0, source: [0; 16], kinds: &CODE }
    }

    /// Counts one attempt; false if it must wait, and then nothing is counted.
    pub(super) fn admit(&self, tx: &mut Tx, now: Timestamp) -> Result<bool, Error> {
        let mut counted = Vec::with_capacity(self.kinds.len());
        for kind in self.kinds {
            let before = accounts::attempts(tx, self.counter(kind))?;
            match kind.limit.attempt(before, now) {
                Ok(after) => counted.push((kind, after)),
                Err(_) => return Ok(false),
            }
        }
        for (kind, after) in counted {
            accounts::set_attempts(tx, self.counter(kind), after)?;
        }
        Ok(true)
    }

    /// The attempt was right after all: forgets failures of this person here, and takes this one
    /// back where others are counted too.
    pub(super) fn forgive(&self, tx: &mut Tx) -> Result<(), Error> {
        for (at, kind) in self.kinds.iter().enumerate() {
            let counter = self.counter(kind);
            if at == 0 {
                accounts::forgive(tx, counter)?;
            } else if let Some(state) = accounts::attempts(tx, counter)? {
                accounts::set_attempts(tx, counter, kind.limit.refund(state))?;
            }
        }
        Ok(())
    }

    fn counter(&self, kind: &Kind) -> Counter<'_> {
        Counter {
            kind: kind.name,
            account_id: if kind.by_account { self.account_id } else { Uuid::nil() },
            source: if kind.by_source { &self.source } else { &[] },
        }
    }
}

fn half(hash: &[u8; 32]) -> [u8; 16] {
    std::array::from_fn(|at| hash[at])
}
