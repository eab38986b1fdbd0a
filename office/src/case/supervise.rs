//! Supervision: where cases wait too long, are sent to and fro, or come back.

use model::{Date, code::DivisionCode};
use store::cases;
pub use store::cases::Watch;

use super::list::{View, Wanted, filter};
use crate::{Act, Error, record::Places};

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
    let scope = filter(act, &all)?.scope;
    let whole = watched(act, &all, scope.within().clone())?;
    let below = store::divisions::within(act.tx, &scope, act.moment.today)?;
    let is_part = |parent: Option<&DivisionCode>| parent == Some(scope.within());
    let mut parts = Vec::new();
    for part in below.into_iter().filter(|one| is_part(one.parent_code.as_ref())) {
        let wanted = Wanted { within: Some(part.code.clone()), ..all.clone() };
        parts.push(watched(act, &wanted, part.code)?);
    }
    parts.retain(|part| part.count.cases > 0);
    parts.sort_by_key(|part| std::cmp::Reverse((part.count.overdue, part.count.open)));
    Ok(Supervision { whole, parts })
}

fn watched(act: &mut Act<'_>, wanted: &Wanted, division: DivisionCode) -> Result<Watched, Error> {
    let today = act.moment.today;
    let all = filter(act, wanted)?;
    let count = cases::watch(act.tx, &all, today)?;
    let open = filter(act, &Wanted { view: Some(View::Open), ..wanted.clone() })?;
    let opened = cases::ages(act.tx, &open)?;
    let name = Places::on(today).name(act, &division)?;
    let median_age = middle(&opened).map(|day| (today - day).num_days());
    Ok(Watched { division, name, count, median_age })
}

/// The day of the middle one; of two in the middle, the earlier.
fn middle(days: &[(Date, i64)]) -> Option<Date> {
    let all: i64 = days.iter().map(|(_, count)| count).sum();
    let mut passed = 0;
    let found = days.iter().find(|(_, count)| {
        passed += count;
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
        assert_eq!(middle(&[]), None);
        assert_eq!(middle(&[(day(1), 1), (day(5), 1)]), Some(day(1)));
        assert_eq!(middle(&[(day(1), 1), (day(5), 2)]), Some(day(5)));
        assert_eq!(middle(&[(day(1), 9), (day(5), 1), (day(7), 3)]), Some(day(1)));
    }
}
