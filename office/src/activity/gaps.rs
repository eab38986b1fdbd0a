//! Who owes an activity and held none.

use std::collections::HashMap;

use model::{
    Date,
    activity::{Owing, missed, spans},
    code::DivisionCode,
    id::OrganisationId,
    period::Period,
    programme::Every,
    right::Right,
};
use store::activities::{self, Holder};

use crate::{Act, Error, refuse};

/// An organisation, and the spans in which it held nothing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Gap {
    pub holder: Holder,
    /// How many it held in the whole period.
    pub held: i64,
    pub missed: Vec<Period>,
}

/// Everybody who owes a rhythm, and what is missing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Gaps {
    pub every: Every,
    /// The weeks, months … that begin in the period.
    pub spans: Vec<Period>,
    /// How many organisations owe it.
    pub owing: i64,
    /// How many spans were missed by all of them.
    pub missed: i64,
    /// Those that missed any, in the order of divisions.
    pub gaps: Vec<Gap>,
}

/// Which organisations that owe a kind of activity held none in which span of a period. A span
/// counts once it is over, for organisations that existed throughout.
pub fn gaps(
    act: &mut Act<'_>,
    kind: &str,
    period: Period,
    within: Option<&DivisionCode>,
) -> Result<Gaps, Error> {
    let programme = act.programme;
    let rhythm = programme.activity_kind(kind).and_then(|kind| kind.rhythm.as_ref());
    let Some(rhythm) = rhythm else {
        return refuse(
            "kind",
            "方案没有规定这类活动多久举办一次，请另选类型",
            "the programme gives this kind no rhythm; choose another",
        );
    };
    let spans = spans(rhythm.every, period);
    let scope = act.scope(Right::SeeActivities, within)?;
    let until = spans.last().map_or(period.until(), |span| span.until());
    let holders = activities::holders(act.tx, &scope, &rhythm.by, period.from(), until)?;
    let mut held: HashMap<OrganisationId, Vec<Date>> = HashMap::new();
    for (id, day) in activities::held_days(act.tx, &scope, kind, period.from(), until)? {
        held.entry(id).or_default().push(day);
    }
    let today = act.moment.today;
    let mut found = Gaps { every: rhythm.every, spans, owing: 0, missed: 0, gaps: Vec::new() };
    for holder in holders {
        let days = held.remove(&holder.id).unwrap_or_default();
        let owing = Owing { from_on: holder.from_on, until_on: holder.until_on };
        let missed = missed(owing, &found.spans, &days, today);
        found.owing += 1;
        found.missed += missed.len() as i64;
        if !missed.is_empty() {
            found.gaps.push(Gap { holder, held: days.len() as i64, missed });
        }
    }
    Ok(found)
}
