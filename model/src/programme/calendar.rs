//! Reading the calendar: `calendar.toml`, what is special in each year.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::{item::Item, link::Space};
use crate::{
    Date, Text,
    calendar::{Calendar, Year, is_weekend},
};

pub(super) fn read(item: &mut Item) -> Calendar {
    let years = item.items("year", read_year);
    if years.is_empty() {
        item.wrong_type("year", Text::fixed("至少一段 [[year]]", "at least one [[year]]"));
    }
    let numbers: BTreeSet<i64> = years.iter().filter_map(|year| year.key.parse().ok()).collect();
    if let (Some(first), Some(last)) = (numbers.first(), numbers.last())
        && let Some(gap) = (*first..*last).find(|year| !numbers.contains(year))
    {
        let text = Text::new(
            format!("缺少 {gap} 年，请补上：年份要连续"),
            format!("{gap} is missing; add it: the years follow each other"),
        );
        item.fault("year", text);
    }
    Calendar::new(years)
}

fn read_year(item: &mut Item) -> Year {
    let number = item.number("year", 2000, 2100);
    let key = number.to_string();
    item.define_as(Space::Year, &key);
    let source = item.string("source");
    let off = days(item, "off", number);
    let worked = days(item, "worked", number);
    for day in worked.iter().filter(|day| !is_weekend(**day)) {
        let text = Text::new(
            format!("{day} 不是周末，本来就上班；请从 worked 中删去"),
            format!("{day} is no weekend and is worked anyway; remove it from worked"),
        );
        item.fault("worked", text);
    }
    let mut seen = BTreeSet::new();
    for day in off.iter().chain(&worked).filter(|day| !seen.insert(**day)) {
        let text = Text::new(
            format!("{day} 写了两次；一天只能放假或上班，请删去一处"),
            format!("{day} is named twice; a day is off or worked: remove one"),
        );
        item.fault("off", text);
    }
    Year { key, source, off, worked }
}

/// `"05-01"` and `"10-01..10-07"`, both ends included.
fn days(item: &mut Item, field: &'static str, year: i64) -> Vec<Date> {
    let mut days = Vec::new();
    for (at, text) in item.list(field) {
        let (first, last) = text.split_once("..").unwrap_or((&text, &text));
        match (day_of(year, first), day_of(year, last)) {
            (Some(first), Some(last)) if first <= last => {
                days.extend(first.iter_days().take_while(|day| *day <= last));
            }
            _ => {
                let should = Text::new(
                    format!(
                        "「{field}」中的「{text}」不是 {year} 年的日子；写作 05-01 或 10-01..10-07"
                    ),
                    format!(
                        "\"{text}\" in \"{field}\" is no day of {year}; write 05-01 or 10-01..10-07"
                    ),
                );
                item.draft.faults.push(item.source.fault(at, should));
            }
        }
    }
    days
}

fn day_of(year: i64, text: &str) -> Option<Date> {
    let day = super::day(&format!("{year:04}-{text}"))?;
    (i64::from(day.year()) == year).then_some(day)
}
