use model::Text;

use crate::number::Number;

/// Where a page of a list stands: shown at its foot.
#[derive(Debug, Clone)]
pub(crate) struct Pager {
    /// How many there are under these filters.
    pub(crate) total: usize,
    /// How many of them are on this page.
    pub(crate) shown: usize,
    /// The cursor of the page before, if there is one.
    pub(crate) before: Option<String>,
    /// The cursor of the page after, if there is one.
    pub(crate) after: Option<String>,
}

/// One page of what is computed as a whole, not fetched by the page; the cursor says how many are passed over.
pub(crate) fn leaf<T>(all: Vec<T>, passed: Option<usize>, size: usize) -> (Vec<T>, Pager) {
    let total = all.len();
    let from = passed.unwrap_or(0).min(total);
    let shown: Vec<T> = all.into_iter().skip(from).take(size).collect();
    let until = from + shown.len();
    let pager = Pager {
        total,
        shown: shown.len(),
        before: (from > 0).then(|| from.saturating_sub(size).to_string()),
        after: (until < total).then(|| until.to_string()),
    };
    (shown, pager)
}

/// One choice of a select: its word in the address, its words for people.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) words: Text,
}

impl Choice {
    pub(crate) fn new(value: impl Into<String>, words: Text) -> Choice {
        Choice { value: value.into(), words }
    }
}

/// The points of a small trend line, 100 wide and 30 high, for `<polyline points>`.
pub(crate) fn spark(values: &[i64]) -> String {
    let (Some(low), Some(high)) = (values.iter().min(), values.iter().max()) else {
        return String::new();
    };
    let span = high.abs_diff(*low).max(1);
    let last = values.len().saturating_sub(1).max(1);
    let points = values.iter().enumerate().map(|(at, value)| {
        let y = 28 - value.abs_diff(*low).saturating_mul(26) / span;
        format!("{},{y}", at * 100 / last)
    });
    points.collect::<Vec<_>>().join(" ")
}

/// How long a bar is out of 100, from zero, so that lengths compare like the numbers.
pub(crate) fn bar(value: impl Number, longest: impl Number) -> u64 {
    let share = value.whole().max(0).unsigned_abs().saturating_mul(100);
    share / longest.whole().max(1).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trend_spans_its_box_and_survives_odd_input() {
        assert_eq!(spark(&[0, 5, 10]), "0,28 50,15 100,2");
        assert_eq!(spark(&[7]), "0,28");
        assert_eq!(spark(&[]), "");
        assert_eq!(spark(&[i64::MIN, i64::MAX]).split(' ').count(), 2);
    }

    #[test]
    fn leaves_hold_everything_once_and_lead_to_each_other() {
        let all: Vec<i32> = (0..25).collect();
        let leaf = |passed| leaf(all.clone(), passed, 10);
        let ((first, pager), (second, _), (third, last)) =
            (leaf(None), leaf(Some(10)), leaf(Some(20)));
        assert_eq!([first, second, third].concat(), all);
        assert_eq!((pager.before, pager.after.as_deref()), (None, Some("10")));
        assert_eq!((last.before.as_deref(), last.after, last.shown), (Some("10"), None, 5));
        assert_eq!(leaf(Some(999)).0, Vec::<i32>::new());
    }

    #[test]
    fn bars_begin_at_zero() {
        assert_eq!(
            (bar(5_i64, 10_i64), bar(0_i64, 10_i64), bar(-3_i64, 10_i64), bar(0_i64, 0_i64)),
            (50, 0, 0, 0)
        );
    }
}
