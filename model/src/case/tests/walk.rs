//! Whoever tries whatever in whatever order: a case never stands where its definition does not lead.

use chrono::Days;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::*;
use crate::{
    calendar::Calendar,
    process::{Effect, FieldKind, Rest},
    word::Word,
};

/// Six processes, and as many tries in each as make a hundred thousand.
const WALKS: u32 = 60;
const TRIES: usize = 280;

/// What somebody tries: a step by its place, a party, an office, an account, days later, handed to.
pub(super) type Try = (usize, usize, usize, u128, u64, usize);

const DESKS: [&str; 4] = [COUNTY, TOWNSHIP, VILLAGE, "410423102000"];

pub(super) fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = (0_usize..64, 0_usize..4, 0..DESKS.len(), 1_u128..4, 0_u64..25, 0..DESKS.len());
    proptest::collection::vec(one, TRIES)
}

/// Something that a field of each kind takes.
fn value(process: &Process, key: &str, today: Date) -> String {
    let field = process.field(key).unwrap();
    match field.kind {
        FieldKind::Line | FieldKind::Prose => "有".to_owned(),
        FieldKind::Day => (today + Days::new(40)).to_string(),
        FieldKind::Whole => "3".to_owned(),
        FieldKind::Choice => field.options[0].key.clone(),
        FieldKind::YesNo => "yes".to_owned(),
        FieldKind::Organisation | FieldKind::Person => uuid::Uuid::from_u128(7).to_string(),
    }
}

fn fill(process: &Process, keys: &[String], today: Date) -> Filled {
    Filled(keys.iter().map(|key| (key.clone(), value(process, key, today))).collect())
}

/// What a case's steps have added up to, class by class.
#[derive(Default)]
struct Counted(std::collections::BTreeMap<&'static str, i64>);

impl Counted {
    fn add(&mut self, step: &CaseStep) {
        for fact in step.facts() {
            *self.0.entry(fact.measure.word()).or_default() += fact.quantity;
        }
    }

    fn of(&self, measure: Measure) -> i64 {
        self.0.get(measure.word()).copied().unwrap_or(0)
    }
}

fn stands_well(process: &Process, case: &Case, counted: &Counted) {
    let state = process.state(&case.state).expect("a state of the definition");
    assert_eq!(case.progress, state.progress);
    assert_eq!(case.is_open(), !state.is_final());
    assert_eq!(case.owner_code.is_some(), case.is_open());
    assert_eq!(case.state_due_on.is_some(), case.is_open());
    match &state.rest {
        Rest::Final { closing } => assert_eq!(case.closing, Some(*closing)),
        Rest::Open { on_expiry, .. } => {
            assert_eq!(case.closing, None);
            assert!(on_expiry.is_some() || case.expires_on.is_none());
        }
    }
    // The figures are what a recount of the row gives.
    let classes = [Measure::CaseNotStarted, Measure::CasePart, Measure::CaseDone];
    for measure in classes {
        assert_eq!(counted.of(measure), i64::from(measure == stands(case.progress)));
    }
    assert_eq!(counted.of(Measure::CaseOpened), 1);
    assert_eq!(counted.of(Measure::CaseReturned), case.returned);
    assert_eq!(counted.of(Measure::CaseReopened), case.reopened);
    // Whoever gave it was an office of the line.
    let chain = case.chain.split(' ').filter(|code| !code.is_empty());
    assert!(chain.into_iter().all(|code| DESKS.contains(&code)), "{}", case.chain);
}

fn follows(process: &Process, before: &Case, after: &Case, step: &CaseStep) {
    let way = process.step(&step.step).expect("a step of the definition");
    assert!(way.from.contains(&before.state));
    assert_eq!(&after.state, way.to.as_ref().unwrap_or(&before.state));
    assert_eq!((after.steps, step.n), (before.steps + 1, before.steps + 1));
    assert_eq!((&after.number, after.opened_on), (&before.number, before.opened_on));
    if way.effect == Some(Effect::GrantExtension) {
        assert!(after.promise_due_on > before.promise_due_on);
    } else {
        assert_eq!(after.promise_due_on, before.promise_due_on, "nothing else moves the promise");
    }
}

pub(super) fn walk(process: &Process, calendar: &Calendar, tries: &[Try]) -> usize {
    let mut today: Date = "2018-03-01".parse().unwrap();
    let level = process.levels.last().unwrap();
    let about = DESKS.iter().find(|code| self::code(code).level() == *level).unwrap();
    let new = NewCase {
        id: CaseId::new(moment("2018-03-01").at),
        process: process.key.clone(),
        division_code: code(about),
        fields: fill(process, &process.opening.requires, today),
        activity_id: None,
    };
    let opener = taker(Party::Opener, about, "2018-03-01", 1);
    let Opened { mut case, step } = Case::open(&new, process, calendar, &opener, 1).unwrap();
    let mut counted = Counted::default();
    counted.add(&step);
    let mut taken = 0;
    for (step, party, desk, by, days, to) in tries {
        today = today + Days::new(*days);
        let now = moment(&today.to_string());
        if let Some((after, step)) = case.expire(process, calendar, now) {
            assert!(case.expires_on.is_some_and(|day| day < today));
            follows(process, &case, &after, &step);
            counted.add(&step);
            case = after;
            stands_well(process, &case, &counted);
        }
        let way = &process.steps[step % process.steps.len()];
        let taking = Taking {
            reason: "有".to_owned(),
            fields: fill(process, &way.requires, today),
            activity_id: Some(crate::id::ActivityId(uuid::Uuid::from_u128(9))),
            hand_to: Some(code(DESKS[*to])),
            ..super::taking(&way.key, &[])
        };
        let party = *way.by.get(party % way.by.len()).unwrap();
        let taker = Taker { by: account(*by), party, desk_code: code(DESKS[*desk]), moment: now };
        if let Ok((after, step)) = case.take(process, calendar, &taking, &taker) {
            follows(process, &case, &after, &step);
            counted.add(&step);
            case = after;
            taken += 1;
        }
        stands_well(process, &case, &counted);
    }
    taken
}

#[test]
fn whatever_is_tried_a_case_stands_where_its_definition_leads() {
    let programme = Programme::embedded().unwrap();
    let mut taken = 0;
    let mut runner =
        TestRunner::new(Config { cases: WALKS, failure_persistence: None, ..Config::default() });
    let walks = runner.run(&tries(), |tries| {
        for process in &programme.processes {
            walk(process, &programme.calendar, &tries);
        }
        Ok(())
    });
    walks.unwrap();
    for process in &programme.processes {
        let tries: Vec<Try> =
            (0..TRIES).map(|n| (n * 7, n % 4, n % 4, n as u128 % 3 + 1, 3, n % 4)).collect();
        taken += walk(process, &programme.calendar, &tries);
    }
    assert!(taken > 50, "the tries lead nowhere: {taken}");
}
