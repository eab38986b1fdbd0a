//! What the filters of a list say: an empty one says nothing.

use model::{
    Date, Text, code::DivisionCode, code::Level, period::Period, programme::Programme, text::Say,
};

use crate::{Problem, as_of, list::Choice};

/// The value of a filter that is set.
pub(crate) fn set(filter: Option<String>) -> Option<String> {
    filter.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// What somebody is told who typed an ID number or a telephone where names are sought.
pub(crate) const NAMES_ONLY: Text = Text::fixed(
    "查找框只按名称查；身份号码请用“按身份号码查找”",
    "This box finds names; use “Find by ID number” for a number",
);

/// Whether this looks like somebody's number, which must not stand in an address. A division's
/// code is nobody's.
pub(crate) fn is_a_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 11 && text.trim().parse::<DivisionCode>().is_err()
}

/// The division of a filter.
pub(crate) fn division(filter: Option<String>) -> Result<Option<DivisionCode>, Problem> {
    let Some(text) = set(filter) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| Problem::not_found())
}

/// Reads the period of a filter. What cannot be read is told, and filters nothing.
pub(crate) fn period(typed: &str) -> (Option<Period>, Option<Text>) {
    if typed.trim().is_empty() {
        return (None, None);
    }
    match typed.trim().parse::<Period>() {
        Ok(period) => (Some(period), None),
        Err(bad) => (None, Some(bad.say())),
    }
}

/// The day of a filter, if one is set.
pub(crate) fn day(filter: Option<String>, today: Date) -> Result<Option<Date>, Problem> {
    set(filter).map(|text| as_of::day(Some(&text), today)).transpose()
}

/// The townships, to narrow a list to one of them.
pub(crate) fn townships(programme: &Programme) -> Vec<Choice> {
    let listed = programme.divisions.iter().filter(|listed| listed.level == Level::Township);
    listed.map(|listed| Choice::new(listed.code.to_string(), both(&listed.name))).collect()
}

/// A name, the same in both languages.
pub(crate) fn both(name: &str) -> Text {
    Text::new(name.to_owned(), name.to_owned())
}
