use model::activity::ActivityState;
use proptest::{prelude::*, test_runner::TestRunner};

use super::*;

store::on_both! {
    fn a_correction_takes_the_place_of_the_old_record(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let old = scene.held().id;
        scene.secretary.write(move |act| sign(act, old)).unwrap();
        let correction = scene.correction("2019-06-13");
        let again = correction.clone();
        let made = scene.clerk.write(move |act| correct(act, old, &correction)).unwrap();
        assert_eq!((made.state, made.present), (ActivityState::Held, Some(2)));
        assert_eq!(scene.figures(), (1, 2));
        let seen = scene.clerk.read(move |act| sheet(act, old)).unwrap();
        assert_eq!(seen.activity.state, ActivityState::Corrected);
        assert_eq!((seen.corrected_by, seen.next), (Some(made.id), None));
        assert_eq!(scene.clerk.write(move |act| correct(act, old, &again)).unwrap(), made);
        assert_eq!(scene.figures(), (1, 2));
        scene.recount();
    }

    fn a_correction_may_be_corrected_but_the_old_record_only_once(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let old = scene.held().id;
        let (first, second) = (scene.correction("2019-06-13"), scene.correction("2019-06-12"));
        let (again, third) = (second.clone(), scene.correction("2019-06-11"));
        let made = scene.clerk.write(move |act| correct(act, old, &first)).unwrap();
        let second = scene.clerk.write(move |act| correct(act, made.id, &second)).unwrap();
        assert_eq!(second.corrects_id, Some(made.id));
        assert_eq!(field_of(scene.clerk.write(move |act| correct(act, old, &third))), None);
        let taken = scene.clerk.write(move |act| correct(act, old, &again));
        assert!(matches!(taken, Err(Error::IdTaken)), "{taken:?}");
        assert_eq!(scene.figures(), (1, 2));
        scene.recount();
    }

    fn two_corrections_at_once_leave_one(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let old = scene.held().id;
        let done = std::thread::scope(|threads| {
            let each = ["2019-06-11", "2019-06-12", "2019-06-13"].map(|on| {
                let (clerk, correction) = (scene.clerk.clone(), scene.correction(on));
                threads.spawn(move || clerk.write(move |act| correct(act, old, &correction)).is_ok())
            });
            each.map(|thread| thread.join().unwrap()).into_iter().filter(|ok| *ok).count()
        });
        assert_eq!((done, scene.figures()), (1, (1, 2)));
        scene.recount();
    }

    fn a_withdrawn_record_and_its_list_count_no_more(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let (old, new) = (scene.held().id, ActivityId::new(now()));
        let made = scene.clerk.write(move |act| withdraw(act, old, new, "重复登记")).unwrap();
        assert_eq!((made.state, scene.figures()), (ActivityState::Cancelled, (0, 0)));
        assert_eq!(scene.clerk.write(move |act| withdraw(act, old, new, "重复登记")).unwrap(), made);
        scene.recount();
    }

    fn figures_equal_a_recount_after_any_order_of_steps(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let steps = prop::collection::vec((0..6_u8, 0..6_usize, 1..28_u32), 1..14);
        let config = ProptestConfig { cases: 12, failure_persistence: None, ..Default::default() };
        let ran = TestRunner::new(config).run(&steps, |steps| {
            let mut ids: Vec<ActivityId> = Vec::new();
            for (verb, which, on) in steps {
                step(&scene, &mut ids, verb, which, on);
            }
            scene.recount();
            Ok(())
        });
        ran.unwrap();
    }
}

/// One step on one of the records made so far; rules may refuse it.
fn step(scene: &Scene, ids: &mut Vec<ActivityId>, verb: u8, which: usize, on: u32) {
    let on = format!("2019-05-{on:02}");
    let Some(id) = ids.get(which).copied().filter(|_| verb > 0) else {
        let (new, report) = (scene.new_activity("五月", &on), scene.report(&on));
        ids.push(new.id);
        scene.clerk.write(move |act| record(act, &new, &report)).unwrap();
        return;
    };
    match verb {
        1 => drop(scene.secretary.write(move |act| sign(act, id))),
        2 => {
            let marks: Vec<Mark> =
                scene.members.iter().take(which % 4).map(|m| mark(*m, which > 2)).collect();
            drop(scene.clerk.write(move |act| attend(act, id, &marks)));
        }
        3 => {
            let new = ActivityId::new(now());
            drop(scene.clerk.write(move |act| withdraw(act, id, new, "没有举办")));
        }
        _ => {
            let correction = scene.correction(&on);
            ids.push(correction.id);
            drop(scene.clerk.write(move |act| correct(act, id, &correction)));
        }
    }
}
