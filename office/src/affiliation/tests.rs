use chrono::Days;
use model::fact::Measure;
use store::{facts, testing::now};

use super::*;
use crate::{
    Asker,
    testing::{COUNTY, County, OTHER_VILLAGE, TOWNSHIP, VILLAGE, code},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

struct Village {
    county: County,
    office: Asker,
    person: PersonId,
    branch: OrganisationId,
    other: OrganisationId,
}

impl Village {
    fn open(fresh: store::testing::Fresh) -> Village {
        let county = County::open(fresh);
        Village {
            office: county.asker("county_office", COUNTY),
            person: county.person("张三", VILLAGE),
            branch: county.organisation("village_branch", "岳庄村党支部", VILLAGE),
            other: county.organisation("village_branch", "保障村党支部", OTHER_VILLAGE),
            county,
        }
    }

    fn joining(&self, organisation_id: OrganisationId, from_on: &str) -> NewAffiliation {
        NewAffiliation {
            id: AffiliationId::new(now()),
            person_id: self.person,
            organisation_id,
            duty: None,
            from_on: day(from_on),
            until_on: None,
            import_id: None,
        }
    }

    fn join(&self, new: &NewAffiliation) -> Result<Affiliation, Error> {
        let new = new.clone();
        self.office.write(move |act| join(act, &new))
    }

    fn leave(&self, id: AffiliationId, until_on: &str) -> Result<Affiliation, Error> {
        let leaving = Leaving { affiliation_id: id, until_on: day(until_on) };
        self.office.write(move |act| leave(act, &leaving))
    }

    fn transfer(&self, to: OrganisationId, from_on: &str) -> Result<Affiliation, Error> {
        let wanted = Transfer {
            id: AffiliationId::new(now()),
            person_id: self.person,
            organisation_id: to,
            duty: None,
            from_on: day(from_on),
        };
        self.office.write(move |act| transfer(act, &wanted))
    }

    /// Where the person formally belongs on a day.
    fn formal(&self, on: &str) -> Option<OrganisationId> {
        let (person, on) = (self.person, day(on));
        let found = self.office.read(move |act| formal_on(act, person, on)).unwrap();
        found.map(|affiliation| affiliation.organisation_id)
    }

    /// How many stand in organisations of these kinds at a village on a day, by the ledger.
    fn counted(&self, village: &str, on: Date) -> i64 {
        let filter = facts::Filter {
            measure: Measure::Affiliation,
            tags: vec!["village_branch".to_owned()],
            from: None,
            until: on + Days::new(1),
            within: code(village),
            size: i64::MAX,
        };
        self.office.read(move |act| Ok(facts::sum(act.tx, &filter)?)).unwrap()
    }
}

#[track_caller]
fn refuses<T>(done: Result<T, Error>, field: &str, zh: &str, en: &str) {
    match done {
        Err(Error::Refused(refusal)) => {
            assert_eq!(refusal.field, Some(field), "{}", refusal.text.zh);
            assert!(refusal.text.zh.contains(zh), "{}", refusal.text.zh);
            assert!(refusal.text.en.contains(en), "{}", refusal.text.en);
        }
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("done"),
    }
}

store::on_both! {
    fn one_formal_affiliation_at_a_time_and_many_functional_ones(fresh: Fresh) {
        let v = Village::open(fresh);
        let formal = v.joining(v.branch, "2018-02-01");
        v.join(&formal).unwrap();
        v.join(&formal).unwrap();
        refuses(
            v.join(&v.joining(v.other, "2019-01-01")),
            "organisation_id",
            "2018年2月1日起在「岳庄村党支部」",
            "formally belongs to 岳庄村党支部 since 2018-02-01",
        );
        for name in ["驻村功能型党支部", "志愿服务功能型党支部"] {
            let functional = v.county.organisation("functional_organisation", name, VILLAGE);
            let joined = v.join(&v.joining(functional, "2019-01-01")).unwrap();
            assert!(!joined.formal);
            refuses(v.join(&v.joining(functional, "2019-03-01")), "organisation_id", "请勿重复", "already in");
        }
        let unit = v.county.organisation("county_unit", "县林业局", COUNTY);
        refuses(v.join(&v.joining(unit, "2019-01-01")), "organisation_id", "不设成员", "nobody belongs");
        assert_eq!(v.counted(VILLAGE, day("2019-06-01")), 1);
    }

    fn a_transfer_moves_the_person_on_its_day_and_counts_at_both_places(fresh: Fresh) {
        let v = Village::open(fresh);
        refuses(v.transfer(v.other, "2019-03-01"), "from_on", "直接办理加入", "let them join");
        v.join(&v.joining(v.branch, "2018-02-01")).unwrap();
        v.transfer(v.other, "2019-03-01").unwrap();
        assert_eq!(v.formal("2019-02-28"), Some(v.branch));
        assert_eq!(v.formal("2019-03-01"), Some(v.other));
        let before = day("2019-02-28");
        assert_eq!((v.counted(VILLAGE, before), v.counted(OTHER_VILLAGE, before)), (1, 0));
        let after = day("2019-03-01");
        assert_eq!((v.counted(VILLAGE, after), v.counted(OTHER_VILLAGE, after)), (0, 1));
        refuses(v.transfer(v.other, "2019-05-01"), "organisation_id", "已在", "has been in");
        // The clerk of one township cannot fetch somebody out of another.
        let clerk = v.county.asker("township_clerk", TOWNSHIP);
        let wanted = Transfer {
            id: AffiliationId::new(now()),
            person_id: v.person,
            organisation_id: v.branch,
            duty: None,
            from_on: day("2019-06-01"),
        };
        let denied = clerk.write(move |act| transfer(act, &wanted));
        assert!(matches!(denied, Err(Error::Denied { .. })), "{denied:?}");
    }

    fn days_stay_within_the_life_of_the_organisation(fresh: Fresh) {
        let v = Village::open(fresh);
        refuses(v.join(&v.joining(v.branch, "2017-12-31")), "from_on", "日期不能更早", "founded on");
        refuses(v.join(&v.joining(v.branch, "2031-01-01")), "from_on", "核对年份", "check the year");
        let joined = v.join(&v.joining(v.branch, "2018-02-01")).unwrap();
        refuses(v.leave(joined.id, "2018-01-31"), "until_on", "早于加入", "before the day of joining");
        v.leave(joined.id, "2019-01-01").unwrap();
        v.leave(joined.id, "2019-01-01").unwrap();
        let branch = v.branch;
        let end = organisation::Dissolution { organisation_id: branch, until_on: day("2019-06-01") };
        v.office.write(move |act| organisation::dissolve(act, &end)).unwrap();
        refuses(v.join(&v.joining(v.branch, "2019-03-01")), "until_on", "已于2019年6月1日撤销", "dissolved");
        refuses(v.join(&v.joining(v.branch, "2019-06-01")), "from_on", "撤销", "dissolved");
        let past = NewAffiliation { until_on: Some(day("2019-06-01")), ..v.joining(v.branch, "2019-03-01") };
        v.join(&past).unwrap();
        refuses(v.leave(joined.id, "2019-04-01"), "organisation_id", "请勿重复", "already in");
    }

    fn a_duty_is_given_and_taken(fresh: Fresh) {
        let v = Village::open(fresh);
        let joined = v.join(&v.joining(v.branch, "2018-02-01")).unwrap();
        let give = |duty: &str| {
            let change = DutyChange { affiliation_id: joined.id, duty: Some(duty.to_owned()) };
            v.office.write(move |act| set_duty(act, &change))
        };
        assert_eq!(give(" 组织委员 ").unwrap().duty.as_deref(), Some("组织委员"));
        refuses(give(&"长".repeat(31)), "duty", "30 个字", "30 characters");
        assert_eq!(give("").unwrap().duty, None);
    }

    fn random_joins_leaves_and_transfers_never_overlap_and_replay_to_the_same(fresh: Fresh) {
        let v = Village::open(fresh);
        let third = v.county.organisation("office_branch", "机关党支部", COUNTY);
        let places = [v.branch, v.other, third];
        let first = day("2018-03-01");
        let mut random = Random(7);
        // What was accepted, replayed by hand: who is where from which day on until which.
        let mut replayed: Vec<(AffiliationId, OrganisationId, Date, Option<Date>)> = Vec::new();
        for _ in 0..90 {
            let place = places[random.below(3) as usize];
            let on = first + Days::new(random.below(400));
            match random.below(3) {
                0 => {
                    let until_on = (random.below(8) > 0).then(|| on + Days::new(random.below(60)));
                    let new = NewAffiliation { from_on: on, until_on, ..v.joining(place, "2018-03-01") };
                    if let Ok(done) = v.join(&new) {
                        replayed.push((done.id, place, on, until_on));
                    }
                }
                1 => {
                    let at = random.below(9) as usize;
                    let Some(each) = replayed.get_mut(at) else { continue };
                    if v.leave(each.0, &on.to_string()).is_ok() {
                        each.3 = Some(on);
                    }
                }
                _ => {
                    let Ok(done) = v.transfer(place, &on.to_string()) else { continue };
                    for each in &mut replayed {
                        if model::division::holds_on(each.2, each.3, on) {
                            each.3 = Some(on);
                        }
                    }
                    replayed.push((done.id, place, on, None));
                }
            }
        }
        assert!(replayed.len() > 6, "{replayed:?}");
        let person = v.person;
        let rows = v.office.read(move |act| Ok(store::affiliations::of_person(act.tx, person)?)).unwrap();
        for n in 0..480 {
            let on = first + Days::new(n);
            let by_hand: Vec<_> = replayed
                .iter()
                .filter(|(_, _, from_on, until_on)| model::division::holds_on(*from_on, *until_on, on))
                .map(|(_, place, ..)| *place)
                .collect();
            let by_rows: Vec<_> = rows
                .iter()
                .filter(|row| row.formal && model::division::holds_on(row.from_on, row.until_on, on))
                .map(|row| row.organisation_id)
                .collect();
            assert!(by_rows.len() <= 1, "{on}: {by_rows:?}");
            assert_eq!(by_rows, by_hand, "{on}");
        }
        for n in [0, 90, 200, 330, 470] {
            let on = first + Days::new(n);
            let in_branches = rows.iter().filter(|row| {
                row.organisation_kind == "village_branch"
                    && model::division::holds_on(row.from_on, row.until_on, on)
            });
            assert_eq!(v.counted(COUNTY, on), in_branches.count() as i64, "{on}");
        }
    }
}

/// The same numbers every time, so that a failure can be looked at again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}
