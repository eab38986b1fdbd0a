use model::{
    activity::{Activity, ActivityState, Attendance},
    fact::Measure,
    id::{ActivityId, AffiliationId, AttendanceId, DivisionId, PostingId},
    posting::Posting,
};
use store::{facts, testing::now};

use super::*;
use crate::{
    Act, Asker, Error, affiliation, organisation,
    testing::{COUNTY, County, OTHER_TOWNSHIP, Place, TOWNSHIP, VILLAGE, code},
};

const NEW_CODE: &str = "410423102900";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[track_caller]
fn refuses<T>(done: Result<T, Error>, field: Option<&str>, zh: &str) {
    match done {
        Err(Error::Refused(refusal)) => {
            assert_eq!(refusal.field, field, "{}", refusal.text.zh);
            assert!(refusal.text.zh.contains(zh), "{}", refusal.text.zh);
        }
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("done"),
    }
}

/// What a measure comes to in a division up to a day.
fn counted(asker: &Asker, measure: Measure, tag: &str, within: &str, on: &str) -> i64 {
    let filter = facts::Filter {
        measure,
        tags: vec![tag.to_owned()],
        from: None,
        until: day(on) + chrono::Days::new(1),
        within: code(within),
        size: i64::MAX,
    };
    asker.read(move |act| Ok(facts::sum(act.tx, &filter)?)).unwrap()
}

/// A branch with one member and a secretary in the village.
fn settle(county: &County, office: &Asker) -> model::id::OrganisationId {
    let branch = county.organisation("village_branch", "岳庄村党支部", VILLAGE);
    let person_id = county.person("张三", VILLAGE);
    let joins = affiliation::NewAffiliation {
        id: AffiliationId::new(now()),
        person_id,
        organisation_id: branch,
        duty: None,
        from_on: day("2018-02-01"),
        until_on: None,
        import_id: None,
    };
    office.write(move |act| affiliation::join(act, &joins)).unwrap();
    let posting = Posting {
        id: PostingId::new(now()),
        person_id,
        post: "first_secretary".to_owned(),
        organisation_id: None,
        sent_by_id: None,
        division_code: code(VILLAGE),
        from_on: day("2018-05-01"),
        until_on: None,
        ended_because: None,
        import_id: None,
    };
    let add = move |act: &mut Act<'_>| {
        act.add(&posting)?;
        act.log("posting.begun", posting.id.0)
    };
    office.write(add).unwrap();
    branch
}

/// A show in the village that one person attended.
fn hold(county: &County, office: &Asker, held_on: &str, title: &str) {
    let person_id = county.person("李四", VILLAGE);
    let activity = Activity {
        id: ActivityId::new(now()),
        kind: "show".to_owned(),
        title: title.to_owned(),
        division_code: code(VILLAGE),
        organisation_id: None,
        place: "村部".to_owned(),
        state: ActivityState::Held,
        planned_on: day(held_on),
        starts: None,
        held_on: Some(day(held_on)),
        expected: None,
        present: Some(1),
        speaker: None,
        summary: "放映".to_owned(),
        minutes: None,
        planned_by: model::id::AccountId::PROGRAM,
        recorded_by: Some(model::id::AccountId::PROGRAM),
        recorded_at: Some(now()),
        late_days: None,
        signed_by: None,
        signed_at: None,
        cancelled_because: None,
        corrects_id: None,
        corrected_because: None,
        import_id: None,
    };
    let attendance = Attendance {
        id: AttendanceId::new(now()),
        activity_id: activity.id,
        person_id,
        kind: activity.kind.clone(),
        division_code: code(VILLAGE),
        organisation_id: None,
        held_on: day(held_on),
        present: true,
        reason: None,
        counts: true,
    };
    let add = move |act: &mut Act<'_>| {
        act.add(&activity)?;
        act.add(&attendance)?;
        act.log("activity.held", activity.id.0)
    };
    office.write(add).unwrap();
}

