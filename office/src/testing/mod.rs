//! A county for tests, on a fresh database of either kind.

#![expect(clippy::expect_used, reason = "only tests use this module, and they should stop here")]

mod held;
mod people;

use std::sync::atomic::{AtomicBool, Ordering};

use model::{
    Moment,
    code::DivisionCode,
    id::{AccountId, OrganisationId, PersonId},
    person::Person,
    sealed::{Keyring, RANDOM_LENGTH},
};
use store::testing::{Fresh, now};

pub use self::held::show;
pub use self::people::{Place, tell};
use crate::{Act, Asker, Held, Office, Who, organisation, organisation::NewOrganisation};

pub const COUNTY: &str = "410423000000";
/// 下汤镇, and a village of it.
pub const TOWNSHIP: &str = "410423101000";
pub const VILLAGE: &str = "410423101001";
/// Another township, and a village of it.
pub const OTHER_TOWNSHIP: &str = "410423102000";
pub const OTHER_VILLAGE: &str = "410423102201";

/// A county with the embedded programme and nobody in it.
pub struct County {
    pub office: Office,
    fresh: Fresh,
    /// False once somebody has gone past the office.
    trusted: AtomicBool,
}

/// Whatever a test does through the office, all that it queued gets done, and everything adds up.
impl Drop for County {
    fn drop(&mut self) {
        if !self.trusted.load(Ordering::Relaxed) || std::thread::panicking() {
            return;
        }
        // A test may have moved its clock, and what it queued then is due by then.
        let later = || now().plus_millis(1000 * 86_400_000);
        crate::job::run_due(&self.office, later).expect("the queued work can be done");
        let waiting = |act: &mut Act<'_>| Ok(store::jobs::waiting(act.tx)?);
        let waiting = self.office.program(now()).read(waiting).expect("a queue");
        assert_eq!(waiting, 0, "work is left in the queue");
        let verdict = crate::verify::verify(&self.office, &mut |_| {});
        let verdict = verdict.expect("a county can be verified");
        assert!(verdict.is_good(), "left in disorder: {:#?}", verdict.findings);
    }
}

impl County {
    pub fn open(fresh: Fresh) -> County {
        let office = Office::open(&fresh.place, keyring(), now()).expect("a fresh county opens");
        let office = office.reading_in(papers::Place::Here);
        County { office, fresh, trusted: AtomicBool::new(true) }
    }

    /// Where its records live.
    pub fn place(&self) -> &store::Place {
        &self.fresh.place
    }

    /// The same county, opened a second time, as after a restart.
    pub fn reopen(&self) -> Office {
        let office = Office::open(&self.fresh.place, keyring(), now());
        office.expect("the county opens again").reading_in(papers::Place::Here)
    }

    /// A way in past the office and the store. Whoever takes it looks for themselves afterwards.
    pub fn raw(&self) -> store::testing::Raw {
        self.trusted.store(false, Ordering::Relaxed);
        self.fresh.raw()
    }

    /// One hash of all that is recorded: what was refused must not change it.
    pub fn database_hash(&self) -> String {
        self.fresh.database_hash()
    }

    /// Somebody who holds this role of the programme for this division.
    pub fn asker(&self, role: &str, division: &str) -> Asker {
        self.asker_at(role, division, Moment::new(now(), self.office.programme().county.offset))
    }

    pub fn asker_at(&self, role: &str, division: &str, moment: Moment) -> Asker {
        let programme = self.office.programme();
        let rights = programme.role(role).expect("a role of the programme").rights.clone();
        let held = Held {
            role: role.to_owned(),
            rights,
            division_code: code(division),
            organisation_id: None,
        };
        let who = Who {
            account_id: AccountId::new(now()),
            name: role.to_owned(),
            held: vec![held],
            strong: true,
        };
        self.office.asker(who, moment)
    }
}

/// What tests about other things need around them.
impl County {
    /// Somebody registered in a division, of whom nothing more is known.
    pub fn person(&self, name: &str, division: &str) -> PersonId {
        let person = Person {
            id: PersonId::new(now()),
            name: name.to_owned(),
            sex: "1".to_owned(),
            ethnicity: None,
            birth_year: None,
            political_status: None,
            schooling: None,
            division_code: code(division),
            id_number_sealed: None,
            id_number_hash: None,
            phone_sealed: None,
            joined_party_on: None,
            import_id: None,
        };
        let id = person.id;
        let add = move |act: &mut Act<'_>| {
            act.add(&person)?;
            act.log("person.added", person.id.0)
        };
        self.office.program(now()).write(add).expect("a person is added");
        id
    }

    /// An organisation of 2018.
    pub fn organisation(&self, kind: &str, name: &str, division: &str) -> OrganisationId {
        let new = NewOrganisation {
            id: OrganisationId::new(now()),
            kind: kind.to_owned(),
            name: name.to_owned(),
            credit_code: None,
            division_code: code(division),
            parent_id: None,
            from_on: "2018-01-01".parse().expect("a day"),
            import_id: None,
        };
        let id = new.id;
        let found = move |act: &mut Act<'_>| organisation::found(act, &new);
        self.office.program(now()).write(found).expect("an organisation is founded");
        id
    }
}

pub fn code(code: &str) -> DivisionCode {
    code.parse().expect("a division code")
}

pub fn keyring() -> Keyring {
    Keyring::new(&[7; RANDOM_LENGTH])
}
