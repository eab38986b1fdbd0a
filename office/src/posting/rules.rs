//! What must fit before somebody is at a post, on a page and in a roster alike. Each sentence names
//! who is in the way, and when.

use chrono::Datelike;
use model::{
    Date, Text,
    id::PostingId,
    organisation::Organisation,
    posting::Posting,
    programme::{Post, Programme},
    span::Span,
};
use store::postings::Holder;

use super::{limits, person_to_post};
use crate::{Act, Error, Refusal, days, error::first, refuse, words};

const WORKING_AGE: i64 = 16;
const LONGEST_REASON: usize = 200;

/// Everything that a posting is judged by, looked up beforehand.
pub(crate) struct Ground<'a> {
    pub(crate) programme: &'a Programme,
    pub(crate) today: Date,
    pub(crate) post: &'a Post,
    pub(crate) birth_year: Option<i64>,
    /// Whether there is such a division on the first day.
    pub(crate) has_division: bool,
    /// The body in which the post is held.
    pub(crate) organisation: Option<&'a Organisation>,
    /// What the person holds in these days, anywhere.
    pub(crate) theirs: &'a [Held],
    /// Who holds the same post here in these days.
    pub(crate) there: &'a [Holder],
}

/// A posting with the name of its place.
pub(crate) struct Held {
    pub(crate) holder: Holder,
    pub(crate) place: String,
}

