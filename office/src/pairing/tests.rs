//! Who may serve which division, and which are served by nobody.

use model::{
    fact::Measure,
    id::{OrganisationId, PairingId},
    organisation::Organisation,
};
use store::{
    facts,
    postings::{Order, State},
    testing::now,
};

use super::*;
use crate::{
    Asker, Refusal, organisation,
    testing::{COUNTY, County, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE, code},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn organisation(asker: &Asker, kind: &str, name: &str, division: &str) -> Organisation {
    let new = organisation::NewOrganisation {
        id: OrganisationId::new(now()),
        kind: kind.to_owned(),
        name: name.to_owned(),
        credit_code: None,
        division_code: code(division),
        parent_id: None,
        from_on: day("2018-01-01"),
        import_id: None,
    };
    asker.write(move |act| organisation::found(act, &new)).unwrap()
}

fn pairing(helper: OrganisationId, kind: &str, division: &str, from: &str) -> NewPairing {
    NewPairing {
        id: PairingId::new(now()),
        kind: kind.to_owned(),
        organisation_id: Some(helper),
        person_id: None,
        division_code: code(division),
        from_on: day(from),
        until_on: None,
        ended_because: None,
        import_id: None,
    }
}

fn sent(asker: &Asker, new: &NewPairing) -> Result<Pairing, Error> {
    let new = new.clone();
    asker.write(move |act| start(act, &new))
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

store::on_both! {
    fn limits_hold_on_both_sides_and_name_who_is_in_the_way(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let here = organisation(&office, "resident_team", "甲工作队", VILLAGE);
        let other = organisation(&office, "resident_team", "乙工作队", VILLAGE);
        let first = sent(&office, &pairing(here.id, "team_village", VILLAGE, "2019-01-01")).unwrap();
        let clash = refused(sent(&office, &pairing(other.id, "team_village", VILLAGE, "2019-05-01")), "from_on", "甲工作队");
        assert_eq!(clash.about.map(|about| about.id), Some(first.id.0));
        refused(sent(&office, &pairing(here.id, "team_village", OTHER_VILLAGE, "2019-05-01")), "from_on", "最多 1 处");
        refused(sent(&office, &pairing(here.id, "team_village", VILLAGE, "2019-05-01")), "from_on", "已在此处");
        let past = NewPairing { until_on: Some(day("2019-01-01")), ..pairing(other.id, "team_village", VILLAGE, "2018-02-01") };
        sent(&office, &past).unwrap();
        // County units may be many.
        for name in ["县农业局", "县林业局"] {
            let unit = organisation(&office, "county_unit", name, COUNTY);
            sent(&office, &pairing(unit.id, "unit_village", VILLAGE, "2019-01-01")).unwrap();
        }
    }

    fn what_does_not_fit_is_refused_field_by_field(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let unit = organisation(&office, "county_unit", "县农业局", COUNTY);
        let new = pairing(unit.id, "unit_village", VILLAGE, "2019-01-01");
        let with = |change: fn(&mut NewPairing)| {
            let mut new = new.clone();
            change(&mut new);
            sent(&office, &new)
        };
        refused(with(|new| new.kind = "marriage".to_owned()), "kind", "没有这种");
        refused(with(|new| new.kind = "team_village".to_owned()), "organisation_id", "不参加");
        refused(with(|new| new.organisation_id = None), "organisation_id", "不能两者都选");
        refused(with(|new| new.division_code = code(TOWNSHIP)), "division_code", "不在这一级");
        refused(with(|new| new.from_on = day("2017-01-01")), "from_on", "尚未成立");
        refused(with(|new| new.until_on = Some(new.from_on)), "until_on", "晚于");
        let stranger = county.asker("township_clerk", OTHER_TOWNSHIP);
        assert!(matches!(sent(&stranger, &new), Err(Error::Denied { .. })));
        let first = sent(&office, &new).unwrap();
        assert_eq!(sent(&office, &new).unwrap(), first);
    }

    fn an_ended_pairing_leaves_a_gap_that_is_counted(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let unit = organisation(&office, "county_unit", "县农业局", COUNTY);
        let held = sent(&office, &pairing(unit.id, "unit_village", VILLAGE, "2019-01-01")).unwrap();
        let ending = Ending { id: held.id, on: day("2019-05-01"), because: "轮换".to_owned() };
        let again = ending.clone();
        let ended = office.write(move |act| end(act, &ending)).unwrap();
        assert_eq!(office.write(move |act| end(act, &again)).unwrap(), ended);
        let found = office.read(|act| gaps(act, "unit_village", Some(&code(TOWNSHIP)), Some(day("2019-06-11")))).unwrap();
        let gap = found.gaps.iter().find(|gap| gap.division_code == code(VILLAGE)).unwrap();
        assert_eq!((gap.days, gap.last.as_ref().map(|last| last.name.as_str())), (Some(41), Some("县农业局")));
        let names = |state: State, on: &'static str, search: &'static str| {
            let question = Question { state, day: Some(day(on)), search: search.to_owned(), ..Question::default() };
            let found = office.read(move |act| list(act, &question, Order::Division, &None, 9)).unwrap();
            assert_eq!(found.count, found.lines.len() as i64);
            found.count
        };
        assert_eq!(names(State::Holding, "2019-04-30", ""), 1);
        assert_eq!(names(State::Holding, "2019-05-01", ""), 0);
        assert_eq!(names(State::Ended, "2019-05-01", "农业"), 1);
        assert_eq!(names(State::Any, "2019-05-01", "林业"), 0);
        assert_eq!(names(State::Coming, "2018-05-01", ""), 1);
        let id = held.id;
        let sheet = office.read(move |act| sheet(act, id)).unwrap();
        assert_eq!((sheet.name.as_str(), sheet.succession.len(), sheet.facts.len()), ("县农业局", 1, 2));
        office.write(move |act| strike(act, id, "张冠李戴")).unwrap();
        let filter = facts::Filter {
            measure: Measure::Pairing,
            tags: vec!["unit_village".to_owned()],
            from: None,
            until: day("2019-03-01"),
            within: code(COUNTY),
            size: i64::MAX,
        };
        assert_eq!(office.read(move |act| Ok(facts::sum(act.tx, &filter)?)).unwrap(), 0);
    }
}
