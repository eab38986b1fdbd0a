//! Figures of records made here, on both databases.

mod any_order;
pub(crate) mod made;

use model::figure::Value;

use self::made::{add, change, drop, figure, person, posting, recorded, wanted};
use super::{Within, all, breakdown, position, records, sheet, trend};
use crate::{
    Error,
    testing::{COUNTY, County, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE, code},
};

const PAGE: Within = Within { division: None, after: None, limit: 50 };

fn file(sheet: papers::write::Sheet) -> Result<Vec<u8>, Error> {
    Ok(sheet.finish().unwrap())
}

store::on_both! {
    fn a_link_gives_the_same_number_for_ever(fresh: Fresh) {
        let county = County::open(fresh);
        let leader = county.asker("county_leader", COUNTY);
        let shows: Vec<_> = (1..=3).map(|n| recorded(&county, "touring_show", VILLAGE, n)).collect();
        let link = figure(&leader, wanted("shows", COUNTY, "2019")).unwrap();
        assert_eq!((link.value, link.records), (Value::Count(3), 3));
        // One show turns out to have been the year before.
        let moved = model::activity::Activity {
            held_on: Some("2018-12-31".parse().unwrap()),
            ..shows[0].clone()
        };
        change(&county, &shows[0], &moved);
        let live = figure(&leader, wanted("shows", COUNTY, "2019")).unwrap();
        assert_eq!((live.value, live.records), (Value::Count(2), 2));
        assert_eq!(figure(&leader, link.wanted()).unwrap(), link);
        let behind = leader.read(move |act| records(act, &link.wanted(), &PAGE)).unwrap();
        assert_eq!((behind.total, behind.lines.len()), (3, 3));
        // Removed as an undone import is: still told from its last image, and not opened.
        drop(&county, &shows[1]);
        let gone = figure(&leader, wanted("shows", COUNTY, "2019")).unwrap();
        assert_eq!(gone.value, Value::Count(1));
        let at = behind.figure.wanted();
        let then = leader.read(move |act| records(act, &at, &PAGE)).unwrap();
        let lost = then.lines.iter().find(|line| line.record.id == shows[1].id.0).unwrap();
        assert!(lost.record.gone && lost.record.href.is_none());
        assert_eq!(lost.record.title.zh, shows[1].title);
    }

    fn a_position_of_the_future_is_refused(fresh: Fresh) {
        let county = County::open(fresh);
        let leader = county.asker("county_leader", COUNTY);
        let now = leader.read(|act| position(act, None)).unwrap();
        assert!(now.is_latest && now.as_of.is_some(), "{now:?}");
        for at in [now.index + 1, -1, i64::MAX] {
            let asked = super::Wanted { at: Some(at), ..wanted("shows", COUNTY, "2019") };
            let refused = figure(&leader, asked);
            let Err(Error::Refused(refusal)) = refused else { panic!("{refused:?}") };
            assert_eq!(refusal.field, Some("at"));
        }
        let empty = super::Wanted { at: Some(0), ..wanted("shows", COUNTY, "2019") };
        assert_eq!(figure(&leader, empty).unwrap().value, Value::Count(0));
    }

    fn a_figure_is_seen_where_the_right_is_held_and_nowhere_else(fresh: Fresh) {
        let county = County::open(fresh);
        recorded(&county, "touring_show", VILLAGE, 1);
        recorded(&county, "touring_show", OTHER_VILLAGE, 2);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        assert_eq!(figure(&clerk, wanted("shows", TOWNSHIP, "2019")).unwrap().value, Value::Count(1));
        for outside in [COUNTY, OTHER_TOWNSHIP, OTHER_VILLAGE, "410422000000"] {
            let denied = figure(&clerk, wanted("shows", outside, "2019"));
            assert!(matches!(denied, Err(Error::Denied { .. })), "{outside}: {denied:?}");
        }
        let nowhere = figure(&clerk, wanted("shows", "410423101999", "2019"));
        assert!(matches!(nowhere, Err(Error::NotFound)), "{nowhere:?}");
        let admin = county.asker("system_admin", COUNTY);
        let denied = figure(&admin, wanted("shows", COUNTY, "2019"));
        assert!(matches!(denied, Err(Error::Denied { .. })), "{denied:?}");
        let narrowed = Within { division: Some(code(OTHER_VILLAGE)), ..PAGE };
        let asked = wanted("shows", TOWNSHIP, "2019");
        let refused = clerk.read(move |act| records(act, &asked, &narrowed));
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }

    fn what_is_counted_once_lists_every_record_and_says_which_counts(fresh: Fresh) {
        let county = County::open(fresh);
        let leader = county.asker("county_leader", COUNTY);
        for (n, village) in [(1, VILLAGE), (2, OTHER_VILLAGE), (3, VILLAGE), (4, VILLAGE)] {
            recorded(&county, "touring_show", village, n);
        }
        let places = figure(&leader, wanted("show_places", COUNTY, "2019")).unwrap();
        assert_eq!((places.value, places.records), (Value::Count(2), 4));
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let (asked, page) =
                (places.wanted(), Within { after: after.clone(), limit: 1, ..PAGE });
            let page = leader.read(move |act| records(act, &asked, &page)).unwrap();
            seen.extend(page.lines.iter().map(|line| (line.division_code.to_string(), line.counted)));
            assert_eq!(page.total, 4);
            let Some(next) = page.next else { break };
            after = Some(next);
        }
        let counted = |village: &str| {
            let lines = seen.iter().filter(|(place, _)| place == village);
            lines.map(|(_, counted)| *counted).collect::<Vec<_>>()
        };
        assert_eq!((counted(VILLAGE), counted(OTHER_VILLAGE)), (vec![1, 0, 0], vec![1]));
        let asked = places.wanted();
        let odd = Within { after: Some("x".to_owned()), ..PAGE };
        let refused = leader.read(move |act| records(act, &asked, &odd));
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    }

    fn a_stock_is_read_on_the_last_day_and_a_share_from_its_two_counts(fresh: Fresh) {
        let county = County::open(fresh);
        let leader = county.asker("county_leader", COUNTY);
        let person = person(&county, "岳小满");
        add(&county, &posting(person, "first_secretary", VILLAGE, ("2019-06-01", Some("2019-12-31"))));
        add(&county, &posting(person, "team_leader", VILLAGE, ("2019-02-01", None)));
        add(&county, &posting(person, "team_member", OTHER_VILLAGE, ("2019-02-01", None)));
        let at = |key: &str, period: &str| {
            figure(&leader, wanted(key, COUNTY, period)).unwrap().value
        };
        assert_eq!(at("first_secretaries", "2019-05"), Value::Count(0));
        assert_eq!(at("first_secretaries", "2019-06"), Value::Count(1));
        // Until the 31st: on the 31st no longer.
        assert_eq!(at("first_secretaries", "2019"), Value::Count(0));
        assert_eq!(at("team_members", "2019"), Value::Count(1));
        assert_eq!(at("study_coverage", "2019"), Value::share(0, 0));
        made::organisation(&county, "village_branch", VILLAGE);
        made::organisation(&county, "village_branch", OTHER_VILLAGE);
        made::organisation(&county, "village_branch", "410423102202");
        recorded(&county, "rural_study_day", VILLAGE, 3);
        recorded(&county, "rural_study_day", VILLAGE, 4);
        recorded(&county, "rural_study_day", OTHER_VILLAGE, 4);
        let share = figure(&leader, wanted("study_coverage", COUNTY, "2019")).unwrap();
        assert_eq!((share.value.to_string(), share.records), ("66.67".to_owned(), 3));
        let asked = share.wanted();
        let parts = leader.read(move |act| breakdown(act, &asked)).unwrap();
        let shown: Vec<_> = parts.iter().filter(|part| part.value.whole() > 0).collect();
        assert_eq!((shown[0].division.as_str(), shown[0].value), (TOWNSHIP, Value::share(1, 1)));
        assert_eq!(shown[1].value, Value::share(1, 2));
    }

    fn a_breakdown_names_who_has_nothing_and_a_trend_goes_month_by_month(fresh: Fresh) {
        let county = County::open(fresh);
        let leader = county.asker("county_leader", COUNTY);
        for (n, place) in [(1, VILLAGE), (1, OTHER_VILLAGE), (3, OTHER_VILLAGE), (3, COUNTY)] {
            recorded(&county, "touring_show", place, n);
        }
        let asked = wanted("shows", COUNTY, "2019");
        let parts = leader.read(move |act| breakdown(act, &asked)).unwrap();
        let total: i64 = parts.iter().map(|part| part.value.whole()).sum();
        assert_eq!(total, 4);
        assert_eq!((parts[0].division.as_str(), parts[0].value), (OTHER_TOWNSHIP, Value::Count(2)));
        assert!(parts.iter().any(|part| part.is_own && part.value == Value::Count(1)));
        assert!(parts.iter().filter(|part| part.value == Value::Count(0)).count() > 15);
        let asked = wanted("shows", COUNTY, "2019");
        let points = leader.read(move |act| trend(act, &asked)).unwrap();
        let months: Vec<_> = points.iter().map(|point| point.value.whole()).collect();
        assert_eq!(months, [2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let asked = wanted("shows", OTHER_TOWNSHIP, "2019");
        let villages = leader.read(move |act| breakdown(act, &asked)).unwrap();
        assert_eq!((villages[0].division.as_str(), villages[0].value), (OTHER_VILLAGE, Value::Count(2)));
    }

    fn all_figures_are_of_one_snapshot_and_each_equals_the_single_one(fresh: Fresh) {
        let county = County::open(fresh);
        let leader = county.asker("county_leader", COUNTY);
        recorded(&county, "touring_show", VILLAGE, 1);
        let period = "2019".parse().unwrap();
        let figures = leader.read(move |act| all(act, &code(COUNTY), period, None)).unwrap();
        assert_eq!(figures.len(), county.office.programme().indicators.len());
        for one in figures {
            assert_eq!(figure(&leader, one.wanted()).unwrap(), one);
        }
    }

    fn names_are_told_as_far_as_the_asker_may_see_such_records(fresh: Fresh) {
        let county = County::open(fresh);
        let person = person(&county, "岳小满");
        add(&county, &posting(person, "first_secretary", VILLAGE, ("2019-06-01", None)));
        let show = recorded(&county, "cadre_training", VILLAGE, 5);
        add(&county, &made::attendance(&show, person));
        let leader = county.asker("county_leader", COUNTY);
        let secretary = county.asker("township_secretary", TOWNSHIP);
        let first = |asker: &crate::Asker, key: &str, division: &str| {
            let asked = wanted(key, division, "2019");
            asker.read(move |act| records(act, &asked, &PAGE)).unwrap().lines[0].record.clone()
        };
        let posted = first(&leader, "first_secretaries", COUNTY);
        assert_eq!(posted.title.zh, "岳小满 · 第一书记");
        assert!(posted.href.is_some_and(|href| href.starts_with("/postings/")));
        // A county leader sees the number of people trained, and not who they are.
        let hidden = first(&leader, "trained_cadres", COUNTY);
        assert!(!hidden.title.zh.contains("岳小满") && hidden.href.is_none(), "{hidden:?}");
        let shown = first(&secretary, "trained_cadres", TOWNSHIP);
        assert!(shown.title.zh.starts_with("岳小满 · "), "{shown:?}");
    }

    fn a_workbook_holds_every_record_behind_the_number(fresh: Fresh) {
        let county = County::open(fresh);
        let leader = county.asker("county_leader", COUNTY);
        for n in 1..=12 {
            recorded(&county, "touring_show", VILLAGE, n);
        }
        let asked = wanted("shows", COUNTY, "2019");
        let bytes = leader.read(move |act| file(sheet(act, &asked, &PAGE, model::Lang::Zh)?)).unwrap();
        assert!(bytes.starts_with(b"PK") && bytes.len() > 4_000, "{}", bytes.len());
        let asked = wanted("shows", COUNTY, "2019");
        let narrowed = Within { division: Some(code(OTHER_TOWNSHIP)), ..PAGE };
        let empty = leader.read(move |act| file(sheet(act, &asked, &narrowed, model::Lang::En)?)).unwrap();
        assert!(empty.len() < bytes.len());
    }
}
