//! A problem of a village: raised by the county, handed down, put right, accepted, and what goes wrong.

mod past;

use chrono::Days;
use model::{
    Moment,
    activity::Activity,
    case::{CaseStep, Extension, NewCase, Taking},
    fact::Measure,
    id::CaseStepId,
    process::Closing,
};
use store::testing::{Fresh, now};

use super::*;
use crate::{
    Asker,
    testing::{COUNTY, County, OTHER_TOWNSHIP, TOWNSHIP, VILLAGE, code, show},
};

struct Scene {
    county: County,
    office: Asker,
    /// Accepts what others have done.
    second: Asker,
    clerk: Asker,
    village: Asker,
    body: OrganisationId,
    shown: Activity,
}

fn moment(days: u64) -> Moment {
    let at = now().plus_millis(i64::try_from(days).unwrap() * 86_400_000);
    Moment::new(at, model::moment::CHINA)
}

impl Scene {
    fn new(fresh: Fresh) -> Scene {
        let county = County::open(fresh);
        let body = county.organisation("village_branch", "岳庄村党支部", VILLAGE);
        let shown = show(&county.office, VILLAGE, moment(0).today, "路灯修好后的演出");
        Scene {
            office: county.asker("county_office", COUNTY),
            second: county.asker("county_office", COUNTY),
            clerk: county.asker("township_clerk", TOWNSHIP),
            village: county.asker("village_secretary", VILLAGE),
            body,
            shown,
            county,
        }
    }

    fn new_problem(&self) -> NewCase {
        let deadline = moment(0).today + Days::new(60);
        NewCase {
            id: CaseId::new(now()),
            process: "problem".to_owned(),
            division_code: code(VILLAGE),
            fields: filled(&[
                ("content", "村口路灯坏了三盏"),
                ("source", "residents"),
                ("deadline", &deadline.to_string()),
            ]),
            activity_id: Some(self.shown.id),
        }
    }

    fn problem(&self) -> Case {
        let new = self.new_problem();
        self.office.write(move |act| open(act, &new)).unwrap()
    }

    /// In the hands of the township.
    fn assigned(&self) -> Case {
        let assign = Taking { hand_to: Some(code(TOWNSHIP)), ..self.assigning() };
        taken(&self.office, self.problem().id, &assign).unwrap()
    }

    fn assigning(&self) -> Taking {
        let body = self.body.to_string();
        taking("assign", &[("body", &body), ("standard", "三盏灯都亮")])
    }

    /// How many cases stand in each class, and how many were ever opened.
    fn counted(&self) -> [i64; 4] {
        use Measure as M;
        [M::CaseOpened, M::CaseNotStarted, M::CasePart, M::CaseDone].map(|measure| {
            let facts = self.office.read(move |act| {
                let mut total = 0;
                for case in store::records::after::<CaseStep>(act.tx, uuid::Uuid::nil(), 1000)? {
                    let rows = store::facts::of_record(act.tx, case.id.0)?;
                    let rows = rows.iter().filter(|row| row.measure == measure);
                    total += rows.map(|row| row.quantity).sum::<i64>();
                }
                Ok(total)
            });
            facts.unwrap()
        })
    }
}

