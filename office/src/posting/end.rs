//! Leaving a post, and handing it over in one act.

use model::{
    Date,
    id::{OrganisationId, PersonId, PostingId},
    person::Person,
    posting::{Pairing, Posting},
    programme::PairingKind,
    span::Span,
};

use super::{rules, to_keep};
use crate::{Act, Error, refuse};

/// How a posting ends.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    pub id: PostingId,
    /// The first day on which the post is no longer held.
    pub on: Date,
    pub because: String,
}

/// A posting that has ended, and the pairings that rested on it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Ended {
    pub posting: Posting,
    pub pairings: Vec<Pairing>,
}

/// How a post passes from one person to the next.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The posting that ends.
    pub from_id: PostingId,
    /// The posting that begins.
    pub id: PostingId,
    pub person_id: PersonId,
    #[serde(default)]
    pub sent_by_id: Option<OrganisationId>,
    /// The day on which one begins and the other no longer serves.
    pub on: Date,
    pub because: String,
}

/// Ends a posting, and the pairings that somebody had as its holder. Sending the same again
/// changes nothing and succeeds.
pub fn end(act: &mut Act<'_>, ending: &Ending) -> Result<Ended, Error> {
    let old = to_keep(act, ending.id)?;
    let because = rules::reason(&ending.because)?;
    let ended = finish(act, &old, ending.on, &because)?;
    let pairings = end_pairings(act, &ended)?;
    act.log("posting.ended", ended.id.0)?;
    Ok(Ended { posting: ended, pairings })
}

/// Ends one posting and begins the next at the same post, in one act: no day without, none twice.
pub fn hand_over(act: &mut Act<'_>, over: &HandOver) -> Result<(Ended, Posting), Error> {
    let old = to_keep(act, over.from_id)?;
    let because = rules::reason(&over.because)?;
    if old.person_id == over.person_id {
        return refuse(
            "person_id",
            "接任的人就是现任，请选择接任的人",
            "the successor is the present holder; choose the successor",
        );
    }
    let next = Posting {
        id: over.id,
        person_id: over.person_id,
        sent_by_id: over.sent_by_id,
        from_on: over.on,
        until_on: None,
        ended_because: None,
        import_id: None,
        ..old.clone()
    };
    if let Some(earlier) = store::records::find::<Posting>(act.tx, over.id.0)? {
        let done = old.until_on == Some(over.on) && earlier == next;
        let ended = Ended { posting: old, pairings: Vec::new() };
        return if done { Ok((ended, earlier)) } else { Err(Error::IdTaken) };
    }
    let ended = finish(act, &old, over.on, &because)?;
    let pairings = end_pairings(act, &ended)?;
    rules::check(act, &next, Some(old.id))?;
    act.add(&next)?;
    act.log("posting.handed_over", next.id.0)?;
    Ok((Ended { posting: ended, pairings }, next))
}

fn finish(act: &mut Act<'_>, old: &Posting, on: Date, because: &str) -> Result<Posting, Error> {
    let ended =
        Posting { until_on: Some(on), ended_because: Some(because.to_owned()), ..old.clone() };
    if ended == *old {
        return Ok(ended);
    }
    if old.until_on.is_some_and(|until_on| until_on <= act.moment.today) {
        return refuse(
            "on",
            "这次任职已经结束；日期或原因有误，请用“更正”",
            "this posting has already ended; correct it if the day or the reason is wrong",
        );
    }
    rules::check_end(act, old.from_on, on)?;
    act.change(old, &ended)?;
    Ok(ended)
}

/// A pairing that a person has as the holder of a post ends with the last such post.
fn end_pairings(act: &mut Act<'_>, ended: &Posting) -> Result<Vec<Pairing>, Error> {
    let Some(on) = ended.until_on else { return Ok(Vec::new()) };
    let kinds: Vec<PairingKind> = act
        .programme
        .pairing_kinds
        .iter()
        .filter(|kind| kind.posts.contains(&ended.post))
        .cloned()
        .collect();
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let after = Span::new(on, None);
    let held = store::postings::of_person(act.tx, ended.person_id, after)?;
    let mut done = Vec::new();
    for old in store::pairings::open_of_person(act.tx, ended.person_id, on)? {
        let Some(kind) = kinds.iter().find(|kind| kind.key == old.kind) else { continue };
        let stays = |h: &store::postings::Holder| h.id != ended.id && kind.posts.contains(&h.post);
        if held.iter().any(stays) {
            continue;
        }
        // One that has yet to begin never holds.
        let until_on = Some(on.max(old.from_on));
        let because = Some("任职结束".to_owned());
        let new = Pairing { until_on, ended_because: because, ..old.clone() };
        act.change(&old, &new)?;
        done.push(new);
    }
    Ok(done)
}

/// The name that stands for a person in a list of postings.
pub(super) fn name_of(act: &mut Act<'_>, id: PersonId) -> Result<String, Error> {
    Ok(act.find::<Person>(id.0)?.name)
}
