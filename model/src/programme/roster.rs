//! What a roster can say: the records it makes and the fields that its columns may feed.

use super::link::Space;
use crate::{
    Text,
    standards::{BadWord, Ethnicity, PoliticalStatus, Schooling, Sex},
    words,
};

words! {
    /// What each row of a roster makes.
    pub enum Target {
        Organisation = "organisation",
        Person = "person",
        Affiliation = "affiliation",
        Posting = "posting",
        Pairing = "pairing",
        Activity = "activity",
    }
}

words! {
    /// One thing that a column or a given value says.
    pub enum Field {
        /// The township, for finding a village or an organisation by its name.
        Township = "township",
        Division = "division",
        FromOn = "from_on",
        UntilOn = "until_on",
        PersonName = "person_name",
        PersonIdNumber = "id_number",
        PersonPhone = "phone",
        PersonSex = "sex",
        PersonEthnicity = "ethnicity",
        PersonBirthYear = "birth_year",
        PersonPoliticalStatus = "political_status",
        PersonSchooling = "schooling",
        PersonJoinedPartyOn = "joined_party_on",
        OrganisationName = "organisation",
        OrganisationKind = "organisation_kind",
        OrganisationCreditCode = "credit_code",
        /// The organisation right above.
        ParentName = "parent",
        AffiliationDuty = "duty",
        Post = "post",
        /// The unit that sent the person.
        SentByName = "sent_by",
        PairingKind = "pairing_kind",
        EndedBecause = "ended_because",
        ActivityKind = "activity_kind",
        ActivityTitle = "title",
        ActivityPlace = "place",
        ActivityHeldOn = "held_on",
        ActivityExpected = "expected",
        ActivityPresent = "present",
        ActivitySpeaker = "speaker",
        ActivitySummary = "summary",
        ActivityDecision = "decision",
        /// The names of those who came.
        AttendancePresent = "present_people",
        /// The names of those who did not, each with the reason in brackets.
        AttendanceAbsent = "absent_people",
    }
}

/// How a cell is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Free words.
    Words,
    PersonName,
    /// GB 11643.
    IdNumber,
    /// GB 32100.
    CreditCode,
    Phone,
    Date,
    Year,
    /// A whole number, zero or more.
    Count,
    /// A township by code or by name.
    Township,
    /// A division by code, or by name within the row's township.
    Division,
    /// An organisation by name, within the row's township if several have it.
    Organisation,
    /// A kind or post of the programme, by key, title or one of the column's `words`.
    Key(Space),
    Code(CodeTable),
    /// Names of people, with commas or blanks between.
    People,
}

/// The national tables whose codes stand in a person's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeTable {
    /// GB/T 2261.1.
    Sex,
    /// GB/T 3304.
    Ethnicity,
    /// GB/T 4762.
    PoliticalStatus,
    /// GB/T 4658.
    Schooling,
}

impl CodeTable {
    /// The code of what a cell says: a code itself, or a word of the standard.
    pub fn read(self, cell: &str) -> Result<String, BadWord> {
        match self {
            CodeTable::Sex => Sex::read(cell).map(String::from),
            CodeTable::Ethnicity => Ethnicity::read(cell).map(String::from),
            CodeTable::PoliticalStatus => PoliticalStatus::read(cell).map(String::from),
            CodeTable::Schooling => Schooling::read(cell).map(String::from),
        }
    }
}

impl Field {
    pub const fn reading(self) -> Reading {
        match self {
            Field::Township => Reading::Township,
            Field::Division => Reading::Division,
            Field::FromOn | Field::UntilOn | Field::PersonJoinedPartyOn | Field::ActivityHeldOn => {
                Reading::Date
            }
            Field::PersonName => Reading::PersonName,
            Field::PersonIdNumber => Reading::IdNumber,
            Field::PersonPhone => Reading::Phone,
            Field::PersonSex => Reading::Code(CodeTable::Sex),
            Field::PersonEthnicity => Reading::Code(CodeTable::Ethnicity),
            Field::PersonPoliticalStatus => Reading::Code(CodeTable::PoliticalStatus),
            Field::PersonSchooling => Reading::Code(CodeTable::Schooling),
            Field::PersonBirthYear => Reading::Year,
            // The name of the organisation that the row makes, or of one that is there already.
            Field::OrganisationName | Field::ParentName | Field::SentByName => {
                Reading::Organisation
            }
            Field::OrganisationKind => Reading::Key(Space::OrganisationKind),
            Field::OrganisationCreditCode => Reading::CreditCode,
            Field::Post => Reading::Key(Space::Post),
            Field::PairingKind => Reading::Key(Space::PairingKind),
            Field::ActivityKind => Reading::Key(Space::ActivityKind),
            Field::ActivityExpected | Field::ActivityPresent => Reading::Count,
            Field::AttendancePresent | Field::AttendanceAbsent => Reading::People,
            Field::AffiliationDuty
            | Field::EndedBecause
            | Field::ActivityTitle
            | Field::ActivityPlace
            | Field::ActivitySpeaker
            | Field::ActivitySummary
            | Field::ActivityDecision => Reading::Words,
        }
    }

