use model::period::Period;

use super::*;

fn titles(listed: &Listed) -> Vec<&str> {
    listed.lines.iter().map(|line| line.title.as_str()).collect()
}

fn listed(asker: &Asker, wanted: Wanted, from: Option<Cursor>, limit: i64) -> Listed {
    asker.read(move |act| list(act, &wanted, from, limit)).unwrap()
}

/// Five theme days on the 1st to the 5th of March, recorded in time but for the first.
fn march(fresh: Fresh) -> Scene {
    let scene = Scene::new(fresh);
    for on in 1..=5 {
        let day = format!("2019-03-0{on}");
        let (new, report) =
            (scene.new_activity(&format!("三月{on}日党日"), &day), scene.report(&day));
        let clerk = scene.clerk_at(&format!("2019-03-{:02}T20:00", if on == 1 { 20 } else { on }));
        clerk.write(move |act| record(act, &new, &report)).unwrap();
    }
    scene
}

store::on_both! {
    fn a_list_is_read_forwards_and_backwards(fresh: Fresh) {
        let scene = march(fresh);
        let wanted = Wanted::default;
        let first = listed(&scene.clerk, wanted(), None, 2);
        assert_eq!(titles(&first), ["三月5日党日", "三月4日党日"]);
        assert_eq!((first.total, first.before), (5, None));
        let second = listed(&scene.clerk, wanted(), first.after, 2);
        assert_eq!(titles(&second), ["三月3日党日", "三月2日党日"]);
        let third = listed(&scene.clerk, wanted(), second.after, 2);
        assert_eq!((titles(&third), third.after), (vec!["三月1日党日"], None));
        let cursor: Cursor = third.before.unwrap().to_string().parse().unwrap();
        let back = listed(&scene.clerk, wanted(), Some(cursor), 2);
        assert_eq!(titles(&back), titles(&second));
        assert_eq!(listed(&scene.clerk, wanted(), back.before, 2).before, None);
        let earliest = Wanted { order: Order::Earliest, ..wanted() };
        assert_eq!(titles(&listed(&scene.clerk, earliest, None, 1)), ["三月1日党日"]);
    }

    fn a_list_is_narrowed(fresh: Fresh) {
        let scene = march(fresh);
        let count = |wanted: Wanted| listed(&scene.clerk, wanted, None, 9).total;
        let all = Wanted::default;
        assert_eq!(count(Wanted { late: true, ..all() }), 1);
        assert_eq!(count(Wanted { text: "3日".to_owned(), ..all() }), 1);
        assert_eq!(count(Wanted { text: "会议室".to_owned(), ..all() }), 5);
        assert_eq!(count(Wanted { text: "三月 没有".to_owned(), ..all() }), 0);
        assert_eq!(count(Wanted { kind: Some("theme_day".to_owned()), ..all() }), 5);
        assert_eq!(count(Wanted { kind: Some("theme".to_owned()), ..all() }), 0);
        assert_eq!(count(Wanted { view: Some(View::Held), ..all() }), 5);
        assert_eq!(count(Wanted { view: Some(View::Signed), ..all() }), 0);
        let period: Period = "2019-03-02..2019-03-04".parse().unwrap();
        assert_eq!(count(Wanted { period: Some(period), ..all() }), 3);
        assert_eq!(count(Wanted { organisation_id: Some(scene.branch.id), ..all() }), 5);
        assert_eq!(count(Wanted { organisation_id: Some(OrganisationId::new(now())), ..all() }), 0);
        let other = scene.county.asker("township_clerk", OTHER_TOWNSHIP);
        assert_eq!(listed(&other, all(), None, 9).total, 0);
    }

    fn what_waits_is_found(fresh: Fresh) {
        let scene = march(fresh);
        let new = scene.new_activity("六月主题党日", "2019-06-14");
        scene.clerk.write(move |act| plan(act, &new)).unwrap();
        let waits = scene.clerk_at("2019-06-14T20:00").read(to_do).unwrap();
        assert_eq!((waits.overdue, waits.unsigned, waits.coming.len()), (Some(0), None, 1));
        let waits = scene.clerk_at("2019-06-15T09:00").read(to_do).unwrap();
        assert_eq!((waits.overdue, waits.coming.len()), (Some(1), 0));
        assert_eq!(scene.secretary.read(to_do).unwrap().unsigned, Some(5));
        let county_office = scene.county.asker("county_office", COUNTY);
        assert_eq!(county_office.read(to_do).unwrap().unsigned, Some(5));
        let refused = scene.clerk.read(|act| {
            list(act, &Wanted { view: Some(View::Unsigned), ..Wanted::default() }, None, 9)
        });
        assert!(matches!(refused, Err(Error::Denied { .. })), "{refused:?}");
    }

    fn a_month_is_shown_by_days(fresh: Fresh) {
        let scene = march(fresh);
        let (new, report) = (scene.new_activity("又一次", "2019-03-05"), scene.report("2019-03-05"));
        scene.clerk.write(move |act| record(act, &new, &report)).unwrap();
        let wanted = Wanted { period: Some("2019-03".parse().unwrap()), ..Wanted::default() };
        let (days, few) = scene.clerk.read(move |act| calendar(act, &wanted, 1)).unwrap();
        let counts: Vec<_> = days.iter().map(|day| (day.count, day.held)).collect();
        assert_eq!(counts, [(1, 1), (1, 1), (1, 1), (1, 1), (2, 2)]);
        assert_eq!(few.len(), 5);
    }

    fn a_gap_is_an_organisation_and_a_month(fresh: Fresh) {
        let scene = march(fresh);
        let period: Period = "2019".parse().unwrap();
        let clerk = scene.clerk_at("2019-06-14T09:00");
        let found = clerk.read(move |act| gaps(act, "theme_day", period, None)).unwrap();
        assert_eq!((found.owing, found.missed, found.spans.len()), (1, 4, 12));
        let missed: Vec<_> = found.gaps[0].missed.iter().map(ToString::to_string).collect();
        assert_eq!(missed, ["2019-01", "2019-02", "2019-04", "2019-05"]);
        assert_eq!(found.gaps[0].held, 5);
        let refused = clerk.read(move |act| gaps(act, "touring_show", period, None));
        assert_eq!(field_of(refused), Some("kind"));
    }

    fn a_list_is_told_whole(fresh: Fresh) {
        let scene = march(fresh);
        let told = scene.clerk.read(|act| {
            let mut days = Vec::new();
            each(act, &Wanted::default(), |_, line| days.push(line.day))?;
            Ok(days)
        });
        let days: Vec<_> = (1..=5).rev().map(|on| day(&format!("2019-03-0{on}"))).collect();
        assert_eq!(told.unwrap(), days);
    }
}
