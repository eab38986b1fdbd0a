use chrono::Datelike;
use model::Date;

/// Reads `20191230`, `2019-12-30`, `2019.12.30`, `2019年12月30日` and `12月30日` (of this year), also in
/// full-width digits. Nothing if the calendar has no such day.
pub(super) fn read(text: &str, today: Date) -> Option<Date> {
    let plain: String = text.trim().chars().map(half_width).collect();
    if plain.len() == 8 && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return day(plain.get(..4)?, plain.get(4..6)?, plain.get(6..)?);
    }
    let parts: Vec<&str> = plain
        .trim_end_matches(['日', '号'])
        .split(['-', '/', '.', '年', '月'])
        .map(str::trim)
        .collect();
    match parts[..] {
        [year, month, date] if year.len() == 4 => day(year, month, date),
        [month, date] => day(&today.year().to_string(), month, date),
        _ => None,
    }
}

fn day(year: &str, month: &str, date: &str) -> Option<Date> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let written = [year, month, date].into_iter().all(digits);
    let (year, month, date) = (year.parse().ok()?, month.parse().ok()?, date.parse().ok()?);
    Date::from_ymd_opt(year, month, date).filter(|_| written)
}

fn half_width(letter: char) -> char {
    match letter {
        '０'..='９' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '－' => '-',
        other => other,
    }
}
