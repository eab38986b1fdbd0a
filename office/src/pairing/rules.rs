//! What must fit before somebody serves a division. Each sentence names who is in the way, and when.

use chrono::Datelike;
use model::{
    Text,
    id::{OrganisationId, PersonId},
    organisation::Organisation,
    person::Person,
    posting::Pairing,
    programme::PairingKind,
    right::Right,
    span::{Span, most_at_once},
};
use store::pairings::Partner;
use uuid::Uuid;

use crate::{Act, Error, Refusal, person, refuse, words};

const DAYS_AHEAD: i64 = 366;

/// Checks a pairing against the programme and against all others.
pub(super) fn check(act: &mut Act<'_>, pairing: &Pairing) -> Result<(), Error> {
    let kind = kind(act, &pairing.kind)?;
    check_days(act, pairing)?;
    check_place(act, pairing, &kind)?;
    let helper = match (pairing.organisation_id, pairing.person_id) {
        (Some(id), None) => check_organisation(act, pairing, id, &kind)?,
        (None, Some(id)) => check_person(act, pairing, id, &kind)?,
        _ if kind.organisation_kinds.is_empty() => {
            return refuse("person_id", "请选择结对的人", "choose the person who serves");
        }
        _ => {
            return refuse(
                "organisation_id",
                "请选择一个结对的组织，或一个人，不能两者都选",
                "choose one organisation or one person, not both",
            );
        }
    };
    let span = Span::new(pairing.from_on, pairing.until_on);
    let theirs = store::pairings::of_helper(act.tx, &kind.key, helper, span)?;
    check_helper(act, pairing, &kind, &theirs)?;
    let there = store::pairings::in_division(act.tx, &kind.key, &pairing.division_code, span)?;
    check_division(pairing, &kind, &there)
}

/// A kind of pairing of the programme in force.
pub(super) fn kind(act: &Act<'_>, key: &str) -> Result<PairingKind, Error> {
    match act.programme.pairing_kind(key) {
        Some(kind) => Ok(kind.clone()),
        None => refuse(
            "kind",
            "没有这种结对类型，请从列表中选择",
            "there is no such kind of pairing; choose one from the list",
        ),
    }
}

fn check_days(act: &Act<'_>, pairing: &Pairing) -> Result<(), Error> {
    if pairing.until_on.is_some_and(|until_on| until_on <= pairing.from_on) {
        return refuse(
            "until_on",
            "结束日期应晚于开始日期",
            "the day of ending must be after the first day",
        );
    }
    if pairing.from_on.year() < 1949 || (pairing.from_on - act.moment.today).num_days() > DAYS_AHEAD
    {
        return refuse(
            "from_on",
            "开始日期过早，或在一年以后，请核对",
            "the first day is too early, or more than a year ahead; check it",
        );
    }
    Ok(())
}

fn check_place(act: &mut Act<'_>, pairing: &Pairing, kind: &PairingKind) -> Result<(), Error> {
    let code = &pairing.division_code;
    if store::divisions::find(act.tx, code, pairing.from_on)?.is_none() {
        return refuse(
            "division_code",
            "开始之日没有这个行政区划，请核对地点和日期",
            "there was no such division on that day; check the place and the date",
        );
    }
    if !kind.levels.contains(&code.level()) {
        let (zh, en) = (&kind.title.zh, &kind.title.en);
        let text = Text::new(
            format!("「{zh}」不在这一级结对，请另选地点"),
            format!("“{en}” does not serve this level; choose another place"),
        );
        return Err(Refusal::new("division_code", text).into());
    }
    Ok(())
}

fn check_organisation(
    act: &mut Act<'_>,
    pairing: &Pairing,
    id: OrganisationId,
    kind: &PairingKind,
) -> Result<Uuid, Error> {
    let found = store::records::find::<Organisation>(act.tx, id.0)?;
    let fits = found.filter(|found| kind.organisation_kinds.contains(&found.kind));
    let Some(organisation) = fits else {
        let (zh, en) = (&kind.title.zh, &kind.title.en);
        let text = Text::new(
            format!("这类组织不参加「{zh}」，请另选组织"),
            format!("such an organisation has no part in “{en}”; choose another"),
        );
        return Err(Refusal::new("organisation_id", text).into());
    };
    if !Span::new(organisation.from_on, organisation.until_on).holds_on(pairing.from_on) {
        let name = &organisation.name;
        let text = Text::new(
            format!("开始之日「{name}」尚未成立或已撤销，请核对日期"),
            format!("{name} did not exist on that day; check the date"),
        );
        return Err(Refusal::new("from_on", text).into());
    }
    Ok(id.0)
}

