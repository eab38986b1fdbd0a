//! What must fit before somebody serves a division, on a page and in a roster alike. Each sentence
//! names who is in the way, and when.

use model::{
    Date, Lang, Text,
    organisation::Organisation,
    person::Person,
    posting::Pairing,
    programme::{PairingKind, Programme},
    right::Right,
    span::{Span, most_at_once},
};
use store::pairings::Partner;

use crate::{
    Act, Error, Refusal, days, error::first, person, posting::rules as posting_rules, refuse, words,
};

/// Everything that a pairing is judged by, looked up beforehand.
pub(crate) struct Ground<'a> {
    pub(crate) programme: &'a Programme,
    pub(crate) today: Date,
    pub(crate) kind: &'a PairingKind,
    /// Whether there is such a division on the first day.
    pub(crate) has_division: bool,
    pub(crate) helper: Helper<'a>,
    /// What the helper serves in the same way in these days, anywhere.
    pub(crate) theirs: &'a [Served],
    /// Who serves here in the same way in these days.
    pub(crate) there: &'a [Partner],
}

/// Whoever serves.
pub(crate) enum Helper<'a> {
    /// Nobody, or two at once.
    Unclear,
    /// Absent if there is no such organisation.
    Organisation(Option<&'a Organisation>),
    /// With the posts held on the first day.
    Person { name: &'a str, posts: Vec<String> },
}

/// A pairing with the name of its place.
pub(crate) struct Served {
    pub(crate) partner: Partner,
    pub(crate) place: String,
}

type Check = fn(&Pairing, &Ground<'_>) -> Result<(), Refusal>;

/// All that is wrong with a pairing.
pub(crate) fn faults(pairing: &Pairing, ground: &Ground<'_>) -> Vec<Refusal> {
    const CHECKS: [Check; 7] = [
        |pairing, _| days::ends_after(pairing.from_on, pairing.until_on),
        |pairing, ground| days::begins(pairing.from_on, ground.today),
        |pairing, _| posting_rules::said(pairing.ended_because.as_deref()),
        at_its_level,
        by_its_helper,
        of_helper,
        of_division,
    ];
    CHECKS.iter().filter_map(|check| check(pairing, ground).err()).collect()
}

/// Checks a pairing against the programme and against all others.
pub(super) fn check(act: &mut Act<'_>, pairing: &Pairing) -> Result<(), Error> {
    let kind = &kind(act, &pairing.kind)?;
    let (code, from_on) = (&pairing.division_code, pairing.from_on);
    let has_division = store::divisions::find(act.tx, code, from_on)?.is_some();
    let (mut organisation, mut person) = (None, None);
    match (pairing.organisation_id, pairing.person_id) {
        (Some(id), None) => organisation = store::records::find::<Organisation>(act.tx, id.0)?,
        (None, Some(_)) => person = Some(seen_person(act, pairing)?),
        _ => {}
    }
    let helper = match (pairing.organisation_id, &person) {
        (_, Some(person)) => {
            let first_day = Span::new(from_on, from_on.succ_opt());
            let held = store::postings::of_person(act.tx, person.id, first_day)?;
            let posts = held.into_iter().map(|held| held.post).collect();
            Helper::Person { name: &person.name, posts }
        }
        (Some(_), None) if pairing.person_id.is_none() => {
            Helper::Organisation(organisation.as_ref())
        }
        _ => Helper::Unclear,
    };
    let span = Span::new(from_on, pairing.until_on);
    let mut theirs = Vec::new();
    if let Some(helper) = pairing.helper() {
        for partner in store::pairings::of_helper(act.tx, &kind.key, helper, span)? {
            let place = words::division(act, &partner.division_code)?;
            theirs.push(Served { partner, place });
        }
    }
    let there = store::pairings::in_division(act.tx, &kind.key, code, span)?;
    let (programme, today, theirs, there) = (act.programme, act.moment.today, &theirs, &there);
    first(faults(pairing, &Ground { programme, today, kind, has_division, helper, theirs, there }))
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

/// The person who serves, if they may be seen.
fn seen_person(act: &mut Act<'_>, pairing: &Pairing) -> Result<Person, Error> {
    let unknown = || {
        refuse(
            "person_id",
            "没有找到这个人，请从列表中选择",
            "there is no such person; choose one from the list",
        )
    };
    let found = match pairing.person_id {
        Some(id) => store::records::find::<Person>(act.tx, id.0)?,
        None => None,
    };
    let Some(found) = found else { return unknown() };
    match person::require_sight(act, Right::SeePeople, &found, None) {
        Ok(()) => Ok(found),
        Err(Error::Denied { .. }) => unknown(),
        Err(error) => Err(error),
    }
}

fn at_its_level(pairing: &Pairing, ground: &Ground<'_>) -> Result<(), Refusal> {
    if !ground.has_division {
        return Err(Refusal::fixed(
            "division_code",
            "开始之日没有这个行政区划，请核对地点和日期",
            "there was no such division on that day; check the place and the date",
        ));
    }
    let PairingKind { levels, title, .. } = ground.kind;
    if !levels.contains(&pairing.division_code.level()) {
        let (zh, en) = (&title.zh, &title.en);
        let text = Text::new(
            format!("「{zh}」不在这一级结对，请另选地点"),
            format!("“{en}” does not serve this level; choose another place"),
        );
        return Err(Refusal::new("division_code", text));
    }
    Ok(())
}

fn by_its_helper(pairing: &Pairing, ground: &Ground<'_>) -> Result<(), Refusal> {
    match &ground.helper {
        Helper::Unclear if ground.kind.organisation_kinds.is_empty() => {
            Err(Refusal::fixed("person_id", "请选择结对的人", "choose the person who serves"))
        }
        Helper::Unclear => Err(Refusal::fixed(
            "organisation_id",
            "请选择一个结对的组织，或一个人，不能两者都选",
            "choose one organisation or one person, not both",
        )),
        Helper::Organisation(organisation) => by_organisation(pairing, ground, *organisation),
        Helper::Person { name, posts } => by_person(ground, name, posts),
    }
}

fn by_organisation(
    pairing: &Pairing,
    ground: &Ground<'_>,
    organisation: Option<&Organisation>,
) -> Result<(), Refusal> {
    let PairingKind { organisation_kinds, title, .. } = ground.kind;
    let fits = organisation.filter(|found| organisation_kinds.contains(&found.kind));
    let Some(organisation) = fits else {
        let text = Text::new(
            format!("这类组织不参加「{}」，请另选组织", title.zh),
            format!("such an organisation has no part in “{}”; choose another", title.en),
        );
        return Err(Refusal::new("organisation_id", text));
    };
    if !Span::new(organisation.from_on, organisation.until_on).holds_on(pairing.from_on) {
        let name = &organisation.name;
        let text = Text::new(
            format!("开始之日「{name}」尚未成立或已撤销，请核对日期"),
            format!("{name} did not exist on that day; check the date"),
        );
        return Err(Refusal::new("from_on", text));
    }
    Ok(())
}

fn by_person(ground: &Ground<'_>, name: &str, held: &[String]) -> Result<(), Refusal> {
    let wanted = &ground.kind.posts;
    if held.iter().any(|post| wanted.contains(post)) {
        return Ok(());
    }
    let titles = |lang: Lang| {
        let of_key = |key: &String| ground.programme.post(key).map(|p| p.title.in_lang(lang));
        wanted.iter().filter_map(of_key).collect::<Vec<_>>()
    };
    let (zh, en) = (titles(Lang::Zh).join("、"), titles(Lang::En).join(", "));
    let text = Text::new(
        format!("{name}在开始之日没有担任{zh}，请先办理任职或核对日期"),
        format!("{name} was no {en} on that day; enter the posting first, or check the day"),
    );
    Err(Refusal::new("person_id", text))
}

fn of_helper(pairing: &Pairing, ground: &Ground<'_>) -> Result<(), Refusal> {
    let (kind, title) = (ground.kind, &ground.kind.title);
    let here = |served: &&Served| served.partner.division_code == pairing.division_code;
    if let Some(served) = ground.theirs.iter().find(here) {
        return Err(in_the_way(&served.partner, |who, when| {
            Text::new(
                format!("{who}已在此处结对「{}」（{}），日期重叠，请核对", title.zh, when.zh),
                format!(
                    "{who} already serves here as “{}” ({}); check the days",
                    title.en, when.en
                ),
            )
        }));
    }
    let theirs: Vec<&Partner> = ground.theirs.iter().map(|served| &served.partner).collect();
    let Some(found) = too_many(kind.per_holder, pairing, &theirs) else { return Ok(()) };
    let limit = kind.per_holder.unwrap_or(0);
    let place = ground.theirs.iter().find(|served| served.partner.id == found.id);
    let place = place.map_or("", |served| served.place.as_str());
    Err(in_the_way(found, |who, when| {
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

fn of_division(pairing: &Pairing, ground: &Ground<'_>) -> Result<(), Refusal> {
    let kind = ground.kind;
    let there: Vec<&Partner> = ground.there.iter().collect();
    let Some(held) = too_many(kind.per_division, pairing, &there) else { return Ok(()) };
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
fn too_many<'a>(
    limit: Option<i64>,
    pairing: &Pairing,
    held: &[&'a Partner],
) -> Option<&'a Partner> {
    let limit = usize::try_from(limit?).ok()?;
    let spans: Vec<Span> = held.iter().map(|held| held.span()).collect();
    let (most, day) = most_at_once(&spans, Span::new(pairing.from_on, pairing.until_on));
    if most < limit {
        return None;
    }
    held.iter().copied().find(|held| held.span().holds_on(day))
}

fn in_the_way(held: &Partner, say: impl FnOnce(&str, Text) -> Text) -> Refusal {
    let text = say(&held.name, words::span(held.from_on, held.until_on));
    Refusal::new("from_on", text).about("pairing", held.id.0)
}
