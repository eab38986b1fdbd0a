//! What is already recorded, as far as the rows at hand need it, and what earlier rows will add.

use std::collections::{HashMap, HashSet};

use model::{
    Date,
    activity::Activity,
    code::DivisionCode,
    id::PersonId,
    organisation::{Affiliation, Organisation},
    person::Person,
    posting::{Pairing, Posting},
};
use store::imports::lookup;
use uuid::Uuid;

use super::made::Made;
use crate::{Act, Error};

/// What a few rows want to know.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    pub(super) id_numbers: HashSet<[u8; 32]>,
    pub(super) namesakes: HashSet<(String, DivisionCode)>,
    pub(super) organisations: HashSet<String>,
    /// Post and division, where the post is limited.
    pub(super) posts: HashSet<(String, DivisionCode)>,
    /// Kind and division.
    pub(super) pairings: HashSet<(String, DivisionCode)>,
    pub(super) activities: HashSet<(String, Date, DivisionCode)>,
    /// Whether the affiliations of the people found matter; so with their postings.
    pub(super) affiliations: bool,
    pub(super) postings: bool,
}

/// Answers, by what was asked. What was asked and is not there has an empty answer.
#[derive(Debug, Default)]
pub(super) struct Register {
    pub(super) by_id_number: HashMap<[u8; 32], Somebody>,
    pub(super) namesakes: HashMap<(String, DivisionCode), Vec<Somebody>>,
    pub(super) organisations: HashMap<String, Vec<Organisation>>,
    pub(super) postings_at: HashMap<(String, DivisionCode), Vec<Posting>>,
    pub(super) postings_of: HashMap<PersonId, Vec<Posting>>,
    pub(super) affiliations_of: HashMap<PersonId, Vec<Affiliation>>,
    pub(super) pairings_at: HashMap<(String, DivisionCode), Vec<Pairing>>,
    /// By kind and whoever helps.
    pub(super) pairings_of: HashMap<(String, Uuid), Vec<Pairing>>,
    pub(super) activities: HashMap<(String, Date, DivisionCode), Vec<Activity>>,
    /// The row of the sheet that makes a record.
    lines: HashMap<Uuid, i64>,
    asked: Wanted,
}

/// What matters of a person for telling whether a row means the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Somebody {
    pub(super) id: PersonId,
    pub(super) name: String,
    pub(super) division_code: DivisionCode,
    pub(super) birth_year: Option<i64>,
}

impl Somebody {
    fn of(person: &Person) -> Somebody {
        let Person { id, name, division_code, birth_year, .. } = person;
        let (name, division_code) = (name.clone(), division_code.clone());
        Somebody { id: *id, name, division_code, birth_year: *birth_year }
    }
}

impl Register {
    /// The row that makes this record, if it is one of the sheet's own.
    pub(super) fn line(&self, id: Uuid) -> Option<i64> {
        self.lines.get(&id).copied()
    }

    /// Leaves out what has been asked before.
    pub(super) fn narrow(&mut self, wanted: &mut Wanted) {
        fn only_new<K: Clone + Eq + std::hash::Hash>(
            asked: &mut HashSet<K>,
            keys: &mut HashSet<K>,
        ) {
            keys.retain(|key| asked.insert(key.clone()));
        }
        let asked = &mut self.asked;
        only_new(&mut asked.id_numbers, &mut wanted.id_numbers);
        only_new(&mut asked.namesakes, &mut wanted.namesakes);
        only_new(&mut asked.organisations, &mut wanted.organisations);
        only_new(&mut asked.posts, &mut wanted.posts);
        only_new(&mut asked.pairings, &mut wanted.pairings);
        only_new(&mut asked.activities, &mut wanted.activities);
    }

    /// Asks the database.
    pub(super) fn fetch(act: &mut Act<'_>, wanted: &Wanted) -> Result<Register, Error> {
        let mut found = Register::default();
        let tx = &mut *act.tx;
        for hash in &wanted.id_numbers {
            let person = lookup::person(tx, hash)?;
            found.by_id_number.extend(person.map(|person| (*hash, Somebody::of(&person))));
        }
        for (name, within) in &wanted.namesakes {
            let people = lookup::namesakes(tx, name, within)?;
            let people = people.iter().map(Somebody::of).collect();
            found.namesakes.insert((name.clone(), within.clone()), people);
        }
        let county = act.programme.county.code.clone();
        for name in &wanted.organisations {
            let organisations = store::organisations::named(tx, name, &county, 50)?;
            found.organisations.insert(name.clone(), organisations);
        }
        for (post, code) in &wanted.posts {
            found
                .postings_at
                .insert((post.clone(), code.clone()), lookup::postings_at(tx, post, code)?);
        }
        for (kind, code) in &wanted.pairings {
            found
                .pairings_at
                .insert((kind.clone(), code.clone()), lookup::pairings_at(tx, kind, code)?);
        }
        for (kind, day, code) in &wanted.activities {
            let activities = lookup::activities(tx, kind, *day, code)?;
            found.activities.insert((kind.clone(), *day, code.clone()), activities);
        }
        found.fetch_ties(act, wanted)?;
        Ok(found)
    }

