//! What is already recorded, as far as the rows at hand need it, and what earlier rows will add.

use std::collections::{HashMap, HashSet};

use model::{
    activity::Activity,
    code::DivisionCode,
    id::PersonId,
    organisation::{Affiliation, Organisation},
    person::Person,
    posting::Pairing,
    span::Span,
};
use store::{
    imports::lookup::{self, Known},
    pairings::Partner,
    postings::Holder,
};
use uuid::Uuid;

use super::made::Made;
use crate::{Act, Error};

/// What a few rows want to know.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    pub(super) id_numbers: HashSet<[u8; 32]>,
    pub(super) namesakes: HashSet<(String, DivisionCode)>,
    pub(super) organisations: HashSet<String>,
    pub(super) credit_codes: HashSet<String>,
    /// Post and division, where the post is limited.
    pub(super) posts: HashSet<(String, DivisionCode)>,
    /// Kind and division.
    pub(super) pairings: HashSet<(String, DivisionCode)>,
    pub(super) activities: HashSet<Known>,
    /// Whether the affiliations of the people found matter; so with their postings, and with what
    /// the people and organisations found serve.
    pub(super) affiliations: bool,
    pub(super) postings: bool,
    pub(super) services: bool,
}

/// Answers, by what was asked. What was asked and is not there has an empty answer.
#[derive(Debug, Default)]
pub(super) struct Register {
    pub(super) by_id_number: HashMap<[u8; 32], Somebody>,
    pub(super) namesakes: HashMap<(String, DivisionCode), Vec<Somebody>>,
    pub(super) organisations: HashMap<String, Vec<Organisation>>,
    pub(super) by_credit_code: HashMap<String, Vec<Organisation>>,
    pub(super) postings_at: HashMap<(String, DivisionCode), Vec<Holder>>,
    pub(super) postings_of: HashMap<PersonId, Vec<Holder>>,
    /// With what the organisation is called.
    pub(super) affiliations_of: HashMap<PersonId, Vec<(Affiliation, String)>>,
    pub(super) pairings_at: HashMap<(String, DivisionCode), Vec<Partner>>,
    /// By whoever serves, of every kind.
    pub(super) pairings_of: HashMap<Uuid, Vec<Partner>>,
    pub(super) activities: HashMap<Known, Vec<Activity>>,
    /// What the people and organisations are called.
    names: HashMap<Uuid, String>,
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
    pub(super) fn of(person: &Person) -> Somebody {
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
        only_new(&mut asked.credit_codes, &mut wanted.credit_codes);
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
        for code in &wanted.credit_codes {
            let organisations = store::organisations::with_credit_code(tx, code)?;
            found.by_credit_code.insert(code.clone(), organisations);
        }
        let always = Span::always();
        for (post, code) in &wanted.posts {
            let there = store::postings::in_division(tx, post, code, always)?;
            found.postings_at.insert((post.clone(), code.clone()), there);
        }
        for (kind, code) in &wanted.pairings {
            let there = store::pairings::in_division(tx, kind, code, always)?;
            found.pairings_at.insert((kind.clone(), code.clone()), there);
        }
        for known in &wanted.activities {
            found.activities.insert(known.clone(), lookup::activities(tx, known)?);
        }
        found.fetch_ties(act, wanted)?;
        Ok(found)
    }

    /// What the people and organisations that were found are already tied to.
    fn fetch_ties(&mut self, act: &mut Act<'_>, wanted: &Wanted) -> Result<(), Error> {
        let by_number = self.by_id_number.values();
        let people: HashMap<PersonId, String> = by_number
            .chain(self.namesakes.values().flatten())
            .map(|person| (person.id, person.name.clone()))
            .collect();
        self.names.extend(people.iter().map(|(id, name)| (id.0, name.clone())));
        let organisations = self.organisations.values().flatten();
        let organisations: HashMap<Uuid, String> =
            organisations.map(|found| (found.id.0, found.name.clone())).collect();
        self.names.extend(organisations.clone());
        for id in people.keys() {
            if wanted.postings {
                let held = store::postings::of_person(act.tx, *id, Span::always())?;
                self.postings_of.insert(*id, held);
            }
            if wanted.affiliations {
                self.fetch_affiliations(act, *id)?;
            }
        }
        let people = people.into_iter().map(|(id, name)| (id.0, name));
        for (id, name) in people.chain(organisations).filter(|_| wanted.services) {
            let all = store::pairings::by_helper(act.tx, id)?;
            let held = all.iter().filter(|held| !Span::new(held.from_on, held.until_on).is_empty());
            let held = held.map(|held| Partner::of(held, name.clone())).collect();
            self.pairings_of.insert(id, held);
        }
        Ok(())
    }

