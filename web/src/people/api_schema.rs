//! What people look like to programs.

use model::id::PersonId;
use office::person::{self, Sheet};
use serde::Serialize;
use utoipa::ToSchema;

/// What is registered of a person openly.
#[derive(ToSchema)]
#[schema(as = people::Particulars)]
#[expect(dead_code, reason = "says what the office's own form looks like")]
pub(super) struct Particulars {
    name: String,
    /// A code of GB/T 2261.1 or its word; may be left out beside an ID number, which says it.
    sex: Option<String>,
    /// A code of GB/T 3304 or its word.
    ethnicity: Option<String>,
    birth_year: Option<i64>,
    /// A code of GB/T 4762 or its word.
    political_status: Option<String>,
    /// A code of GB/T 4658 or its word.
    schooling: Option<String>,
    /// Where the person is registered in the county.
    division_code: String,
    joined_party_on: Option<String>,
}

/// A person to be registered.
#[derive(ToSchema)]
#[schema(as = people::New)]
#[expect(dead_code, reason = "says what the office's own form looks like")]
pub(super) struct New {
    /// A UUIDv7 that the sender chooses.
    id: String,
    particulars: Particulars,
    id_number: Option<String>,
    phone: Option<String>,
}

/// A line of the list.
#[derive(Serialize, ToSchema)]
#[schema(as = people::Line)]
pub(super) struct Line {
    #[schema(value_type = String)]
    id: PersonId,
    name: String,
    sex: String,
    birth_year: Option<i64>,
    political_status: Option<String>,
    division_code: String,
    has_id_number: bool,
    has_phone: bool,
    /// Where the person formally belongs on the day.
    organisation: Option<String>,
    /// The post held on the day.
    post: Option<String>,
}

impl From<person::Line> for Line {
    fn from(line: person::Line) -> Line {
        Line {
            id: line.id,
            name: line.name,
            sex: line.sex,
            birth_year: line.birth_year,
            political_status: line.political_status,
            division_code: line.division_code.to_string(),
            has_id_number: line.has_id_number,
            has_phone: line.has_phone,
            organisation: line.organisation,
            post: line.post,
        }
    }
}

/// One page of a list.
#[derive(Serialize, ToSchema)]
#[schema(as = people::Listed)]
pub(super) struct Listed {
    pub(super) total: i64,
    pub(super) people: Vec<Line>,
    /// What to send as `after` for the next page; null on the last.
    pub(super) after: Option<String>,
}

/// Everything about one person that the asker may see.
#[derive(Serialize, ToSchema)]
#[schema(as = people::Record)]
pub(super) struct Record {
    #[schema(value_type = String)]
    id: PersonId,
    /// Send it with a change, so that nobody's work is overwritten.
    version: String,
    #[schema(value_type = Particulars)]
    particulars: person::Particulars,
    /// Masked: `4104**********0125`.
    id_number: Option<String>,
    /// Masked: `138****1234`.
    phone: Option<String>,
    /// Organisations that the person belongs to or belonged to.
    #[schema(value_type = Vec<Object>)]
    belongs: Vec<person::Belongs>,
    #[schema(value_type = Vec<Object>)]
    postings: Vec<office::posting::Held>,
    #[schema(value_type = Vec<Object>)]
    pairings: Vec<model::posting::Pairing>,
    /// By year and kind of activity.
    #[schema(value_type = Vec<Object>)]
    attended: Vec<person::Attended>,
    /// Who saw which personal field, when and why.
    #[schema(value_type = Vec<Object>)]
    reveals: Vec<person::Seen>,
}

impl From<Sheet> for Record {
    fn from(sheet: Sheet) -> Record {
        let Sheet { id, version, particulars, id_number, phone, .. } = sheet;
        let Sheet { belongs, postings, pairings, attended, reveals, .. } = sheet;
        Record {
            id,
            version,
            particulars,
            id_number,
            phone,
            belongs,
            postings,
            pairings,
            attended,
            reveals,
        }
    }
}

/// Who bears a number.
#[derive(Serialize, ToSchema)]
#[schema(as = people::Known)]
pub(super) struct Known {
    /// Null if nobody does whom the asker may see.
    #[schema(value_type = Option<String>)]
    pub(super) id: Option<PersonId>,
}

/// A personal field in clear.
#[derive(Serialize, ToSchema)]
#[schema(as = people::Revealed)]
pub(super) struct Revealed {
    pub(super) value: String,
}
