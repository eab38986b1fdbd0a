//! Stretches of days, and how many of them meet.

use crate::{Date, division::holds_on};

/// From a first day until the first day on which something no longer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Span {
    pub from_on: Date,
    pub until_on: Option<Date>,
}

impl Span {
    pub fn new(from_on: Date, until_on: Option<Date>) -> Span {
        Span { from_on, until_on }
    }

    /// Every day that anything can be recorded for.
    pub fn always() -> Span {
        Span::new(Date::from_ymd_opt(1, 1, 1).unwrap_or(Date::MIN), None)
    }

    pub fn holds_on(self, day: Date) -> bool {
        holds_on(self.from_on, self.until_on, day)
    }

    /// What ends on the day it starts, or before, never held.
    pub fn is_empty(self) -> bool {
        self.until_on.is_some_and(|until_on| until_on <= self.from_on)
    }

    /// The days that both have.
    pub fn common(self, other: Span) -> Option<Span> {
        let from_on = self.from_on.max(other.from_on);
        let until_on = match (self.until_on, other.until_on) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let common = Span { from_on, until_on };
        (!common.is_empty()).then_some(common)
    }
}

/// How many of these hold at the same time at most, on a day of `within`, and the first such day.
pub fn most_at_once(spans: &[Span], within: Span) -> (usize, Date) {
    // The number rises only on a day on which one of them begins.
    let starts = spans.iter().filter_map(|span| span.common(within)).map(|common| common.from_on);
    let count = |day| spans.iter().filter(|span| !span.is_empty() && span.holds_on(day)).count();
    let mut most = (0, within.from_on);
    for day in starts {
        let held = count(day);
        if held > most.0 || (held == most.0 && day < most.1) {
            most = (held, day);
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(n: i64) -> Date {
        Date::from_ymd_opt(2019, 1, 1).unwrap() + chrono::Duration::days(n)
    }

    fn span((from, length): (i64, Option<i64>)) -> Span {
        Span::new(day(from), length.map(|length| day(from + length)))
    }

    #[test]
    fn what_ends_when_the_next_begins_does_not_meet_it() {
        let (first, second) = (span((0, Some(10))), span((10, None)));
        assert_eq!(first.common(second), None);
        assert_eq!(most_at_once(&[first, second], span((0, None))), (1, day(0)));
        let long = span((5, Some(20)));
        assert_eq!(first.common(long), Some(Span::new(day(5), Some(day(10)))));
        assert_eq!(most_at_once(&[first, second, long], span((0, None))), (2, day(5)));
        assert_eq!(most_at_once(&[], span((3, None))), (0, day(3)));
    }

    proptest! {
        #[test]
        fn the_most_is_that_of_a_walk_through_the_days(
            spans in prop::collection::vec((0..40_i64, prop::option::of(0..20_i64)), 0..8),
            within in (0..40_i64, prop::option::of(1..20_i64)),
        ) {
            let spans: Vec<Span> = spans.into_iter().map(span).collect();
            let within = span(within);
            let held = |d: Date| spans.iter().filter(|span| span.holds_on(d)).count();
            let walked = (0..80).map(day).filter(|&d| within.holds_on(d)).map(held).max();
            prop_assert_eq!(most_at_once(&spans, within).0, walked.unwrap_or(0));
        }
    }
}
