//! Planning, putting off, calling off.

use model::{
    activity::{Activity, ActivityState, NewActivity},
    id::ActivityId,
    right::Right,
};

use super::{Claim, ground, notify::announce, open};
use crate::{Act, Error, act::Added, version};

impl<'c> Claim<'c> {
    pub(super) fn of_new(new: &'c NewActivity) -> Claim<'c> {
        Claim {
            kind: &new.kind,
            division_code: &new.division_code,
            organisation_id: new.organisation_id,
            day: new.planned_on,
        }
    }
}

/// Plans an activity. Sending the same again changes nothing and succeeds.
pub fn plan(act: &mut Act<'_>, new: &NewActivity) -> Result<Activity, Error> {
    let ground = ground(act, Right::PlanActivity, &Claim::of_new(new))?;
    let planned = Activity::plan(new, &ground.on(act))?;
    if let Added::Earlier(earlier) =
        act.add_once(&planned, |earlier| is_same_plan(earlier, &planned))?
    {
        return Ok(earlier);
    }
    act.log("activity.planned", planned.id.0)?;
    Ok(planned)
}

/// A retry may come after the plan was announced, held, even signed.
fn is_same_plan(earlier: &Activity, planned: &Activity) -> bool {
    earlier.kind == planned.kind
        && earlier.title == planned.title
        && earlier.division_code == planned.division_code
        && earlier.organisation_id == planned.organisation_id
        && earlier.planned_on == planned.planned_on
        && earlier.planned_by == planned.planned_by
        && earlier.corrects_id.is_none()
}

/// A plan as it should stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChange {
    pub plan: NewActivity,
    /// Which version was seen; absent when nobody else can be writing.
    pub version: Option<String>,
}

/// A plan to be changed, and its version for the form.
pub fn to_replan(act: &mut Act<'_>, id: ActivityId) -> Result<(Activity, String), Error> {
    let (activity, _) = open(act, Right::PlanActivity, id)?;
    let version = version::of(&activity);
    Ok((activity, version))
}

/// Changes a plan. Whoever was told is told again, if the plan had been announced.
pub fn replan(act: &mut Act<'_>, wanted: &PlanChange) -> Result<Activity, Error> {
    let PlanChange { plan, version } = wanted;
    let (old, _) = open(act, Right::PlanActivity, plan.id)?;
    let ground = ground(act, Right::PlanActivity, &Claim::of_new(plan))?;
    let was_announced = old.state == ActivityState::Notified;
    let replanned = old.clone().replan(plan, &ground.on(act))?;
    if replanned == old {
        return Ok(old);
    }
    // A repeated request finds its own result; only another's change in between is a collision.
    version::check(&old, version.as_deref())?;
    act.change(&old, &replanned)?;
    act.log("activity.replanned", replanned.id.0)?;
    if !was_announced {
        return Ok(replanned);
    }
    announce(act, &replanned)
}

/// Calls an activity off, with the reason.
pub fn cancel(act: &mut Act<'_>, id: ActivityId, because: &str) -> Result<Activity, Error> {
    let (old, _) = open(act, Right::PlanActivity, id)?;
    let cancelled = old.clone().cancel(because)?;
    if act.change(&old, &cancelled)? {
        act.log("activity.cancelled", id.0)?;
        if old.state == ActivityState::Notified {
            super::notify::tell(act, &cancelled)?;
        }
    }
    Ok(cancelled)
}
