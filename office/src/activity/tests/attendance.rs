use super::*;

store::on_both! {
    fn the_list_begins_with_the_organisations_people(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let id = scene.branch.id;
        let people = scene.clerk.read(move |act| expected_people(act, id, day("2019-06-14")));
        let mut ids: Vec<_> = people.unwrap().into_iter().map(|member| member.person_id).collect();
        ids.sort();
        let mut members = scene.members.clone();
        members.sort();
        assert_eq!(ids, members);
        let before = scene.clerk.read(move |act| expected_people(act, id, day("2014-06-14")));
        assert!(before.unwrap().is_empty());
        let other = scene.county.asker("township_clerk", OTHER_TOWNSHIP);
        let denied = other.read(move |act| expected_people(act, id, day("2019-06-14")));
        assert!(matches!(denied, Err(Error::Denied { .. })), "{denied:?}");
    }

    fn the_list_may_change_until_it_is_signed(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let id = scene.held().id;
        let marks = vec![mark(scene.members[0], false), mark(scene.members[1], true)];
        let (first, again) = (marks.clone(), marks.clone());
        let attended = scene.clerk.write(move |act| attend(act, id, &first)).unwrap();
        assert_eq!((attended.expected, attended.present), (Some(2), Some(1)));
        assert_eq!(scene.figures(), (1, 1));
        assert_eq!(scene.clerk.write(move |act| attend(act, id, &again)).unwrap(), attended);
        scene.secretary.write(move |act| sign(act, id)).unwrap();
        let refused = scene.clerk.write(move |act| attend(act, id, &marks));
        assert_eq!(field_of(refused), None);
        scene.recount();
    }

    fn nobody_stands_on_a_list_twice(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let id = scene.held().id;
        let marks = [mark(scene.members[0], true), mark(scene.members[0], false)];
        let refused = scene.clerk.write(move |act| attend(act, id, &marks));
        assert_eq!(field_of(refused), Some("attendance"));
        assert_eq!(scene.figures(), (1, 2));
    }

    fn who_is_out_of_sight_is_refused_like_who_does_not_exist(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let id = scene.held().id;
        let say = |person: PersonId| {
            let marks = [mark(person, true)];
            scene.clerk.write(move |act| attend(act, id, &marks)).unwrap_err().say()
        };
        assert_eq!(say(scene.stranger), say(PersonId::new(now())));
        assert_eq!(scene.figures(), (1, 2));
    }

    fn without_a_list_it_is_not_signed(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let bare = Report { attendance: None, present: Some(20), ..scene.report("2019-06-14") };
        let new = scene.new_activity("没有名单", "2019-06-14");
        let id = new.id;
        scene.clerk.write(move |act| record(act, &new, &bare)).unwrap();
        assert_eq!(field_of(scene.secretary.write(move |act| sign(act, id))), Some("attendance"));
        let seen = scene.clerk.read(move |act| sheet(act, id)).unwrap();
        assert_eq!(seen.next, Some(Next::List));
    }

    fn the_page_names_who_came_and_why_others_did_not(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let id = scene.held().id;
        let seen = scene.clerk.read(move |act| sheet(act, id)).unwrap();
        let lines: Vec<_> = seen.attendees.iter().map(|a| (a.present, a.reason.as_deref())).collect();
        assert_eq!(lines, [(true, None), (true, None), (false, Some("away"))]);
        assert_eq!(seen.minutes.get("topic"), "学习文件");
        assert_eq!(seen.organisation.map(|o| o.name).as_deref(), Some("岳庄村党支部"));
        assert_eq!(seen.facts.len(), 1);
    }
}