fn check_person(
    act: &mut Act<'_>,
    pairing: &Pairing,
    id: PersonId,
    kind: &PairingKind,
) -> Result<Uuid, Error> {
    let unknown = || {
        refuse(
            "person_id",
            "没有找到这个人，请从列表中选择",
            "there is no such person; choose one from the list",
        )
    };
    let Some(found) = store::records::find::<Person>(act.tx, id.0)? else { return unknown() };
    match person::require_sight(act, Right::SeePeople, &found, None) {
        Ok(()) => {}
        Err(Error::Denied { .. }) => return unknown(),
        Err(error) => return Err(error),
    }
    let first_day = Span::new(pairing.from_on, pairing.from_on.succ_opt());
    let held = store::postings::of_person(act.tx, id, first_day)?;
    if held.iter().any(|held| kind.posts.contains(&held.post)) {
        return Ok(id.0);
    }
    let titles = |lang| {
        let of_key = |key: &String| act.programme.post(key).map(|p| p.title.in_lang(lang));
        kind.posts.iter().filter_map(of_key).collect::<Vec<_>>()
    };
    let (zh, en) = (titles(model::Lang::Zh).join("、"), titles(model::Lang::En).join(", "));
    let name = &found.name;
    let text = Text::new(
        format!("{name}在开始之日没有担任{zh}，请先办理任职或核对日期"),
        format!("{name} was no {en} on that day; enter the posting first, or check the day"),
    );
    Err(Refusal::new("person_id", text).into())
}

fn check_helper(
    act: &mut Act<'_>,
    pairing: &Pairing,
    kind: &PairingKind,
    theirs: &[Partner],
) -> Result<(), Error> {
    let title = &kind.title;
    let here = theirs.iter().find(|held| held.division_code == pairing.division_code);
    if let Some(held) = here {
        return Err(in_the_way(held, |who, when| {
            Text::new(
                format!("{who}已在此处结对「{}」（{}），日期重叠，请核对", title.zh, when.zh),
                format!(
                    "{who} already serves here as “{}” ({}); check the days",
                    title.en, when.en
                ),
            )
        }));
    }
    let Some(held) = too_many(kind.per_holder, pairing, theirs) else { return Ok(()) };
    let (place, limit) = (words::division(act, &held.division_code)?, kind.per_holder.unwrap_or(0));
    Err(in_the_way(held, |who, when| {
        Text::new(
            format!(
                "{who}已与{place}结对「{}」（{}），同时最多 {limit} 处；请先结束或核对日期",
                title.zh, when.zh
            ),
            format!(
                "{who} serves {place} as “{}” ({}), and may serve {limit} at a time; end that first or check the days",
                title.en, when.en
            ),
        )
    }))
}

fn check_division(pairing: &Pairing, kind: &PairingKind, there: &[Partner]) -> Result<(), Error> {
    let Some(held) = too_many(kind.per_division, pairing, there) else { return Ok(()) };
    let (title, limit) = (&kind.title, kind.per_division.unwrap_or(0));
    Err(in_the_way(held, |who, when| {
        Text::new(
            format!(
                "此处的「{}」已由{who}承担（{}），同时最多 {limit} 个；请先结束或核对日期",
                title.zh, when.zh
            ),
            format!(
                "{who} serves here as “{}” ({}), and there can be {limit} at a time; end that first or check the days",
                title.en, when.en
            ),
        )
    }))
}

/// One of those in the way, if with this pairing there would on some day be more than allowed.
fn too_many<'a>(limit: Option<i64>, pairing: &Pairing, held: &'a [Partner]) -> Option<&'a Partner> {
    let limit = usize::try_from(limit?).ok()?;
    let spans: Vec<Span> = held.iter().map(Partner::span).collect();
    let (most, day) = most_at_once(&spans, Span::new(pairing.from_on, pairing.until_on));
    if most < limit {
        return None;
    }
    held.iter().find(|held| held.span().holds_on(day))
}

fn in_the_way(held: &Partner, say: impl FnOnce(&str, Text) -> Text) -> Error {
    let text = say(&held.name, words::span(held.from_on, held.until_on));
    Refusal::new("from_on", text).about("pairing", held.id.0).into()
}
