//! Days as people write them in forms and sheets; GB/T 7408 (ISO 8601) is what we write back.

use super::wide::narrow;
use crate::{Date, Text, text::Say};

/// Why a text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum BadDate {
    Empty,
    /// Month and day only, and nothing around it says the year.
    NoYear,
    /// Year and month only.
    NoDay,
    ShortYear,
    NoSuchDay,
    Unclear,
}

/// Reads a day: `20191230`, `2019-12-30`, `2019/12/30`, `2019.12.30`, `2019年12月30日`,
/// `二〇一九年十二月三十日`; and `12月30日` or `12-30` if the sheet's `year` is known.
/// A time of day behind it is ignored.
pub fn read_date(text: &str, year: Option<i32>) -> Result<Date, BadDate> {
    let text = narrow(text);
    if text.is_empty() {
        return Err(BadDate::Empty);
    }
    let parts = numbers(day_part(&text)).ok_or(BadDate::Unclear)?;
    match parts[..] {
        [Part { digits: 8, value }] => date(value / 10_000, value / 100 % 100, value % 100),
        [Part { digits: 6, .. }] => Err(BadDate::ShortYear),
        [Part { digits: 4, .. }] | [Part { digits: 4, .. }, _] => Err(BadDate::NoDay),
        [month, day] if month.digits <= 2 && day.digits <= 2 => {
            let year = year.ok_or(BadDate::NoYear)?;
            Date::from_ymd_opt(year, month.value, day.value).ok_or(BadDate::NoSuchDay)
        }
        [Part { digits: 4, value }, month, day] if month.digits <= 2 && day.digits <= 2 => {
            date(value, month.value, day.value)
        }
        [first, ..] if first.digits == 2 && parts.len() == 3 => Err(BadDate::ShortYear),
        _ => Err(BadDate::Unclear),
    }
}

/// One number of a date, with how many digits it was written.
#[derive(Clone, Copy)]
struct Part {
    digits: usize,
    value: u32,
}

fn date(year: u32, month: u32, day: u32) -> Result<Date, BadDate> {
    i32::try_from(year)
        .ok()
        .filter(|year| (1800..2200).contains(year))
        .and_then(|year| Date::from_ymd_opt(year, month, day))
        .ok_or(BadDate::NoSuchDay)
}

/// The text without a time of day: what stands before `T`, or before a blank and a clock time.
fn day_part(text: &str) -> &str {
    let cut = text.find(':').map_or(text.len(), |colon| {
        text[..colon].rfind([' ', 'T', '日', '号']).map_or(colon, |at| {
            let is_mark = text[at..].starts_with(['日', '号']);
            if is_mark { at + '日'.len_utf8() } else { at }
        })
    });
    text[..cut].trim()
}

/// The numbers between the signs that separate year, month and day; none if there is anything
/// else in between.
fn numbers(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for part in text.split(['-', '/', '.', '年', '月', '日', '号', '—', '–', ' ']) {
        if part.is_empty() {
            continue;
        }
        parts.push(arabic(part).or_else(|| chinese(part))?);
    }
    (1..=3).contains(&parts.len()).then_some(parts)
}

fn arabic(part: &str) -> Option<Part> {
    let is_number = part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some(Part { digits: part.len(), value: part.parse().ok()? })
}

/// `二〇一九` digit by digit; `三十`, `十二`, `二十九` by tens.
fn chinese(part: &str) -> Option<Part> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let digit = |c: char| {
        let c = if matches!(c, '零' | '○') { '〇' } else { c };
        DIGITS.chars().position(|known| known == c).and_then(|at| u32::try_from(at).ok())
    };
    if let Some((tens, ones)) = part.split_once('十') {
        let small = |text: &str, absent: u32| {
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (None, _) => Some(absent),
                (Some(c), None) => digit(c),
                _ => None,
            }
        };
        return Some(Part { digits: 2, value: small(tens, 1)? * 10 + small(ones, 0)? });
    }
    let mut value = 0_u32;
    let mut digits = 0;
    for c in part.chars().take(9) {
        value = value.checked_mul(10)?.checked_add(digit(c)?)?;
        digits += 1;
    }
    (digits <= 4).then_some(Part { digits, value })
}

