//! People. What identifies or reaches one stands sealed in the row.

use crate::{
    Date, Text,
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

words! {
    /// Why a personal field must be seen. What is written beside it says which matter it is.
    pub enum Purpose {
        Contact = "contact",
        Verify = "verify",
        OfficialForm = "official_form",
        Assistance = "assistance",
        Correction = "correction",
        Inspection = "inspection",
    }
}

impl PersonalField {
    pub const fn title(self) -> Text {
        match self {
            PersonalField::IdNumber => Text::fixed("身份号码", "ID number"),
            PersonalField::Phone => Text::fixed("联系电话", "telephone"),
        }
    }
}

impl Purpose {
    pub const fn title(self) -> Text {
        match self {
            Purpose::Contact => Text::fixed("工作联系本人", "to reach the person about work"),
            Purpose::Verify => Text::fixed("核对身份", "to verify who it is"),
            Purpose::OfficialForm => Text::fixed("填写上级表册", "to fill in an official form"),
            Purpose::Assistance => {
                Text::fixed("为本人办理事项", "to handle a matter for the person")
            }
            Purpose::Correction => Text::fixed("更正登记信息", "to correct what is registered"),
            Purpose::Inspection => Text::fixed("检查、审计", "inspection or audit"),
        }
    }
}

/// Who saw which personal field of whom, and why. The person concerned can see it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reveal {
    pub id: RevealId,
    pub person_id: PersonId,
    pub field: PersonalField,
    pub purpose: Purpose,
    pub reason: String,
    pub account_id: AccountId,
    pub at: Timestamp,
}

impl Posts for Reveal {}
