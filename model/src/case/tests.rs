//! How Lushan's problems run: by whom, by when, and what cannot be done.

mod random;
mod walk;

use super::*;
use crate::{Moment, Timestamp, id::CaseStepId, moment::CHINA, programme::Programme};

const COUNTY: &str = "410423000000";
const TOWNSHIP: &str = "410423101000";
const VILLAGE: &str = "410423101001";

struct Ground {
    programme: Programme,
    process: Process,
}

fn code(text: &str) -> DivisionCode {
    text.parse().unwrap()
}

fn moment(day: &str) -> Moment {
    let at: Timestamp = format!("{day}T02:00:00Z").parse().unwrap();
    Moment::new(at, CHINA)
}

fn account(n: u128) -> AccountId {
    AccountId(uuid::Uuid::from_u128(n))
}

fn taker(party: Party, desk: &str, day: &str, by: u128) -> Taker {
    Taker { by: account(by), party, desk_code: code(desk), moment: moment(day) }
}

fn filled(pairs: &[(&str, &str)]) -> Filled {
    Filled(pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
}

fn taking(step: &str, fields: &[(&str, &str)]) -> Taking {
    Taking {
        id: CaseStepId::new(moment("2019-05-01").at),
        step: step.to_owned(),
        seen: None,
        reason: String::new(),
        fields: filled(fields),
        activity_id: None,
        hand_to: None,
    }
}

impl Ground {
    fn new(process: &str) -> Ground {
        let programme = Programme::embedded().unwrap();
        let process = programme.process(process).unwrap().clone();
        Ground { programme, process }
    }

    fn problem(&self, deadline: &str) -> Result<Opened, CaseRefused> {
        let new = NewCase {
            id: CaseId::new(moment("2019-05-06").at),
            process: "problem".to_owned(),
            division_code: code(VILLAGE),
            fields: filled(&[
                ("content", "村口路灯坏了三盏"),
                ("source", "residents"),
                ("deadline", deadline),
            ]),
            activity_id: None,
        };
        let opener = taker(Party::Opener, COUNTY, "2019-05-06", 1);
        Case::open(&new, &self.process, &self.programme.calendar, &opener, 31)
    }

    fn take(&self, case: &Case, taking: &Taking, taker: &Taker) -> Result<Case, CaseRefused> {
        case.take(&self.process, &self.programme.calendar, taking, taker).map(|(case, _)| case)
    }

    /// In the village's hands, and being put right.
    fn working(&self) -> Case {
        let case = self.problem("2019-06-28").unwrap().case;
        let county = taker(Party::Handler, COUNTY, "2019-05-07", 1);
        let assign = Taking {
            hand_to: Some(code(TOWNSHIP)),
            ..taking(
                "assign",
                &[("body", "018f0000-0000-7000-8000-000000000000"), ("standard", "三盏灯都亮")],
            )
        };
        let case = self.take(&case, &assign, &county).unwrap();
        let handler = taker(Party::Handler, TOWNSHIP, "2019-05-08", 2);
        self.take(&case, &taking("take_on", &[("measures", "换灯泡")]), &handler).unwrap()
    }
}

#[test]
fn a_case_gets_its_number_its_clocks_and_an_owner() {
    let opened = Ground::new("problem").problem("2019-06-28").unwrap();
    let case = &opened.case;
    assert_eq!(case.number, "问题〔2019〕031号");
    assert_eq!(case.title, "村口路灯坏了三盏");
    assert_eq!(case.owner_code, Some(code(COUNTY)));
    assert_eq!(case.state_due_on.unwrap().to_string(), "2019-05-09");
    assert_eq!(case.promise_due_on.to_string(), "2019-06-28");
    let counted: Vec<_> = opened.step.facts().iter().map(|fact| fact.measure).collect();
    assert_eq!(counted, [Measure::CaseOpened, Measure::CaseNotStarted]);
}

#[test]
fn what_is_missing_or_wrong_is_named() {
    let ground = Ground::new("problem");
    assert_eq!(ground.problem("2019-05-05"), Err(CaseRefused::DueInPast));
    assert!(matches!(ground.problem("soon"), Err(CaseRefused::WrongField(..))));
    assert!(matches!(ground.problem(" "), Err(CaseRefused::NoField(..))));
}

#[test]
fn a_step_is_taken_from_its_own_state_only() {
    let ground = Ground::new("problem");
    let case = ground.problem("2019-06-28").unwrap().case;
    let handler = taker(Party::Handler, COUNTY, "2019-05-07", 1);
    let early = ground.take(&case, &taking("submit", &[]), &handler);
    assert!(matches!(early, Err(CaseRefused::WrongState(..))));
    assert_eq!(ground.take(&case, &taking("fly", &[]), &handler), Err(CaseRefused::UnknownStep));
}

#[test]
fn the_promise_stands_whatever_hands_the_case_is_in_and_is_put_off_once() {
    let ground = Ground::new("problem");
    let case = ground.working();
    assert_eq!((case.handler_code.clone(), case.chain.as_str()), (code(TOWNSHIP), COUNTY));
    assert_eq!(case.promise_due_on.to_string(), "2019-06-28");
    let handler = |day| taker(Party::Handler, TOWNSHIP, day, 2);
    let ask = Taking { reason: "配件未到".to_owned(), ..taking("ask_time", &[]) };
    let late = ground.take(&case, &ask, &handler("2019-06-29"));
    assert!(matches!(late, Err(CaseRefused::ExtensionTooLate(_))));
    let asked = ground.take(&case, &ask, &handler("2019-06-28")).unwrap();
    let assigner = taker(Party::Assigner, COUNTY, "2019-07-01", 1);
    let granted = ground.take(&asked, &taking("grant_time", &[]), &assigner).unwrap();
    assert_eq!(granted.promise_due_on.to_string(), "2019-08-09");
    let again = ground.take(&granted, &ask, &handler("2019-07-02"));
    assert_eq!(again, Err(CaseRefused::ExtensionTwice));
}

#[test]
fn nobody_accepts_what_he_has_worked_on() {
    let ground = Ground::new("problem");
    let case = ground.working();
    let shown = Some(crate::id::ActivityId::new(moment("2019-05-20").at));
    let submit = Taking { activity_id: shown, ..taking("submit", &[("result", "已换")]) };
    let handler = taker(Party::Handler, TOWNSHIP, "2019-05-20", 2);
    let bare = Taking { activity_id: None, ..submit.clone() };
    assert_eq!(ground.take(&case, &bare, &handler), Err(CaseRefused::NoEvidence));
    let submitted = ground.take(&case, &submit, &handler).unwrap();
    let same = taker(Party::Upper, COUNTY, "2019-05-21", 2);
    let accept = taking("accept", &[]);
    assert_eq!(ground.take(&submitted, &accept, &same), Err(CaseRefused::SameHand));
    let other = taker(Party::Assigner, COUNTY, "2019-05-21", 1);
    let accepted = ground.take(&submitted, &accept, &other).unwrap();
    let say = taking("confirm", &[("residents_say", "两户都说亮了")]);
    let closed = ground.take(&accepted, &say, &other).unwrap();
    assert_eq!(closed.closing, Some(Closing::SolvedConfirmed));
    assert_eq!((closed.owner_code.clone(), closed.state_due_on), (None, None));
    let reopen = Taking { reason: "又坏了".to_owned(), ..taking("reopen", &[]) };
    let (again, step) =
        closed.take(&ground.process, &ground.programme.calendar, &reopen, &other).unwrap();
    assert_eq!((again.reopened, again.ended_on, step.reopens), (1, None, true));
    let counted: Vec<_> = step.facts().iter().map(|f| (f.measure, f.quantity)).collect();
    assert_eq!(
        counted,
        [(Measure::CaseDone, -1), (Measure::CasePart, 1), (Measure::CaseReopened, 1)]
    );
}

#[test]
fn the_calendar_hands_an_overdue_case_up_until_there_is_nobody_above() {
    let ground = Ground::new("problem");
    let case = ground.working();
    let expire = |case: &Case, day: &str| {
        case.expire(&ground.process, &ground.programme.calendar, moment(day)).map(|(case, _)| case)
    };
    let due = case.state_due_on.unwrap().to_string();
    assert_eq!(due, "2019-06-20");
    assert_eq!(expire(&case, &due), None);
    let up = expire(&case, "2019-06-21").unwrap();
    assert_eq!((up.handler_code.clone(), up.state.as_str()), (code(COUNTY), "working"));
    assert!(up.state_due_on > case.state_due_on && up.promise_due_on == case.promise_due_on);
    let top = expire(&up, "2019-12-02").unwrap();
    assert_eq!((top.handler_code.clone(), top.expires_on), (code(COUNTY), None));
    assert_eq!(top.state_due_on, up.state_due_on);
    assert_eq!(expire(&top, "2020-12-02"), None);
}

#[test]
fn a_case_goes_up_or_down_the_line_and_back_the_way_it_came() {
    let ground = Ground::new("problem");
    let case = ground.working();
    let pass = |to: &str| Taking {
        hand_to: Some(code(to)),
        reason: "属该村".to_owned(),
        ..taking("pass_on", &[])
    };
    let township = taker(Party::Handler, TOWNSHIP, "2019-05-09", 2);
    let neighbour = ground.take(&case, &pass("410423102000"), &township);
    assert_eq!(neighbour, Err(CaseRefused::NotInLine));
    let passed = ground.take(&case, &pass(VILLAGE), &township).unwrap();
    assert_eq!(passed.assigner_code(), code(TOWNSHIP));
    let village = taker(Party::Handler, VILLAGE, "2019-05-10", 3);
    let back = Taking { reason: "不属我村".to_owned(), ..taking("send_back", &[]) };
    let returned = ground.take(&passed, &back, &village).unwrap();
    assert_eq!((returned.handler_code.clone(), returned.returned), (code(TOWNSHIP), 1));
    assert_eq!(returned.assigner_code(), code(COUNTY));
}

#[test]
fn a_definition_is_the_same_when_it_is_read_again() {
    for process in Programme::embedded().unwrap().processes {
        let edition = Edition::of(&process).unwrap();
        assert_eq!(edition.process().unwrap(), process);
    }
    assert_ne!(Edition::id("problem", 1), Edition::id("problem", 2));
}
