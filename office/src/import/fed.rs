//! Which column of a roster feeds the field that a rule speaks of.

use model::programme::{Field, Target};

use super::judge::Case;

/// The roster's field for a field of forms and the API; absent where no column feeds it.
pub(super) fn field(case: &Case<'_>, named: &str) -> Option<Field> {
    let target = case.judge.recipe.target;
    let values = &case.parsed.values;
    Some(match named {
        "title" => Field::ActivityTitle,
        "place" => Field::ActivityPlace,
        "speaker" => Field::ActivitySpeaker,
        "summary" => Field::ActivitySummary,
        "expected" => Field::ActivityExpected,
        "present" => Field::ActivityPresent,
        "minutes" => Field::ActivityDecision,
        "attendance" => Field::AttendancePresent,
        "held_on" | "planned_on" => Field::ActivityHeldOn,
        "birth_year" => Field::PersonBirthYear,
        "credit_code" => Field::OrganisationCreditCode,
        "duty" => Field::AffiliationDuty,
        "ended_because" => Field::EndedBecause,
        "id_number" => Field::PersonIdNumber,
        "joined_party_on" => Field::PersonJoinedPartyOn,
        "organisation_id" => Field::OrganisationName,
        "parent_id" => Field::ParentName,
        "person_id" => Field::PersonName,
        "political_status" => Field::PersonPoliticalStatus,
        "post" => Field::Post,
        "sent_by_id" => Field::SentByName,
        "sex" => Field::PersonSex,
        "until_on" => Field::UntilOn,
        // A membership without a day of its own began when the person joined the Party.
        "from_on" if values.date(Field::FromOn).is_none() && target == Target::Affiliation => {
            Field::PersonJoinedPartyOn
        }
        "from_on" => Field::FromOn,
        "division_code" if case.reader.sheet.column_of(Field::Division).is_some() => {
            Field::Division
        }
        "division_code" => Field::Township,
        "name" if target == Target::Organisation => Field::OrganisationName,
        "name" => Field::PersonName,
        _ => return None,
    })
}
