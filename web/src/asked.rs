//! What the filters of a list say: an empty one says nothing.

use model::{Date, Text, code::DivisionCode, code::Level, programme::Programme};

use crate::{Problem, as_of, list::Choice};

/// The value of a filter that is set.
pub(crate) fn set(filter: Option<String>) -> Option<String> {
    filter.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The division of a filter.
pub(crate) fn division(filter: Option<String>) -> Result<Option<DivisionCode>, Problem> {
    let Some(text) = set(filter) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| Problem::not_found())
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
