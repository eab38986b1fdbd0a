//! Putting a record right: a new record names the old one, which stays as it was and counts no more.

use super::{
    Activity, ActivityRefused, ActivityState, NewActivity, Occasion, Report, Verb,
    refused::required,
};
use crate::{
    Date,
    code::DivisionCode,
    id::{ActivityId, OrganisationId},
};

/// What a correction says: the whole record as it should have been.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The id of the new record.
    pub id: ActivityId,
    pub because: String,
    pub kind: String,
    pub division_code: DivisionCode,
    #[serde(default)]
    pub organisation_id: Option<OrganisationId>,
    pub report: Report,
}

impl Activity {
    /// The record that puts this one right. It needs a signature of its own.
    pub fn corrected(
        &self,
        correction: &Correction,
        on: &Occasion<'_>,
    ) -> Result<Activity, ActivityRefused> {
        let because = required("because", &correction.because, 200)?;
        self.must_have_been_held()?;
        let report = &correction.report;
        let new = NewActivity {
            id: correction.id,
            kind: correction.kind.clone(),
            title: self.title.clone(),
            division_code: correction.division_code.clone(),
            organisation_id: correction.organisation_id,
            place: self.place.clone(),
            planned_on: self.planned_on,
            starts: self.starts.clone(),
            expected: None,
            speaker: self.speaker.clone(),
        };
        let made = Activity::draft(&new, on)?.reported(report, on)?;
        Ok(Activity {
            planned_by: self.planned_by,
            late_days: self.late_after_correction(report.held_on, made.late_days),
            corrects_id: Some(self.id),
            corrected_because: Some(because),
            ..made
        })
    }

    /// The record that says that this one should never have been made: it was not held, or was
    /// recorded twice.
    pub fn withdrawn(
        &self,
        id: ActivityId,
        because: &str,
        on: &Occasion<'_>,
    ) -> Result<Activity, ActivityRefused> {
        let because = required("because", because, 200)?;
        self.must_have_been_held()?;
        Ok(Activity {
            id,
            state: ActivityState::Cancelled,
            planned_on: self.day(),
            held_on: None,
            present: None,
            recorded_by: Some(on.by),
            recorded_at: Some(on.moment.at),
            late_days: None,
            signed_by: None,
            signed_at: None,
            cancelled_because: Some(because.clone()),
            corrects_id: Some(self.id),
            corrected_because: Some(because),
            import_id: None,
            ..self.clone()
        })
    }

    /// The old record once another puts it right.
    #[must_use]
    pub fn put_right(self) -> Activity {
        Activity { state: ActivityState::Corrected, ..self }
    }

    /// The correction of a record made in time is not late, unless it moves the day.
    fn late_after_correction(&self, held_on: Date, computed: Option<i64>) -> Option<i64> {
        if self.held_on == Some(held_on) { self.late_days } else { computed }
    }

    fn must_have_been_held(&self) -> Result<(), ActivityRefused> {
        if self.counts() {
            Ok(())
        } else {
            Err(ActivityRefused::WrongState(self.state, Verb::Correct))
        }
    }
}
