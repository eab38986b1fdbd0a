//! What is known of each journaled kind: its rows, who may see it, where its page is.

use model::{
    account::{Account, Grant},
    activity::{Activity, Attendance},
    briefing::{Briefing, ProgrammeRevision},
    case::{Case, CaseStep, Edition},
    division::Division,
    import::Import,
    organisation::{Affiliation, Organisation, Parent, Seat},
    person::{Person, Reveal},
    posting::{Pairing, Posting},
    right::Right,
};
use serde_json::Value;
use store::{Journaled, Tx};
use uuid::Uuid;

use super::text;
use crate::Error;

/// The image of a record that stands in its table.
pub(super) fn image(tx: &mut Tx, kind: &str, id: Uuid) -> Result<Option<String>, Error> {
    match kind {
        "account" => of::<Account>(tx, id),
        "activity" => of::<Activity>(tx, id),
        "affiliation" => of::<Affiliation>(tx, id),
        "attendance" => of::<Attendance>(tx, id),
        "briefing" => of::<Briefing>(tx, id),
        "case_edition" => of::<Edition>(tx, id),
        "case_file" => of::<Case>(tx, id),
        "case_step" => of::<CaseStep>(tx, id),
        "division" => of::<Division>(tx, id),
        "import" => of::<Import>(tx, id),
        "organisation" => of::<Organisation>(tx, id),
        "pairing" => of::<Pairing>(tx, id),
        "parent" => of::<Parent>(tx, id),
        "person" => of::<Person>(tx, id),
        "posting" => of::<Posting>(tx, id),
        "programme_revision" => of::<ProgrammeRevision>(tx, id),
        "reveal" => of::<Reveal>(tx, id),
        "role_grant" => of::<Grant>(tx, id),
        "seat" => of::<Seat>(tx, id),
        _ => Ok(None),
    }
}

fn of<R: Journaled>(tx: &mut Tx, id: Uuid) -> Result<Option<String>, Error> {
    Ok(store::records::find::<R>(tx, id)?.map(|record| record.image()))
}

/// What somebody must hold to see such a record.
pub(crate) fn right(kind: &str) -> Option<Right> {
    Some(match kind {
        "account" | "role_grant" => Right::ManageAccounts,
        "activity" => Right::SeeActivities,
        "affiliation" | "attendance" | "person" => Right::SeePeople,
        "briefing" => Right::SeeFigures,
        "case_edition" => Right::ApplyProgramme,
        "case_file" | "case_step" => Right::SeeCases,
        "division" => Right::SeeDivisions,
        "import" => Right::ImportRosters,
        "organisation" | "parent" | "seat" => Right::SeeOrganisations,
        "pairing" | "posting" => Right::SeePostings,
        "programme_revision" => Right::ApplyProgramme,
        "reveal" => Right::Audit,
        _ => return None,
    })
}

/// The page of a record, or of the record that it is part of.
pub(super) fn path(kind: &str, id: Uuid, image: &Value) -> Option<String> {
    let part_of = |folder: &str, field: &str| Some(format!("/{folder}/{}", text(image, field)?));
    match kind {
        "account" => Some(format!("/accounts/{id}")),
        "activity" => Some(format!("/activities/{id}")),
        "affiliation" | "reveal" => part_of("people", "person_id"),
        "attendance" => part_of("activities", "activity_id"),
        "briefing" => Some(format!("/briefings/{id}")),
        "case_file" => Some(format!("/cases/{id}")),
        "case_step" => part_of("cases", "case_id"),
        "division" => part_of("divisions", "code"),
        "import" => Some(format!("/imports/{id}")),
        "organisation" => Some(format!("/organisations/{id}")),
        "pairing" => Some(format!("/pairings/{id}")),
        "parent" | "seat" => part_of("organisations", "organisation_id"),
        "person" => Some(format!("/people/{id}")),
        "posting" => Some(format!("/postings/{id}")),
        "programme_revision" => Some(format!("/programme/{}", image.get("number")?)),
        "role_grant" => part_of("accounts", "account_id"),
        _ => None,
    }
}
