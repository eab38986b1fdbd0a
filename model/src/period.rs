//! The days that a figure is about: a year, a quarter, a month, or any run of days.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Days, Months};

use crate::{Date, Text, text::Say};

/// A run of whole days. Two ways of writing the same days are the same period, so a figure has
/// one link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    from: Date,
    until: Date,
}

/// What people call a run of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Year,
    Quarter,
    Month,
    Day,
    Days,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPeriod {
    #[error("write a period as 2019, 2019-Q3, 2019-07, 2019-07-01 or 2019-07-01..2019-09-30")]
    NotAPeriod,
    #[error("the last day of a period cannot be before its first")]
    EndsBeforeItStarts,
    #[error("a period lies in the years 1900 to 2999")]
    OutsideTheCalendar,
}

impl Say for BadPeriod {
    fn say(&self) -> Text {
        match self {
            BadPeriod::NotAPeriod => Text::fixed(
                "时段请写作 2019、2019-Q3、2019-07、2019-07-01 或 2019-07-01..2019-09-30",
                "write a period as 2019, 2019-Q3, 2019-07, 2019-07-01 or 2019-07-01..2019-09-30",
            ),
            BadPeriod::EndsBeforeItStarts => Text::fixed(
                "时段的最后一天不能早于第一天",
                "the last day of a period cannot be before its first",
            ),
            BadPeriod::OutsideTheCalendar => Text::fixed(
                "时段须在 1900 年至 2999 年之间",
                "a period lies in the years 1900 to 2999",
            ),
        }
    }
}

impl Period {
    pub fn year(year: i32) -> Result<Period, BadPeriod> {
        Period::of_months(year, 1, 12)
    }

    /// A quarter, counted from 1.
    pub fn quarter(year: i32, quarter: u32) -> Result<Period, BadPeriod> {
        if !(1..=4).contains(&quarter) {
            return Err(BadPeriod::NotAPeriod);
        }
        Period::of_months(year, quarter * 3 - 2, 3)
    }

    /// A month, counted from 1.
    pub fn month(year: i32, month: u32) -> Result<Period, BadPeriod> {
        Period::of_months(year, month, 1)
    }

    /// The days from `first` to `last`, both included.
    pub fn days(first: Date, last: Date) -> Result<Period, BadPeriod> {
        if last < first {
            return Err(BadPeriod::EndsBeforeItStarts);
        }
        let until = last.succ_opt().ok_or(BadPeriod::OutsideTheCalendar)?;
        Period::within_calendar(first, until)
    }

    /// The first day.
    pub fn from(self) -> Date {
        self.from
    }

    /// The first day that no longer belongs to the period.
    pub fn until(self) -> Date {
        self.until
    }

    /// The last day: the day on which a stock is read.
    pub fn last_day(self) -> Date {
        self.until.pred_opt().unwrap_or(self.from)
    }

    pub fn contains(self, day: Date) -> bool {
        self.from <= day && day < self.until
    }

    /// The number of days, at least one.
    pub fn len_days(self) -> i64 {
        (self.until - self.from).num_days()
    }

    /// The year before a year, the month before a month, as many days before a run of days.
    pub fn previous(self) -> Option<Period> {
        let months = match self.span() {
            Span::Year => 12,
            Span::Quarter => 3,
            Span::Month => 1,
            Span::Day | Span::Days => 0,
        };
        let from = if months == 0 {
            self.from.checked_sub_days(Days::new(self.len_days().unsigned_abs()))
        } else {
            self.from.checked_sub_months(Months::new(months))
        };
        Period::within_calendar(from?, self.from).ok()
    }

    /// The year after a year, the month after a month, as many days after a run of days.
    pub fn next(self) -> Option<Period> {
        let months = match self.span() {
            Span::Year => 12,
            Span::Quarter => 3,
            Span::Month => 1,
            Span::Day | Span::Days => 0,
        };
        let until = if months == 0 {
            self.until.checked_add_days(Days::new(self.len_days().unsigned_abs()))
        } else {
            self.until.checked_add_months(Months::new(months))
        };
        Period::within_calendar(self.until, until?).ok()
    }

