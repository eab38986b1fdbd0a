//! Working days: what clocks count. Which days are worked is the programme's data, year by year.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Weekday};

use crate::Date;

/// A county's working days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    years: Vec<Year>,
    /// The days that are not what their weekday says: true for those worked.
    odd: BTreeMap<Date, bool>,
}

/// What is special in one year, and who said so.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Year {
    /// The year's number in four digits.
    pub key: String,
    /// The notice that it is taken from.
    pub source: String,
    /// Days off, weekends among them as the notice names them.
    pub off: Vec<Date>,
    /// Saturdays and Sundays that are worked (调休).
    pub worked: Vec<Date>,
}

/// A day that a clock comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Due {
    pub day: Date,
    /// Whether the count went through a year whose holidays are not known yet.
    pub is_provisional: bool,
}

/// The parts of a programme are told by their lists.
impl serde::Serialize for Calendar {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.years.serialize(out)
    }
}

impl Calendar {
    pub fn new(years: Vec<Year>) -> Calendar {
        let off = years.iter().flat_map(|year| year.off.iter().map(|day| (*day, false)));
        let worked = years.iter().flat_map(|year| year.worked.iter().map(|day| (*day, true)));
        let odd = off.chain(worked).collect();
        Calendar { years, odd }
    }

    pub fn years(&self) -> &[Year] {
        &self.years
    }

    /// Whether the holidays of the day's year have been published and entered.
    pub fn knows(&self, day: Date) -> bool {
        let key = day.year().to_string();
        self.years.iter().any(|year| year.key == key)
    }

    /// Whether the day is worked; in a year that is not known, whether it is no weekend.
    pub fn is_working(&self, day: Date) -> bool {
        self.odd.get(&day).copied().unwrap_or(!is_weekend(day))
    }

    /// The `count`th working day after `day`, which does not count itself (Civil Code, article 201).
    /// With a `count` of 0, the day itself or the next one that is worked.
    pub fn after(&self, day: Date, count: u32) -> Due {
        if count == 0 {
            return self.on_or_after(day);
        }
        let (mut at, mut left) = (day, count);
        while left > 0 {
            at = next(at);
            left -= u32::from(self.is_working(at) || at == Date::MAX);
        }
        self.due(day, at)
    }

    /// The day a period of natural days ends on: one that ends on a day off ends on the next that is
    /// worked (Civil Code, article 203).
    pub fn on_or_after(&self, day: Date) -> Due {
        let mut at = day;
        while !self.is_working(at) && at != Date::MAX {
            at = next(at);
        }
        self.due(day, at)
    }

    /// The working days after `from` up to and with `to`; negative when `to` is the earlier one, as of a
    /// clock that has run out.
    pub fn between(&self, from: Date, to: Date) -> i64 {
        let (early, late, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
        let mut days = 0;
        let mut at = early;
        while at < late {
            at = next(at);
            days += i64::from(self.is_working(at));
        }
        days * sign
    }

    /// How many days of a year are worked.
    pub fn in_year(&self, year: &Year) -> usize {
        let first = year.key.parse().ok().and_then(|number| Date::from_yo_opt(number, 1));
        let days = first
            .into_iter()
            .flat_map(|first| first.iter_days().take_while(move |day| day.year() == first.year()));
        days.filter(|day| self.is_working(*day)).count()
    }

    fn due(&self, from: Date, day: Date) -> Due {
        let known = (from.year()..=day.year())
            .all(|year| Date::from_yo_opt(year, 1).is_some_and(|first| self.knows(first)));
        Due { day, is_provisional: !known }
    }
}

fn next(day: Date) -> Date {
    day.checked_add_days(Days::new(1)).unwrap_or(Date::MAX)
}

pub(crate) fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::programme::Programme;

    fn lushan() -> Calendar {
        Programme::embedded().unwrap().calendar
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn due(text: &str) -> Due {
        Due { day: day(text), is_provisional: false }
    }

    /// However days are moved about, a year loses its weekends and the statutory holidays: 11, and 13 since
    /// 2025 (全国年节及纪念日放假办法); and 2020 two more, by which the Spring Festival was lengthened.
    #[test]
    fn a_year_has_as_many_working_days_as_the_law_leaves_it() {
        let lushan = lushan();
        for year in 2018..=2026 {
            let eve = Date::from_ymd_opt(year - 1, 12, 31).unwrap();
            let last = Date::from_ymd_opt(year, 12, 31).unwrap();
            let weekdays = eve.iter_days().skip(1).take_while(|day| *day <= last);
            let weekdays = weekdays.filter(|day| !is_weekend(*day)).count() as i64;
            let holidays = if year < 2025 { 11 } else { 13 } + if year == 2020 { 2 } else { 0 };
            assert_eq!(lushan.between(eve, last), weekdays - holidays, "{year}");
        }
        let counted: Vec<usize> = lushan.years().iter().map(|year| lushan.in_year(year)).collect();
        assert_eq!(counted, [250, 250, 249, 250, 249, 249, 251, 248, 248]);
    }

    #[test]
    fn the_days_that_were_moved() {
        let lushan = lushan();
        let worked = |text| lushan.is_working(day(text));
        // May Day of 2019 was lengthened in March.
        assert!(worked("2019-04-28") && worked("2019-05-05"));
        assert!(["2019-05-01", "2019-05-02", "2019-05-03", "2019-05-04"].map(worked) == [false; 4]);
        // The Spring Festival of 2020 was lengthened while it was on, over a Saturday to be worked.
        assert!(["2020-01-31", "2020-02-01", "2020-02-02"].map(worked) == [false; 3]);
        assert!(worked("2020-02-03") && worked("2020-01-19"));
        assert!(worked("2018-12-29") && !worked("2018-12-31"));
        assert!(worked("2026-02-14") && !worked("2026-02-23") && worked("2026-02-28"));
    }

    #[test]
    fn a_clock_does_not_count_the_day_it_starts_on() {
        let lushan = lushan();
        assert_eq!(lushan.after(day("2019-09-27"), 1), due("2019-09-29"));
        assert_eq!(lushan.after(day("2019-09-30"), 1), due("2019-10-08"));
        assert_eq!(lushan.after(day("2019-09-30"), 5), due("2019-10-12"));
        assert_eq!(lushan.after(day("2019-10-02"), 0), due("2019-10-08"));
        assert_eq!(lushan.on_or_after(day("2019-05-01")), due("2019-05-05"));
        assert_eq!(lushan.between(day("2019-10-08"), day("2019-09-30")), -1);
    }

    #[test]
    fn a_year_that_nobody_has_announced_is_counted_by_its_weekends_and_said_so() {
        let lushan = lushan();
        let later = lushan.after(day("2026-12-31"), 3);
        assert_eq!(later, Due { day: day("2027-01-05"), is_provisional: true });
        assert!(!lushan.knows(later.day));
    }

    proptest! {
        #[test]
        fn counting_forth_and_back_agree(offset in 0_u64..3_200, count in 1_u32..200) {
            let lushan = lushan_once();
            let from = day("2018-01-01") + Days::new(offset);
            let due = lushan.after(from, count).day;
            prop_assert!(lushan.is_working(due) && due > from);
            prop_assert_eq!(lushan.between(from, due), i64::from(count));
            prop_assert_eq!(lushan.between(due, from), -i64::from(count));
            prop_assert!(lushan.after(from, count + 1).day > due);
        }
    }

    fn lushan_once() -> &'static Calendar {
        static LUSHAN: std::sync::LazyLock<Calendar> = std::sync::LazyLock::new(lushan);
        &LUSHAN
    }
}
