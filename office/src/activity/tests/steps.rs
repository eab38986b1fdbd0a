use model::activity::{ActivityRefused, ActivityState};

use super::*;

store::on_both! {
    fn planned_announced_held_and_signed(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let new = scene.new_activity("六月主题党日", "2019-06-20");
        let id = new.id;
        scene.clerk.write(move |act| plan(act, &new)).unwrap();
        let notified = scene.clerk.write(move |act| notify(act, id)).unwrap();
        assert_eq!((notified.state, scene.figures()), (ActivityState::Notified, (0, 0)));
        let report = scene.report("2019-06-20");
        let clerk = scene.clerk_at("2019-06-20T18:00");
        let held = clerk.write(move |act| hold(act, id, &report)).unwrap();
        assert_eq!((held.expected, held.present, held.late_days), (Some(3), Some(2), None));
        assert_eq!(scene.figures(), (1, 2));
        let signed = scene.secretary.write(move |act| sign(act, id)).unwrap();
        assert_eq!((signed.state, scene.figures()), (ActivityState::Signed, (1, 2)));
        scene.recount();
    }

    fn every_step_may_be_sent_again(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let held = scene.held();
        let id = held.id;
        let new = NewActivity { id, ..scene.new_activity("六月主题党日", "2019-06-14") };
        scene.clerk.write(move |act| plan(act, &new)).unwrap();
        let report = scene.report("2019-06-14");
        // An hour later it still says the same.
        let clerk = scene.clerk_at("2019-06-14T10:00");
        assert_eq!(clerk.write(move |act| hold(act, id, &report)).unwrap(), held);
        let signed = scene.secretary.write(move |act| sign(act, id)).unwrap();
        assert_eq!(scene.secretary.write(move |act| sign(act, id)).unwrap(), signed);
        let report = scene.report("2019-06-14");
        assert_eq!(clerk.write(move |act| hold(act, id, &report)).unwrap(), signed);
        let entries = scene.clerk.read(move |act| Ok(store::journal::history(act.tx, id.0, 9)?));
        assert_eq!(entries.unwrap().len(), 3);
        assert_eq!(scene.figures(), (1, 2));
    }

    fn what_another_says_under_the_same_id_is_refused(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let held = scene.held();
        let id = held.id;
        let other = NewActivity { id, ..scene.new_activity("另一次", "2019-06-14") };
        let refused = scene.clerk.write(move |act| plan(act, &other));
        assert!(matches!(refused, Err(Error::IdTaken)), "{refused:?}");
        let other = Report { summary: "别的内容".to_owned(), ..scene.report("2019-06-14") };
        let refused = scene.clerk.write(move |act| hold(act, id, &other));
        assert_eq!(field_of(refused), None);
        scene.recount();
    }

    fn a_double_submit_at_the_same_time_records_once(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let (new, report) = (scene.new_activity("同时", "2019-06-14"), scene.report("2019-06-14"));
        std::thread::scope(|threads| {
            for _ in 0..6 {
                let (clerk, new, report) = (scene.clerk.clone(), new.clone(), report.clone());
                threads.spawn(move || {
                    clerk.write(move |act| record(act, &new, &report)).unwrap();
                });
            }
        });
        assert_eq!(scene.figures(), (1, 2));
        scene.recount();
    }

    fn another_township_neither_writes_nor_reads(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let id = scene.held().id;
        let stranger = scene.county.asker("township_clerk", OTHER_TOWNSHIP);
        let denied = |result: Result<(), Error>| {
            assert!(matches!(result, Err(Error::Denied { .. })), "{result:?}");
        };
        let new = scene.new_activity("越权", "2026-12-01");
        denied(stranger.write(move |act| plan(act, &new).map(drop)));
        denied(stranger.read(move |act| sheet(act, id).map(drop)));
        denied(stranger.write(move |act| cancel(act, id, "越权").map(drop)));
        let report = scene.report("2019-06-14");
        denied(stranger.write(move |act| hold(act, id, &report).map(drop)));
        denied(stranger.write(move |act| attend(act, id, &[]).map(drop)));
        let correction = scene.correction("2019-06-13");
        denied(stranger.write(move |act| correct(act, id, &correction).map(drop)));
        let signer = scene.county.asker("township_secretary", OTHER_TOWNSHIP);
        denied(signer.write(move |act| sign(act, id).map(drop)));
        assert_eq!(scene.figures(), (1, 2));
    }

    fn nobody_writes_into_the_record_of_an_organisation_elsewhere(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let stranger = scene.county.asker_at("township_clerk", OTHER_TOWNSHIP, at("2019-06-14T09:00"));
        let new = NewActivity {
            division_code: code(OTHER_VILLAGE),
            ..scene.new_activity("借名", "2019-06-20")
        };
        let denied = stranger.write(move |act| plan(act, &new));
        assert!(matches!(denied, Err(Error::Denied { .. })), "{denied:?}");
    }

    fn who_recorded_it_cannot_sign_it(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let county_office = scene.county.asker_at("county_office", COUNTY, at("2019-06-15T09:00"));
        let (new, report) = (scene.new_activity("自签", "2019-06-14"), scene.report("2019-06-14"));
        let id = new.id;
        county_office.write(move |act| record(act, &new, &report)).unwrap();
        let refused = county_office.write(move |act| sign(act, id)).unwrap_err();
        assert_eq!(refused.say(), ActivityRefused::SameHand.say());
        let seen = county_office.read(move |act| sheet(act, id)).unwrap();
        assert_eq!((seen.next, seen.may_sign), (None, true));
        let seen = scene.secretary.read(move |act| sheet(act, id)).unwrap();
        assert_eq!(seen.next, Some(Next::Sign));
    }

    fn what_was_held_cannot_be_cancelled(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let id = scene.held().id;
        let refused = scene.clerk.write(move |act| cancel(act, id, "下雨"));
        assert_eq!(field_of(refused), None);
        let new = scene.new_activity("要取消的", "2019-06-20");
        let id = new.id;
        scene.clerk.write(move |act| plan(act, &new)).unwrap();
        assert_eq!(field_of(scene.clerk.write(move |act| cancel(act, id, " "))), Some("because"));
        let cancelled = scene.clerk.write(move |act| cancel(act, id, "下雨")).unwrap();
        assert_eq!(scene.clerk.write(move |act| cancel(act, id, "下雨")).unwrap(), cancelled);
        assert_eq!(scene.figures(), (1, 2));
    }

    fn a_late_record_is_accepted_and_says_so(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let clerk = scene.clerk_at("2019-07-01T09:00");
        let (new, report) = (scene.new_activity("迟记", "2019-06-14"), scene.report("2019-06-14"));
        let held = clerk.write(move |act| record(act, &new, &report)).unwrap();
        assert_eq!(held.late_days, Some(10));
        let future = scene.report("2019-07-02");
        let new = scene.new_activity("未来", "2019-07-02");
        let refused = clerk.write(move |act| record(act, &new, &future));
        assert_eq!(field_of(refused), Some("held_on"));
        assert_eq!(scene.figures(), (1, 2));
    }

    fn a_plan_is_changed_and_announced_anew(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let new = scene.new_activity("六月主题党日", "2019-06-20");
        let id = new.id;
        let later = PlanChange {
            plan: NewActivity { planned_on: day("2019-06-25"), ..new.clone() },
            version: None,
        };
        scene.clerk.write(move |act| plan(act, &new)).unwrap();
        scene.clerk.write(move |act| notify(act, id)).unwrap();
        let replanned = scene.clerk.write(move |act| replan(act, &later)).unwrap();
        assert_eq!(replanned.state, ActivityState::Notified);
        assert_eq!(replanned.planned_on, day("2019-06-25"));
        let past = PlanChange {
            plan: NewActivity { id, ..scene.new_activity("六月主题党日", "2019-06-01") },
            version: None,
        };
        let refused = scene.clerk.write(move |act| replan(act, &past));
        assert_eq!(field_of(refused), Some("planned_on"));
    }

    fn of_two_who_change_a_plan_the_second_looks_again(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let new = scene.new_activity("六月主题党日", "2019-06-20");
        let id = new.id;
        let plan_it = new.clone();
        scene.clerk.write(move |act| plan(act, &plan_it)).unwrap();
        let (_, seen) = scene.clerk.read(move |act| to_replan(act, id)).unwrap();
        let put_off = |to: &str| PlanChange {
            plan: NewActivity { planned_on: day(to), ..new.clone() },
            version: Some(seen.clone()),
        };
        let (first, second) = (put_off("2019-06-25"), put_off("2019-06-27"));
        let again = first.clone();
        scene.clerk.write(move |act| replan(act, &first)).unwrap();
        let refused = scene.clerk.write(move |act| replan(act, &second));
        assert!(matches!(refused, Err(Error::Changed)), "{refused:?}");
        // Sent twice, the first is no collision with itself.
        scene.clerk.write(move |act| replan(act, &again)).unwrap();
        let (stands, _) = scene.clerk.read(move |act| to_replan(act, id)).unwrap();
        assert_eq!(stands.planned_on, day("2019-06-25"));
    }
}