    pub fn span(self) -> Span {
        let starts_month = self.from.day() == 1;
        let lasts_months =
            |n| starts_month && self.from.checked_add_months(Months::new(n)) == Some(self.until);
        match self.from.month() {
            1 if lasts_months(12) => Span::Year,
            1 | 4 | 7 | 10 if lasts_months(3) => Span::Quarter,
            _ if lasts_months(1) => Span::Month,
            _ if self.len_days() == 1 => Span::Day,
            _ => Span::Days,
        }
    }

    /// The period as a report names it.
    pub fn words(self) -> Text {
        let (year, month) = (self.from.year(), self.from.month());
        let last = self.last_day();
        match self.span() {
            Span::Year => Text::new(format!("{year}年"), format!("{year}")),
            Span::Quarter => {
                let index = (month as usize - 1) / 3;
                let zh = ["一", "二", "三", "四"][index];
                let en = ["first", "second", "third", "fourth"][index];
                Text::new(format!("{year}年第{zh}季度"), format!("{en} quarter of {year}"))
            }
            Span::Month => {
                Text::new(format!("{year}年{month}月"), self.from.format("%B %Y").to_string())
            }
            Span::Day => day_words(self.from),
            Span::Days => {
                let (from, to) = (day_words(self.from), day_words(last));
                let to_zh = if last.year() == year {
                    format!("{}月{}日", last.month(), last.day())
                } else {
                    to.zh.into_owned()
                };
                Text::new(format!("{}至{to_zh}", from.zh), format!("{} to {}", from.en, to.en))
            }
        }
    }

    fn of_months(year: i32, month: u32, months: u32) -> Result<Period, BadPeriod> {
        let from = Date::from_ymd_opt(year, month, 1).ok_or(BadPeriod::NotAPeriod)?;
        let until = from.checked_add_months(Months::new(months));
        Period::within_calendar(from, until.ok_or(BadPeriod::OutsideTheCalendar)?)
    }

    /// Four-digit years only: what is written can be read back, and no arithmetic overflows.
    fn within_calendar(from: Date, until: Date) -> Result<Period, BadPeriod> {
        if (1900..=2999).contains(&from.year()) && until.year() <= 3000 {
            Ok(Period { from, until })
        } else {
            Err(BadPeriod::OutsideTheCalendar)
        }
    }
}

fn day_words(day: Date) -> Text {
    Text::new(
        format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        day.format("%-d %B %Y").to_string(),
    )
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.from.year();
        match self.span() {
            Span::Year => write!(f, "{year}"),
            Span::Quarter => write!(f, "{year}-Q{}", self.from.month().div_ceil(3)),
            Span::Month => write!(f, "{year}-{:02}", self.from.month()),
            Span::Day => write!(f, "{}", self.from),
            Span::Days => write!(f, "{}..{}", self.from, self.last_day()),
        }
    }
}

impl FromStr for Period {
    type Err = BadPeriod;

    fn from_str(text: &str) -> Result<Period, BadPeriod> {
        if let Some((first, last)) = text.split_once("..") {
            return Period::days(day(first)?, day(last)?);
        }
        let Some((year, rest)) = text.split_once('-') else {
            return Period::year(number(text, 4)? as i32);
        };
        if rest.contains('-') {
            return day(text).and_then(|day| Period::days(day, day));
        }
        let year = number(year, 4)? as i32;
        match rest.strip_prefix('Q') {
            Some(quarter) => Period::quarter(year, number(quarter, 1)?),
            None => Period::month(year, number(rest, 2)?),
        }
    }
}

impl TryFrom<String> for Period {
    type Error = BadPeriod;

    fn try_from(text: String) -> Result<Period, BadPeriod> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> String {
        period.to_string()
    }
}

/// A number of exactly `digits` digits: `Date::from_str` alone would take `+2019-7-1`.
fn number(text: &str, digits: usize) -> Result<u32, BadPeriod> {
    let is_number = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        text.parse().map_err(|_| BadPeriod::NotAPeriod)
    } else {
        Err(BadPeriod::NotAPeriod)
    }
}

