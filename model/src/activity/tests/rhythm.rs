use proptest::prelude::*;

use super::*;
use crate::{period::Period, programme::Every};

fn missing(every: Every, period: &str, held: &[&str], today: &str) -> Vec<String> {
    let owing = Owing { from_on: day("2019-02-10"), until_on: None };
    let period: Period = period.parse().unwrap();
    let held: Vec<Date> = held.iter().map(|held| day(held)).collect();
    let missed = missed(owing, &spans(every, period), &held, day(today));
    missed.iter().map(ToString::to_string).collect()
}

#[test]
fn only_whole_spans_that_are_over_can_be_missed() {
    // Founded in February, so March is the first month it owes; June is not over.
    let months = missing(Every::Month, "2019", &["2019-03-31", "2019-05-01"], "2019-06-30");
    assert_eq!(months, ["2019-04"]);
    let quarters = missing(Every::Quarter, "2019", &[], "2020-01-01");
    assert_eq!(quarters, ["2019-Q2", "2019-Q3", "2019-Q4"]);
    let weeks = missing(Every::Week, "2019-03", &["2019-03-10", "2019-03-20"], "2019-03-25");
    assert_eq!(weeks, ["2019-03-11..2019-03-17"]);
    assert_eq!(missing(Every::Year, "2019", &[], "2030-01-01"), Vec::<String>::new());
}

#[test]
fn a_span_runs_from_its_first_day_to_its_last() {
    let at = |every, today| running(every, day(today)).unwrap().to_string();
    assert_eq!(at(Every::Month, "2019-02-28"), "2019-02");
    assert_eq!(at(Every::Quarter, "2019-12-31"), "2019-Q4");
    assert_eq!(at(Every::Week, "2019-03-10"), "2019-03-04..2019-03-10");
    assert_eq!(at(Every::Year, "2019-01-01"), "2019");
}

proptest! {
    #[test]
    fn spans_follow_each_other_and_begin_in_the_period(
        from in 0_i64..3000, length in 1_i64..800, every in 0_usize..4,
    ) {
        use crate::word::Word;
        let first = day("2015-01-01") + chrono::Duration::days(from);
        let period = Period::days(first, first + chrono::Duration::days(length - 1)).unwrap();
        let spans = spans(Every::ALL[every], period);
        for pair in spans.windows(2) {
            prop_assert_eq!(pair[0].until(), pair[1].from());
        }
        prop_assert!(spans.iter().all(|span| period.contains(span.from())));
        let days: i64 = spans.iter().map(|span| span.len_days()).sum();
        prop_assert!(days <= length + 366);
        prop_assert!(days + 366 >= length);
    }
}