type Check = fn(&Posting, &Ground<'_>) -> Result<(), Refusal>;

/// All that is wrong with a posting.
pub(crate) fn faults(posting: &Posting, ground: &Ground<'_>) -> Vec<Refusal> {
    const CHECKS: [Check; 7] = [
        |posting, _| days::ends_after(posting.from_on, posting.until_on),
        |posting, ground| days::begins(posting.from_on, ground.today),
        |posting, _| said(posting.ended_because.as_deref()),
        of_age,
        at_its_level,
        in_its_organisation,
        limits::of_person,
    ];
    let all = CHECKS.iter().chain(&[limits::of_division as Check]);
    all.filter_map(|check| check(posting, ground).err()).collect()
}

/// Checks a posting against the programme and against all others, but for those it replaces.
pub(super) fn check(
    act: &mut Act<'_>,
    posting: &Posting,
    replaces: Option<PostingId>,
) -> Result<(), Error> {
    let post = &post(act, &posting.post)?;
    let person = person_to_post(act, posting.person_id)?;
    check_sender(act, posting)?;
    let (code, from_on) = (&posting.division_code, posting.from_on);
    let has_division = store::divisions::find(act.tx, code, from_on)?.is_some();
    let organisation = match posting.organisation_id {
        Some(id) => store::records::find::<Organisation>(act.tx, id.0)?,
        None => None,
    };
    let span = Span::new(from_on, posting.until_on);
    let is_other = |holder: &Holder| holder.id != posting.id && Some(holder.id) != replaces;
    let mut theirs = Vec::new();
    for holder in store::postings::of_person(act.tx, posting.person_id, span)? {
        if is_other(&holder) {
            let place = words::division(act, &holder.division_code)?;
            theirs.push(Held { holder, place });
        }
    }
    let mut there = store::postings::in_division(act.tx, &posting.post, code, span)?;
    there.retain(is_other);
    let ground = Ground {
        programme: act.programme,
        today: act.moment.today,
        post,
        birth_year: person.birth_year,
        has_division,
        organisation: organisation.as_ref(),
        theirs: &theirs,
        there: &there,
    };
    first(faults(posting, &ground))
}

/// A post of the programme in force.
pub(super) fn post(act: &Act<'_>, key: &str) -> Result<Post, Error> {
    match act.programme.post(key) {
        Some(post) => Ok(post.clone()),
        None => refuse(
            "post",
            "没有这个岗位，请从列表中选择",
            "there is no such post; choose one from the list",
        ),
    }
}

fn of_age(posting: &Posting, ground: &Ground<'_>) -> Result<(), Refusal> {
    let too_young = ground
        .birth_year
        .is_some_and(|year| i64::from(posting.from_on.year()) - year < WORKING_AGE);
    if too_young {
        return Err(Refusal::fixed(
            "from_on",
            "按出生年份计算，任职时不满十六周岁，请核对任职日期和人员的出生年份",
            "the person would be under sixteen on that day; check the day and the year of birth",
        ));
    }
    Ok(())
}

fn at_its_level(posting: &Posting, ground: &Ground<'_>) -> Result<(), Refusal> {
    if !ground.has_division {
        return Err(Refusal::fixed(
            "division_code",
            "任职之日没有这个行政区划，请核对任职地点和日期",
            "there was no such division on that day; check the place and the date",
        ));
    }
    let Post { levels, title, .. } = ground.post;
    if !levels.contains(&posting.division_code.level()) {
        let (zh, en) = (&title.zh, &title.en);
        let text = Text::new(
            format!("「{zh}」不设在这一级，请另选任职地点"),
            format!("a {en} is not posted at this level; choose another place"),
        );
        return Err(Refusal::new("division_code", text));
    }
    Ok(())
}

fn in_its_organisation(posting: &Posting, ground: &Ground<'_>) -> Result<(), Refusal> {
    let Post { title, organisation_kinds, .. } = ground.post;
    let wrong = |zh: String, en: String| Err(Refusal::new("organisation_id", Text::new(zh, en)));
    if posting.organisation_id.is_none() {
        if organisation_kinds.is_empty() {
            return Ok(());
        }
        return wrong(
            format!("请选择任「{}」的组织", title.zh),
            format!("choose the organisation in which the {} serves", title.en),
        );
    }
    if organisation_kinds.is_empty() {
        return wrong(
            format!("「{}」不在组织中任职，请不要选择组织", title.zh),
            format!("a {} is not posted in an organisation; leave it empty", title.en),
        );
    }
    let fits = ground.organisation.filter(|found| organisation_kinds.contains(&found.kind));
    let Some(organisation) = fits else {
        return wrong(
            format!("「{}」不在这类组织中任职，请另选组织", title.zh),
            format!("a {} is not posted in such an organisation; choose another", title.en),
        );
    };
    let (name, span) = (&organisation.name, Span::new(organisation.from_on, organisation.until_on));
    if !span.holds_on(posting.from_on) {
        return wrong(
            format!("任职之日「{name}」尚未成立或已撤销，请核对日期"),
            format!("{name} did not exist on that day; check the date"),
        );
    }
    if !organisation.division_code.contains(&posting.division_code) {
        return wrong(
            format!("「{name}」不管这个地点，请另选组织或任职地点"),
            format!("{name} does not cover this place; choose another organisation or place"),
        );
    }
    Ok(())
}

fn check_sender(act: &mut Act<'_>, posting: &Posting) -> Result<(), Error> {
    let Some(id) = posting.sent_by_id else { return Ok(()) };
    match store::records::find::<Organisation>(act.tx, id.0)? {
        Some(_) => Ok(()),
        None => refuse(
            "sent_by_id",
            "没有这个派出单位，请从列表中选择",
            "there is no such sending unit; choose one from the list",
        ),
    }
}

/// A day on which something ends: after it began, and no more than a year ahead.
pub(crate) fn check_end(act: &Act<'_>, from_on: Date, on: Date) -> Result<(), Error> {
    if on <= from_on {
        let began = words::day(from_on);
        let text = Text::new(
            format!("日期应晚于开始日期（{}）；若是误录，请用“作废”", began.zh),
            format!(
                "the day must be after the first ({}); strike out what was entered by mistake",
                began.en
            ),
        );
        return Err(Refusal::new("on", text).into());
    }
    Ok(days::not_far_ahead("on", on, act.moment.today)?)
}

/// A reason in a person's own words.
pub(crate) fn reason(typed: &str) -> Result<String, Error> {
    let reason = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match reason.chars().count() {
        0..=1 => refuse("because", "请写明原因", "say why"),
        2..=LONGEST_REASON => Ok(reason),
        _ => refuse("because", "原因请不超过 200 个字", "keep the reason within 200 characters"),
    }
}

/// A reason that may be left out, for what ended in the past.
pub(crate) fn said(because: Option<&str>) -> Result<(), Refusal> {
    if because.is_none_or(|because| because.chars().count() <= LONGEST_REASON) {
        return Ok(());
    }
    Err(Refusal::fixed(
        "ended_because",
        "原因请不超过 200 个字",
        "keep the reason within 200 characters",
    ))
}
