//! Who owed an activity in which week, month, quarter or year, and held none.

use chrono::{Datelike, Days, Months};

use crate::{Date, period::Period, programme::Every};

/// An organisation that owes a rhythm, from when until when it exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owing {
    pub from_on: Date,
    pub until_on: Option<Date>,
}

/// The weeks, months, quarters or years that begin in a period. Weeks begin on Monday.
pub fn spans(every: Every, period: Period) -> Vec<Period> {
    let mut spans = Vec::new();
    let mut from = start(every, period.from());
    // A period lies within the calendar's eleven centuries, so this ends.
    while let Some(until) = next(every, from).filter(|_| from < period.until()) {
        let last = until.pred_opt().unwrap_or(from);
        if from >= period.from() {
            spans.extend(Period::days(from, last));
        }
        from = until;
    }
    spans
}

/// The week, month, quarter or year that a day is in.
pub fn running(every: Every, day: Date) -> Option<Period> {
    let from = start(every, day);
    Period::days(from, next(every, from)?.pred_opt()?).ok()
}

/// The spans that are over, in which the organisation existed all along and held nothing.
pub fn missed(owing: Owing, spans: &[Period], held: &[Date], today: Date) -> Vec<Period> {
    let owes = |span: &&Period| {
        span.until() <= today
            && owing.from_on <= span.from()
            && owing.until_on.is_none_or(|until_on| until_on >= span.until())
    };
    let is_empty = |span: &&Period| !held.iter().any(|day| span.contains(*day));
    spans.iter().filter(owes).filter(is_empty).copied().collect()
}

fn start(every: Every, day: Date) -> Date {
    let first = match every {
        Every::Week => {
            let back = Days::new(u64::from(day.weekday().num_days_from_monday()));
            day.checked_sub_days(back)
        }
        Every::Month => day.with_day(1),
        Every::Quarter => Date::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1),
        Every::Year => Date::from_ymd_opt(day.year(), 1, 1),
    };
    first.unwrap_or(day)
}

fn next(every: Every, from: Date) -> Option<Date> {
    match every {
        Every::Week => from.checked_add_days(Days::new(7)),
        Every::Month => from.checked_add_months(Months::new(1)),
        Every::Quarter => from.checked_add_months(Months::new(3)),
        Every::Year => from.checked_add_months(Months::new(12)),
    }
}
