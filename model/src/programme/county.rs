//! The county itself: `programme.toml`.

use chrono::NaiveTime;

use super::{
    County, Fault, ListedDivision,
    fence::Fence,
    guard,
    item::Item,
    link::Space,
    load::{COUNTY, DIVISIONS},
    source::Draft,
};
use crate::{Lang, Text, code::Level};

pub(super) fn read(item: &mut Item) -> Option<County> {
    let name = item.text("name");
    let should = Text::fixed("12 位数字代码", "a code of 12 digits");
    item.string("code");
    let code = item.parsed("code", should, |text| text.parse().ok());
    let should = Text::fixed("+08:00 样式的时差", "an offset like +08:00");
    item.string("utc_offset");
    let offset = item.parsed("utc_offset", should, |text| text.parse().ok());
    let should = Text::fixed("zh 或 en", "zh or en");
    item.string("language");
    let language = item.parsed("language", should, |text| match text {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    });
    let note = item.text("note");
    let notices = item.inner("notices", read_notices).unwrap_or((hour(8), hour(20)));
    Some(County {
        name,
        code: code?,
        offset: offset?,
        language: language?,
        note,
        notices_from: notices.0,
        notices_until: notices.1,
    })
}

/// Nobody's rest is disturbed: notices wait for the day.
fn read_notices(item: &mut Item) -> (NaiveTime, NaiveTime) {
    let mut time = |field: &'static str, usual: u32| {
        item.string(field);
        let should = Text::fixed("08:00 样式的时刻", "a time of day like 08:00");
        let parse = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
        item.parsed(field, should, parse).unwrap_or(hour(usual))
    };
    let (from, until) = (time("from", 8), time("until", 20));
    for (field, at_night) in [("from", from < hour(7)), ("until", until > hour(21))] {
        if at_night {
            item.fault(field, guard::refusal(&format!("notices.{field}"), Fence::NightPush));
        }
    }
    if until <= from {
        item.wrong_type("until", Text::fixed("晚于 from 的时刻", "later than from"));
    }
    (from, until)
}

fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}

/// The list holds the county itself once, and nothing outside it.
pub(super) fn check(county: &County, divisions: &[ListedDivision], draft: &mut Draft) {
    if county.code.level() != Level::County {
        let text = Text::fixed(
            "应为县级代码（后六位为零）",
            "must be the code of a county, ending in six zeros",
        );
        draft.faults.push(Fault::new(COUNTY, 1, text));
        return;
    }
    let code = &county.code;
    let outside = divisions.iter().filter(|row| !code.contains(&row.code));
    let lines = outside.filter_map(|row| {
        let place = draft.links.place_of(Space::Division, row.code.as_str())?;
        Some((place.line, row.code.clone()))
    });
    let mut faults: Vec<_> = lines
        .map(|(line, row)| {
            let text = Text::new(
                format!("{row} 不在本县 {code} 之内；请删去"),
                format!("{row} does not lie in the county {code}; remove it"),
            );
            Fault::new(DIVISIONS, line, text)
        })
        .collect();
    if !divisions.is_empty() && !divisions.iter().any(|row| row.code == *code) {
        let text = Text::new(
            format!("缺少县本级 {code} 一行，请补上"),
            format!("the row of the county {code} itself is missing; please add it"),
        );
        faults.push(Fault::new(DIVISIONS, 1, text));
    }
    draft.faults.extend(faults);
}
