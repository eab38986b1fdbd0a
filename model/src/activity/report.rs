//! After it was held: what is recorded, how late, and who signs it.

use super::{
    Activity, ActivityRefused, ActivityState, Mark, Minutes, NewActivity, Occasion, Turnout, Verb,
    check_marks,
    refused::{heads, line, optional, required},
};
use crate::{Date, Moment, id::AccountId};

/// What a responsible person writes down about an activity that was held.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    pub held_on: Date,
    /// As planned if absent; so are place and speaker.
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub place: Option<String>,
    #[serde(default)]
    pub speaker: Option<String>,
    /// With a list of names, the list gives how many came.
    #[serde(default)]
    pub expected: Option<i64>,
    #[serde(default)]
    pub present: Option<i64>,
    #[serde(default)]
    pub summary: String,
    #[serde(default)]
    pub minutes: Minutes,
    /// Who came and who did not, where the kind asks for a list. Absent: no list, or as it was.
    #[serde(default)]
    pub attendance: Option<Vec<Mark>>,
}

impl Report {
    /// The list as it is kept.
    pub fn marks(&self) -> Result<Option<Vec<Mark>>, ActivityRefused> {
        self.attendance.as_deref().map(check_marks).transpose()
    }
}

/// Days from the activity to its record beyond what the kind allows; absent if in time.
pub fn late_days(held_on: Date, today: Date, late_after_days: i64) -> Option<i64> {
    let beyond = (today - held_on).num_days() - late_after_days;
    (beyond > 0).then_some(beyond)
}

impl Activity {
    /// Records what was held as planned, or otherwise.
    pub fn hold(self, report: &Report, on: &Occasion<'_>) -> Result<Activity, ActivityRefused> {
        self.must_be_open(Verb::Hold)?;
        on.check(&self.division_code)?;
        self.reported(report, on)
    }

    /// Records what was held without a plan.
    pub fn record(
        new: &NewActivity,
        report: &Report,
        on: &Occasion<'_>,
    ) -> Result<Activity, ActivityRefused> {
        let new = NewActivity { planned_on: report.held_on, ..new.clone() };
        Activity::draft(&new, on)?.reported(report, on)
    }

    pub(super) fn reported(
        self,
        report: &Report,
        on: &Occasion<'_>,
    ) -> Result<Activity, ActivityRefused> {
        check_day(report.held_on, on.moment.today)?;
        heads("expected", report.expected)?;
        heads("present", report.present)?;
        let title = report.title.as_deref().unwrap_or(&self.title);
        let place = report.place.as_deref().unwrap_or(&self.place);
        let speaker = report.speaker.as_deref().or(self.speaker.as_deref());
        let turnout = report.marks()?.as_deref().map(Turnout::of);
        let (expected, present) =
            counts(report.expected.or(self.expected), report.present, turnout);
        if expected.zip(present).is_some_and(|(expected, present)| present > expected) {
            return Err(ActivityRefused::MoreThanExpected);
        }
        if present.is_none() && !on.kind.attendance_list && on.import_id.is_none() {
            return Err(ActivityRefused::Missing("present"));
        }
        Ok(Activity {
            title: required("title", title, 100)?,
            place: required("place", place, 100)?,
            speaker: optional("speaker", speaker, 100)?,
            summary: line("summary", &report.summary, 4000)?,
            minutes: report.minutes.column(on)?,
            state: ActivityState::Held,
            held_on: Some(report.held_on),
            expected,
            present,
            recorded_by: Some(on.by),
            recorded_at: Some(on.moment.at),
            late_days: late_days(report.held_on, on.moment.today, on.kind.late_after_days),
            ..self
        })
    }

    /// Whether it already says what `report` says, by the same hand: a repeat changes nothing.
    pub fn already_says(&self, report: &Report, on: &Occasion<'_>) -> bool {
        self.counts() && self.clone().reported(report, on).is_ok_and(|made| self.is_like(&made))
    }

    /// Whether two records say the same, whenever they were written and whoever signed them.
    pub fn is_like(&self, made: &Activity) -> bool {
        let Activity { state, recorded_at, late_days, signed_by, signed_at, .. } = *self;
        *self == Activity { state, recorded_at, late_days, signed_by, signed_at, ..made.clone() }
    }

    /// The list of who came was written or changed; a signed one stands. `before` is how many stood
    /// on it: whoever was expected because of the list is expected by the new one.
    pub fn attended(self, before: i64, turnout: Turnout) -> Result<Activity, ActivityRefused> {
        if self.state != ActivityState::Held {
            return Err(ActivityRefused::WrongState(self.state, Verb::Attend));
        }
        let given = self.expected.filter(|expected| *expected != before);
        let (expected, present) = counts(given, None, Some(turnout));
        Ok(Activity { expected, present, ..self })
    }

    /// Signs the record. `listed` is how many people stand on its list.
    pub fn sign(
        self,
        listed: i64,
        by: AccountId,
        on: &Occasion<'_>,
    ) -> Result<Activity, ActivityRefused> {
        if self.state == ActivityState::Signed && self.signed_by == Some(by) {
            return Ok(self);
        }
        if self.state != ActivityState::Held {
            return Err(ActivityRefused::WrongState(self.state, Verb::Sign));
        }
        if !on.kind.sign_off {
            return Err(ActivityRefused::NothingToSign);
        }
        if self.recorded_by == Some(by) {
            return Err(ActivityRefused::SameHand);
        }
        if on.kind.attendance_list && listed == 0 {
            return Err(ActivityRefused::NoList);
        }
        let Moment { at, .. } = on.moment;
        Ok(Activity {
            state: ActivityState::Signed,
            signed_by: Some(by),
            signed_at: Some(at),
            ..self
        })
    }
}

/// How many were expected and how many came: a list of names is worth more than a number.
fn counts(
    expected: Option<i64>,
    present: Option<i64>,
    turnout: Option<Turnout>,
) -> (Option<i64>, Option<i64>) {
    match turnout {
        Some(turnout) if turnout.listed > 0 => {
            (Some(expected.unwrap_or(0).max(turnout.listed)), Some(turnout.present))
        }
        _ => (expected, present),
    }
}

fn check_day(held_on: Date, today: Date) -> Result<(), ActivityRefused> {
    let first = Date::from_ymd_opt(1949, 10, 1).unwrap_or(Date::MIN);
    if held_on > today {
        Err(ActivityRefused::InFuture)
    } else if held_on < first {
        Err(ActivityRefused::TooLongAgo)
    } else {
        Ok(())
    }
}
