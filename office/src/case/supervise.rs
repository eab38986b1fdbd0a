//! Supervision: where cases wait too long, are sent to and fro, or come back.

use std::collections::BTreeMap;

use model::{Date, code::DivisionCode};
use store::cases;

use super::list::{Wanted, filter};
use crate::{Act, Error, record::Places};

/// How many cases there are, and how many of them want looking at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Watch {
    pub cases: i64,
    pub open: i64,
    pub overdue: i64,
    /// Sent back at least once.
    pub returned: i64,
    /// Sent back again and again.
    pub ping_pong: i64,
    pub reopened: i64,
}

/// What there is to see at a division.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Watched {
    pub division: DivisionCode,
    pub name: String,
    pub count: Watch,
    /// How many days ago the middle one of the open cases was opened; absent when none is open.
    pub median_age: Option<i64>,
}

/// A division, and those right below it that have cases, the one with most overdue first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supervision {
    pub whole: Watched,
    pub parts: Vec<Watched>,
}

/// What the asker may see of a division, or of all that is theirs, of one process or of all. A case
/// stands at the division it is about and at the one that handles it, as in the list.
pub fn supervise(
    act: &mut Act<'_>,
    process: Option<&str>,
    within: Option<&DivisionCode>,
) -> Result<Supervision, Error> {
    let all = Wanted {
        within: within.cloned(),
        process: process.map(str::to_owned),
        ..Wanted::default()
    };
    let filter = filter(act, &all)?;
    let scope = &filter.scope;
    let today = act.moment.today;
    let below = store::divisions::within(act.tx, scope, today)?;
    let is_part = |parent: Option<&DivisionCode>| parent == Some(scope.within());
    let parts = below.into_iter().filter(|one| is_part(one.parent_code.as_ref()));
    let mut sums = vec![Sum::of(scope.within().clone())];
    sums.extend(parts.map(|part| Sum::of(part.code)));
    for (division, handler, is_open, count) in cases::places(act.tx, scope, process)? {
        for sum in sums.iter_mut().filter(|sum| sum.stands(&division, &handler)) {
            sum.count.cases += count;
            sum.count.open += if is_open { count } else { 0 };
        }
    }
    for one in cases::open(act.tx, &filter, today)? {
        for sum in sums.iter_mut().filter(|sum| sum.stands(&one.division_code, &one.handler_code)) {
            sum.count.overdue += one.overdue;
            *sum.opened.entry(one.opened_on).or_default() += one.cases;
        }
    }
    for one in cases::returned(act.tx, &filter)? {
        for sum in sums.iter_mut().filter(|sum| sum.stands(&one.division_code, &one.handler_code)) {
            sum.count.returned += one.cases;
            sum.count.ping_pong += one.ping_pong;
        }
    }
    for one in cases::reopened(act.tx, &filter)? {
        for sum in sums.iter_mut().filter(|sum| sum.stands(&one.division_code, &one.handler_code)) {
            sum.count.reopened += one.cases;
        }
    }
    let mut places = Places::on(today);
    let mut watched = Vec::with_capacity(sums.len());
    for sum in sums {
        let name = places.name(act, &sum.division)?;
        watched.push(sum.watched(name, today));
    }
    let whole = watched.remove(0);
    watched.retain(|part| part.count.cases > 0);
    watched.sort_by_key(|part| std::cmp::Reverse((part.count.overdue, part.count.open)));
    Ok(Supervision { whole, parts: watched })
}

/// What adds up at one division.
struct Sum {
    division: DivisionCode,
    count: Watch,
    /// On which days the open ones were opened.
    opened: BTreeMap<Date, i64>,
}

impl Sum {
    fn of(division: DivisionCode) -> Sum {
        Sum { division, count: Watch::default(), opened: BTreeMap::new() }
    }

    fn stands(&self, division: &DivisionCode, handler: &DivisionCode) -> bool {
        self.division.contains(division) || self.division.contains(handler)
    }

    fn watched(self, name: String, today: Date) -> Watched {
        let Sum { division, count, opened } = self;
        let median_age = middle(&opened).map(|day| (today - day).num_days());
        Watched { division, name, count, median_age }
    }
}

/// The day of the middle one; of two in the middle, the earlier.
fn middle(days: &BTreeMap<Date, i64>) -> Option<Date> {
    let all: i64 = days.values().sum();
    let mut passed = 0;
    let found = days.iter().find(|(_, count)| {
        passed += *count;
        2 * passed >= all
    });
    found.map(|(day, _)| *day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_one_is_found_among_counted_days() {
        let day = |n| Date::from_ymd_opt(2019, 3, n).unwrap();
        let middle = |counted: &[(u32, i64)]| {
            middle(&counted.iter().map(|&(on, count)| (day(on), count)).collect())
        };
        assert_eq!(middle(&[]), None);
        assert_eq!(middle(&[(1, 1), (5, 1)]), Some(day(1)));
        assert_eq!(middle(&[(1, 1), (5, 2)]), Some(day(5)));
        assert_eq!(middle(&[(1, 9), (5, 1), (7, 3)]), Some(day(1)));
    }
}
