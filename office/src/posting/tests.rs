//! Who can hold what, and which villages have nobody.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, Months};
use model::{
    fact::Measure,
    id::{OrganisationId, PairingId, PersonId, PostingId},
    organisation::Organisation,
    span::Span,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use store::{facts, testing::now};

use super::*;
use crate::{
    Asker, Refusal, organisation, pairing,
    person::{self, NewPerson},
    testing::{COUNTY, County, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE, code},
};

const SECOND_VILLAGE: &str = "410423101002";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn person(asker: &Asker, name: &str) -> PersonId {
    let new = NewPerson {
        id: PersonId::new(now()),
        particulars: person::Particulars {
            name: name.to_owned(),
            sex: "1".to_owned(),
            ethnicity: None,
            birth_year: Some(1980),
            political_status: None,
            schooling: None,
            division_code: code(COUNTY),
            joined_party_on: None,
        },
        id_number: None,
        phone: None,
        import_id: None,
    };
    asker.write(move |act| person::add(act, &new)).unwrap().id
}

pub(crate) fn posting(person_id: PersonId, post: &str, division: &str, from: &str) -> NewPosting {
    NewPosting {
        id: PostingId::new(now()),
        person_id,
        post: post.to_owned(),
        organisation_id: None,
        sent_by_id: None,
        division_code: code(division),
        from_on: day(from),
        until_on: None,
        ended_because: None,
        import_id: None,
    }
}

fn until(new: NewPosting, until: &str) -> NewPosting {
    NewPosting { until_on: Some(day(until)), ended_because: Some("期满".to_owned()), ..new }
}

fn sent(asker: &Asker, new: &NewPosting) -> Result<Posting, Error> {
    let new = new.clone();
    asker.write(move |act| post(act, &new))
}

fn team_of(asker: &Asker, division: &str) -> Organisation {
    let new = organisation::NewOrganisation {
        id: OrganisationId::new(now()),
        kind: "resident_team".to_owned(),
        name: "驻村工作队".to_owned(),
        credit_code: None,
        division_code: code(division),
        parent_id: None,
        from_on: day("2018-01-01"),
        import_id: None,
    };
    asker.write(move |act| organisation::found(act, &new)).unwrap()
}

#[track_caller]
fn refused(result: Result<impl std::fmt::Debug, Error>, field: &str, says: &str) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) if refusal.field == Some(field) => {
            assert!(refusal.text.zh.contains(says), "{}", refusal.text.zh);
            refusal
        }
        other => panic!("not refused for {field}: {other:?}"),
    }
}

fn in_post(asker: &Asker, on: &str) -> i64 {
    let filter = facts::Filter {
        measure: Measure::Posting,
        tags: vec!["first_secretary".to_owned()],
        from: None,
        until: day(on) + Days::new(1),
        within: code(COUNTY),
        size: i64::MAX,
    };
    asker.read(move |act| Ok(facts::sum(act.tx, &filter)?)).unwrap()
}

