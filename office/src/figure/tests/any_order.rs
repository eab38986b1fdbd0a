//! Whatever is recorded, corrected and undone in whatever order, a figure equals a recount, and
//! the figure at every earlier position equals what it was when that position was the head.

use std::{cell::RefCell, collections::BTreeSet, sync::Arc};

use model::{
    Date,
    activity::{Activity, ActivityState, Attendance},
    figure::Value,
    id::PersonId,
    posting::Posting,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::made::{activity, add, attendance, change, day, drop, figure, person, posting, wanted};
use crate::{
    Asker, Office,
    figure::{Part, Wanted, breakdown, position},
    testing::{COUNTY, County, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE, code},
};

const PLACES: [&str; 4] = [VILLAGE, "410423101002", OTHER_VILLAGE, COUNTY];
const KINDS: [&str; 3] = ["touring_show", "cadre_training", "theme_day"];
const POSTS: [&str; 3] = ["first_secretary", "team_leader", "team_member"];
const DAYS: [&str; 6] =
    ["2018-12-31", "2019-01-01", "2019-03-31", "2019-07-15", "2019-12-31", "2020-01-01"];

/// What somebody does next. The numbers choose among what there is.
#[derive(Debug, Clone)]
enum Deed {
    Hold { kind: usize, place: usize, day: usize, present: Option<usize> },
    Post { person: usize, post: usize, place: usize, from: usize, until: Option<usize> },
    MoveActivity { which: usize, place: usize, day: usize },
    Cancel { which: usize },
    Retype { which: usize, kind: usize },
    EndPosting { which: usize, until: Option<usize> },
    MovePosting { which: usize, place: usize },
    Undo { which: usize },
}

fn deed() -> impl Strategy<Value = Deed> {
    let (any, place, on) = (0..1_000_usize, 0..PLACES.len(), 0..DAYS.len());
    let until = proptest::option::of(on.clone());
    prop_oneof![
        4 => (0..KINDS.len(), place.clone(), on.clone(), proptest::option::of(0..3_usize))
            .prop_map(|(kind, place, day, present)| Deed::Hold { kind, place, day, present }),
        3 => (0..3_usize, 0..POSTS.len(), place.clone(), on.clone(), until.clone())
            .prop_map(|(person, post, place, from, until)| Deed::Post { person, post, place, from, until }),
        2 => (any.clone(), place.clone(), on).prop_map(|(which, place, day)| Deed::MoveActivity { which, place, day }),
        1 => any.clone().prop_map(|which| Deed::Cancel { which }),
        1 => (any.clone(), 0..KINDS.len()).prop_map(|(which, kind)| Deed::Retype { which, kind }),
        2 => (any.clone(), until).prop_map(|(which, until)| Deed::EndPosting { which, until }),
        1 => (any.clone(), place).prop_map(|(which, place)| Deed::MovePosting { which, place }),
        2 => any.prop_map(|which| Deed::Undo { which }),
    ]
}

/// The county's records as plain lists: what a recount looks at.
#[derive(Default)]
struct Books {
    people: Vec<PersonId>,
    held: Vec<(Activity, Option<Attendance>)>,
    posted: Vec<Posting>,
    /// What the figures were at each position.
    seen: Vec<(Wanted, Value)>,
}

impl Books {
    fn choose<T>(list: &mut [T], which: usize) -> Option<&mut T> {
        let at = which.checked_rem(list.len())?;
        list.get_mut(at)
    }

    fn obey(&mut self, county: &County, deed: Deed) {
        match deed {
            Deed::Hold { kind, place, day: on, present } => {
                let held_on = Some(day(DAYS[on]));
                let held = Activity { held_on, ..activity(KINDS[kind], PLACES[place], 1) };
                add(county, &held);
                let came = present.map(|person| attendance(&held, self.people[person]));
                came.iter().for_each(|came| add(county, came));
                self.held.push((held, came));
            }
            Deed::Post { person, post, place, from, until } => {
                let span = (DAYS[from], until.map(|until| DAYS[until]));
                let new = posting(self.people[person], POSTS[post], PLACES[place], span);
                add(county, &new);
                self.posted.push(new);
            }
            Deed::MoveActivity { which, place, day: on } => self.correct(county, which, |held| {
                (held.division_code, held.held_on) = (code(PLACES[place]), Some(day(DAYS[on])));
            }),
            Deed::Cancel { which } => {
                self.correct(county, which, |held| held.state = ActivityState::Corrected);
            }
            Deed::Retype { which, kind } => {
                self.correct(county, which, |held| held.kind = KINDS[kind].to_owned());
            }
            Deed::EndPosting { which, until } => {
                self.repost(county, which, |posting| {
                    posting.until_on = until.map(|until| day(DAYS[until]));
                });
            }
            Deed::MovePosting { which, place } => {
                self.repost(county, which, |posting| posting.division_code = code(PLACES[place]));
            }
            Deed::Undo { which } => self.undo(county, which),
        }
    }

    /// Attendance carries what it needs of its activity, so it changes with it.
    fn correct(&mut self, county: &County, which: usize, edit: impl Fn(&mut Activity)) {
        let Some((held, came)) = Books::choose(&mut self.held, which) else { return };
        let old = held.clone();
        edit(held);
        change(county, &old, held);
        if let Some(came) = came {
            let new = Attendance {
                id: came.id,
                counts: held.counts(),
                ..attendance(held, came.person_id)
            };
            change(county, came, &new);
            *came = new;
        }
    }

    fn repost(&mut self, county: &County, which: usize, edit: impl Fn(&mut Posting)) {
        let Some(posting) = Books::choose(&mut self.posted, which) else { return };
        let old = posting.clone();
        edit(posting);
        change(county, &old, posting);
    }

    fn undo(&mut self, county: &County, which: usize) {
        if which.is_multiple_of(2) && !self.posted.is_empty() {
            let gone = self.posted.remove(which % self.posted.len());
            drop(county, &gone);
        } else if !self.held.is_empty() {
            let (held, came) = self.held.remove(which % self.held.len());
            came.iter().for_each(|came| drop(county, came));
            drop(county, &held);
        }
    }

    /// Counted from the definitions of the indicators alone, one record after another.
    fn recount(&self, wanted: &Wanted) -> i64 {
        let Wanted { period, division, .. } = wanted;
        let held = |kind: &str| -> Vec<&(Activity, Option<Attendance>)> {
            let fits = |(held, _): &&(Activity, Option<Attendance>)| {
                let held_on = held.held_on.is_some_and(|on| period.contains(on));
                held.kind == kind
                    && held.counts()
                    && held_on
                    && division.contains(&held.division_code)
            };
            self.held.iter().filter(fits).collect()
        };
        let standing = |posts: &[&str]| -> Vec<&Posting> {
            let last: Date = period.last_day();
            let fits = |posting: &&Posting| {
                let stands =
                    posting.from_on <= last && posting.until_on.is_none_or(|until| last < until);
                let lasts = posting.until_on.is_none_or(|until| posting.from_on < until);
                posts.contains(&posting.post.as_str())
                    && stands
                    && lasts
                    && division.contains(&posting.division_code)
            };
            self.posted.iter().filter(fits).collect()
        };
        let count = match wanted.key.as_str() {
            "shows" => held("touring_show").len(),
            "show_places" => held("touring_show")
                .iter()
                .map(|(held, _)| &held.division_code)
                .collect::<BTreeSet<_>>()
                .len(),
            "trained_cadres" => {
                let came = held("cadre_training").into_iter().filter_map(|(_, came)| came.as_ref());
                came.map(|came| came.person_id.0).collect::<BTreeSet<_>>().len()
            }
            "first_secretaries" => standing(&["first_secretary"]).len(),
            "villages_with_first_secretary" => {
                let places = standing(&["first_secretary"]);
                places.iter().map(|posting| &posting.division_code).collect::<BTreeSet<_>>().len()
            }
            "team_members" => {
                let people = standing(&["team_leader", "team_member"]);
                people.iter().map(|posting| posting.person_id.0).collect::<BTreeSet<_>>().len()
            }
            other => panic!("{other} is not recounted here"),
        };
        i64::try_from(count).unwrap()
    }

    fn check_live(&mut self, asker: &Asker) {
        let at = asker.read(|act| Ok(position(act, None)?.index)).unwrap();
        // What is carried on from earlier answers is what somebody finds who knows none.
        let anew = Office { memo: Arc::default(), ..asker.office().clone() };
        let anew = anew.asker(asker.who().clone(), asker.moment());
        for asked in questions() {
            let found = figure(asker, asked.clone()).unwrap();
            assert_eq!(found, figure(&anew, asked.clone()).unwrap(), "{asked:?}");
            assert_eq!(parts(asker, &asked), parts(&anew, &asked), "{asked:?}");
            let recounted = Value::Count(self.recount(&asked));
            assert_eq!(found.value, recounted, "{asked:?}");
            self.seen.push((Wanted { at: Some(at), ..asked }, recounted));
        }
    }
}

fn parts(asker: &Asker, asked: &Wanted) -> Vec<Part> {
    let asked = asked.clone();
    asker.read(move |act| breakdown(act, &asked)).unwrap()
}

fn questions() -> impl Iterator<Item = Wanted> {
    const KEYS: [&str; 6] = [
        "shows",
        "show_places",
        "trained_cadres",
        "first_secretaries",
        "villages_with_first_secretary",
        "team_members",
    ];
    let grounds =
        [(COUNTY, "2019"), (TOWNSHIP, "2019-Q1"), (OTHER_TOWNSHIP, "2019-07"), (COUNTY, "2018")];
    KEYS.into_iter().flat_map(move |key| {
        grounds.into_iter().map(move |(division, period)| wanted(key, division, period))
    })
}

store::on_both! {
    fn figures_equal_a_recount_now_and_then(fresh: Fresh) {
        let county = County::open(fresh);
        let asker = county.asker("county_leader", COUNTY);
        let people = ["甲", "乙", "丙"].map(|name| person(&county, name)).to_vec();
        let books = RefCell::new(Books { people, ..Books::default() });
        let mut runner = TestRunner::new(Config { cases: 24, ..Config::default() });
        let deeds = proptest::collection::vec(deed(), 1..9);
        runner
            .run(&deeds, |deeds| {
                let mut books = books.borrow_mut();
                for deed in deeds {
                    books.obey(&county, deed);
                }
                books.check_live(&asker);
                Ok(())
            })
            .unwrap();
        for (asked, value) in books.into_inner().seen {
            assert_eq!(figure(&asker, asked.clone()).unwrap().value, value, "{asked:?}");
        }
    }
}
