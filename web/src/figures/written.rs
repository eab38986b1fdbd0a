//! How values are written for people.

use model::{code::DivisionCode, figure::Value, period::Period};
use office::figure::Wanted;

use crate::number::grouped;

/// 1,204 or 66.67: the unit stands beside it.
pub(crate) fn number(value: Value) -> String {
    match value {
        Value::Count(count) => grouped(count),
        share => share.to_string(),
    }
}

/// The address of a figure's page, and below it of its workbook.
pub(crate) fn link(wanted: &Wanted) -> String {
    let Wanted { key, revision, division, period, at } = wanted;
    let mut link = address(key, division, *period);
    if let Some(at) = at {
        link.push_str(&format!("&at={at}"));
    }
    if let Some(revision) = revision {
        link.push_str(&format!("&revision={revision}"));
    }
    link
}

/// The live figure.
pub(crate) fn address(key: &str, division: &DivisionCode, period: Period) -> String {
    format!("/figures/{key}?division={division}&period={period}")
}