store::on_both! {
    fn the_tree_counts_what_is_below_and_shows_what_is_theirs(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        settle(&county, &office);
        let township = code(TOWNSHIP);
        let whole = office.read(move |act| tree(act, Some(&township), day("2019-06-01"))).unwrap();
        assert_eq!(whole.root.division.name, "鲁山县");
        let counts = whole.root.counts;
        assert_eq!((counts.organisations, counts.people, counts.postings), (1, 1, 1));
        assert!(counts.divisions > 500);
        let open: Vec<_> = whole.root.below.iter().filter(|node| !node.below.is_empty()).collect();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].counts.organisations, 1);
        assert_eq!(open[0].counts.divisions, open[0].below.len() as i64);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let own = clerk.read(|act| tree(act, None, day("2019-06-01"))).unwrap();
        assert_eq!(own.root.division.name, "下汤镇");
        assert!(!own.root.below.is_empty());
        let other = code(OTHER_TOWNSHIP);
        let denied = clerk.read(move |act| sheet(act, &other, day("2019-06-01")));
        assert!(matches!(denied, Err(Error::Denied { .. })));
    }

    fn a_page_tells_posts_and_since_when_they_are_vacant(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        settle(&county, &office);
        let village = code(VILLAGE);
        let page = office.read(move |act| sheet(act, &village, day("2019-06-01"))).unwrap();
        assert_eq!(page.path.len(), 3);
        assert_eq!(page.organisations.unwrap().count, 1);
        let posts = page.posts.unwrap();
        let of = |key: &str| posts.iter().find(|state| state.post == key).unwrap();
        assert_eq!(of("first_secretary").holders[0].name, "张三");
        assert!(of("village_director").vacant.as_ref().is_some_and(|vacant| vacant.since.is_none()));
    }

    fn a_renamed_division_is_found_under_both_names(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let wanted = Rename {
            id: DivisionId::new(now()),
            code: code(VILLAGE),
            name: "尧山前村村民委员会".to_owned(),
            from_on: day("2019-05-01"),
        };
        let again = wanted.clone();
        office.write(move |act| rename(act, &wanted)).unwrap();
        office.write(move |act| rename(act, &again)).unwrap();
        let call = |on: &str| {
            let on = day(on);
            office.read(move |act| place(act, &code(VILLAGE), on)).unwrap()
        };
        assert_eq!(call("2019-05-01"), "下汤镇 尧山前村");
        let old = call("2019-04-30");
        assert_ne!(old, "下汤镇 尧山前村");
        let on = |written: &str, on: &str| {
            let (written, on) = (written.to_owned(), day(on));
            office.read(move |act| named(act, &written, on))
        };
        assert_eq!(on("下汤尧山前村", "2019-06-01").unwrap().code, code(VILLAGE));
        refuses(on(&old, "2019-06-01"), Some("division"), "改为下汤镇 尧山前村");
        let hits = office.read(move |act| search(act, "尧山前", day("2019-01-01"))).unwrap();
        assert_eq!(hits.len(), 1);
        let found = old.split(' ').next_back().unwrap().to_owned();
        let hits = office.read(move |act| search(act, &found, day("2019-06-01"))).unwrap();
        assert!(hits.iter().any(|hit| hit.now.iter().any(|now| now.name.starts_with("尧山前"))));
    }

    fn a_village_that_moves_takes_everything_along_and_leaves_its_past(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let branch = settle(&county, &office);
        let account_id = county.account("qian", now());
        let place = Place { role: "first_secretary", division: VILLAGE, organisation_id: None };
        county.grant(account_id, place, now());
        for (held_on, title) in [("2019-06-14", "搬迁之前"), ("2020-02-01", "搬迁之后")] {
            hold(&county, &office, held_on, title);
        }
        let wanted = Relocation {
            id: DivisionId::new(now()),
            code: code(VILLAGE),
            new_code: code(NEW_CODE),
            name: None,
            from_on: day("2020-01-01"),
        };
        let again = wanted.clone();
        office.write(move |act| relocate(act, &wanted)).unwrap();
        office.write(move |act| relocate(act, &again)).unwrap();
        for (measure, tag) in [
            (Measure::Organisation, "village_branch"),
            (Measure::Affiliation, "village_branch"),
            (Measure::Posting, "first_secretary"),
        ] {
            let at = |within: &str, on: &str| counted(&office, measure, tag, within, on);
            assert_eq!((at(TOWNSHIP, "2019-12-31"), at(OTHER_TOWNSHIP, "2019-12-31")), (1, 0), "{measure}");
            assert_eq!((at(TOWNSHIP, "2020-01-01"), at(OTHER_TOWNSHIP, "2020-01-01")), (0, 1), "{measure}");
        }
        for measure in [Measure::Activity, Measure::Attendance] {
            let at = |within: &str| counted(&office, measure, "show", within, "2020-12-31");
            assert_eq!((at(TOWNSHIP), at(OTHER_TOWNSHIP)), (1, 1), "{measure}");
        }
        let granted = office.read(|act| Ok(store::estate::of(act.tx, &code(NEW_CODE), day("2020-06-01"))?.grants));
        assert_eq!(granted.unwrap().len(), 1);
        let page = office.read(move |act| organisation::sheet(act, branch, day("2020-06-01"))).unwrap();
        assert_eq!(page.organisation.division_code, code(NEW_CODE));
        assert_eq!(page.seats[0].division_code, code(VILLAGE));
        assert_eq!(page.count, 1);
        // The clerk of the new township keeps the branch now, and finds it.
        let clerk = county.asker("township_clerk", OTHER_TOWNSHIP);
        let question = organisation::Question { search: "岳庄".to_owned(), ..Default::default() };
        let found = clerk
            .read(move |act| organisation::list(act, &question, organisation::Order::Name, None, 9))
            .unwrap();
        assert_eq!(found.count, 1);
        let old = office.read(move |act| sheet(act, &code(VILLAGE), day("2020-06-01"))).unwrap();
        assert!(!old.holds);
        assert_eq!(old.after[0].code, code(NEW_CODE));
        assert_eq!(old.counts.organisations + old.counts.people + old.counts.postings, 0);
    }

    fn a_merged_division_ends_in_the_other(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        settle(&county, &office);
        let into = code("410423101002");
        let wanted = Merger { code: code(VILLAGE), into: into.clone(), from_on: day("2020-01-01") };
        let again = wanted.clone();
        office.write(move |act| merge(act, &wanted)).unwrap();
        office.write(move |act| merge(act, &again)).unwrap();
        let page = office.read(move |act| sheet(act, &into, day("2020-01-01"))).unwrap();
        assert_eq!((page.counts.organisations, page.counts.people, page.counts.postings), (1, 1, 1));
        assert_eq!(page.before[0].code, code(VILLAGE));
        let gone = Merger { code: code(VILLAGE), into: code(TOWNSHIP), from_on: day("2021-01-01") };
        refuses(office.write(move |act| merge(act, &gone)), Some("code"), "没有代码");
    }

    fn what_is_not_empty_cannot_be_dissolved(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        settle(&county, &office);
        let end = |division: &str| {
            let end = Dissolution { code: code(division), until_on: day("2020-01-01") };
            office.write(move |act| dissolve(act, &end))
        };
        refuses(end(VILLAGE), None, "组织（岳庄村党支部）、人员（张三）、在任（张三）");
        refuses(end(TOWNSHIP), None, "村（");
        end("410423101002").unwrap();
        end("410423101002").unwrap();
        refuses(end(COUNTY), Some("code"), "方案");
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let wanted = Dissolution { code: code(VILLAGE), until_on: day("2020-01-01") };
        let denied = clerk.write(move |act| dissolve(act, &wanted));
        assert!(matches!(denied, Err(Error::Denied { .. })));
    }

    fn a_township_that_gets_another_code_takes_its_villages_along(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        settle(&county, &office);
        let wanted = Relocation {
            id: DivisionId::new(now()),
            code: code(TOWNSHIP),
            new_code: code("410423199000"),
            name: Some("下汤新镇".to_owned()),
            from_on: day("2020-01-01"),
        };
        office.write(move |act| relocate(act, &wanted)).unwrap();
        let before = office.read(|act| tree(act, Some(&code(TOWNSHIP)), day("2019-12-31"))).unwrap();
        let new = code("410423199000");
        let after = office.read(move |act| tree(act, Some(&new), day("2020-01-01"))).unwrap();
        assert_eq!(before.root.counts, after.root.counts);
        let at = |within: &str, on: &str| {
            counted(&office, Measure::Posting, "first_secretary", within, on)
        };
        assert_eq!((at(TOWNSHIP, "2019-12-31"), at("410423199000", "2020-01-01")), (1, 1));
        assert_eq!(at(TOWNSHIP, "2020-01-01"), 0);
    }
}
