//! Everything a person can do. Each operation checks the right, applies the rule, writes the rows,
//! the journal entry, the facts and the jobs, all in the act's transaction.

pub mod about;
pub mod account;
mod act;
pub mod activity;
pub mod affiliation;
mod asker;
pub mod audit;
pub mod backup;
pub mod briefing;
pub mod case;
mod days;
pub mod division;
mod entropy;
mod error;
pub mod figure;
mod filled;
mod gap;
pub mod import;
pub mod job;
pub mod journal;
pub mod notice;
pub mod organisation;
pub mod paged;
pub mod pairing;
pub mod person;
pub mod posting;
pub mod programme;
pub mod record;
pub mod refile;
pub mod search;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod verify;
mod version;
pub mod waiting;
mod who;
mod words;

use std::sync::{Arc, PoisonError, RwLock};

use model::{Moment, Timestamp, programme::Programme, sealed::Keyring};
use store::Store;
pub use store::{BadSchema, Mode, Place, Schema};

use crate::programme::InForce;
pub use crate::{
    act::{Act, Kept},
    asker::Asker,
    entropy::Entropy,
    error::{About, Error, Refusal, refuse},
    gap::{Gap, Last},
    who::{Held, Who},
};

/// One county's office. The store stays inside, so that nobody outside runs SQL.
#[derive(Clone)]
pub struct Office {
    pub(crate) store: Store,
    pub(crate) keyring: Arc<Keyring>,
    pub(crate) entropy: Entropy,
    /// Where uploaded spreadsheets are read.
    pub(crate) reader: papers::Place,
    /// How much of them is read.
    pub(crate) limits: papers::Limits,
    programme: Arc<RwLock<InForce>>,
    looked: programme::Looked,
    pub(crate) rules: Arc<account::SignInRules>,
    /// Figures that were worked out before.
    pub(crate) memo: Arc<figure::Memo>,
}

impl Office {
    /// Opens a county, a new one with the programme that the binary carries.
    /// Blocks: call it before an async runtime starts.
    pub fn open(place: &Place, keyring: Keyring, now: Timestamp) -> Result<Office, Error> {
        Office::on(Store::open(place, now)?, keyring, now)
    }

    /// The same on a store that is open already.
    pub fn on(store: Store, keyring: Keyring, now: Timestamp) -> Result<Office, Error> {
        let keyring = Arc::new(keyring);
        let programme = programme::in_force_or_first(&store, &keyring, now)?;
        let programme = Arc::new(RwLock::new(programme));
        let looked = programme::Looked::new(now.as_millis().into());
        let (reader, limits) = (papers::Place::own_child(), papers::Limits::default());
        let (entropy, rules, memo) = (Entropy, Arc::default(), Arc::default());
        Ok(Office { store, keyring, entropy, reader, limits, programme, looked, rules, memo })
    }

    /// The same office with the county's settings for signing in.
    #[must_use]
    pub fn with_rules(self, rules: account::SignInRules) -> Office {
        Office { rules: Arc::new(rules), ..self }
    }

    /// How people sign in here.
    pub fn rules(&self) -> &account::SignInRules {
        &self.rules
    }

    /// Reads uploads elsewhere: in another program, or in tests right here.
    #[must_use]
    pub fn reading_in(self, reader: papers::Place) -> Office {
        Office { reader, ..self }
    }

    /// Reads no more of an upload than this.
    #[must_use]
    pub fn reading_within(self, limits: papers::Limits) -> Office {
        Office { limits, ..self }
    }

    /// The programme in force.
    pub fn programme(&self) -> Arc<Programme> {
        self.in_force().programme
    }

    fn in_force(&self) -> InForce {
        self.programme.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts a newer programme in force for every act that begins from now on.
    fn adopt(&self, newer: InForce) -> i64 {
        let mut in_force = self.programme.write().unwrap_or_else(PoisonError::into_inner);
        if in_force.number < newer.number {
            *in_force = newer;
        }
        in_force.number
    }

    pub fn asker(&self, who: Who, moment: Moment) -> Asker {
        self.look_for_newer(moment.at, &self.looked);
        Asker::new(self.clone(), who, moment)
    }

    /// The program itself at work, with every right.
    pub fn program(&self, at: Timestamp) -> Asker {
        let programme = self.programme();
        let who = Who::program(&programme.county.code);
        self.asker(who, Moment::new(at, programme.county.offset))
    }

    /// For the page that shows how the machine is doing.
    pub fn commits(&self) -> u64 {
        self.store.commits()
    }
}
