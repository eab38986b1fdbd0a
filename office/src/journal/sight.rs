//! Who may see what the journal says of a record: whoever may see the record.

use model::{
    code::DivisionCode,
    id::{CaseId, EntryId, OrganisationId},
    person::Person,
    right::Right,
};
use serde_json::{Map, Value};
use store::journal::{self, ChangeRow};
use uuid::Uuid;

use crate::{Act, Error, person};

type Image = Map<String, Value>;

/// Refuses unless the record, as this change left it, may be seen.
pub(super) fn require(act: &mut Act<'_>, change: &ChangeRow) -> Result<(), Error> {
    let image = match &change.image {
        Some(image) => read(image)?,
        // A removed record is seen by those who could see it last.
        None => last_image(act, change.record_id)?,
    };
    let right = right(&change.record_kind);
    // A person belongs wherever they serve, too.
    if change.record_kind == "person"
        && let Some(person) = store::records::find::<Person>(act.tx, change.record_id)?
    {
        return person::require_sight(act, right, &person, None);
    }
    let of = |name: &str| image.get(name).and_then(Value::as_str);
    // A case belongs to its handler, too.
    let case_id = match change.record_kind.as_str() {
        "case_file" => Some(change.record_id),
        "case_step" => of("case_id").and_then(|id| id.parse().ok()),
        _ => None,
    };
    if let Some(id) = case_id {
        return crate::case::require_sight(act, CaseId(id));
    }
    if let Some(division) = of("division_code").or(of("code")) {
        let division: DivisionCode = division.parse().map_err(|_| Error::NotFound)?;
        let own = (change.record_kind == "organisation").then_some(change.record_id);
        let organisation = own.or_else(|| of("organisation_id")?.parse::<Uuid>().ok());
        return act.require(right, &division, organisation.map(OrganisationId));
    }
    // An edge of a tree is where its organisation is.
    match of("organisation_id").and_then(|id| id.parse::<Uuid>().ok()) {
        Some(id) => match journal::history(act.tx, id, 1)?.pop() {
            Some((_, change)) if change.record_kind == "organisation" => require(act, &change),
            _ => Err(Error::NotFound),
        },
        None => act.require_county(right),
    }
}

/// Refuses unless one of the records that an entry changed may be seen.
pub(super) fn require_any(act: &mut Act<'_>, entry_id: EntryId) -> Result<(), Error> {
    let mut refused = Error::NotFound;
    for change in journal::changes_of(act.tx, entry_id)? {
        match require(act, &change) {
            Ok(()) => return Ok(()),
            Err(error @ (Error::Denied { .. } | Error::NotFound)) => refused = error,
            Err(error) => return Err(error),
        }
    }
    Err(refused)
}

fn last_image(act: &mut Act<'_>, record_id: Uuid) -> Result<Image, Error> {
    const LOOKED_AT: i64 = 50;
    let steps = journal::history(act.tx, record_id, LOOKED_AT)?;
    let image = steps.into_iter().find_map(|(_, change)| change.image);
    image.map_or(Ok(Image::new()), |image| read(&image))
}

pub(super) fn read(image: &str) -> Result<Image, Error> {
    serde_json::from_str(image).map_err(|error| Error::Broken(format!("an image: {error}")))
}

/// Who may see the record; whatever is new is for the auditors.
fn right(record_kind: &str) -> Right {
    match record_kind {
        // In the journal it stands as part of its activity, not as what is known of a person.
        "attendance" => Right::SeeActivities,
        kind => crate::record::right(kind).unwrap_or(Right::Audit),
    }
}
