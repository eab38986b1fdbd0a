//! Before it is held: planned, announced, put off, called off.

use chrono::{Months, NaiveTime};

use super::{
    Activity, ActivityRefused, ActivityState, Verb,
    refused::{heads, optional, required},
};
use crate::{
    Date, Moment,
    code::DivisionCode,
    id::{AccountId, ActivityId, ImportId, OrganisationId},
    organisation::Organisation,
    programme::ActivityKind,
};

/// What a form or the API says about an activity to come.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewActivity {
    pub id: ActivityId,
    pub kind: String,
    pub title: String,
    pub division_code: DivisionCode,
    #[serde(default)]
    pub organisation_id: Option<OrganisationId>,
    pub place: String,
    pub planned_on: Date,
    #[serde(default)]
    pub starts: Option<String>,
    #[serde(default)]
    pub expected: Option<i64>,
    #[serde(default)]
    pub speaker: Option<String>,
}

/// What a rule looks at besides the words: the kind, who holds it, who writes, and when.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    pub kind: &'a ActivityKind,
    pub organisation: Option<&'a Organisation>,
    pub by: AccountId,
    pub moment: Moment,
    /// The roster it comes from: old ledgers lack headings and counts that we ask of people.
    pub import_id: Option<ImportId>,
}

impl Occasion<'_> {
    /// The programme says at which levels a kind is held, and by whom.
    pub(super) fn check(&self, division: &DivisionCode) -> Result<(), ActivityRefused> {
        let title = || self.kind.title.clone();
        if !self.kind.levels.contains(&division.level()) {
            return Err(ActivityRefused::WrongLevel(title()));
        }
        let kinds = &self.kind.organisation_kinds;
        match self.organisation {
            None if !kinds.is_empty() => Err(ActivityRefused::NoOrganisation(title())),
            Some(holder) if !kinds.is_empty() && !kinds.contains(&holder.kind) => {
                Err(ActivityRefused::WrongOrganisation(title()))
            }
            _ => Ok(()),
        }
    }
}

impl Activity {
    /// Plans an activity. What has been held already is recorded, not planned.
    pub fn plan(new: &NewActivity, on: &Occasion<'_>) -> Result<Activity, ActivityRefused> {
        check_day(new.planned_on, on.moment.today)?;
        Activity::draft(new, on)
    }

    /// The record of a plan, whatever its day.
    pub(super) fn draft(new: &NewActivity, on: &Occasion<'_>) -> Result<Activity, ActivityRefused> {
        on.check(&new.division_code)?;
        heads("expected", new.expected)?;
        Ok(Activity {
            id: new.id,
            kind: new.kind.clone(),
            title: required("title", &new.title, 100)?,
            division_code: new.division_code.clone(),
            organisation_id: new.organisation_id,
            place: required("place", &new.place, 100)?,
            state: ActivityState::Planned,
            planned_on: new.planned_on,
            starts: hour(new.starts.as_deref())?,
            held_on: None,
            expected: new.expected,
            present: None,
            speaker: optional("speaker", new.speaker.as_deref(), 100)?,
            summary: String::new(),
            minutes: None,
            planned_by: on.by,
            recorded_by: None,
            recorded_at: None,
            late_days: None,
            signed_by: None,
            signed_at: None,
            cancelled_because: None,
            corrects_id: None,
            corrected_because: None,
            import_id: on.import_id,
        })
    }

    /// Puts a plan right or off. One that was announced has to be announced again.
    pub fn replan(self, new: &NewActivity, on: &Occasion<'_>) -> Result<Activity, ActivityRefused> {
        self.must_be_open(Verb::Replan)?;
        if new.planned_on != self.planned_on {
            check_day(new.planned_on, on.moment.today)?;
        }
        let draft = Activity::draft(new, on)?;
        let replanned =
            Activity { planned_by: self.planned_by, import_id: self.import_id, ..draft };
        let unchanged = Activity { state: self.state, ..replanned.clone() };
        Ok(if unchanged == self { self } else { replanned })
    }

    /// Announces it. Done twice, it stays as it is.
    pub fn notify(self, today: Date) -> Result<Activity, ActivityRefused> {
        self.must_be_open(Verb::Notify)?;
        if self.planned_on < today {
            return Err(ActivityRefused::PlannedInPast);
        }
        Ok(Activity { state: ActivityState::Notified, ..self })
    }

    /// Calls it off. What was held can only be corrected.
    pub fn cancel(self, because: &str) -> Result<Activity, ActivityRefused> {
        let because = required("because", because, 200)?;
        let is_repeat = self.state == ActivityState::Cancelled
            && self.cancelled_because.as_ref() == Some(&because);
        if is_repeat {
            return Ok(self);
        }
        self.must_be_open(Verb::Cancel)?;
        Ok(Activity { state: ActivityState::Cancelled, cancelled_because: Some(because), ..self })
    }

    pub(super) fn must_be_open(&self, verb: Verb) -> Result<(), ActivityRefused> {
        if self.state.is_open() {
            Ok(())
        } else {
            Err(ActivityRefused::WrongState(self.state, verb))
        }
    }
}

fn check_day(planned_on: Date, today: Date) -> Result<(), ActivityRefused> {
    if planned_on < today {
        return Err(ActivityRefused::PlannedInPast);
    }
    let last = today.checked_add_months(Months::new(36)).unwrap_or(today);
    if planned_on > last { Err(ActivityRefused::TooFarAhead) } else { Ok(()) }
}

/// `9:30` and `09:30` are the same hour.
fn hour(text: Option<&str>) -> Result<Option<String>, ActivityRefused> {
    let text = text.unwrap_or_default().trim().replace('：', ":");
    if text.is_empty() {
        return Ok(None);
    }
    let hour = NaiveTime::parse_from_str(&text, "%H:%M").map_err(|_| ActivityRefused::NotATime)?;
    Ok(Some(hour.format("%H:%M").to_string()))
}