    fn fetch_affiliations(&mut self, act: &mut Act<'_>, id: PersonId) -> Result<(), Error> {
        let mut theirs = Vec::new();
        for affiliation in store::affiliations::of_person(act.tx, id)? {
            let organisation_id = affiliation.organisation_id.0;
            let name = match self.names.get(&organisation_id) {
                Some(name) => name.clone(),
                None => act.find::<Organisation>(organisation_id)?.name,
            };
            self.names.insert(organisation_id, name.clone());
            theirs.push((affiliation, name));
        }
        self.affiliations_of.insert(id, theirs);
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
        self.names.extend(found.names);
        for (hash, person) in found.by_id_number {
            self.by_id_number.entry(hash).or_insert(person);
        }
        add(&mut self.namesakes, found.namesakes, |person| person.id.0);
        add(&mut self.organisations, found.organisations, |organisation| organisation.id.0);
        add(&mut self.by_credit_code, found.by_credit_code, |organisation| organisation.id.0);
        add(&mut self.postings_at, found.postings_at, |posting| posting.id.0);
        add(&mut self.postings_of, found.postings_of, |posting| posting.id.0);
        add(&mut self.affiliations_of, found.affiliations_of, |(affiliation, _)| affiliation.id.0);
        add(&mut self.pairings_at, found.pairings_at, |pairing| pairing.id.0);
        add(&mut self.pairings_of, found.pairings_of, |pairing| pairing.id.0);
        add(&mut self.activities, found.activities, |activity| activity.id.0);
    }

    /// What a row makes is there for the rows below it.
    pub(super) fn expect(&mut self, made: &[Made], line: i64) {
        for record in made {
            self.lines.insert(record.uuid(), line);
            match record {
                Made::Organisation(organisation) => self.expect_organisation(organisation),
                Made::Person(person) => self.expect_person(person),
                Made::Affiliation(affiliation) => {
                    let name = self.name(affiliation.organisation_id.0);
                    let own = self.affiliations_of.entry(affiliation.person_id).or_default();
                    own.push((affiliation.clone(), name));
                }
                Made::Posting(posting) => {
                    let holder = Holder::of(posting, self.name(posting.person_id.0));
                    let key = (posting.post.clone(), posting.division_code.clone());
                    self.postings_at.entry(key).or_default().push(holder.clone());
                    self.postings_of.entry(posting.person_id).or_default().push(holder);
                }
                Made::Pairing(pairing) => self.expect_pairing(pairing),
                Made::Activity(activity) => {
                    let known = self.activities.entry(Known::of(activity)).or_default();
                    known.push((**activity).clone());
                }
                Made::Parent(_) | Made::Attendance(_) => {}
            }
        }
    }

    fn name(&self, id: Uuid) -> String {
        self.names.get(&id).cloned().unwrap_or_default()
    }

    fn expect_organisation(&mut self, organisation: &Organisation) {
        self.names.insert(organisation.id.0, organisation.name.clone());
        let named = self.organisations.entry(organisation.name.clone()).or_default();
        named.push(organisation.clone());
        if let Some(code) = &organisation.credit_code {
            self.by_credit_code.entry(code.clone()).or_default().push(organisation.clone());
        }
    }

    fn expect_person(&mut self, person: &Person) {
        self.names.insert(person.id.0, person.name.clone());
        let hash = person.id_number_hash.as_deref().and_then(|hash| hash.try_into().ok());
        if let Some(hash) = hash {
            self.by_id_number.insert(hash, Somebody::of(person));
        }
        let key = (person.name.clone(), person.division_code.clone());
        self.namesakes.entry(key).or_default().push(Somebody::of(person));
    }

    fn expect_pairing(&mut self, pairing: &Pairing) {
        let Some(helper) = pairing.helper() else { return };
        let partner = Partner::of(pairing, self.name(helper));
        let key = (pairing.kind.clone(), pairing.division_code.clone());
        self.pairings_at.entry(key).or_default().push(partner.clone());
        self.pairings_of.entry(helper).or_default().push(partner);
    }
}
