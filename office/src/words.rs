//! Days and places in sentences.

use chrono::Datelike;
use model::{Date, Text, code::DivisionCode};

use crate::{Act, Error};

/// A day as a sentence says it.
pub(crate) fn day(day: Date) -> Text {
    let (year, month, date) = (day.year(), day.month(), day.day());
    Text::new(format!("{year}年{month}月{date}日"), day.to_string())
}

/// From when until when, in a sentence.
pub(crate) fn span(from_on: Date, until_on: Option<Date>) -> Text {
    let from = day(from_on);
    match until_on.map(day) {
        None => Text::new(format!("{}起", from.zh), format!("since {}", from.en)),
        Some(until) => Text::new(
            format!("{}至{}", from.zh, until.zh),
            format!("from {} until {}", from.en, until.en),
        ),
    }
}

/// The short name of a division, or its code if it never had one.
pub(crate) fn division(act: &mut Act<'_>, code: &DivisionCode) -> Result<String, Error> {
    let versions = store::divisions::versions(act.tx, code)?;
    Ok(versions.first().map_or(code.to_string(), |division| division.short_name().into_owned()))
}
