//! The county with one record of every sort in every place.

use std::{cell::Cell, collections::BTreeMap};

use model::{
    Text,
    code::DivisionCode,
    id::{JobId, OrganisationId, PersonId},
};
use office::{
    account::SignInRules,
    testing::{COUNTY, County, OTHER_VILLAGE, Place, TOWNSHIP, VILLAGE, tell},
};
use store::{
    Tx,
    testing::{Fresh, now},
};
use uuid::Uuid;

use super::sort::Sort;
use crate::Line;

/// Another village of the own township.
pub(super) const SIBLING_VILLAGE: &str = "410423101203";
/// A division that no county has.
const NOWHERE: &str = "419999999999";

/// Where the record stands that a route is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// The route is about no record, or about the only one of its sort.
    It,
    Own,
    Sibling,
    Above,
    Other,
    County,
    Nowhere,
}

impl Target {
    const WORDS: [(Target, &str); 7] = [
        (Target::It, "it"),
        (Target::Own, "own"),
        (Target::Sibling, "sibling"),
        (Target::Above, "above"),
        (Target::Other, "other"),
        (Target::County, "county"),
        (Target::Nowhere, "nowhere"),
    ];

    pub(super) fn word(self) -> &'static str {
        Target::WORDS.iter().find(|(target, _)| *target == self).unwrap().1
    }

    pub(super) fn of(word: &str) -> Target {
        Target::WORDS.iter().find(|(_, name)| *name == word).expect("a target").0
    }
}

/// The places that a record can be in.
pub(super) const PLACES: [(Target, &str); 5] = [
    (Target::Own, VILLAGE),
    (Target::Sibling, SIBLING_VILLAGE),
    (Target::Above, TOWNSHIP),
    (Target::Other, OTHER_VILLAGE),
    (Target::County, COUNTY),
];

/// What a place has, for the forms to name.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    pub(super) code: DivisionCode,
    /// What an organisation of the place can stand below.
    pub(super) committee: OrganisationId,
    /// Two organisations with formal members; in the own village the first is the cast's.
    pub(super) branch: OrganisationId,
    pub(super) second: OrganisationId,
    /// Who holds the activities: the own village's are its branch's, all others nobody's.
    pub(super) holder: Option<OrganisationId>,
    pub(super) id_number: &'static str,
}

/// One record, and what a form about it names.
#[derive(Debug, Clone)]
pub(super) struct Case {
    /// What stands for the first parameter of the path.
    pub(super) record: String,
    pub(super) person: PersonId,
    pub(super) body: OrganisationId,
    /// The version that a form has seen.
    pub(super) version: String,
    pub(super) ground: Ground,
}

pub(super) struct Scene {
    pub(super) county: County,
    pub(super) grounds: BTreeMap<Target, Ground>,
    /// What is there from the beginning.
    standing: BTreeMap<(Sort, Target), Case>,
    /// By the word before the parameter: what there is only one of.
    singles: BTreeMap<&'static str, String>,
    /// What stands for a parameter behind the first one, by its name.
    seconds: BTreeMap<&'static str, String>,
    job: JobId,
    /// How many names have been given out, and how many codes.
    names: Cell<u32>,
    codes: Cell<u32>,
}

impl Scene {
    pub(super) fn new(fresh: Fresh) -> Scene {
        let mut county = County::open(fresh);
        // Administrators are let in without a code: the door has tests of its own.
        let rules =
            SignInRules { administrators_need_second_factor: false, ..SignInRules::default() };
        county.office = county.office.clone().with_rules(rules);
        let mut scene = Scene {
            grounds: BTreeMap::new(),
            standing: BTreeMap::new(),
            singles: BTreeMap::new(),
            seconds: BTreeMap::new(),
            job: JobId::new(now()),
            names: Cell::new(0),
            codes: Cell::new(0),
            county,
        };
        scene.grounds = scene.laid_out();
        scene.people();
        scene.restore();
        scene
    }

    /// Puts back what a route may have used up.
    pub(super) fn restore(&self) {
        let (job, body) = (self.job, JobId::new(now()).to_string());
        let stuck = move |tx: &mut Tx| {
            store::jobs::done(tx, job)?;
            store::jobs::push(tx, job, "sign_in.sweep", &body, now())?;
            store::jobs::give_up(tx, job, now(), "a reason")
        };
        self.county.store().write(stuck).unwrap();
    }

