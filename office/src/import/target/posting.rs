//! A roster of postings: who is at which post, where, from when.

use chrono::Datelike;
use model::{
    Text,
    code::DivisionCode,
    id::{OrganisationId, PersonId, PostingId},
    posting::Posting,
    programme::{Field, Post},
    span::{Span, most_at_once},
};

use super::{named, person};
use crate::{
    Error,
    import::{judge::Case, made::Made},
};

const WORKING_AGE: i64 = 16;

pub(in crate::import) fn judge(case: &mut Case<'_>) -> Result<(), Error> {
    let post = case.parsed.values.words(Field::Post).and_then(|key| case.judge.programme.post(key));
    let person_id = person::whom(case)?;
    let Some(post) = post.cloned() else { return Ok(()) };
    named::check_level(case, &post.levels, &post.title);
    let organisation_id = organisation(case, &post);
    let sent_by_id = named::organisation(case, Field::SentByName, &[]).map(|unit| unit.id);
    check_age(case);
    let Some(person_id) = person_id else { return Ok(()) };
    let Some(posting) = draft(case, &post, person_id, (organisation_id, sent_by_id)) else {
        return Ok(());
    };
    if is_known(case, &posting) {
        // A person who came along only for the posting is there too.
        case.made.clear();
        return Ok(());
    }
    check_holder(case, &post, &posting);
    check_division(case, &post, &posting);
    case.made.push(Made::Posting(posting));
    Ok(())
}

fn draft(
    case: &Case<'_>,
    post: &Post,
    person_id: PersonId,
    (organisation_id, sent_by_id): (Option<OrganisationId>, Option<OrganisationId>),
) -> Option<Posting> {
    let values = &case.parsed.values;
    let until_on = values.date(Field::UntilOn);
    Some(Posting {
        id: PostingId(case.next_id()),
        person_id,
        post: post.key.clone(),
        organisation_id,
        sent_by_id,
        division_code: case.parsed.place.clone()?,
        from_on: values.date(Field::FromOn)?,
        until_on,
        ended_because: values.owned(Field::EndedBecause).filter(|_| until_on.is_some()),
        import_id: Some(case.judge.import.id),
    })
}

/// The body in which the post is held, where the post has one.
fn organisation(case: &mut Case<'_>, post: &Post) -> Option<OrganisationId> {
    if post.organisation_kinds.is_empty() {
        return None;
    }
    let found = named::organisation(case, Field::OrganisationName, &post.organisation_kinds);
    let is_named = case.parsed.values.words(Field::OrganisationName).is_some();
    if !is_named {
        let title = &post.title;
        let text = Text::new(
            format!("是空的：请填写任「{}」的组织", title.zh),
            format!("is empty: write in which organisation the {} serves", title.en),
        );
        case.bad(Field::OrganisationName, &text);
    }
    let found = found?;
    let place = case.parsed.place.clone()?;
    if !found.division_code.contains(&place) {
        let name = &found.name;
        let text = Text::new(
            format!("「{name}」不管这个地点：请核对组织、乡镇和村"),
            format!("“{name}” does not cover this place: check organisation, township and village"),
        );
        case.bad(Field::OrganisationName, &text);
    }
    Some(found.id)
}

fn check_age(case: &mut Case<'_>) {
    let Some(from_on) = case.parsed.values.date(Field::FromOn) else { return };
    let made = case.made.iter().find_map(|made| match made {
        Made::Person(person) => person.birth_year,
        _ => None,
    });
    if made.is_some_and(|year| i64::from(from_on.year()) - year < WORKING_AGE) {
        let text = Text::fixed(
            "任职时不满十六周岁：请核对任职时间和出生年份",
            "comes before the age of sixteen: check it and the year of birth",
        );
        case.bad(Field::FromOn, &text);
    }
}