    /// What the people and organisations that were found are already tied to.
    fn fetch_ties(&mut self, act: &mut Act<'_>, wanted: &Wanted) -> Result<(), Error> {
        let by_number = self.by_id_number.values();
        let people: HashSet<PersonId> =
            by_number.chain(self.namesakes.values().flatten()).map(|person| person.id).collect();
        for id in people {
            if wanted.postings {
                self.postings_of.insert(id, lookup::postings_of(act.tx, id)?);
            }
            if wanted.affiliations {
                let all = store::affiliations::of_person(act.tx, id)?;
                self.affiliations_of.insert(id, all);
            }
        }
        let kinds: HashSet<&String> = wanted.pairings.iter().map(|(kind, _)| kind).collect();
        for helper in self.organisations.values().flatten() {
            for kind in &kinds {
                let all = lookup::pairings_of(act.tx, kind, helper.id.0)?;
                self.pairings_of.insert(((*kind).clone(), helper.id.0), all);
            }
        }
        Ok(())
    }

    /// Adds answers to what is known and to what this sheet's own rows have said.
    pub(super) fn absorb(&mut self, found: Register) {
        fn add<K: Eq + std::hash::Hash, V>(
            own: &mut HashMap<K, Vec<V>>,
            found: HashMap<K, Vec<V>>,
            id: impl Fn(&V) -> Uuid,
        ) {
            for (key, values) in found {
                let known = own.entry(key).or_default();
                for value in values {
                    if known.iter().all(|earlier| id(earlier) != id(&value)) {
                        known.push(value);
                    }
                }
            }
        }
        for (hash, person) in found.by_id_number {
            self.by_id_number.entry(hash).or_insert(person);
        }
        add(&mut self.namesakes, found.namesakes, |person| person.id.0);
        add(&mut self.organisations, found.organisations, |organisation| organisation.id.0);
        add(&mut self.postings_at, found.postings_at, |posting| posting.id.0);
        add(&mut self.postings_of, found.postings_of, |posting| posting.id.0);
        add(&mut self.affiliations_of, found.affiliations_of, |affiliation| affiliation.id.0);
        add(&mut self.pairings_at, found.pairings_at, |pairing| pairing.id.0);
        add(&mut self.pairings_of, found.pairings_of, |pairing| pairing.id.0);
        add(&mut self.activities, found.activities, |activity| activity.id.0);
    }

    /// What a row makes is there for the rows below it.
    pub(super) fn expect(&mut self, made: &[Made], line: i64) {
        for record in made {
            self.lines.insert(record.uuid(), line);
            match record {
                Made::Organisation(organisation) => {
                    let named = self.organisations.entry(organisation.name.clone()).or_default();
                    named.push(organisation.clone());
                }
                Made::Person(person) => self.expect_person(person),
                Made::Affiliation(affiliation) => {
                    let own = self.affiliations_of.entry(affiliation.person_id).or_default();
                    own.push(affiliation.clone());
                }
                Made::Posting(posting) => {
                    let key = (posting.post.clone(), posting.division_code.clone());
                    self.postings_at.entry(key).or_default().push(posting.clone());
                    let own = self.postings_of.entry(posting.person_id).or_default();
                    own.push(posting.clone());
                }
                Made::Pairing(pairing) => self.expect_pairing(pairing),
                Made::Activity(activity) => {
                    let day = activity.held_on.unwrap_or(activity.planned_on);
                    let key = (activity.kind.clone(), day, activity.division_code.clone());
                    self.activities.entry(key).or_default().push((**activity).clone());
                }
                Made::Parent(_) | Made::Attendance(_) => {}
            }
        }
    }

    fn expect_person(&mut self, person: &Person) {
        let hash = person.id_number_hash.as_deref().and_then(|hash| hash.try_into().ok());
        if let Some(hash) = hash {
            self.by_id_number.insert(hash, Somebody::of(person));
        }
        let key = (person.name.clone(), person.division_code.clone());
        self.namesakes.entry(key).or_default().push(Somebody::of(person));
    }

    fn expect_pairing(&mut self, pairing: &Pairing) {
        let key = (pairing.kind.clone(), pairing.division_code.clone());
        self.pairings_at.entry(key).or_default().push(pairing.clone());
        let helper = pairing.organisation_id.map(|id| id.0).or(pairing.person_id.map(|id| id.0));
        if let Some(helper) = helper {
            let key = (pairing.kind.clone(), helper);
            self.pairings_of.entry(key).or_default().push(pairing.clone());
        }
    }
}
