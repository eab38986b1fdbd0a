use super::*;

#[test]
fn somebody_else_signs() {
    let place = Place::new();
    let (held, leader) = (place.held(), AccountId::new(now().at));
    let sign = |held: Activity, listed, by| held.sign(listed, by, &place.on());
    assert_eq!(sign(held.clone(), 9, place.clerk), Err(ActivityRefused::SameHand));
    assert_eq!(sign(held.clone(), 0, leader), Err(ActivityRefused::NoList));
    let signed = sign(held, 9, leader).unwrap();
    assert_eq!(signed.facts().len(), 1);
    assert_eq!(sign(signed.clone(), 9, leader), Ok(signed.clone()));
    let other = sign(signed, 9, AccountId::new(now().at));
    assert_eq!(other, Err(ActivityRefused::WrongState(ActivityState::Signed, Verb::Sign)));
}

#[test]
fn what_was_held_is_corrected_and_what_was_not_is_cancelled() {
    let place = Place::new();
    assert!(place.held().cancel("下雨").is_err());
    let cancelled = place.planned().cancel(" 下雨 ").unwrap();
    assert_eq!(cancelled.clone().cancel("下雨"), Ok(cancelled.clone()));
    assert!(cancelled.clone().cancel("刮风").is_err());
    assert!(cancelled.clone().notify(now().today).is_err());
    assert!(cancelled.hold(&report(), &place.on()).is_err());
    let no_reason = place.planned().cancel(" ").unwrap_err();
    assert_eq!(no_reason.field(), Some("because"));
}

fn correction(place: &Place, report: Report) -> Correction {
    Correction {
        id: ActivityId::new(now().at),
        because: "日期写错".to_owned(),
        kind: "theme_day".to_owned(),
        division_code: VILLAGE.parse().unwrap(),
        organisation_id: Some(place.branch.id),
        report,
    }
}

#[test]
fn a_correction_is_a_new_record_and_the_old_one_counts_no_more() {
    let mut place = Place::new();
    let old = place.held();
    place.moment = at("2019-07-30T02:00");
    let made = old.corrected(&correction(&place, report()), &place.on()).unwrap();
    assert_eq!((made.corrects_id, made.late_days), (Some(old.id), None));
    let moved = Report { held_on: day("2019-06-13"), ..report() };
    let moved = old.corrected(&correction(&place, moved), &place.on()).unwrap();
    assert_eq!(moved.late_days, Some(40));
    let old = old.put_right();
    assert_eq!((old.facts(), moved.facts().len()), (vec![], 1));
    let again = old.corrected(&correction(&place, report()), &place.on());
    assert_eq!(again, Err(ActivityRefused::WrongState(ActivityState::Corrected, Verb::Correct)));
}

#[test]
fn a_withdrawn_record_counts_nothing() {
    let place = Place::new();
    let old = place.held();
    let made = old.withdrawn(ActivityId::new(now().at), "重复登记", &place.on()).unwrap();
    assert_eq!((made.state, made.facts()), (ActivityState::Cancelled, vec![]));
    assert!(made.withdrawn(ActivityId::new(now().at), "再撤", &place.on()).is_err());
}

#[test]
fn a_repeat_is_recognised_even_after_signing() {
    let mut place = Place::new();
    let held = place.held();
    let signed = held.clone().sign(9, AccountId::new(now().at), &place.on()).unwrap();
    place.moment = at("2019-08-01T02:00");
    assert!(held.already_says(&report(), &place.on()));
    assert!(signed.already_says(&report(), &place.on()));
    let other = Report { present: Some(8), ..report() };
    assert!(!signed.already_says(&other, &place.on()));
    place.clerk = AccountId::new(now().at);
    assert!(!signed.already_says(&report(), &place.on()));
}