fn day(text: &str) -> Result<Date, BadPeriod> {
    let mut parts = text.splitn(3, '-');
    let mut next = |digits| number(parts.next().unwrap_or_default(), digits);
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    Date::from_ymd_opt(year as i32, month, day).ok_or(BadPeriod::NotAPeriod)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check(text: &str, shown: &str, from: &str, until: &str, words: [&str; 2]) {
        let period: Period = text.parse().unwrap();
        assert_eq!(period.to_string(), shown);
        assert_eq!((period.from(), period.until()), (date(from), date(until)));
        assert_eq!(period.words(), Text::new(words[0].to_owned(), words[1].to_owned()));
    }

    #[test]
    fn a_period_is_read_and_named() {
        check("2019", "2019", "2019-01-01", "2020-01-01", ["2019年", "2019"]);
        let third = ["2019年第三季度", "third quarter of 2019"];
        check("2019-Q3", "2019-Q3", "2019-07-01", "2019-10-01", third);
        check("2019-07-01..2019-09-30", "2019-Q3", "2019-07-01", "2019-10-01", third);
        check("2020-02", "2020-02", "2020-02-01", "2020-03-01", ["2020年2月", "February 2020"]);
        check(
            "2019-12-31",
            "2019-12-31",
            "2019-12-31",
            "2020-01-01",
            ["2019年12月31日", "31 December 2019"],
        );
        let days = ["2019年7月2日至9月30日", "2 July 2019 to 30 September 2019"];
        check("2019-07-02..2019-09-30", "2019-07-02..2019-09-30", "2019-07-02", "2019-10-01", days);
        let over = ["2019年12月1日至2020年1月5日", "1 December 2019 to 5 January 2020"];
        check("2019-12-01..2020-01-05", "2019-12-01..2020-01-05", "2019-12-01", "2020-01-06", over);
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for bad in [
            "",
            "19",
            "2019-7",
            "2019-Q5",
            "2019-Q0",
            "2019-13",
            "2019-02-30",
            "+2019",
            "２０１９",
            "2019-07-01-02",
        ] {
            assert_eq!(bad.parse::<Period>(), Err(BadPeriod::NotAPeriod), "{bad}");
        }
        assert_eq!("2019-07-02..2019-07-01".parse::<Period>(), Err(BadPeriod::EndsBeforeItStarts));
        assert_eq!("1899".parse::<Period>(), Err(BadPeriod::OutsideTheCalendar));
        assert_eq!("9999".parse::<Period>(), Err(BadPeriod::OutsideTheCalendar));
        assert!("2999".parse::<Period>().is_ok());
    }

    #[test]
    fn the_period_after_is_of_the_same_kind() {
        let after =
            |text: &str| text.parse::<Period>().unwrap().next().map(|next| next.to_string());
        for (text, next) in [
            ("2019", "2020"),
            ("2019-Q4", "2020-Q1"),
            ("2019-12", "2020-01"),
            ("2019-12-31", "2020-01-01"),
            ("2019-07-02..2019-07-05", "2019-07-06..2019-07-09"),
        ] {
            assert_eq!(after(text), Some(next.to_owned()));
        }
        assert_eq!(after("2999"), None);
    }

    #[test]
    fn the_period_before_is_of_the_same_kind() {
        let before = |text: &str| text.parse::<Period>().unwrap().previous().map(|p| p.to_string());
        assert_eq!(before("2019").as_deref(), Some("2018"));
        assert_eq!(before("2019-Q1").as_deref(), Some("2018-Q4"));
        assert_eq!(before("2020-03").as_deref(), Some("2020-02"));
        assert_eq!(before("2019-03-01").as_deref(), Some("2019-02-28"));
        assert_eq!(before("2019-07-11..2019-07-20").as_deref(), Some("2019-07-01..2019-07-10"));
        assert_eq!(before("1900"), None);
    }

    proptest! {
        #[test]
        fn a_period_reads_back_and_keeps_its_days(start in 0..400_000_u64, length in 0..800_u64) {
            let first = date("1900-01-01") + Days::new(start);
            let last = first + Days::new(length);
            let period = Period::days(first, last).unwrap();
            prop_assert_eq!(period.to_string().parse(), Ok(period));
            prop_assert_eq!(period.last_day(), last);
            prop_assert!(period.contains(first) && period.contains(last));
            prop_assert!(!period.contains(period.until()));
            if let Some(before) = period.previous() {
                prop_assert_eq!(before.until(), period.from());
            }
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,24}") {
            let _ = text.parse::<Period>();
        }
    }
}
