//! A roster of members: who belongs to which organisation. Formally to one at a time.

use model::{
    Date, Text,
    id::AffiliationId,
    organisation::{Affiliation, Organisation},
    programme::{Field, Membership},
    span::Span,
};

use super::{named, person};
use crate::{
    Error,
    import::{judge::Case, made::Made},
};

pub(in crate::import) fn judge(case: &mut Case<'_>) -> Result<(), Error> {
    let organisation = named::organisation(case, Field::OrganisationName, &[]);
    if let Some(organisation) = &organisation {
        belong_there(case, organisation);
    }
    let person_id = person::whom(case)?;
    let from_on = from_on(case);
    let (Some(organisation), Some(person_id), Some(from_on)) = (organisation, person_id, from_on)
    else {
        return Ok(());
    };
    let Some(membership) = membership(case, &organisation) else { return Ok(()) };
    let affiliation = Affiliation {
        id: AffiliationId(case.next_id()),
        person_id,
        organisation_id: organisation.id,
        organisation_kind: organisation.kind.clone(),
        division_code: organisation.division_code.clone(),
        formal: membership == Membership::Formal,
        duty: case.parsed.values.owned(Field::AffiliationDuty),
        from_on,
        until_on: case.parsed.values.date(Field::UntilOn),
        import_id: Some(case.judge.import.id),
    };
    if !is_known(case, &affiliation) {
        check(case, &affiliation);
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

fn membership(case: &mut Case<'_>, organisation: &Organisation) -> Option<Membership> {
    let kind = case.judge.programme.organisation_kind(&organisation.kind)?;
    if kind.membership != Membership::None {
        return Some(kind.membership);
    }
    let text = Text::new(
        format!("「{}」（{}）没有成员：请填写党支部等组织", organisation.name, kind.title.zh),
        format!(
            "“{}” ({}) has no members: name a branch or the like",
            organisation.name, kind.title.en
        ),
    );
    case.bad(Field::OrganisationName, &text);
    None
}

fn span(affiliation: &Affiliation) -> Span {
    Span::new(affiliation.from_on, affiliation.until_on)
}

/// Already a member there; twice in one sheet is told.
fn is_known(case: &mut Case<'_>, new: &Affiliation) -> bool {
    let held = case.register.affiliations_of.get(&new.person_id);
    let same = held.into_iter().flatten().find(|held| {
        held.organisation_id == new.organisation_id && span(held).common(span(new)).is_some()
    });
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

/// Exactly one formal affiliation at any time.
fn check(case: &mut Case<'_>, new: &Affiliation) {
    if !new.formal {
        return;
    }
    let held = case.register.affiliations_of.get(&new.person_id);
    let other = held
        .into_iter()
        .flatten()
        .find(|held| held.formal && span(held).common(span(new)).is_some());
    let Some(other) = other.cloned() else { return };
    let place = case.where_is(other.id.0);
    let from_on = other.from_on;
    let text = Text::new(
        format!(
            "这个人另有正式组织关系（{}，{from_on} 起）：一人同时只能有一个，请先转出或核对",
            place.zh
        ),
        format!(
            "the person has another formal affiliation ({}, since {from_on}): there can be one at a time, so end it or check",
            place.en
        ),
    );
    case.bad(Field::OrganisationName, &text);
}
