//! Divisions that nobody serves in one way.

use model::{Date, code::DivisionCode, programme::PairingKind, right::Right};

use super::rules;
pub use crate::posting::Gaps;
use crate::{
    Act, Error,
    gap::{self, Known},
};

/// Divisions in scope that are not served in this way on a day (today, if absent).
pub fn gaps(
    act: &mut Act<'_>,
    kind: &str,
    within: Option<&DivisionCode>,
    day: Option<Date>,
) -> Result<Gaps, Error> {
    let scope = act.scope(Right::SeePostings, within)?;
    let PairingKind { key, levels, .. } = rules::kind(act, kind)?;
    let day = day.unwrap_or(act.moment.today);
    let county = act.programme.county.code.clone();
    let known = Known {
        held: store::pairings::held_in(act.tx, &key, &county, day)?,
        left: store::pairings::left(act.tx, &key, &county, day)?,
        coming: store::pairings::coming(act.tx, &key, scope.within(), day)?,
        first: store::pairings::first_known(act.tx, &key)?,
    };
    let (gaps, divisions) = gap::find(act, &scope, &levels, day, known)?;
    Ok(Gaps { day, divisions, gaps })
}
