//! A roster of members: who belongs to which organisation. Formally to one at a time.

use model::{
    Date, Text,
    id::AffiliationId,
    organisation::{Affiliation, Organisation},
    programme::Field,
};

use super::{named, person};
use crate::{
    Error,
    affiliation::rules::{self, Ground},
    import::{judge::Case, made::Made},
};

pub(in crate::import) fn judge(case: &mut Case<'_>) -> Result<(), Error> {
    let organisation = named::organisation(case, Field::OrganisationName, &[]);
    if let Some(organisation) = &organisation {
        belong_there(case, organisation);
    }
    let person = person::whom(case)?;
    let from_on = from_on(case);
    let (Some(organisation), Some(person), Some(from_on)) = (organisation, person, from_on) else {
        return Ok(());
    };
    let programme = case.judge.programme;
    let formal = match rules::is_formal(programme, &organisation) {
        Ok(formal) => formal,
        Err(refusal) => {
            case.refuse(refusal);
            return Ok(());
        }
    };
    let duty = rules::duty(case.parsed.values.words(Field::AffiliationDuty));
    let duty = duty.unwrap_or_else(|refusal| {
        case.refuse(refusal);
        None
    });
    let affiliation = Affiliation {
        id: AffiliationId(case.next_id()),
        person_id: person.id,
        organisation_id: organisation.id,
        organisation_kind: organisation.kind.clone(),
        division_code: organisation.division_code.clone(),
        formal,
        duty,
        from_on,
        until_on: case.parsed.values.date(Field::UntilOn),
        import_id: Some(case.judge.import.id),
    };
    if !is_known(case, &affiliation) {
        check(case, &organisation, &affiliation);
        case.made.push(Made::Affiliation(affiliation));
    }
    Ok(())
}

/// Without a day of its own, a membership began when the person joined the Party.
fn from_on(case: &mut Case<'_>) -> Option<Date> {
    let values = &case.parsed.values;
    let found = values.date(Field::FromOn).or_else(|| values.date(Field::PersonJoinedPartyOn));
    if found.is_none() && !case.is_bad() {
        let text = Text::fixed(
            "是空的：请填写转入时间，或填写入党时间",
            "is empty: write since when, or the day of joining the Party",
        );
        case.bad(Field::FromOn, &text);
    }
    found
}

/// The row's territory is that of the organisation.
fn belong_there(case: &mut Case<'_>, organisation: &Organisation) {
    if !case.judge.import.division_code.contains(&organisation.division_code) {
        let name = &organisation.name;
        let text = Text::new(
            format!("「{name}」不在这次导入的范围内：请由它所在的乡镇导入"),
            format!(
                "“{name}” lies outside this import's territory: let its own township import it"
            ),
        );
        case.bad(Field::OrganisationName, &text);
    }
}

/// Already a member there; twice in one sheet is told.
fn is_known(case: &mut Case<'_>, new: &Affiliation) -> bool {
    let held = case.register.affiliations_of.get(&new.person_id);
    let mut held = held.into_iter().flatten().map(|(held, _)| held);
    let same =
        held.find(|held| held.organisation_id == new.organisation_id && rules::meet(held, new));
    let Some(same) = same.cloned() else { return false };
    if case.register.line(same.id.0).is_some() {
        let place = case.where_is(same.id.0);
        let text = Text::new(
            format!("在表中重复（{}）：请只留一行", place.zh),
            format!("stands in the sheet twice ({}): keep one row", place.en),
        );
        case.bad_row(&text);
    }
    case.made.clear();
    true
}

/// By the same rules as where people join one by one.
fn check(case: &mut Case<'_>, organisation: &Organisation, new: &Affiliation) {
    let theirs = case.register.affiliations_of.get(&new.person_id).cloned().unwrap_or_default();
    let today = case.judge.moment.today;
    let faults = rules::faults(new, &Ground { today, organisation, theirs: &theirs });
    faults.into_iter().for_each(|fault| case.refuse(fault));
}
