//! Days on which something that is recorded may begin and end.

use chrono::{Datelike, Days};
use model::Date;

use crate::Refusal;

/// A day further ahead than this is a slip of the pen.
const AHEAD: Days = Days::new(366);
/// Nothing that is recorded here is older than the republic.
const FIRST_YEAR: i32 = 1949;

/// No more than a year ahead.
pub(crate) fn not_far_ahead(field: &'static str, day: Date, today: Date) -> Result<(), Refusal> {
    if day <= today.checked_add_days(AHEAD).unwrap_or(Date::MAX) {
        return Ok(());
    }
    Err(Refusal::fixed(
        field,
        "日期在一年以后，请核对年份",
        "the day is more than a year ahead; check the year",
    ))
}

/// A first day that can be true.
pub(crate) fn begins(from_on: Date, today: Date) -> Result<(), Refusal> {
    if from_on.year() < FIRST_YEAR {
        return Err(Refusal::fixed(
            "from_on",
            "开始日期过早，请核对年份",
            "the first day is too early; check the year",
        ));
    }
    not_far_ahead("from_on", from_on, today)
}

/// The end lies after the beginning.
pub(crate) fn ends_after(from_on: Date, until_on: Option<Date>) -> Result<(), Refusal> {
    if until_on.is_none_or(|until_on| until_on > from_on) {
        return Ok(());
    }
    Err(Refusal::fixed(
        "until_on",
        "结束日期应晚于开始日期，请核对两处",
        "the day of ending must be after the first day; check both",
    ))
}
