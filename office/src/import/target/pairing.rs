//! A roster of pairings: which organisation or person serves which division.

use model::{
    Text,
    id::PairingId,
    posting::Pairing,
    programme::{Field, PairingKind},
    span::{Span, most_at_once},
};
use uuid::Uuid;

use super::{named, person};
use crate::{
    Error,
    import::{judge::Case, made::Made},
};

pub(in crate::import) fn judge(case: &mut Case<'_>) -> Result<(), Error> {
    let key = case.parsed.values.words(Field::PairingKind);
    let Some(kind) = key.and_then(|key| case.judge.programme.pairing_kind(key)).cloned() else {
        return Ok(());
    };
    named::check_level(case, &kind.levels, &kind.title);
    let by_organisation = case.parsed.values.words(Field::OrganisationName).is_some();
    let organisation = named::organisation(case, Field::OrganisationName, &kind.organisation_kinds);
    let person_id = if by_organisation || case.parsed.values.words(Field::PersonName).is_none() {
        None
    } else {
        person::whom(case)?
    };
    if !by_organisation && person_id.is_none() && !case.is_bad() {
        let text = Text::fixed("请填写由谁来帮扶", "say who serves");
        case.bad(Field::OrganisationName, &text);
    }
    let organisation_id = organisation.map(|organisation| organisation.id);
    let (Some(division_code), Some(from_on), false) =
        (case.parsed.place.clone(), case.parsed.values.date(Field::FromOn), case.is_bad())
    else {
        return Ok(());
    };
    let until_on = case.parsed.values.date(Field::UntilOn);
    let pairing = Pairing {
        id: PairingId(case.next_id()),
        kind: kind.key.clone(),
        organisation_id,
        person_id,
        division_code,
        from_on,
        until_on,
        ended_because: case.parsed.values.owned(Field::EndedBecause).filter(|_| until_on.is_some()),
        import_id: Some(case.judge.import.id),
    };
    settle(case, &kind, pairing);
    Ok(())
}

fn helper(pairing: &Pairing) -> Uuid {
    let helper = pairing.organisation_id.map(|id| id.0).or(pairing.person_id.map(|id| id.0));
    helper.unwrap_or_default()
}

fn span(pairing: &Pairing) -> Span {
    Span::new(pairing.from_on, pairing.until_on)
}

fn settle(case: &mut Case<'_>, kind: &PairingKind, new: Pairing) {
    let key = (new.kind.clone(), new.division_code.clone());
    let there = case.register.pairings_at.get(&key).cloned().unwrap_or_default();
    let meets = |held: &&Pairing| span(held).common(span(&new)).is_some();
    let same = there.iter().filter(meets).find(|held| helper(held) == helper(&new)).cloned();
    if let Some(same) = same {
        if case.register.line(same.id.0).is_some() {
            let text = clash(case, &same, "与前面一行重复", "repeats an earlier row");
            case.bad_row(&text);
        } else if same.from_on != new.from_on {
            let text = clash(case, &same, "已结对，日期重叠", "is paired already, with other days");
            case.bad(Field::FromOn, &text);
        }
        case.made.clear();
        return;
    }
    if let Some(held) = too_many(kind.per_division, &new, &there) {
        let text = clash(
            case,
            &held,
            "这个地方已有单位结对，日期重叠",
            "somebody else serves here at the same time",
        );
        case.bad(Field::FromOn, &text);
    }
    let own = (new.kind.clone(), helper(&new));
    let elsewhere = case.register.pairings_of.get(&own).cloned().unwrap_or_default();
    if let Some(held) = too_many(kind.per_holder, &new, &elsewhere) {
        let text =
            clash(case, &held, "同时结对的地方超过规定", "serves too many places at the same time");
        case.bad(Field::OrganisationName, &text);
    }
    case.made.push(Made::Pairing(new));
}

/// One of those in the way, if with this pairing there would on some day be more than allowed.
fn too_many(limit: Option<i64>, new: &Pairing, held: &[Pairing]) -> Option<Pairing> {
    let limit = usize::try_from(limit?).ok()?;
    let spans: Vec<Span> = held.iter().map(span).collect();
    let (most, day) = most_at_once(&spans, span(new));
    if most < limit {
        return None;
    }
    held.iter().find(|held| span(held).holds_on(day)).cloned()
}

fn clash(case: &Case<'_>, held: &Pairing, zh: &str, en: &str) -> Text {
    let place = case.where_is(held.id.0);
    let name = case.reader.directory.name(&held.division_code, held.from_on);
    let from_on = held.from_on;
    Text::new(
        format!("{zh}（{}：{name}，{from_on} 起）：请核对", place.zh),
        format!("{en} ({}: {name}, since {from_on}): check it", place.en),
    )
}
