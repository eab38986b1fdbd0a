//! A roster of pairings: which organisation or person serves which division.

use model::{
    Text,
    id::PairingId,
    organisation::Organisation,
    posting::Pairing,
    programme::{Field, PairingKind},
    span::Span,
};
use store::pairings::Partner;

use super::{named, person};
use crate::{
    Error,
    import::{judge::Case, made::Made, register::Somebody},
    pairing::rules::{self, Ground, Helper, Served},
};

pub(in crate::import) fn judge(case: &mut Case<'_>) -> Result<(), Error> {
    let key = case.parsed.values.words(Field::PairingKind);
    let Some(kind) = key.and_then(|key| case.judge.programme.pairing_kind(key)) else {
        return Ok(());
    };
    let by_organisation = case.parsed.values.words(Field::OrganisationName).is_some();
    let organisation = named::organisation(case, Field::OrganisationName, &kind.organisation_kinds);
    let by_person = !by_organisation && case.parsed.values.words(Field::PersonName).is_some();
    let person = if by_person { person::whom(case)? } else { None };
    // Whoever serves and cannot be told has been noted.
    let is_told = by_organisation == organisation.is_some() && by_person == person.is_some();
    let Some(mut pairing) = draft(case, kind).filter(|_| is_told) else { return Ok(()) };
    pairing.organisation_id = organisation.as_ref().map(|organisation| organisation.id);
    pairing.person_id = person.as_ref().map(|person| person.id);
    if is_known(case, &pairing) {
        case.made.clear();
        return Ok(());
    }
    check(case, kind, (organisation.as_ref(), person.as_ref()), &pairing);
    case.made.push(Made::Pairing(pairing));
    Ok(())
}

fn draft(case: &Case<'_>, kind: &PairingKind) -> Option<Pairing> {
    let values = &case.parsed.values;
    let until_on = values.date(Field::UntilOn);
    Some(Pairing {
        id: PairingId(case.next_id()),
        kind: kind.key.clone(),
        organisation_id: None,
        person_id: None,
        division_code: case.parsed.place.clone()?,
        from_on: values.date(Field::FromOn)?,
        until_on,
        ended_because: values.owned(Field::EndedBecause).filter(|_| until_on.is_some()),
        import_id: Some(case.judge.import.id),
    })
}

/// The very same pairing is there; twice in one sheet is told.
fn is_known(case: &mut Case<'_>, new: &Pairing) -> bool {
    let held = new.helper().and_then(|helper| case.register.pairings_of.get(&helper));
    let same = held.into_iter().flatten().find(|held| {
        held.kind == new.kind
            && held.division_code == new.division_code
            && held.from_on == new.from_on
    });
    let Some(same) = same.cloned() else { return false };
    if case.register.line(same.id.0).is_some() {
        let place = case.where_is(same.id.0);
        let text = Text::new(
            format!("与前面一行相同（{}）：请只留一行", place.zh),
            format!("says the same as an earlier row ({}): keep one", place.en),
        );
        case.bad_row(&text);
    }
    true
}

/// By the same rules as where pairings are made one by one.
fn check(
    case: &mut Case<'_>,
    kind: &PairingKind,
    (organisation, person): (Option<&Organisation>, Option<&Somebody>),
    new: &Pairing,
) {
    let span = Span::new(new.from_on, new.until_on);
    let meets = |held: &&Partner| held.kind == new.kind && held.span().common(span).is_some();
    let theirs = new.helper().and_then(|helper| case.register.pairings_of.get(&helper));
    let theirs: Vec<Served> = theirs
        .into_iter()
        .flatten()
        .filter(meets)
        .map(|partner| Served {
            place: case.reader.directory.name(&partner.division_code, partner.from_on),
            partner: partner.clone(),
        })
        .collect();
    let there = case.register.pairings_at.get(&(new.kind.clone(), new.division_code.clone()));
    let there: Vec<Partner> = there.into_iter().flatten().filter(meets).cloned().collect();
    let helper = match (organisation, person) {
        (Some(organisation), _) => Helper::Organisation(Some(organisation)),
        (None, Some(person)) => {
            let held = case.register.postings_of.get(&person.id).into_iter().flatten();
            let held = held.filter(|held| held.span().holds_on(new.from_on));
            Helper::Person { name: &person.name, posts: held.map(|h| h.post.clone()).collect() }
        }
        (None, None) => Helper::Unclear,
    };
    let ground = Ground {
        programme: case.judge.programme,
        today: case.judge.moment.today,
        kind,
        has_division: case.has_division(&new.division_code, new.from_on),
        helper,
        theirs: &theirs,
        there: &there,
    };
    rules::faults(new, &ground).into_iter().for_each(|fault| case.refuse(fault));
}
