//! A month as a grid of whole weeks, for lists that are also looked at by day.

use chrono::{Datelike, Days, Months};
use model::{Date, Text, period::Period};

use crate::Problem;

pub(crate) const WEEKDAYS: [Text; 7] = [
    Text::fixed("周一", "Mon"),
    Text::fixed("周二", "Tue"),
    Text::fixed("周三", "Wed"),
    Text::fixed("周四", "Thu"),
    Text::fixed("周五", "Fri"),
    Text::fixed("周六", "Sat"),
    Text::fixed("周日", "Sun"),
];

/// A record that a day's cell names.
pub(crate) struct Entry {
    pub(crate) day: Date,
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) state: Text,
    pub(crate) tone: &'static str,
}

/// One day's cell.
pub(crate) struct Cell {
    pub(crate) day: Date,
    pub(crate) is_in_month: bool,
    pub(crate) is_today: bool,
    pub(crate) entries: Vec<Entry>,
    /// How many more there are than are named, and the list that has them all.
    pub(crate) more: i64,
    pub(crate) all: String,
}

/// The month of a day.
pub(crate) fn of(day: Date) -> Result<Period, Problem> {
    Period::month(day.year(), day.month()).map_err(|_| Problem::not_found())
}

/// The month so many months later or, below zero, earlier, as an address names it.
pub(crate) fn moved(period: Period, by: i32) -> String {
    let (first, months) = (period.from(), Months::new(by.unsigned_abs()));
    let moved =
        if by < 0 { first.checked_sub_months(months) } else { first.checked_add_months(months) };
    moved.unwrap_or(first).format("%Y-%m").to_string()
}

/// Whole weeks from the Monday on or before the first day. `entries` come by day, `count` says how many
/// a day has altogether, and `all` where they are listed.
pub(crate) fn weeks(
    period: Period,
    today: Date,
    entries: Vec<Entry>,
    count: impl Fn(Date) -> i64,
    all: impl Fn(Date) -> String,
) -> Vec<Vec<Cell>> {
    let back = Days::new(u64::from(period.from().weekday().num_days_from_monday()));
    let monday = period.from().checked_sub_days(back).unwrap_or(period.from());
    let mut entries = entries.into_iter().peekable();
    let mut cells = Vec::new();
    for day in monday.iter_days().take(42) {
        let mut named = Vec::new();
        while let Some(entry) = entries.next_if(|entry| entry.day == day) {
            named.push(entry);
        }
        cells.push(Cell {
            day,
            is_in_month: period.contains(day),
            is_today: day == today,
            more: count(day) - named.len() as i64,
            all: all(day),
            entries: named,
        });
    }
    let mut weeks = Vec::new();
    while cells.first().is_some_and(|cell| cell.day < period.until()) {
        let rest = cells.split_off(7.min(cells.len()));
        weeks.push(std::mem::replace(&mut cells, rest));
    }
    weeks
}
