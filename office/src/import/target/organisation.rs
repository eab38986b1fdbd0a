//! A roster of organisations, each with the one right above it.

use model::{
    Date, Text,
    id::{OrganisationId, ParentId},
    organisation::{Organisation, Parent},
    programme::{Field, OrganisationKind},
};

use super::named;
use crate::import::{judge::Case, made::Made};

pub(in crate::import) fn judge(case: &mut Case<'_>) {
    let Some(kind) = kind(case) else { return };
    named::check_level(case, &kind.levels, &kind.title);
    let Some(organisation) = draft(case, &kind) else {
        // What stands above it is looked for all the same, so that every problem is told at once.
        named::organisation(case, Field::ParentName, &kind.under);
        return;
    };
    let twin = twin(case, &organisation);
    let above = named::organisation(case, Field::ParentName, &kind.under);
    match twin {
        Some(twin) => known(case, &twin),
        None => {
            let id = organisation.id;
            case.made.push(Made::Organisation(organisation));
            if let Some(above) = above {
                below(case, id, &above);
            }
        }
    }
}

fn kind(case: &Case<'_>) -> Option<OrganisationKind> {
    let key = case.parsed.values.words(Field::OrganisationKind)?;
    case.judge.programme.organisation_kind(key).cloned()
}

fn draft(case: &Case<'_>, kind: &OrganisationKind) -> Option<Organisation> {
    let values = &case.parsed.values;
    Some(Organisation {
        id: OrganisationId(case.next_id()),
        kind: kind.key.clone(),
        name: values.owned(Field::OrganisationName)?,
        credit_code: values.owned(Field::OrganisationCreditCode),
        division_code: case.parsed.place.clone()?,
        seated_on: None,
        from_on: values.date(Field::FromOn).unwrap_or_else(|| beginning(case)),
        until_on: values.date(Field::UntilOn),
        import_id: Some(case.judge.import.id),
    })
}

/// Who says nothing about the founding day was there when the county's records begin.
fn beginning(case: &Case<'_>) -> Date {
    let first = case.judge.programme.divisions.iter().map(|division| division.from_on).min();
    first.unwrap_or(case.judge.moment.today)
}

/// The same organisation, if it is there already.
fn twin(case: &Case<'_>, new: &Organisation) -> Option<Organisation> {
    let named = case.register.organisations.get(&new.name)?;
    let same = |old: &&Organisation| {
        old.kind == new.kind
            && old.division_code == new.division_code
            && old.until_on.is_none_or(|until| until > new.from_on)
    };
    named.iter().find(same).cloned()
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

fn below(case: &mut Case<'_>, id: OrganisationId, above: &Organisation) {
    let Some(Made::Organisation(own)) = case.made.last() else { return };
    let from_on = own.from_on.max(above.from_on);
    let until_on = own.until_on;
    let edge = Parent {
        id: ParentId(case.next_id()),
        organisation_id: id,
        parent_id: above.id,
        from_on,
        until_on,
        import_id: Some(case.judge.import.id),
    };
    case.made.push(Made::Parent(edge));
}
