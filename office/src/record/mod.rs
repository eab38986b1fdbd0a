//! What a record is called and where it is found, for lists that mix records of all kinds: the
//! records behind a number, a search, a history, the rows of an import.

mod kind;
mod place;
#[cfg(test)]
mod tests;
mod title;

use model::{Text, code::DivisionCode};
use serde_json::Value;
use uuid::Uuid;

use self::title::Title;
pub(crate) use self::{kind::right, place::Places};
use crate::{Act, Error};

/// A record in a line.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Described {
    /// The record's table, as journal and facts know it.
    pub kind: String,
    pub id: Uuid,
    /// What sort of thing it is: 党支部, touring show.
    pub noun: Text,
    /// Its name; the noun alone where the asker may not see such records.
    pub title: Text,
    pub division_code: Option<DivisionCode>,
    /// The path of its page, if it has one that the asker may open.
    pub href: Option<String>,
    /// It was taken away since, as when an import is undone: told from its last image.
    pub gone: bool,
}

/// Describes records in the order given. One that never was is left out.
pub fn describe(act: &mut Act<'_>, records: &[(String, Uuid)]) -> Result<Vec<Described>, Error> {
    let mut described = Vec::with_capacity(records.len());
    for (kind, id) in records {
        described.extend(one(act, kind, *id)?);
    }
    Ok(described)
}

pub(crate) fn one(act: &mut Act<'_>, kind: &str, id: Uuid) -> Result<Option<Described>, Error> {
    let Some((image, gone)) = image(act, kind, id)? else { return Ok(None) };
    let Title { noun, name, holder } = title::of(act, kind, &image)?;
    let division_code: Option<DivisionCode> = text(&image, "division_code")
        .or_else(|| text(&image, "code"))
        .and_then(|code| code.parse().ok())
        .or(holder);
    let is_seen = may_see(act, kind, &image, division_code.as_ref())?;
    let title = if is_seen { name } else { noun.clone() };
    let href = kind::path(kind, id, &image).filter(|_| is_seen && !gone);
    Ok(Some(Described { kind: kind.to_owned(), id, noun, title, division_code, href, gone }))
}

/// The record as it now stands, or as it last stood.
pub(super) fn image(
    act: &mut Act<'_>,
    kind: &str,
    id: Uuid,
) -> Result<Option<(Value, bool)>, Error> {
    let read = |text: &str| {
        serde_json::from_str(text).map_err(|error| Error::Broken(format!("image of {id}: {error}")))
    };
    if let Some(standing) = kind::image(act.tx, kind, id)? {
        return Ok(Some((read(&standing)?, false)));
    }
    let mut history = store::journal::history(act.tx, id, IMAGES)?;
    history.retain(|(_, change)| change.record_kind == kind);
    if history.is_empty() {
        return Ok(None);
    }
    // Erased on somebody's wish, it was there, and nothing more can be said.
    let last = history.into_iter().find_map(|(_, change)| change.image);
    Ok(Some((last.map_or(Ok(Value::Null), |text| read(&text))?, true)))
}

/// How far back the last image of a removed record is looked for.
const IMAGES: i64 = 20;

/// The right over the record's kind where the record lies; a mixed list must not tell more than
/// the record's own page.
fn may_see(
    act: &mut Act<'_>,
    kind: &str,
    image: &Value,
    division: Option<&DivisionCode>,
) -> Result<bool, Error> {
    let Some(right) = kind::right(kind) else { return Ok(false) };
    let county = act.programme.county.code.clone();
    let organisation = match kind {
        "organisation" => text(image, "id"),
        _ => text(image, "organisation_id"),
    };
    let organisation = organisation.and_then(|id| id.parse().ok());
    match act.require(right, division.unwrap_or(&county), organisation) {
        Ok(()) => Ok(true),
        Err(Error::Denied { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

pub(super) fn text<'a>(image: &'a Value, field: &str) -> Option<&'a str> {
    image.get(field).and_then(Value::as_str)
}
