//! Divisions that have nobody at a post.

use model::{Date, code::DivisionCode, programme::Post, right::Right};

use super::rules;
use crate::{
    Act, Error,
    gap::{self, Gap, Known},
};

/// Which divisions lack a holder on a day, the longest first.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Gaps {
    pub day: Date,
    /// How many divisions should have one.
    pub divisions: usize,
    pub gaps: Vec<Gap>,
}

/// Divisions in scope without a holder of this post on a day (today, if absent).
pub fn gaps(
    act: &mut Act<'_>,
    post: &str,
    within: Option<&DivisionCode>,
    day: Option<Date>,
) -> Result<Gaps, Error> {
    let scope = act.scope(Right::SeePostings, within)?;
    let Post { key, levels, .. } = rules::post(act, post)?;
    let day = day.unwrap_or(act.moment.today);
    // The whole county: a place may have been served under a code that lies elsewhere.
    let county = act.programme.county.code.clone();
    let known = Known {
        held: store::postings::held_in(act.tx, &key, &county, day)?,
        left: store::postings::left(act.tx, &key, &county, day)?,
        coming: store::postings::coming(act.tx, &key, scope.within(), day)?,
        first: store::postings::first_known(act.tx, &key)?,
    };
    let (gaps, divisions) = gap::find(act, &scope, &levels, day, known)?;
    Ok(Gaps { day, divisions, gaps })
}
