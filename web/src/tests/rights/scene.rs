//! The county with one record of every sort in every place.

use std::collections::BTreeMap;

use model::{
    Text,
    id::{JobId, OrganisationId},
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

use crate::Line;

/// Another village of the own township.
pub(super) const SIBLING_VILLAGE: &str = "410423101203";

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

pub(super) struct Scene {
    pub(super) county: County,
    branch: OrganisationId,
    /// By the first word of the path: what stands for its first parameter, in each place.
    nouns: BTreeMap<&'static str, Vec<(Target, String)>>,
    /// What stands for a parameter behind the first one, by its name.
    seconds: BTreeMap<&'static str, String>,
    job: JobId,
}

impl Scene {
    pub(super) fn new(fresh: Fresh) -> Scene {
        let mut county = County::open(fresh);
        // Administrators are let in without a code: the door has tests of its own.
        let rules =
            SignInRules { administrators_need_second_factor: false, ..SignInRules::default() };
        county.office = county.office.clone().with_rules(rules);
        let branch = county.organisation("village_branch", "岳庄村党支部", VILLAGE);
        let mut scene = Scene {
            county,
            branch,
            nouns: BTreeMap::new(),
            seconds: BTreeMap::new(),
            job: JobId::new(now()),
        };
        scene.people();
        scene.records();
        for (target, division) in PLACES {
            scene.add("divisions", target, division.to_owned());
        }
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

    /// What stands for the parameter of a path.
    pub(super) fn add(&mut self, noun: &'static str, target: Target, value: String) {
        self.nouns.entry(noun).or_default().push((target, value));
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
        self.add("accounts", Target::It, victim.to_string());
        self.add("sessions", Target::It, session.to_string());
        self.add("inbox", Target::It, notice.to_string());
        self.add("jobs", Target::It, self.job.to_string());
        self.seconds.insert("{grant_id}", grant.id.to_string());
        self.add("journal", Target::It, "0".to_owned());
    }

    /// The branch of the own village.
    pub(super) fn branch(&self) -> OrganisationId {
        self.branch
    }

    pub(super) fn new_id(&self) -> String {
        model::id::ActivityId::new(now()).to_string()
    }

    /// The places that a route is tried with.
    pub(super) fn targets(&self, line: &Line) -> Vec<Target> {
        let by_division = || PLACES.iter().map(|(target, _)| *target).collect();
        let mut targets: Vec<_> = match noun(line) {
            None if is_narrowed(line) => by_division(),
            None => return vec![Target::It],
            Some("figures") => by_division(),
            Some(noun) => {
                let known = self.nouns.get(noun);
                let known =
                    known.unwrap_or_else(|| panic!("the scene has no {noun} for {}", line.path));
                known.iter().map(|(target, _)| *target).collect()
            }
        };
        targets.push(Target::Nowhere);
        targets
    }

    /// The path with its parameters filled in, and with the division that it is about.
    pub(super) fn path(&self, line: &Line, target: Target) -> String {
        let division = PLACES.iter().find(|(place, _)| *place == target);
        let division = division.map_or("419999999999", |(_, division)| division);
        // The API's figures speak of the unit that a figure is about, as the command line does.
        let is_unit = line.path.starts_with("/api/v1/figures");
        let name = if is_unit { "unit" } else { "division" };
        let Some(noun) = noun(line) else {
            let narrowed =
                if is_narrowed(line) { format!("?{name}={division}") } else { String::new() };
            return format!("{}{narrowed}", line.path);
        };
        let known = self.nouns.get(noun).into_iter().flatten().find(|(known, _)| *known == target);
        let value = known.map_or_else(|| nowhere(noun), |(_, value)| value.clone());
        let mut is_first = true;
        let parts = line.path.split('/').map(|part| {
            if !part.starts_with('{') {
                part
            } else if std::mem::take(&mut is_first) {
                &*value
            } else {
                let second = self.seconds.get(part);
                second.unwrap_or_else(|| panic!("the scene has no {part} for {}", line.path))
            }
        });
        let path = parts.collect::<Vec<_>>().join("/");
        if noun == "figures" { format!("{path}?{name}={division}") } else { path }
    }
}

/// The sort of record that a path is about: the word before its first parameter.
fn noun(line: &Line) -> Option<&str> {
    let (before, _) = line.path.split_once("/{")?;
    before.rsplit('/').next()
}

/// Lists and sheets of a division, which the address names.
fn is_narrowed(line: &Line) -> bool {
    const LISTS: [&str; 7] =
        ["activities", "divisions", "figures", "organisations", "pairings", "people", "postings"];
    let path = line.path.strip_prefix("/api/v1").unwrap_or(&line.path);
    let first = path.trim_start_matches('/').split(['/', '.']).next().unwrap_or_default();
    line.method == "GET" && LISTS.contains(&first) && !path.ends_with("/new")
}

/// What could be one of its sort, and is none.
fn nowhere(noun: &str) -> String {
    match noun {
        "divisions" => "419999999999".to_owned(),
        "figures" => "shows".to_owned(),
        "journal" => "999999999".to_owned(),
        _ => Uuid::max().to_string(),
    }
}
