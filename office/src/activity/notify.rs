//! Announcing an activity: a line in the inbox of whoever is responsible where it is held.

use model::{
    Moment, Text, Timestamp,
    activity::{Activity, ActivityState},
    id::{AccountId, ActivityId},
    programme::Programme,
    right::Right,
};
use store::{activities::Holding, jobs};

use super::open;
use crate::{Act, Error};

/// The job that delivers the notices of one activity.
pub(crate) const DELIVER: &str = "activity.notify";

/// Announces a planned activity. Notices go out by a job, and not at night.
pub fn notify(act: &mut Act<'_>, id: ActivityId) -> Result<Activity, Error> {
    let (old, _) = open(act, Right::PlanActivity, id)?;
    announce(act, &old)
}

pub(super) fn announce(act: &mut Act<'_>, old: &Activity) -> Result<Activity, Error> {
    let notified = old.clone().notify(act.moment.today)?;
    if act.change(old, &notified)? {
        act.log("activity.notified", notified.id.0)?;
        tell(act, &notified)?;
    }
    Ok(notified)
}

/// Queues the notices that say how the activity stands.
pub(super) fn tell(act: &mut Act<'_>, activity: &Activity) -> Result<(), Error> {
    let run_at = opening(act.programme, act.moment);
    let body = format!("{} {}", activity.id, act.who.account_id);
    let id = model::id::JobId::new(act.moment.at);
    Ok(jobs::push(act.tx, id, DELIVER, &body, run_at)?)
}

/// Now, if notices may go out; or else the next time of day at which they may.
fn opening(programme: &Programme, moment: Moment) -> Timestamp {
    let county = &programme.county;
    let local = moment.at.local(county.offset);
    let time = local.time();
    if county.notices_from <= time && time < county.notices_until {
        return moment.at;
    }
    let wait = (county.notices_from - time).num_milliseconds();
    let wait = if wait < 0 { wait + 24 * 3_600_000 } else { wait };
    moment.at.plus_millis(wait)
}

/// Delivers the notices of one activity: the body is its id and that of who announced it.
pub(crate) fn deliver(act: &mut Act<'_>, body: &str) -> Result<(), Error> {
    let (id, by) = body.split_once(' ').unwrap_or((body, ""));
    let id: ActivityId = id.parse().map_err(|_| Error::Broken(format!("{DELIVER} {body}")))?;
    let by: Option<AccountId> = by.parse().ok();
    let activity: Activity = act.find(id.0)?;
    let (kind, words) = match activity.state {
        ActivityState::Notified => ("activity.notified", announcement(&activity)),
        ActivityState::Cancelled => ("activity.cancelled", calling_off(&activity)),
        // Held meanwhile, or planned anew: there is nothing to announce now.
        _ => return Ok(()),
    };
    for account_id in receivers(act, &activity)? {
        // A killed program leaves the job to be done again, and nobody reads the same line twice.
        if Some(account_id) != by && !has_read_or_will(act, account_id, id, &words)? {
            act.notify(account_id, kind, id.0, &words)?;
        }
    }
    Ok(())
}

fn has_read_or_will(
    act: &mut Act<'_>,
    account_id: AccountId,
    id: ActivityId,
    words: &Text,
) -> Result<bool, Error> {
    let words = serde_json::to_string(words).map_err(|e| Error::Broken(e.to_string()))?;
    Ok(store::notices::has(act.tx, account_id, id.0, &words)?)
}

/// Who may see activities and holds a role for the organisation or for just this division; where
/// nobody does, whoever holds one for the division above.
fn receivers(act: &mut Act<'_>, activity: &Activity) -> Result<Vec<AccountId>, Error> {
    let programme = act.programme;
    let sees = |holding: &Holding| {
        programme.role(&holding.role).is_some_and(|role| role.allows(Right::SeeActivities))
    };
    let mut division = Some(activity.division_code.clone());
    while let Some(code) = division {
        let holdings = store::activities::holdings_at(act.tx, &code, activity.organisation_id)?;
        let mut accounts: Vec<AccountId> =
            holdings.iter().filter(|h| sees(h)).map(|h| h.account_id).collect();
        accounts.dedup();
        if !accounts.is_empty() {
            return Ok(accounts);
        }
        division = code.parent();
    }
    Ok(Vec::new())
}

fn announcement(activity: &Activity) -> Text {
    let Activity { title, place, planned_on, starts, .. } = activity;
    let day = planned_on.format("%-m月%-d日");
    let hour = starts.as_ref().map(|hour| format!(" {hour}")).unwrap_or_default();
    Text::new(
        format!("活动通知：{title}，{day}{hour}，{place}"),
        format!("Announced: {title}, {planned_on}{hour}, {place}"),
    )
}

fn calling_off(activity: &Activity) -> Text {
    let Activity { title, planned_on, cancelled_because, .. } = activity;
    let day = planned_on.format("%-m月%-d日");
    let because = cancelled_because.as_deref().unwrap_or_default();
    Text::new(
        format!("活动取消：{title}（原定{day}），原因：{because}"),
        format!("Called off: {title} ({planned_on}), because: {because}"),
    )
}
