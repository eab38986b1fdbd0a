//! Recording what was held, and signing the record.

use model::{
    activity::{Activity, NewActivity, Report},
    id::ActivityId,
    right::Right,
};

use super::{Claim, attend, ground, open};
use crate::{Act, Error, act::Added};

/// Records that a planned activity was held. Sending the same again changes nothing and succeeds.
pub fn hold(act: &mut Act<'_>, id: ActivityId, report: &Report) -> Result<Activity, Error> {
    let (old, ground) = open(act, Right::RecordActivity, id)?;
    if old.already_says(report, &ground.on(act)) {
        return Ok(old);
    }
    let marks = report.marks()?;
    let held = old.clone().hold(report, &ground.on(act))?;
    act.change(&old, &held)?;
    attend::write_list(act, &held, marks.as_deref().unwrap_or_default())?;
    act.log("activity.held", id.0)?;
    Ok(held)
}

/// Records what was held without a plan.
pub fn record(act: &mut Act<'_>, new: &NewActivity, report: &Report) -> Result<Activity, Error> {
    let claim = Claim { day: report.held_on, ..Claim::of_new(new) };
    let ground = ground(act, Right::RecordActivity, &claim)?;
    let held = Activity::record(new, report, &ground.on(act))?;
    if let Added::Earlier(earlier) = act.add_once(&held, |earlier| earlier.is_like(&held))? {
        return Ok(earlier);
    }
    attend::write_list(act, &held, &report.marks()?.unwrap_or_default())?;
    act.log("activity.held", held.id.0)?;
    Ok(held)
}

/// Signs a record that somebody else wrote.
pub fn sign(act: &mut Act<'_>, id: ActivityId) -> Result<Activity, Error> {
    let (old, ground) = open(act, Right::SignActivity, id)?;
    let needs_list = ground.kind.attendance_list;
    let listed = if needs_list { store::activities::listed(act.tx, id)? } else { 0 };
    let signed = old.clone().sign(listed, act.who.account_id, &ground.on(act))?;
    act.change(&old, &signed)?;
    act.log("activity.signed", id.0)?;
    Ok(signed)
}
