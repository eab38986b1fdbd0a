//! One activity as its page shows it.

use model::{
    Date,
    activity::{Activity, Minutes},
    id::{ActivityId, CaseId, OrganisationId},
    organisation::Organisation,
    right::Right,
    words,
};
use store::{
    activities::{self, Attendee, Member},
    facts::FactRow,
};

use super::require;
use crate::{Act, Error, account::name_of};

words! {
    /// The one thing that wants doing next with an activity.
    pub enum Next {
        Notify = "notify",
        Hold = "hold",
        List = "list",
        Sign = "sign",
    }
}

/// Everything that the page of one activity says.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub activity: Activity,
    pub minutes: Minutes,
    pub division: String,
    pub organisation: Option<Organisation>,
    pub attendees: Vec<Attendee>,
    /// Whether enough came; absent where nothing asks for it.
    pub quorate: Option<bool>,
    pub planned_by: String,
    pub recorded_by: Option<String>,
    pub signed_by: Option<String>,
    /// The record that puts this one right.
    pub corrected_by: Option<ActivityId>,
    /// What wants doing, if the asker may do it.
    pub next: Option<Next>,
    /// What else the asker may do.
    pub may_plan: bool,
    pub may_record: bool,
    pub may_sign: bool,
    /// What it adds to the county's numbers.
    pub facts: Vec<FactRow>,
    /// The cases that came up at it, by number and title, and whether the asker may raise another.
    pub cases: Vec<(CaseId, String, String)>,
    pub may_raise: bool,
}

/// The record itself.
pub fn find(act: &mut Act<'_>, id: ActivityId) -> Result<Activity, Error> {
    let activity: Activity = act.find(id.0)?;
    act.require(Right::SeeActivities, &activity.division_code, activity.organisation_id)?;
    Ok(activity)
}

/// The record with everything that its page shows.
pub fn sheet(act: &mut Act<'_>, id: ActivityId) -> Result<Sheet, Error> {
    let activity = find(act, id)?;
    let organisation = activity.organisation_id.map(|id| act.find::<Organisation>(id.0));
    let organisation = organisation.transpose()?;
    let division = store::divisions::find(act.tx, &activity.division_code, activity.day())?;
    let division = division.map_or(activity.division_code.to_string(), |found| found.name);
    let attendees = activities::attendees(act.tx, id)?;
    let may = |act: &mut Act<'_>, right| may(act, right, &activity, organisation.as_ref());
    let may_plan = may(act, Right::PlanActivity)?;
    let may_record = may(act, Right::RecordActivity)?;
    let may_sign = may(act, Right::SignActivity)?;
    let kind = act.programme.activity_kind(&activity.kind);
    let next = next(act, &activity, attendees.is_empty());
    let next = next.filter(|next| match next {
        Next::Notify => may_plan,
        Next::Hold | Next::List => may_record,
        Next::Sign => may_sign && activity.recorded_by != Some(act.who.account_id),
    });
    Ok(Sheet {
        minutes: Minutes::of(activity.minutes.as_deref()),
        division,
        attendees,
        quorate: kind.and_then(|kind| activity.is_quorate(kind.quorum)),
        planned_by: name_of(act, activity.planned_by)?,
        recorded_by: activity.recorded_by.map(|by| name_of(act, by)).transpose()?,
        signed_by: activity.signed_by.map(|by| name_of(act, by)).transpose()?,
        corrected_by: activities::correction_of(act.tx, id)?.map(|other| other.id),
        next,
        may_plan,
        may_record,
        may_sign,
        facts: store::facts::of_record(act.tx, id.0)?,
        cases: raised(act, id)?,
        may_raise: act.who.has(Right::RaiseCase),
        organisation,
        activity,
    })
}

/// The cases that came up at an activity, of those that the asker may see.
fn raised(act: &mut Act<'_>, id: ActivityId) -> Result<Vec<(CaseId, String, String)>, Error> {
    if !act.who.has(Right::SeeCases) {
        return Ok(Vec::new());
    }
    let scope = act.scope(Right::SeeCases, None)?;
    Ok(store::cases::of_activity(act.tx, &scope, id)?)
}

fn next(act: &Act<'_>, activity: &Activity, is_unlisted: bool) -> Option<Next> {
    use model::activity::ActivityState as State;
    let kind = act.programme.activity_kind(&activity.kind)?;
    let has_come = activity.planned_on <= act.moment.today;
    match activity.state {
        State::Planned if !has_come => Some(Next::Notify),
        State::Planned | State::Notified if has_come => Some(Next::Hold),
        State::Held if kind.attendance_list && is_unlisted => Some(Next::List),
        State::Held if kind.sign_off => Some(Next::Sign),
        _ => None,
    }
}

/// Asks without refusing: what is not theirs only loses its button.
fn may(
    act: &mut Act<'_>,
    right: Right,
    activity: &Activity,
    holder: Option<&Organisation>,
) -> Result<bool, Error> {
    match require(act, right, &activity.division_code, holder) {
        Err(Error::Denied { .. }) => Ok(false),
        allowed => allowed.map(|()| true),
    }
}

/// Who is expected at what an organisation holds on a day: what a list begins with.
pub fn expected_people(
    act: &mut Act<'_>,
    organisation_id: OrganisationId,
    day: Date,
) -> Result<Vec<Member>, Error> {
    let organisation: Organisation = act.find(organisation_id.0)?;
    act.require(Right::RecordActivity, &organisation.division_code, Some(organisation_id))?;
    Ok(activities::members(act.tx, organisation_id, day)?)
}