fn filled(pairs: &[(&str, &str)]) -> Filled {
    Filled(pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
}

fn taking(step: &str, fields: &[(&str, &str)]) -> Taking {
    Taking {
        id: CaseStepId::new(now()),
        step: step.to_owned(),
        seen: None,
        reason: "情况属实".to_owned(),
        fields: filled(fields),
        activity_id: None,
        hand_to: None,
    }
}

fn taken(asker: &Asker, id: CaseId, taking: &Taking) -> Result<Case, Error> {
    let taking = taking.clone();
    asker.write(move |act| take(act, id, &taking))
}

fn refused(result: Result<Case, Error>) -> (Option<&'static str>, String) {
    match result {
        Err(Error::Refused(refusal)) => (refusal.field, refusal.text.en.to_string()),
        other => panic!("not refused: {other:?}"),
    }
}

store::on_both! {
    fn a_problem_goes_its_whole_way_and_back(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let case = scene.assigned();
        assert_eq!((case.sequence, case.owner_code.clone()), (1, Some(code(TOWNSHIP))));
        assert_eq!(scene.counted(), [1, 1, 0, 0]);
        taken(&scene.clerk, case.id, &taking("take_on", &[("measures", "换灯泡")])).unwrap();
        assert_eq!(scene.counted(), [1, 0, 1, 0]);
        let submit =
            Taking { activity_id: Some(scene.shown.id), ..taking("submit", &[("result", "已换")]) };
        taken(&scene.clerk, case.id, &submit).unwrap();
        taken(&scene.second, case.id, &taking("accept", &[])).unwrap();
        let say = taking("confirm", &[("residents_say", "两户都说亮了")]);
        let closed = taken(&scene.second, case.id, &say).unwrap();
        assert_eq!(closed.closing, Some(Closing::SolvedConfirmed));
        assert_eq!(scene.counted(), [1, 0, 0, 1]);
        let again = taken(&scene.office, case.id, &taking("reopen", &[])).unwrap();
        assert_eq!((again.reopened, again.state.as_str()), (1, "working"));
        assert_eq!(scene.counted(), [1, 0, 1, 0]);
        let sheet = scene.village.read(move |act| sheet(act, case.id)).unwrap();
        assert_eq!((sheet.told.len(), sheet.fields.len()), (7, 8));
        assert_eq!(sheet.told[3].activity.as_ref().unwrap().0, scene.shown.id);
        assert!(sheet.ways.is_empty(), "a village has no turn here: {:?}", sheet.ways);
    }

    fn numbers_have_no_gap_and_a_retry_takes_none(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let first = scene.new_problem();
        let opened = |new: &NewCase| {
            let new = new.clone();
            scene.office.write(move |act| open(act, &new))
        };
        let case = opened(&first).unwrap();
        assert_eq!(opened(&first).unwrap(), case);
        let mut bad = scene.new_problem();
        bad.fields.0.remove("content");
        assert_eq!(refused(opened(&bad)).0, Some("fields"));
        let mut other = scene.new_problem();
        other.id = first.id;
        other.fields = filled(&[("content", "别的"), ("source", "petition"), ("deadline", "2099-01-01")]);
        assert!(matches!(opened(&other), Err(Error::IdTaken)));
        let numbers: Vec<i64> =
            (0..3).map(|_| opened(&scene.new_problem()).unwrap().sequence).collect();
        assert_eq!(numbers, [2, 3, 4]);
    }

    fn only_the_party_whose_step_it_is_takes_it(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let case = scene.assigned();
        let take_on = taking("take_on", &[("measures", "换灯泡")]);
        // The county holds the right over the whole county, but it is not the handler.
        assert!(matches!(taken(&scene.office, case.id, &take_on), Err(Error::Denied { .. })));
        assert!(matches!(taken(&scene.village, case.id, &take_on), Err(Error::Denied { .. })));
        let stranger = scene.county.asker("township_clerk", OTHER_TOWNSHIP);
        assert!(matches!(taken(&stranger, case.id, &take_on), Err(Error::Denied { .. })));
        assert!(matches!(
            stranger.read(move |act| sheet(act, case.id).map(drop)),
            Err(Error::Denied { .. })
        ));
        let before = scene.county.database_hash();
        assert!(taken(&stranger, case.id, &take_on).is_err());
        assert_eq!(scene.county.database_hash(), before);
        taken(&scene.clerk, case.id, &take_on).unwrap();
    }

    fn of_two_who_move_a_case_one_is_told_what_the_other_did(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let case = scene.assigned();
        let seen = Some(case.steps);
        let back = Taking { seen, ..taking("send_back", &[]) };
        let on = Taking { seen, ..taking("take_on", &[("measures", "换灯泡")]) };
        taken(&scene.clerk, case.id, &on).unwrap();
        // The same request again is no second step.
        assert_eq!(taken(&scene.clerk, case.id, &on).unwrap().steps, case.steps + 1);
        let (field, words) = refused(taken(&scene.clerk, case.id, &back));
        assert!(field.is_none() && words.contains("\"take on\""), "{words}");
    }

    fn what_is_named_must_exist_for_whoever_names_it(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let case = scene.problem();
        let nobody = OrganisationId::new(now()).to_string();
        let hand_to = Some(code(TOWNSHIP));
        let assign = Taking { hand_to, ..taking("assign", &[("body", &nobody), ("standard", "亮")]) };
        assert_eq!(refused(taken(&scene.office, case.id, &assign)).0, Some("fields"));
        let nowhere = Taking { hand_to: Some(code("410423999000")), ..scene.assigning() };
        assert_eq!(refused(taken(&scene.office, case.id, &nowhere)).0, Some("hand_to"));
        assert_eq!(refused(taken(&scene.office, case.id, &scene.assigning())).0, Some("hand_to"));
    }

    fn the_calendar_moves_what_has_waited_too_long(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let case = scene.assigned();
        let case = taken(&scene.clerk, case.id, &taking("take_on", &[("measures", "换灯泡")])).unwrap();
        let at = |days: u64| scene.county.office.program(moment(days).at);
        assert!(!is_due(&at(3), 0).unwrap());
        let late = at(90);
        assert!(is_due(&late, 0).unwrap());
        expire(&late).unwrap();
        assert!(!is_due(&late, 0).unwrap());
        let id = case.id;
        let up = late.read(move |act| find(act, id)).unwrap();
        assert_eq!((up.handler_code.clone(), up.promise_due_on), (code(COUNTY), case.promise_due_on));
        let overdue = Wanted { view: Some(View::Overdue), ..Wanted::default() };
        let listed = late.read(move |act| list(act, &overdue, None, 10)).unwrap();
        assert_eq!(listed.rows.len(), 1);
        // At the top it stays, and the calendar asks no more.
        expire(&at(400)).unwrap();
        assert!(!is_due(&at(800), 0).unwrap());
        assert_eq!(up.extension, Extension::None);
    }

    fn an_office_that_gets_another_code_keeps_its_turn(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let case = scene.assigned();
        let (id, day) = (case.id, moment(0).today);
        let gone = crate::division::Dissolution { code: code(TOWNSHIP), until_on: day };
        let refused = scene.county.office.program(now()).write(move |act| {
            crate::division::dissolve(act, &gone)
        });
        let Err(Error::Refused(refusal)) = refused else { panic!("{refused:?}") };
        assert!(refusal.text.en.contains("open cases"), "{}", refusal.text);
        let anew = crate::division::Relocation {
            id: model::id::DivisionId::new(now()),
            code: code(TOWNSHIP),
            new_code: code("410423188000"),
            name: None,
            from_on: day,
        };
        let relocated = move |act: &mut Act<'_>| crate::division::relocate(act, &anew).map(drop);
        scene.county.office.program(now()).write(relocated).unwrap();
        let carried = scene.county.office.program(now()).read(move |act| find(act, id)).unwrap();
        assert_eq!(carried.handler_code, code("410423188000"));
        let clerk = scene.county.asker("township_clerk", "410423188000");
        taken(&clerk, id, &taking("take_on", &[("measures", "换灯泡")])).unwrap();
    }

    fn a_list_shows_what_is_theirs_and_whose_turn_it_is(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let (mine, _) = (scene.assigned(), scene.problem());
        let rows = |asker: &Asker, wanted: Wanted| {
            asker.read(move |act| list(act, &wanted, None, 10)).unwrap().total
        };
        let view = |view| Wanted { view: Some(view), ..Wanted::default() };
        assert_eq!(rows(&scene.clerk, Wanted::default()), 2);
        assert_eq!(rows(&scene.clerk, view(View::Mine)), 1);
        assert_eq!(rows(&scene.office, view(View::Mine)), 1);
        assert_eq!(scene.clerk.read(waiting).unwrap(), 1);
        // Who only reads is never whose turn it is.
        let leader = scene.county.asker("county_leader", COUNTY);
        assert_eq!((rows(&leader, view(View::Mine)), rows(&leader, Wanted::default())), (0, 2));
        let to_do = scene.clerk.read(|act| to_do(act, 5)).unwrap();
        assert_eq!(to_do[0].line.id, mine.id);
        let words = Wanted { text: "路灯".to_owned(), ..Wanted::default() };
        assert_eq!(rows(&scene.village, words), 2);
        let words = Wanted { text: "水井".to_owned(), ..Wanted::default() };
        assert_eq!(rows(&scene.village, words), 0);
        let stranger = scene.county.asker("township_clerk", OTHER_TOWNSHIP);
        assert_eq!(rows(&stranger, Wanted::default()), 0);
        let counted = scene.clerk.read(|act| tally(act, &Wanted::default())).unwrap();
        assert_eq!(counted.iter().map(|counted| counted.count).sum::<i64>(), 2);
    }

    fn pages_of_a_list_meet_without_a_gap(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let cases: Vec<CaseId> = (0..5).map(|_| scene.problem().id).collect();
        let page = |from: Option<Cursor>| {
            scene.office.read(move |act| list(act, &Wanted::default(), from, 2)).unwrap()
        };
        let (mut found, mut from) = (Vec::new(), None);
        loop {
            let listed = page(from);
            found.extend(listed.rows.iter().map(|row| row.line.id));
            from = listed.after;
            if from.is_none() {
                break;
            }
        }
        found.sort();
        let mut cases = cases;
        cases.sort();
        assert_eq!(found, cases);
        let second = page(page(None).after);
        assert_eq!(page(second.before).rows, page(None).rows);
    }

    fn supervision_counts_what_its_lists_show(fresh: Fresh) {
        let scene = Scene::new(fresh);
        scene.assigned();
        let back = scene.assigned();
        taken(&scene.clerk, back.id, &taking("send_back", &[])).unwrap();
        let watch = |asker: &Asker, within: Option<&str>| {
            let within = within.map(code);
            asker.read(move |act| supervise(act, Some("problem"), within.as_ref())).unwrap()
        };
        let seen = watch(&scene.office, None);
        assert_eq!(seen.whole.count, Watch { cases: 2, open: 2, returned: 1, ..Watch::default() });
        assert_eq!(seen.whole.median_age, Some(0));
        assert_eq!(seen.parts.iter().map(|part| part.division.as_str()).collect::<Vec<_>>(), [TOWNSHIP]);
        assert_eq!(seen.parts[0].count, seen.whole.count);
        // Every number is as long as the list that it opens.
        let later = scene.county.asker_at("county_office", COUNTY, moment(200));
        let late = later.read(|act| supervise(act, None, None)).unwrap().whole;
        assert_eq!((late.count.overdue, late.median_age), (2, Some(200)));
        let views = [
            (None, late.count.cases), (Some(View::Open), late.count.open),
            (Some(View::Overdue), late.count.overdue), (Some(View::Returned), late.count.returned),
            (Some(View::PingPong), late.count.ping_pong), (Some(View::Reopened), late.count.reopened),
        ];
        for (view, count) in views {
            let wanted = Wanted { view, ..Wanted::default() };
            let listed = later.read(move |act| list(act, &wanted, None, 10)).unwrap();
            assert_eq!((view, listed.total), (view, count));
        }
        // A township sees its own, and a stranger nothing at all of another.
        assert_eq!(watch(&scene.clerk, None).whole.division, code(TOWNSHIP));
        let stranger = scene.county.asker("township_clerk", OTHER_TOWNSHIP);
        assert_eq!(watch(&stranger, None).whole.count, Watch::default());
        let denied = stranger.read(|act| supervise(act, None, Some(&code(TOWNSHIP))));
        assert!(matches!(denied, Err(Error::Denied { .. })), "{denied:?}");
    }

    fn the_month_of_deadlines_counts_what_its_days_list(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let due = [scene.assigned(), scene.assigned(), scene.problem()];
        let day = due[0].state_due_on.unwrap();
        let period = |text: String| -> model::period::Period { text.parse().unwrap() };
        let month = period(day.format("%Y-%m").to_string());
        let wanted = |due, process: &str| Wanted {
            due: Some(due), process: Some(process.to_owned()), ..Wanted::default()
        };
        let seen = wanted(month, "problem");
        let Calendar { days, rows } = scene.office.read(move |act| calendar(act, &seen, 1)).unwrap();
        // One of each day is named; the list of a day has as many as the day counts.
        assert_eq!(rows.len(), days.len());
        for (day, count) in days {
            let one = wanted(period(day.to_string()), "problem");
            let listed = scene.office.read(move |act| list(act, &one, None, 10)).unwrap();
            assert_eq!((day, listed.total), (day, count));
            assert!(listed.rows.iter().all(|row| row.line.state_due_on == Some(day)));
        }
        let other = wanted(month, "demand");
        assert_eq!(scene.office.read(move |act| calendar(act, &other, 1)).unwrap().rows, []);
    }
}
