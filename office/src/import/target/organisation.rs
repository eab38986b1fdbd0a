//! A roster of organisations, each with the one right above it.

use model::{
    Date, Text,
    code::DivisionCode,
    id::{OrganisationId, ParentId},
    organisation::{Organisation, Parent},
    programme::{Field, OrganisationKind},
};

use super::named;
use crate::{
    import::{judge::Case, made::Made},
    organisation::rules::{self, Ground},
};

pub(in crate::import) fn judge(case: &mut Case<'_>) {
    let Some(kind) = kind(case) else { return };
    let drafted = draft(case, kind);
    // What stands above it is looked for in any case, so that every problem is told at once.
    let above = named::organisation(case, Field::ParentName, &kind.under);
    let Some(organisation) = drafted else { return };
    let named = case.register.organisations.get(&organisation.name);
    match rules::twin(&organisation, named.map(Vec::as_slice).unwrap_or_default()).cloned() {
        Some(twin) => known(case, &twin),
        None => make(case, kind, organisation, above.as_ref()),
    }
}

/// By the same rules as where organisations are founded one by one.
fn make(
    case: &mut Case<'_>,
    kind: &OrganisationKind,
    organisation: Organisation,
    above: Option<&Organisation>,
) {
    let code = organisation.credit_code.as_ref();
    let same_code = code.and_then(|code| case.register.by_credit_code.get(code)).cloned();
    let ground = Ground {
        kind,
        today: case.judge.moment.today,
        has_division: case.has_division(&organisation.division_code, organisation.from_on),
        same_code: &same_code.unwrap_or_default(),
    };
    rules::faults(&organisation, &ground).into_iter().for_each(|fault| case.refuse(fault));
    case.made.push(Made::Organisation(organisation.clone()));
    if let Some(above) = above {
        below(case, &organisation, above);
    }
}

fn kind<'a>(case: &Case<'a>) -> Option<&'a OrganisationKind> {
    let key = case.parsed.values.words(Field::OrganisationKind)?;
    case.judge.programme.organisation_kind(key)
}

fn draft(case: &Case<'_>, kind: &OrganisationKind) -> Option<Organisation> {
    let values = &case.parsed.values;
    let place = case.parsed.place.clone()?;
    Some(Organisation {
        id: OrganisationId(case.next_id()),
        kind: kind.key.clone(),
        name: values.owned(Field::OrganisationName)?,
        credit_code: values.owned(Field::OrganisationCreditCode),
        from_on: values.date(Field::FromOn).unwrap_or_else(|| beginning(case, &place)),
        division_code: place,
        seated_on: None,
        until_on: values.date(Field::UntilOn),
        import_id: Some(case.judge.import.id),
    })
}

/// Who says nothing about the founding day was there when the county's records begin, or when the
/// division did.
fn beginning(case: &Case<'_>, place: &DivisionCode) -> Date {
    let today = case.judge.moment.today;
    let first = case.judge.programme.divisions.iter().map(|division| division.from_on).min();
    let since = case.reader.directory.since(place, today);
    first.max(since).unwrap_or(today)
}

fn known(case: &mut Case<'_>, twin: &Organisation) {
    if case.register.line(twin.id.0).is_some() {
        let place = case.where_is(twin.id.0);
        let text = Text::new(
            format!("在表中重复（{}）：请只留一行", place.zh),
            format!("stands in the sheet twice ({}): keep one row", place.en),
        );
        case.bad(Field::OrganisationName, &text);
    }
}

fn below(case: &mut Case<'_>, own: &Organisation, above: &Organisation) {
    // Rosters give founding days of both, and the younger of the two decides.
    let from_on = own.from_on.max(above.from_on);
    if let Err(refusal) = rules::fits_below(own, above, from_on, case.judge.programme) {
        case.refuse(refusal);
    }
    let edge = Parent {
        id: ParentId(case.next_id()),
        organisation_id: own.id,
        parent_id: above.id,
        from_on,
        until_on: own.until_on,
        import_id: Some(case.judge.import.id),
    };
    case.made.push(Made::Parent(edge));
}
