//! Everything about one division on one page.

use model::{Date, code::DivisionCode, division::Division, programme::Post, right::Right};
use store::{estate::Paired, organisations::Order};

use super::tree::{self, Counts};
use crate::{Act, Error, filled, filled::PostState, journal, journal::Step, organisation};

/// How many organisations a page shows; the list has all.
const ORGANISATIONS: i64 = 20;
const LATEST: i64 = 50;

/// One division's page, as of a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Sheet {
    /// As of the day, or the latest version if there is none on that day.
    pub division: Division,
    pub holds: bool,
    /// From the county down.
    pub path: Vec<Division>,
    pub counts: Counts,
    pub below: Vec<Division>,
    /// Every version of this code, the latest first.
    pub versions: Vec<Division>,
    /// What it was under another code.
    pub before: Vec<Division>,
    /// What it has become.
    pub after: Vec<Division>,
    /// Only for whoever may see organisations.
    pub organisations: Option<organisation::Found>,
    /// Only for whoever may see postings.
    pub posts: Option<Vec<PostState>>,
    pub pairings: Option<Vec<Paired>>,
    #[serde(skip)]
    pub history: Vec<Step>,
    pub may_keep: bool,
}

/// A division's page.
pub fn sheet(act: &mut Act<'_>, code: &DivisionCode, day: Date) -> Result<Sheet, Error> {
    let scope = act.scope(Right::SeeDivisions, Some(code))?;
    let versions = store::divisions::versions(act.tx, code)?;
    let on_day = versions.iter().find(|each| each.holds_on(day));
    let division = on_day.or(versions.first()).ok_or(Error::NotFound)?.clone();
    let counts = tree::count(act, &scope, day)?;
    let mut below = store::divisions::within(act.tx, &scope, day)?;
    below.retain(|each| each.parent_code.as_ref() == Some(code));
    let (before, after) = neighbours(act, &division, &versions)?;
    let sees_postings = allowed(act, Right::SeePostings, code)?;
    let posts = if sees_postings { Some(posts(act, &division, day)?) } else { None };
    let pairings = match sees_postings {
        true => Some(store::estate::serving(act.tx, code, day)?),
        false => None,
    };
    Ok(Sheet {
        holds: division.holds_on(day),
        path: tree::path(act, code, if division.holds_on(day) { day } else { division.from_on })?,
        counts,
        below,
        before,
        after,
        organisations: organisations(act, code, day)?,
        posts,
        pairings,
        history: journal::history(act, division.id.0, LATEST)?,
        may_keep: allowed(act, Right::KeepDivisions, &act.programme.county.code.clone())?,
        versions,
        division,
    })
}

/// Under which other codes the same place was and is known.
fn neighbours(
    act: &mut Act<'_>,
    division: &Division,
    versions: &[Division],
) -> Result<(Vec<Division>, Vec<Division>), Error> {
    let all = store::divisions::all(act.tx)?;
    let code = &division.code;
    let is_before = |each: &&Division| {
        let named = versions.iter().any(|own| own.predecessor_code.as_ref() == Some(&each.code));
        each.code != *code
            && (each.merged_into.as_ref() == Some(code) || (named && each.until_on.is_some()))
    };
    let is_after = |each: &&Division| {
        let taken = versions.iter().any(|own| own.merged_into.as_ref() == Some(&each.code));
        each.code != *code && (each.predecessor_code.as_ref() == Some(code) || taken)
    };
    let before = all.iter().filter(is_before).cloned().collect();
    Ok((before, all.iter().filter(is_after).cloned().collect()))
}

fn posts(act: &mut Act<'_>, division: &Division, day: Date) -> Result<Vec<PostState>, Error> {
    let held = store::estate::posts_in_division(act.tx, &division.code, day)?;
    let here = |post: &&Post| post.levels.contains(&division.level);
    let expected = |post: &Post| post.per_division == Some(1) && post.levels.len() == 1;
    Ok(filled::states(act.programme.posts.iter().filter(here), &held, day, expected))
}

fn organisations(
    act: &mut Act<'_>,
    code: &DivisionCode,
    day: Date,
) -> Result<Option<organisation::Found>, Error> {
    let question = organisation::Question {
        within: Some(code.clone()),
        day: Some(day),
        ..organisation::Question::default()
    };
    match organisation::list(act, &question, Order::Division, None, ORGANISATIONS) {
        Ok(found) => Ok(Some(found)),
        Err(Error::Denied { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn allowed(act: &mut Act<'_>, right: Right, code: &DivisionCode) -> Result<bool, Error> {
    match act.require(right, code, None) {
        Ok(()) => Ok(true),
        Err(Error::Denied { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}
