//! What must fit before somebody is at a post. Each sentence names who is in the way, and when.

use chrono::Datelike;
use model::{
    Date, Text, id::PostingId, organisation::Organisation, person::Person, posting::Posting,
    programme::Post, span::Span,
};
use store::postings::Holder;

use super::{limits, person_to_post};
use crate::{Act, Error, Refusal, refuse, words};

const WORKING_AGE: i64 = 16;
/// How far ahead a posting can be written down; a later day is a slip of the pen.
const DAYS_AHEAD: i64 = 366;

/// Checks a posting against the programme and against all others, but for those it replaces.
pub(super) fn check(
    act: &mut Act<'_>,
    posting: &Posting,
    replaces: Option<PostingId>,
) -> Result<(), Error> {
    let post = post(act, &posting.post)?;
    let person = person_to_post(act, posting.person_id)?;
    check_days(act, posting, &person)?;
    check_place(act, posting, &post)?;
    check_organisation(act, posting, &post)?;
    check_sender(act, posting)?;
    let span = Span::new(posting.from_on, posting.until_on);
    let is_other = |holder: &Holder| holder.id != posting.id && Some(holder.id) != replaces;
    let mut theirs = store::postings::of_person(act.tx, posting.person_id, span)?;
    theirs.retain(is_other);
    limits::check_person(act, posting, &post, &theirs)?;
    let mut there =
        store::postings::in_division(act.tx, &posting.post, &posting.division_code, span)?;
    there.retain(is_other);
    limits::check_division(posting, &post, &there)
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

fn check_days(act: &Act<'_>, posting: &Posting, person: &Person) -> Result<(), Error> {
    if posting.until_on.is_some_and(|until_on| until_on <= posting.from_on) {
        return refuse(
            "until_on",
            "离任日期应晚于任职日期",
            "the day of leaving must be after the day of taking the post",
        );
    }
    if posting.from_on.year() < 1949 || (posting.from_on - act.moment.today).num_days() > DAYS_AHEAD
    {
        return refuse(
            "from_on",
            "任职日期过早，或在一年以后，请核对",
            "the first day in post is too early, or more than a year ahead; check it",
        );
    }
    let too_young = person
        .birth_year
        .is_some_and(|year| i64::from(posting.from_on.year()) - year < WORKING_AGE);
    if too_young {
        return refuse(
            "from_on",
            "按出生年份计算，任职时不满十六周岁，请核对任职日期和人员的出生年份",
            "the person would be under sixteen on that day; check the day and the year of birth",
        );
    }
    Ok(())
}

fn check_place(act: &mut Act<'_>, posting: &Posting, post: &Post) -> Result<(), Error> {
    let code = &posting.division_code;
    if store::divisions::find(act.tx, code, posting.from_on)?.is_none() {
        return refuse(
            "division_code",
            "任职之日没有这个行政区划，请核对任职地点和日期",
            "there was no such division on that day; check the place and the date",
        );
    }
    if !post.levels.contains(&code.level()) {
        let (zh, en) = (&post.title.zh, &post.title.en);
        let text = Text::new(
            format!("「{zh}」不设在这一级，请另选任职地点"),
            format!("a {en} is not posted at this level; choose another place"),
        );
        return Err(Refusal::new("division_code", text).into());
    }
    Ok(())
}

fn check_organisation(act: &mut Act<'_>, posting: &Posting, post: &Post) -> Result<(), Error> {
    let title = &post.title;
    let Some(id) = posting.organisation_id else {
        if post.organisation_kinds.is_empty() {
            return Ok(());
        }
        let text = Text::new(
            format!("请选择任「{}」的组织", title.zh),
            format!("choose the organisation in which the {} serves", title.en),
        );
        return Err(Refusal::new("organisation_id", text).into());
    };
    let wrong =
        |zh: String, en: String| Err(Refusal::new("organisation_id", Text::new(zh, en)).into());
    if post.organisation_kinds.is_empty() {
        return wrong(
            format!("「{}」不在组织中任职，请不要选择组织", title.zh),
            format!("a {} is not posted in an organisation; leave it empty", title.en),
        );
    }
    let found = store::records::find::<Organisation>(act.tx, id.0)?;
    let fits = found.filter(|found| post.organisation_kinds.contains(&found.kind));
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
    if (on - act.moment.today).num_days() > DAYS_AHEAD {
        return refuse(
            "on",
            "日期在一年以后，请核对",
            "the day is more than a year ahead; check it",
        );
    }
    Ok(())
}

/// A reason in a person's own words.
pub(crate) fn reason(typed: &str) -> Result<String, Error> {
    let reason = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match reason.chars().count() {
        0..=1 => refuse("because", "请写明原因", "say why"),
        2..=200 => Ok(reason),
        _ => refuse("because", "原因请不超过 200 个字", "keep the reason within 200 characters"),
    }
}