    /// What belongs to somebody who is none of the cast, and what belongs to the machine.
    fn people(&mut self) {
        let victim = self.county.account_once("victim", |_| {});
        self.county.session(victim, false, now());
        tell(&self.county.office, victim, &Text::fixed("给别人的", "for another"), now());
        let place = Place { role: "auditor", division: COUNTY, organisation_id: None };
        let grant = self.county.grant(victim, place, now());
        let of_victim = move |tx: &mut Tx| {
            let session = store::sessions::of_account(tx, victim)?.remove(0);
            let notice = store::notices::of_account(tx, victim, None, 1)?.remove(0);
            Ok::<_, store::Error>((session.id, notice.id))
        };
        let (session, notice) = self.county.store().write(of_victim).unwrap();
        self.singles = BTreeMap::from([
            ("accounts", victim.to_string()),
            ("sessions", session.to_string()),
            ("inbox", notice.to_string()),
            ("jobs", self.job.to_string()),
            ("journal", "0".to_owned()),
            ("revisions", "1".to_owned()),
            ("templates", "people".to_owned()),
        ]);
        self.seconds.insert("{grant_id}", grant.id.to_string());
    }

    /// The branch of the own village.
    pub(super) fn branch(&self) -> OrganisationId {
        self.grounds[&Target::Own].branch
    }

    pub(super) fn new_id(&self) -> String {
        model::id::ActivityId::new(now()).to_string()
    }

    /// A name that nobody has yet.
    pub(super) fn name(&self) -> String {
        let second = char::from_u32(0x4e00 + self.names.replace(self.names.get() + 1)).unwrap();
        format!("刘{second}")
    }

    /// The code of a village that is not there yet, in the township of the ground.
    pub(super) fn free_code(&self, ground: &Ground) -> String {
        let last = 500 + self.codes.replace(self.codes.get() + 1);
        format!("{}{last}", &ground.code.as_str()[..9])
    }

    /// What a route is about, in every place where it can be, and nowhere.
    pub(super) fn cases(&mut self, line: &Line) -> Vec<(Target, Case)> {
        let targets = self.targets(line).into_iter();
        targets.map(|target| (target, self.standing(line, target))).collect()
    }

    fn targets(&self, line: &Line) -> Vec<Target> {
        let mut targets = match (Sort::of(line), noun(line)) {
            (Some(sort), _) => sort.targets(),
            (None, None) => return vec![Target::It],
            (None, Some(noun)) => {
                assert!(self.singles.contains_key(noun), "the scene has no {}", line.path);
                vec![Target::It]
            }
        };
        targets.push(Target::Nowhere);
        targets
    }

    /// Whatever stands there, made the first time it is asked for.
    fn standing(&mut self, line: &Line, target: Target) -> Case {
        let Some(sort) = Sort::of(line) else { return self.single(line, target) };
        if target == Target::Nowhere {
            return nothing(nowhere(sort));
        }
        if !self.standing.contains_key(&(sort, target)) {
            let made = self.make(sort, target);
            self.standing.insert((sort, target), made);
        }
        self.standing[&(sort, target)].clone()
    }

    /// The same sort of record, which nobody has done anything about yet.
    pub(super) fn fresh(&mut self, line: &Line, target: Target) -> Case {
        match Sort::of(line).filter(|sort| !sort.stays() && target != Target::Nowhere) {
            Some(sort) => self.make(sort, target),
            None => self.standing(line, target),
        }
    }

    fn single(&self, line: &Line, target: Target) -> Case {
        let noun = noun(line).unwrap_or_default();
        match self.singles.get(noun).filter(|_| target == Target::It) {
            Some(record) => nothing(record.clone()),
            None if ["journal", "revisions"].contains(&noun) => nothing("999999999".to_owned()),
            None => nothing(Uuid::max().to_string()),
        }
    }

    /// The path with its parameters filled in.
    pub(super) fn path(&self, line: &Line, case: &Case) -> String {
        let mut is_first = true;
        let parts = line.path.split('/').map(|part| {
            if !part.starts_with('{') {
                part
            } else if std::mem::take(&mut is_first) {
                &*case.record
            } else {
                let second = self.seconds.get(part);
                second.unwrap_or_else(|| panic!("the scene has no {part} for {}", line.path))
            }
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

/// The word before the first parameter of a path.
fn noun(line: &Line) -> Option<&str> {
    let (before, _) = line.path.split_once("/{")?;
    before.rsplit('/').next()
}

/// What could be one of its sort, and is none.
fn nowhere(sort: Sort) -> String {
    match sort {
        Sort::Division | Sort::Spare => NOWHERE.to_owned(),
        // The key is there; the division that the address names is not.
        Sort::Figure => "shows".to_owned(),
        Sort::Text => "annual".to_owned(),
        _ => Uuid::max().to_string(),
    }
}

/// A record that is nowhere, or one that no form has more to say about.
fn nothing(record: String) -> Case {
    let id = OrganisationId(Uuid::max());
    let code = NOWHERE.parse().unwrap();
    let ground = Ground {
        code,
        committee: id,
        branch: id,
        second: id,
        holder: None,
        id_number: "410499198001010072",
    };
    Case { record, person: PersonId(Uuid::max()), body: id, version: String::new(), ground }
}
