//! How a figure came to be what it is: the same number of other periods.

use chrono::Datelike;
use model::{
    Date,
    figure::Value,
    period::{Period, Span},
};

use super::{Ground, Wanted, compute, counting::Counting, definition, require, size};
use crate::{Act, Error};

/// One period of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    pub period: Period,
    pub value: Value,
}

/// A year by its months; anything shorter after the periods before it. Oldest first, without
/// what has yet to begin.
pub fn trend(act: &mut Act<'_>, wanted: &Wanted) -> Result<Vec<Point>, Error> {
    require(act, &wanted.division)?;
    let defined = definition::find(act, &wanted.key, wanted.revision)?;
    let size = size(act, wanted.at)?;
    let mut points = Vec::new();
    for period in periods(wanted.period, act.moment.today) {
        let ground = Ground { division: wanted.division.clone(), period, size };
        let numerator = Counting::new(defined.counted(), &ground).value(act)?;
        let value = match &defined.share {
            None => Value::Count(numerator),
            Some((_, denominator)) => {
                Value::share(numerator, Counting::new(denominator, &ground).value(act)?)
            }
        };
        points.push(Point { period, value });
    }
    Ok(points)
}

/// The same figure one period earlier, to compare like with like.
pub fn before(act: &mut Act<'_>, wanted: &Wanted) -> Result<Option<super::Figure>, Error> {
    let Some(period) = wanted.period.previous() else { return Ok(None) };
    require(act, &wanted.division)?;
    let defined = definition::find(act, &wanted.key, wanted.revision)?;
    let size = size(act, wanted.at)?;
    compute(act, &defined, &Ground { division: wanted.division.clone(), period, size }).map(Some)
}

fn periods(period: Period, today: Date) -> Vec<Period> {
    let mut periods: Vec<Period> = match period.span() {
        Span::Year => {
            let year = period.from().year();
            (1..=12).rev().filter_map(|month| Period::month(year, month).ok()).collect()
        }
        span => {
            let length = if matches!(span, Span::Quarter) { 8 } else { 12 };
            std::iter::successors(Some(period), |one| one.previous()).take(length).collect()
        }
    };
    periods.retain(|one| one.from() <= today);
    periods.reverse();
    periods
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(period: &str, today: &str) -> String {
        let periods = periods(period.parse().unwrap(), today.parse().unwrap());
        periods.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_year_is_seen_by_its_months_as_far_as_they_have_come() {
        let year = written("2019", "2026-11-25");
        assert!(year.starts_with("2019-01 2019-02 ") && year.ends_with(" 2019-12"), "{year}");
        assert_eq!(written("2019", "2019-03-01"), "2019-01 2019-02 2019-03");
    }

    #[test]
    fn what_is_shorter_is_seen_after_what_came_before() {
        assert!(written("2019-Q2", "2026-11-25").starts_with("2017-Q3 2017-Q4 "));
        assert_eq!(written("2019-02", "2019-02-01").split(' ').count(), 12);
    }
}