    /// Whether the field finds an organisation that exists, rather than naming a new one.
    pub fn finds_organisation(self, target: Target) -> bool {
        let names_new = target == Target::Organisation && self == Field::OrganisationName;
        self.reading() == Reading::Organisation && !names_new
    }

    /// Whether it is masked wherever the row is shown.
    pub const fn is_personal(self) -> bool {
        matches!(self, Field::PersonIdNumber | Field::PersonPhone)
    }
}

const PERSON: [Field; 9] = [
    Field::PersonName,
    Field::PersonIdNumber,
    Field::PersonPhone,
    Field::PersonSex,
    Field::PersonEthnicity,
    Field::PersonBirthYear,
    Field::PersonPoliticalStatus,
    Field::PersonSchooling,
    Field::PersonJoinedPartyOn,
];

impl Target {
    pub const fn title(self) -> Text {
        match self {
            Target::Organisation => Text::fixed("组织", "organisations"),
            Target::Person => Text::fixed("人员", "people"),
            Target::Affiliation => Text::fixed("隶属关系", "affiliations"),
            Target::Posting => Text::fixed("任职", "postings"),
            Target::Pairing => Text::fixed("结对", "pairings"),
            Target::Activity => Text::fixed("活动", "activities"),
        }
    }

    /// The fields without which a row makes nothing: each needs a column or a given value.
    pub const fn needs(self) -> &'static [Field] {
        match self {
            Target::Organisation => {
                &[Field::OrganisationName, Field::OrganisationKind, Field::Division]
            }
            Target::Person => &[Field::PersonName, Field::Division],
            Target::Affiliation => &[Field::PersonName, Field::OrganisationName, Field::FromOn],
            Target::Posting => &[Field::PersonName, Field::Post, Field::Division, Field::FromOn],
            Target::Pairing => &[Field::PairingKind, Field::Division, Field::FromOn],
            Target::Activity => {
                &[Field::ActivityKind, Field::ActivityTitle, Field::Division, Field::ActivityHeldOn]
            }
        }
    }

    /// Whether a row of this target can use the field at all.
    pub fn takes(self, field: Field) -> bool {
        let more: &[Field] = match self {
            Target::Organisation => {
                &[Field::OrganisationCreditCode, Field::ParentName, Field::FromOn, Field::UntilOn]
            }
            Target::Person => &[],
            Target::Affiliation => &[Field::Division, Field::AffiliationDuty, Field::UntilOn],
            Target::Posting => {
                &[Field::OrganisationName, Field::SentByName, Field::UntilOn, Field::EndedBecause]
            }
            Target::Pairing => &[Field::OrganisationName, Field::UntilOn, Field::EndedBecause],
            Target::Activity => &[
                Field::OrganisationName,
                Field::ActivityPlace,
                Field::ActivityExpected,
                Field::ActivityPresent,
                Field::ActivitySpeaker,
                Field::ActivitySummary,
                Field::ActivityDecision,
                Field::AttendancePresent,
                Field::AttendanceAbsent,
            ],
        };
        let about_person = self.names_person() && PERSON.contains(&field);
        field == Field::Township
            || about_person
            || self.needs().contains(&field)
            || more.contains(&field)
    }

    /// Whether a row names a person, who is found by ID number or made.
    pub const fn names_person(self) -> bool {
        matches!(self, Target::Person | Target::Affiliation | Target::Posting | Target::Pairing)
    }
}
