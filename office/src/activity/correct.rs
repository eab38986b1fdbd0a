//! Putting right what was recorded: a new record names the old one, which counts no more.

use model::{
    activity::{Activity, ActivityState, Attendance, Correction, Report},
    id::ActivityId,
    right::Right,
};
use store::records;

use super::{Claim, attend, ground, open};
use crate::{Act, Error};

/// Puts a record right by another. Without a list of its own, the correction keeps the old list.
pub fn correct(
    act: &mut Act<'_>,
    old_id: ActivityId,
    correction: &Correction,
) -> Result<Activity, Error> {
    let (old, _) = open(act, Right::RecordActivity, old_id)?;
    let claim = Claim {
        kind: &correction.kind,
        division_code: &correction.division_code,
        organisation_id: correction.organisation_id,
        day: correction.report.held_on,
    };
    let ground = ground(act, Right::RecordActivity, &claim)?;
    let list = store::activities::attendance(act.tx, old_id)?;
    let kept = || list.iter().map(Attendance::mark).collect();
    let attendance = correction.report.attendance.clone().unwrap_or_else(kept);
    let report = Report { attendance: Some(attendance), ..correction.report.clone() };
    let correction = Correction { report, ..correction.clone() };
    if let Some(earlier) = earlier(act, &old, correction.id)? {
        let made = as_it_was(&old).corrected(&correction, &ground.on(act))?;
        return if earlier.is_like(&made) { Ok(earlier) } else { Err(Error::IdTaken) };
    }
    let made = old.corrected(&correction, &ground.on(act))?;
    act.add(&made)?;
    attend::write_list(act, &made, &correction.report.marks()?.unwrap_or_default())?;
    retire(act, &old, &list)?;
    act.log("activity.corrected", made.id.0)?;
    Ok(made)
}

/// Says that a record should never have been made: it was not held, or stands there twice.
pub fn withdraw(
    act: &mut Act<'_>,
    old_id: ActivityId,
    new_id: ActivityId,
    because: &str,
) -> Result<Activity, Error> {
    let (old, ground) = open(act, Right::RecordActivity, old_id)?;
    if let Some(earlier) = earlier(act, &old, new_id)? {
        let made = as_it_was(&old).withdrawn(new_id, because, &ground.on(act))?;
        return if earlier.is_like(&made) { Ok(earlier) } else { Err(Error::IdTaken) };
    }
    let made = old.withdrawn(new_id, because, &ground.on(act))?;
    let list = store::activities::attendance(act.tx, old_id)?;
    act.add(&made)?;
    retire(act, &old, &list)?;
    act.log("activity.withdrawn", made.id.0)?;
    Ok(made)
}

/// The record that an earlier try of the same correction made.
fn earlier(
    act: &mut Act<'_>,
    old: &Activity,
    new_id: ActivityId,
) -> Result<Option<Activity>, Error> {
    match records::find::<Activity>(act.tx, new_id.0)? {
        Some(earlier) if earlier.corrects_id == Some(old.id) => Ok(Some(earlier)),
        Some(_) => Err(Error::IdTaken),
        None => Ok(None),
    }
}

/// The old record as it stood before the earlier try.
fn as_it_was(old: &Activity) -> Activity {
    Activity { state: ActivityState::Held, ..old.clone() }
}

/// Takes the old record and its list out of every figure; both stay to be read.
fn retire(act: &mut Act<'_>, old: &Activity, list: &[Attendance]) -> Result<(), Error> {
    act.change(old, &old.clone().put_right())?;
    for row in list {
        act.change(row, &Attendance { counts: false, ..row.clone() })?;
    }
    Ok(())
}