/// The very same posting is there. One that has ended meanwhile is told: an import changes nothing.
fn is_known(case: &mut Case<'_>, new: &Posting) -> bool {
    let held = case.register.postings_of.get(&new.person_id);
    let same = held.into_iter().flatten().find(|held| {
        held.post == new.post
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
    } else if same.until_on.is_none() && new.until_on.is_some() {
        let text = Text::fixed(
            "这次任职系统中仍在任：请在任职页面办理离任，或删去离任时间后再导入",
            "is still open in the records: end it on the posting's page, or leave the day out here",
        );
        case.bad(Field::UntilOn, &text);
    }
    true
}

fn span(posting: &Posting) -> Span {
    Span::new(posting.from_on, posting.until_on)
}

/// The same post here twice, too many places, or two full-time posts in two places.
fn check_holder(case: &mut Case<'_>, post: &Post, new: &Posting) {
    let held = case.register.postings_of.get(&new.person_id).cloned().unwrap_or_default();
    let meets = |held: &&Posting| span(held).common(span(new)).is_some();
    let held: Vec<Posting> = held.iter().filter(meets).cloned().collect();
    let here = |held: &&Posting| held.division_code == new.division_code;
    if let Some(twin) = held.iter().filter(here).find(|held| held.post == new.post) {
        let text = clash(
            case,
            twin,
            "同一人在同一地点任同一岗位，日期重叠",
            "the same person already holds this post here",
        );
        return case.bad(Field::FromOn, &text);
    }
    let elsewhere: Vec<Posting> = held.iter().filter(|held| !here(held)).cloned().collect();
    let same: Vec<Posting> =
        elsewhere.iter().filter(|held| held.post == new.post).cloned().collect();
    if let Some(held) = too_many(post.per_holder, new, &same) {
        let text = clash(
            case,
            &held,
            "同一人同时在别处任同一岗位，超过规定",
            "the person holds this post elsewhere at the same time",
        );
        case.bad(Field::FromOn, &text);
        return;
    }
    let full_time = |key: &str| case.judge.programme.post(key).is_some_and(|post| post.full_time);
    let other = elsewhere.iter().find(|held| post.full_time && full_time(&held.post)).cloned();
    if let Some(held) = other {
        let text = clash(
            case,
            &held,
            "同一人同时在别处任全脱产岗位",
            "the person holds a full-time post elsewhere at the same time",
        );
        case.bad(Field::FromOn, &text);
    }
}

fn check_division(case: &mut Case<'_>, post: &Post, new: &Posting) {
    let key = (new.post.clone(), new.division_code.clone());
    let there = case.register.postings_at.get(&key).cloned().unwrap_or_default();
    let others: Vec<Posting> =
        there.into_iter().filter(|held| held.person_id != new.person_id).collect();
    if let Some(held) = too_many(post.per_division, new, &others) {
        let text = clash(
            case,
            &held,
            "这个岗位在这里已有人在任，日期重叠",
            "somebody else holds this post here at the same time",
        );
        case.bad(Field::FromOn, &text);
    }
}

/// One of those in the way, if with this posting there would on some day be more than allowed.
fn too_many(limit: Option<i64>, new: &Posting, held: &[Posting]) -> Option<Posting> {
    let limit = usize::try_from(limit?).ok()?;
    let spans: Vec<Span> = held.iter().map(span).collect();
    let (most, day) = most_at_once(&spans, span(new));
    if most < limit {
        return None;
    }
    held.iter().find(|held| span(held).holds_on(day)).cloned()
}

/// What stands in the way: where, at which post, from when until when.
fn clash(case: &Case<'_>, held: &Posting, zh: &str, en: &str) -> Text {
    let place = case.where_is(held.id.0);
    let title = named::post_title(case.judge.programme, &held.post);
    let division: &DivisionCode = &held.division_code;
    let name = case.reader.directory.name(division, held.from_on);
    let days = days(held);
    Text::new(
        format!("{zh}（{}：{name}「{}」{}）：请核对日期", place.zh, title.zh, days.zh),
        format!("{en} ({}: {} in {name}, {}): check the days", place.en, title.en, days.en),
    )
}

fn days(held: &Posting) -> Text {
    let from = held.from_on;
    match held.until_on {
        None => Text::new(format!("{from} 起"), format!("since {from}")),
        Some(until) => Text::new(format!("{from} 至 {until}"), format!("{from} to {until}")),
    }
}
