use super::*;
use crate::{programme::Quorum, text::Say};

#[test]
fn a_plan_is_tidied_and_counts_nothing() {
    let planned = Place::new().planned();
    assert_eq!(
        (planned.title.as_str(), planned.starts.as_deref()),
        ("六月主题党日", Some("09:05"))
    );
    assert_eq!(planned.facts(), []);
}

#[test]
fn a_plan_that_breaks_a_rule_names_its_field() {
    let place = Place::new();
    let check = |change: &dyn Fn(&mut NewActivity), field: Option<&str>| {
        let mut new = place.new_activity();
        change(&mut new);
        let refused = Activity::plan(&new, &place.on()).unwrap_err();
        assert_eq!(refused.field(), field, "{refused}");
    };
    check(&|new| new.title = "　".to_owned(), Some("title"));
    check(&|new| new.place = "山".repeat(101), Some("place"));
    check(&|new| new.planned_on = day("2019-06-13"), Some("planned_on"));
    check(&|new| new.planned_on = day("2091-06-14"), Some("planned_on"));
    check(&|new| new.starts = Some("25:00".to_owned()), Some("starts"));
    check(&|new| new.expected = Some(-1), Some("expected"));
    check(&|new| new.division_code = "410423000000".parse().unwrap(), Some("division_code"));
    let nobody = Occasion { organisation: None, ..place.on() };
    let refused = Activity::plan(&place.new_activity(), &nobody).unwrap_err();
    assert_eq!(refused.field(), Some("organisation_id"));
    let other = Organisation { kind: "enterprise".to_owned(), ..branch() };
    let other = Occasion { organisation: Some(&other), ..place.on() };
    let refused = Activity::plan(&place.new_activity(), &other).unwrap_err();
    assert!(matches!(refused, ActivityRefused::WrongOrganisation(_)));
}

#[test]
fn holding_counts_once_on_the_day_held() {
    let place = Place::new();
    let facts = place.held().facts();
    assert_eq!(facts.len(), 1);
    assert_eq!((facts[0].day, facts[0].quantity), (day("2019-06-14"), 1));
    assert_eq!(facts[0].organisation_id, Some(place.branch.id));
}

#[test]
fn a_record_cannot_be_of_tomorrow_but_may_be_late() {
    let mut place = Place::new();
    let planned = place.planned();
    let tomorrow = Report { held_on: day("2019-06-15"), ..report() };
    let refused = planned.clone().hold(&tomorrow, &place.on());
    assert_eq!(refused, Err(ActivityRefused::InFuture));
    // Half past midnight in the county is still the day before in UTC.
    place.moment = at("2019-06-21T16:30");
    let held = planned.hold(&report(), &place.on()).unwrap();
    assert_eq!(held.late_days, Some(1));
    assert_eq!(late_days(day("2019-06-14"), day("2019-06-21"), 7), None);
}

#[test]
fn minutes_ask_for_what_the_kind_asks_for() {
    let place = Place::new();
    let none = Report { minutes: Minutes::default(), ..report() };
    let refused = place.planned().hold(&none, &place.on()).unwrap_err();
    assert_eq!(refused.say().zh, "请填写记录中的「主题」");
    let mut strange = report();
    strange.minutes.0.insert("mood".to_owned(), "好".to_owned());
    let refused = place.planned().hold(&strange, &place.on()).unwrap_err();
    assert_eq!(refused, ActivityRefused::UnknownMinutes("mood".to_owned()));
    let held = place.held();
    assert_eq!(Minutes::of(held.minutes.as_deref()).get("topic"), "学习");
}

#[test]
fn a_list_is_worth_more_than_a_number() {
    let place = Place::new();
    let marks = [mark(true, None), mark(true, Some(" ")), mark(false, Some("sick"))];
    let listed = Report { attendance: Some(marks.to_vec()), ..report() };
    let held = place.planned().hold(&listed, &place.on()).unwrap();
    assert_eq!((held.expected, held.present), (Some(3), Some(2)));
    assert_eq!(held.is_quorate(Quorum::MoreThanHalf), Some(true));
    assert_eq!(held.is_quorate(Quorum::FourFifths), Some(false));
    assert_eq!(held.is_quorate(Quorum::None), None);
    assert_eq!(place.planned().is_quorate(Quorum::MoreThanHalf), None);
}

#[test]
fn a_list_has_each_person_once_and_a_reason_for_each_absence() {
    let twice = mark(true, None);
    let refused = check_marks(&[mark(true, None), twice.clone(), twice]);
    assert_eq!(refused, Err(ActivityRefused::Twice(3)));
    assert_eq!(check_marks(&[mark(false, Some("　"))]), Err(ActivityRefused::NoReason(1)));
    let long = vec![mark(true, None); LONGEST_LIST + 1];
    assert_eq!(check_marks(&long), Err(ActivityRefused::ListTooLong));
    assert_eq!(reason_words("away").zh, "外出务工");
    assert_eq!(reason_words("下乡").zh, "下乡");
}
