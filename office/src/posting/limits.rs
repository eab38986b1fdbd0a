//! How many can hold a post where, and how many places one person: names who is in the way, and when.

use model::{
    Text,
    posting::Posting,
    span::{Span, most_at_once},
};
use store::postings::Holder;

use super::rules::{Ground, Held};
use crate::{Refusal, words};

/// The same post here twice, too many places, or two full-time posts in two places.
pub(super) fn of_person(posting: &Posting, ground: &Ground<'_>) -> Result<(), Refusal> {
    let Ground { post, theirs, programme, .. } = ground;
    let (same, other): (Vec<&Held>, Vec<&Held>) =
        theirs.iter().partition(|held| held.holder.division_code == posting.division_code);
    if let Some(held) = same.iter().find(|held| held.holder.post == posting.post) {
        return Err(in_the_way(&held.holder, |who, when| {
            Text::new(
                format!("{who}已在此处任「{}」（{}），日期重叠，请核对", post.title.zh, when.zh),
                format!("{who} already is {} here ({}); check the days", post.title.en, when.en),
            )
        }));
    }
    let elsewhere: Vec<_> =
        other.iter().map(|held| &held.holder).filter(|held| held.post == posting.post).collect();
    if let Some(found) = too_many(post.per_holder, posting, &elsewhere) {
        let limit = post.per_holder.unwrap_or(0);
        let place = other.iter().find(|held| held.holder.id == found.id);
        let place = place.map_or("", |held| held.place.as_str());
        return Err(in_the_way(found, |who, when| {
            Text::new(
                format!(
                    "{who}在{place}任「{}」（{}），同一人最多在 {limit} 处任此岗；请先办理离任或核对日期",
                    post.title.zh, when.zh
                ),
                format!(
                    "{who} is {} in {place} ({}); one person holds this post in {limit} division(s) at most",
                    post.title.en, when.en
                ),
            )
        }));
    }
    if !post.full_time {
        return Ok(());
    }
    let is_full_time =
        |held: &&Held| programme.post(&held.holder.post).is_some_and(|post| post.full_time);
    let Some(held) = other.into_iter().find(is_full_time) else { return Ok(()) };
    let title = programme.post(&held.holder.post).map_or(&post.title, |post| &post.title);
    let place = &held.place;
    Err(in_the_way(&held.holder, |who, when| {
        Text::new(
            format!(
                "{who}在{place}任「{}」（{}），两个全脱产岗位不能同时在两地担任；请先办理离任或核对日期",
                title.zh, when.zh
            ),
            format!(
                "{who} is {} in {place} ({}); two full-time posts cannot be held in two places at once",
                title.en, when.en
            ),
        )
    }))
}

pub(super) fn of_division(posting: &Posting, ground: &Ground<'_>) -> Result<(), Refusal> {
    let Ground { post, there, .. } = ground;
    let there: Vec<_> = there.iter().collect();
    let Some(held) = too_many(post.per_division, posting, &there) else { return Ok(()) };
    let limit = post.per_division.unwrap_or(0);
    Err(in_the_way(held, |who, when| {
        Text::new(
            format!(
                "此处的「{}」由{who}担任（{}），同时最多 {limit} 人；可办理交接，或核对日期",
                post.title.zh, when.zh
            ),
            format!(
                "{who} is {} here ({}), and there can be {limit} at a time; hand the post over or check the days",
                post.title.en, when.en
            ),
        )
    }))
}

/// One of those in the way, if with this posting there would on some day be more than allowed.
fn too_many<'a>(limit: Option<i64>, posting: &Posting, held: &[&'a Holder]) -> Option<&'a Holder> {
    let limit = usize::try_from(limit?).ok()?;
    let spans: Vec<Span> = held.iter().map(|held| held.span()).collect();
    let (most, day) = most_at_once(&spans, Span::new(posting.from_on, posting.until_on));
    if most < limit {
        return None;
    }
    held.iter().copied().find(|held| held.span().holds_on(day))
}

fn in_the_way(held: &Holder, say: impl FnOnce(&str, Text) -> Text) -> Refusal {
    let text = say(&held.name, words::span(held.from_on, held.until_on));
    Refusal::new("from_on", text).about("posting", held.id.0)
}