store::on_both! {
    fn a_second_first_secretary_is_refused_by_name_and_days(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let (first, second) = (person(&office, "王一山"), person(&office, "李二河"));
        let held = sent(&office, &posting(first, "first_secretary", VILLAGE, "2018-03-01")).unwrap();
        let clash = posting(second, "first_secretary", VILLAGE, "2019-03-01");
        let refusal = refused(sent(&office, &clash), "from_on", "王一山");
        assert!(refusal.text.zh.contains("2018年3月1日起"), "{}", refusal.text.zh);
        assert_eq!(refusal.about.map(|about| about.id), Some(held.id.0));
        // What was before and ended in time is no clash; a day too long is one.
        let before = posting(second, "first_secretary", VILLAGE, "2017-01-01");
        let long = until(before.clone(), "2018-03-02");
        refused(sent(&office, &long), "from_on", "王一山");
        sent(&office, &until(before, "2018-03-01")).unwrap();
        // Twice in the same place, and in a second place at once.
        refused(sent(&office, &posting(first, "first_secretary", VILLAGE, "2019-01-01")), "from_on", "已在此处");
        refused(sent(&office, &posting(first, "first_secretary", OTHER_VILLAGE, "2019-01-01")), "from_on", "最多在 1 处");
    }

    fn two_full_time_posts_are_held_in_one_place_only(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let (here, there) = (team_of(&office, VILLAGE), team_of(&office, OTHER_VILLAGE));
        let who = person(&office, "王一山");
        sent(&office, &posting(who, "first_secretary", VILLAGE, "2018-03-01")).unwrap();
        let leader = |team: &Organisation, division| NewPosting {
            organisation_id: Some(team.id),
            ..posting(who, "team_leader", division, "2018-03-01")
        };
        refused(sent(&office, &leader(&there, OTHER_VILLAGE)), "from_on", "全脱产");
        sent(&office, &leader(&here, VILLAGE)).unwrap();
        refused(sent(&office, &leader(&there, VILLAGE)), "organisation_id", "不管这个地点");
        let bare = NewPosting { organisation_id: None, ..leader(&here, VILLAGE) };
        refused(sent(&office, &bare), "organisation_id", "请选择");
        let sheet = office.read(move |act| team(act, here.id, None)).unwrap();
        assert_eq!((sheet.present.len(), sheet.past.len()), (1, 0));
        let all = office.read(|act| teams(act, "resident_team", None, None)).unwrap();
        let holders: Vec<i64> = all.iter().map(|team| team.holders).collect();
        assert_eq!(holders, [1, 0]);
    }

    fn a_posting_that_does_not_fit_is_refused_field_by_field(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("county_office", COUNTY);
        let who = person(&clerk, "王一山");
        let new = posting(who, "first_secretary", VILLAGE, "2019-01-01");
        let with = |change: fn(&mut NewPosting)| {
            let mut new = new.clone();
            change(&mut new);
            sent(&clerk, &new)
        };
        refused(with(|new| new.post = "king".to_owned()), "post", "没有这个岗位");
        refused(with(|new| new.person_id = PersonId::new(now())), "person_id", "没有找到");
        refused(with(|new| new.division_code = code(TOWNSHIP)), "division_code", "不设在这一级");
        refused(with(|new| new.from_on = day("1900-01-01")), "from_on", "核对");
        refused(with(|new| new.from_on = day("2029-01-01")), "from_on", "核对");
        refused(with(|new| new.from_on = day("1990-01-01")), "from_on", "十六");
        refused(with(|new| new.until_on = Some(new.from_on)), "until_on", "晚于");
        refused(with(|new| new.sent_by_id = Some(OrganisationId::new(now()))), "sent_by_id", "派出单位");
        refused(with(|new| new.organisation_id = Some(OrganisationId::new(now()))), "organisation_id", "不在组织中");
        let stranger = county.asker("township_clerk", OTHER_TOWNSHIP);
        assert!(matches!(sent(&stranger, &new), Err(Error::Denied { .. })));
        // A clerk of the place still cannot post somebody whom they may not see.
        let local = county.asker("township_clerk", TOWNSHIP);
        refused(sent(&local, &new), "person_id", "没有找到");
        let first = sent(&clerk, &new).unwrap();
        assert_eq!(sent(&clerk, &new).unwrap(), first);
        assert_eq!(in_post(&clerk, "2026-11-24"), 1);
    }

    fn a_post_is_handed_over_without_a_day_between(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let (old, new) = (person(&office, "王一山"), person(&office, "李二河"));
        let held = sent(&office, &posting(old, "first_secretary", VILLAGE, "2018-03-01")).unwrap();
        let over = HandOver {
            from_id: held.id,
            id: PostingId::new(now()),
            person_id: new,
            sent_by_id: None,
            on: day("2019-06-10"),
            because: "任期届满".to_owned(),
        };
        let pass = |over: &HandOver| {
            let over = over.clone();
            office.write(move |act| hand_over(act, &over))
        };
        refused(pass(&HandOver { person_id: old, ..over.clone() }), "person_id", "现任");
        refused(pass(&HandOver { on: day("2018-03-01"), ..over.clone() }), "on", "晚于");
        refused(pass(&HandOver { because: " ".to_owned(), ..over.clone() }), "because", "原因");
        let (ended, next) = pass(&over).unwrap();
        assert_eq!(ended.posting.until_on, Some(next.from_on));
        assert_eq!(pass(&over).unwrap().1, next);
        assert_eq!(
            ["2018-02-28", "2018-03-01", "2019-06-09", "2019-06-10"].map(|on| in_post(&office, on)),
            [0, 1, 1, 1]
        );
        let sheet = office.read(move |act| sheet(act, next.id)).unwrap();
        let names: Vec<_> = sheet.succession.iter().map(|held| held.name.as_str()).collect();
        assert_eq!(names, ["李二河", "王一山"]);
        assert_eq!(sheet.history[0].kind, "posting.handed_over");
    }

    fn who_leaves_leaves_the_pairings_of_the_post(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let corps = organisation::NewOrganisation {
            id: OrganisationId::new(now()),
            kind: "service_corps".to_owned(),
            name: "农业科技服务团".to_owned(),
            credit_code: None,
            division_code: code(COUNTY),
            parent_id: None,
            from_on: day("2018-01-01"),
            import_id: None,
        };
        let corps = office.write(move |act| organisation::found(act, &corps)).unwrap();
        let who = person(&office, "钱四海");
        let envoy = NewPosting { organisation_id: Some(corps.id), ..posting(who, "envoy", COUNTY, "2019-01-01") };
        let envoy = sent(&office, &envoy).unwrap();
        let paired = pairing::NewPairing {
            id: PairingId::new(now()),
            kind: "envoy_village".to_owned(),
            organisation_id: None,
            person_id: Some(who),
            division_code: code(VILLAGE),
            from_on: day("2019-02-01"),
            until_on: None,
            ended_because: None,
            import_id: None,
        };
        office.write(move |act| pairing::start(act, &paired)).unwrap();
        let ending = Ending { id: envoy.id, on: day("2020-01-01"), because: "聘期已满".to_owned() };
        let again = ending.clone();
        let ended = office.write(move |act| end(act, &ending)).unwrap();
        assert_eq!(ended.pairings.len(), 1);
        assert_eq!(ended.pairings[0].until_on, Some(day("2020-01-01")));
        assert_eq!(office.write(move |act| end(act, &again)).unwrap().posting, ended.posting);
        let late = Ending { id: envoy.id, on: day("2020-02-01"), because: "聘期已满".to_owned() };
        refused(office.write(move |act| end(act, &late)), "on", "已经结束");
    }

    fn a_wrong_entry_is_corrected_or_struck_out_and_counts_no_more(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let (first, second) = (person(&office, "王一山"), person(&office, "李二河"));
        let held = sent(&office, &until(posting(first, "first_secretary", VILLAGE, "2018-03-01"), "2019-03-01")).unwrap();
        sent(&office, &posting(second, "first_secretary", VILLAGE, "2019-03-01")).unwrap();
        let wanted = Correction {
            id: held.id,
            version: None,
            organisation_id: None,
            sent_by_id: None,
            from_on: day("2018-04-01"),
            until_on: Some(day("2019-03-01")),
            ended_because: Some("期满".to_owned()),
        };
        let put_right = |wanted: &Correction| {
            let wanted = wanted.clone();
            office.write(move |act| correct(act, &wanted))
        };
        put_right(&wanted).unwrap();
        assert_eq!(in_post(&office, "2018-03-15"), 0);
        let longer = Correction { until_on: Some(day("2019-03-02")), ..wanted.clone() };
        refused(put_right(&longer), "from_on", "李二河");
        let stale = Correction {
            version: Some("0".repeat(16)), from_on: day("2018-05-01"), ..wanted
        };
        assert!(matches!(put_right(&stale), Err(Error::Changed)));
        let id = held.id;
        let struck = office.write(move |act| strike(act, id, "张冠李戴")).unwrap();
        assert_eq!(struck.until_on, Some(struck.from_on));
        assert_eq!(in_post(&office, "2018-06-01"), 0);
        let question = Question { state: State::Any, ..Question::default() };
        let found = office.read(move |act| list(act, &question, Order::Oldest, &None, 9)).unwrap();
        assert_eq!(found.count, 2);
        let now_in_post = office.read(|act| list(act, &Question::default(), Order::Division, &None, 9));
        assert_eq!(now_in_post.unwrap().lines[0].name, "李二河");
    }

    fn a_village_without_anybody_is_shown_with_the_days_it_waits(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let who = person(&office, "王一山");
        let ask = |on: &'static str, within: &'static str| {
            office.read(move |act| gaps(act, "first_secretary", Some(&code(within)), Some(day(on)))).unwrap()
        };
        let none = ask("2019-06-01", TOWNSHIP);
        assert_eq!(none.gaps.len(), none.divisions);
        assert!(none.gaps.iter().all(|gap| gap.since.is_none() && gap.days.is_none()));
        sent(&office, &until(posting(who, "first_secretary", VILLAGE, "2018-03-01"), "2019-05-01")).unwrap();
        sent(&office, &posting(who, "first_secretary", VILLAGE, "2019-09-01")).unwrap();
        let held = ask("2019-04-30", TOWNSHIP);
        assert_eq!(held.gaps.len(), held.divisions - 1);
        assert_eq!(held.gaps[0].since, Some(day("2018-03-01")));
        let found = ask("2019-06-11", TOWNSHIP);
        let gap = found.gaps.iter().find(|gap| gap.division_code == code(VILLAGE)).unwrap();
        assert_eq!((gap.since, gap.days), (Some(day("2019-05-01")), Some(41)));
        assert_eq!(gap.last.as_ref().map(|last| last.name.as_str()), Some("王一山"));
        assert_eq!(gap.next_on, Some(day("2019-09-01")));
        let others: Vec<_> = found.gaps.iter().map(|gap| gap.days).collect();
        assert!(others.is_sorted_by(|a, b| a >= b), "{others:?}");
        assert!(ask("2019-06-11", OTHER_TOWNSHIP).gaps.iter().all(|g| code(OTHER_TOWNSHIP).contains(&g.division_code)));
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let mine = clerk.read(|act| gaps(act, "first_secretary", None, None)).unwrap();
        assert_eq!(mine.divisions, found.divisions);
    }

    fn a_term_that_has_run_over_is_shown(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let (long, short) = (person(&office, "王一山"), person(&office, "李二河"));
        sent(&office, &posting(long, "first_secretary", VILLAGE, "2017-06-01")).unwrap();
        sent(&office, &posting(short, "first_secretary", SECOND_VILLAGE, "2017-06-12")).unwrap();
        let over = office.read(|act| overruns(act, None, None, Some(day("2019-06-11")))).unwrap();
        assert_eq!(over.len(), 1);
        assert_eq!((over[0].holder.name.as_str(), over[0].term_months, over[0].days_over), ("王一山", 24, 10));
    }

    /// Whatever is sent in whatever order: what was accepted keeps every limit on every day, and
    /// the gaps of any day are those of a walk through the accepted.
    fn no_order_of_postings_breaks_a_limit(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let people: Vec<PersonId> = ["王一", "李二", "赵三"].iter().map(|name| person(&office, name)).collect();
        let villages = [VILLAGE, SECOND_VILLAGE, OTHER_VILLAGE];
        let posts = ["first_secretary", "village_director"];
        let mut runner = TestRunner::new(Config { cases: 1, failure_persistence: None, ..Config::default() });
        let plan = prop::collection::vec((0..3_usize, 0..3_usize, 0..2_usize, 0..900_u64, 0..500_u64, 0..5_u8), 40);
        let start = day("2017-01-01");
        runner.run(&plan, |plan| {
            for (who, place, what, from, length, act_of) in plan {
                let from_on = start + Days::new(from);
                let mut new = posting(people[who], posts[what], villages[place], "2017-01-01");
                new.from_on = from_on;
                new.until_on = (length > 0).then(|| from_on + Days::new(length));
                if act_of == 0 {
                    let all = all_of(&office);
                    if let Some(open) = all.iter().find(|held| held.until_on.is_none()) {
                        let ending = Ending { id: open.id, on: from_on, because: "离任了".to_owned() };
                        let _ = office.write(move |act| end(act, &ending));
                    }
                }
                let _ = sent(&office, &new);
            }
            Ok(())
        }).unwrap();
        let all = all_of(&office);
        assert!(all.len() > 4, "the plan was refused whole");
        for step in 0..150 {
            let on = start + Days::new(step * 11);
            let mut places = BTreeMap::new();
            let mut holders = BTreeMap::new();
            for held in all.iter().filter(|held| Span::new(held.from_on, held.until_on).holds_on(on)) {
                *places.entry((&held.post, &held.division_code)).or_insert(0) += 1;
                *holders.entry((&held.post, held.person_id)).or_insert(0) += 1;
            }
            assert!(places.values().chain(holders.values()).all(|count| *count == 1), "{on}");
        }
        for on in [start + Months::new(3), start + Months::new(14), start + Months::new(40)] {
            let found = office.read(move |act| gaps(act, "first_secretary", None, Some(on))).unwrap();
            let walked = walk(&all, on);
            let gapped: BTreeMap<_, _> = found.gaps.iter().map(|gap| (gap.division_code.to_string(), gap.since)).collect();
            for village in villages {
                assert_eq!(gapped.get(village).copied(), walked.get(village).copied(), "{village} {on}");
            }
        }
    }
}

fn all_of(asker: &Asker) -> Vec<Line> {
    let question = Question { state: State::Any, ..Question::default() };
    asker.read(move |act| list(act, &question, Order::Oldest, &None, 1000)).unwrap().lines
}

/// Day by day: since when each village has had nobody, if it has nobody on the day.
fn walk(all: &[Line], on: Date) -> BTreeMap<String, Option<Date>> {
    let all: Vec<_> = all.iter().filter(|held| held.post == "first_secretary").collect();
    let Some(first) = all.iter().map(|held| held.from_on).min() else { return BTreeMap::new() };
    let villages: BTreeSet<String> =
        [VILLAGE, SECOND_VILLAGE, OTHER_VILLAGE].map(str::to_owned).into();
    let mut since: BTreeMap<String, Option<Date>> = BTreeMap::new();
    for village in villages {
        let held = |day: Date| {
            all.iter().any(|held| {
                held.division_code.as_str() == village
                    && Span::new(held.from_on, held.until_on).holds_on(day)
            })
        };
        if held(on) {
            continue;
        }
        let mut day = on;
        while day > first && !held(day - Days::new(1)) {
            day = day - Days::new(1);
        }
        since.insert(village, (first <= on).then_some(day));
    }
    since
}