impl Say for BadDate {
    fn say(&self) -> Text {
        match self {
            BadDate::Empty => Text::fixed("日期是空的:请填写,如 2019-12-30", {
                "the date is empty: enter one such as 2019-12-30"
            }),
            BadDate::NoYear => Text::fixed(
                "日期没有年份:请写全,如 2019-12-30",
                "the date has no year: write it in full, such as 2019-12-30",
            ),
            BadDate::NoDay => Text::fixed(
                "日期没有写到日:请写全,如 2019-12-30",
                "the date has no day: write it in full, such as 2019-12-30",
            ),
            BadDate::ShortYear => Text::fixed(
                "年份要写四位,如 2019-12-30",
                "write the year with four digits, such as 2019-12-30",
            ),
            BadDate::NoSuchDay => Text::fixed(
                "日历上没有这一天:请核对月和日",
                "the calendar has no such day: check month and day",
            ),
            BadDate::Unclear => Text::fixed(
                "看不懂这个日期:请写成 2019-12-30 的样子",
                "this is not a date: write it like 2019-12-30",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, BadDate>) {
        let read = read_date(text, None).map(|day| day.to_string());
        assert_eq!(read, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn days_as_people_write_them() {
        for text in [
            "20191230",
            "2019-12-30",
            "2019/12/30",
            "2019.12.30",
            "2019年12月30日",
            "2019 年 12 月 30 日",
            "２０１９年１２月３０号",
            "二〇一九年十二月三十日",
            "二零一九年十二月三十日",
            "2019-12-30 00:00:00",
            "2019-12-30T08:30:00",
            "2019年12月30日 9:00",
            "2019年12月30日9:00",
            "2019. 12. 30.",
        ] {
            check(text, Ok("2019-12-30"));
        }
        check("2019-1-2", Ok("2019-01-02"));
        check("二〇二〇年二月二十九日", Ok("2020-02-29"));
        check("2020年十月十一日", Ok("2020-10-11"));
    }

    #[test]
    fn the_sheet_may_say_the_year() {
        let read = |text| read_date(text, Some(2019)).map(|day| day.to_string());
        assert_eq!(read("12月30日").unwrap(), "2019-12-30");
        assert_eq!(read("12-30").unwrap(), "2019-12-30");
        assert_eq!(read("2018-12-30").unwrap(), "2018-12-30");
        assert_eq!(read("2月29日"), Err(BadDate::NoSuchDay));
        check("12月30日", Err(BadDate::NoYear));
    }

    #[test]
    fn each_fault_has_its_own_sentence() {
        check("  ", Err(BadDate::Empty));
        check("2019年12月", Err(BadDate::NoDay));
        check("2019", Err(BadDate::NoDay));
        check("19.12.30", Err(BadDate::ShortYear));
        check("191230", Err(BadDate::ShortYear));
        check("2019-02-29", Err(BadDate::NoSuchDay));
        check("2019-13-01", Err(BadDate::NoSuchDay));
        check("00000000", Err(BadDate::NoSuchDay));
        check("上周五", Err(BadDate::Unclear));
        check("1-2-3-4", Err(BadDate::Unclear));
        check("2019年底", Err(BadDate::Unclear));
        check("43829", Err(BadDate::Unclear));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "\\PC{0,24}") {
            let _ = read_date(&text, Some(2019));
        }

        #[test]
        fn what_we_write_we_read(days in 0..140_000_i64) {
            let day = Date::from_ymd_opt(1801, 1, 1).unwrap() + chrono::TimeDelta::days(days);
            for form in ["%Y%m%d", "%Y-%m-%d", "%-Y/%-m/%-d", "%Y年%-m月%-d日"] {
                prop_assert_eq!(read_date(&day.format(form).to_string(), None), Ok(day));
            }
        }
    }
}
