//! How numbers and days are written for people.

use chrono::Datelike;
use model::{Date, Lang};

/// A whole number of any size; templates pass some by value and some by reference.
pub(crate) trait Number {
    fn whole(&self) -> i64;
}

impl<T: Number> Number for &T {
    fn whole(&self) -> i64 {
        (**self).whole()
    }
}

macro_rules! numbers {
    ($($kind:ty),+) => {$(
        impl Number for $kind {
            fn whole(&self) -> i64 {
                (*self).try_into().unwrap_or(i64::MAX)
            }
        }
    )+};
}

numbers!(i32, i64, u32, u64, usize);

/// 1,234
pub(crate) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// 2019年12月30日, 30 December 2019
pub(crate) fn day(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Lang::En => {
            let month = usize::try_from(date.month0()).ok().and_then(|at| MONTHS.get(at));
            format!("{} {} {}", date.day(), month.unwrap_or(&""), date.year())
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_three() {
        let written = [0, 12, 999, 1_000, 450_123, -1_234_567].map(grouped);
        assert_eq!(written, ["0", "12", "999", "1,000", "450,123", "−1,234,567"]);
    }

    #[test]
    fn days_are_written_out() {
        let last = Date::from_ymd_opt(2019, 12, 30).unwrap();
        assert_eq!(day(last, Lang::Zh), "2019年12月30日");
        assert_eq!(day(last, Lang::En), "30 December 2019");
    }
}
