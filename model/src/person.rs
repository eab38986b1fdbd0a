//! People. What identifies or reaches one stands sealed in the row.

use crate::{
    Date,
    code::DivisionCode,
    fact::Posts,
    id::{AccountId, ImportId, PersonId, RevealId},
    moment::Timestamp,
    words,
};

/// A person whom the county's work concerns. Codes are those of GB/T 2261.1 (sex), GB/T 3304
/// (ethnicity), GB/T 4762 (political status), GB/T 4658 (schooling).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub sex: String,
    pub ethnicity: Option<String>,
    pub birth_year: Option<i64>,
    pub political_status: Option<String>,
    pub schooling: Option<String>,
    pub division_code: DivisionCode,
    pub id_number_sealed: Option<Vec<u8>>,
    /// Keyed hash of the ID number: finds the same person again without opening anything.
    pub id_number_hash: Option<Vec<u8>>,
    pub phone_sealed: Option<Vec<u8>>,
    pub joined_party_on: Option<Date>,
    pub import_id: Option<ImportId>,
}

impl Posts for Person {}

words! {
    /// A field that is masked until somebody says why it must be seen.
    pub enum PersonalField {
        IdNumber = "id_number",
        Phone = "phone",
    }
}

/// Who saw which personal field of whom, and why. The person concerned can see it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reveal {
    pub id: RevealId,
    pub person_id: PersonId,
    pub field: PersonalField,
    pub reason: String,
    pub account_id: AccountId,
    pub at: Timestamp,
}

impl Posts for Reveal {}
