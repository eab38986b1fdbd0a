//! Whatever is held or done at a place and time: shows, talks, study days, theme days, meetings.

mod attendance;
mod correct;
mod minutes;
mod plan;
mod refused;
mod report;
mod rhythm;
#[cfg(test)]
mod tests;

pub use attendance::{Absence, LONGEST_LIST, Mark, Turnout, check_marks, reason_words};
pub use correct::Correction;
pub use minutes::Minutes;
pub use plan::{NewActivity, Occasion};
pub use refused::{ActivityRefused, Verb};
pub use report::{Report, late_days};
pub use rhythm::{Owing, missed, running, spans};

use crate::{
    Date, Text,
    code::DivisionCode,
    fact::{Fact, Measure, Posts},
    id::{AccountId, ActivityId, AttendanceId, ImportId, OrganisationId, PersonId},
    moment::Timestamp,
    words,
};

words! {
    /// planned → notified → held → signed; cancelled from before it is held; corrected by a later record.
    pub enum ActivityState {
        Planned = "planned",
        Notified = "notified",
        Held = "held",
        Signed = "signed",
        Cancelled = "cancelled",
        Corrected = "corrected",
    }
}

/// One activity. `kind` is a key of the programme's `activity_kinds.toml`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Activity {
    pub id: ActivityId,
    pub kind: String,
    pub title: String,
    pub division_code: DivisionCode,
    pub organisation_id: Option<OrganisationId>,
    pub place: String,
    pub state: ActivityState,
    pub planned_on: Date,
    /// The hour at which it begins, as `HH:MM` in the county.
    pub starts: Option<String>,
    pub held_on: Option<Date>,
    /// How many should have come.
    pub expected: Option<i64>,
    /// How many came; with a list, the number of people present on it.
    pub present: Option<i64>,
    pub speaker: Option<String>,
    pub summary: String,
    /// What was written under the headings that the kind asks for: [`Minutes`] in JSON.
    pub minutes: Option<String>,
    pub planned_by: AccountId,
    pub recorded_by: Option<AccountId>,
    pub recorded_at: Option<Timestamp>,
    /// Days between the activity and its record beyond what the programme allows; absent if in time.
    pub late_days: Option<i64>,
    pub signed_by: Option<AccountId>,
    pub signed_at: Option<Timestamp>,
    pub cancelled_because: Option<String>,
    /// The earlier record that this one puts right.
    pub corrects_id: Option<ActivityId>,
    pub corrected_because: Option<String>,
    pub import_id: Option<ImportId>,
}

impl ActivityState {
    /// What a list and a page call it.
    pub const fn title(self) -> Text {
        match self {
            ActivityState::Planned => Text::fixed("已计划", "planned"),
            ActivityState::Notified => Text::fixed("已通知", "announced"),
            ActivityState::Held => Text::fixed("已举办", "held"),
            ActivityState::Signed => Text::fixed("已签审", "signed"),
            ActivityState::Cancelled => Text::fixed("已取消", "cancelled"),
            ActivityState::Corrected => Text::fixed("已更正", "corrected"),
        }
    }

    /// Planned or announced, and neither held nor called off.
    pub const fn is_open(self) -> bool {
        matches!(self, ActivityState::Planned | ActivityState::Notified)
    }

    /// It took place, and no later record puts it right.
    pub const fn counts(self) -> bool {
        matches!(self, ActivityState::Held | ActivityState::Signed)
    }
}

impl Activity {
    /// Whether it is counted: it was held, and no later record puts it right.
    pub fn counts(&self) -> bool {
        self.state.counts()
    }

    /// The day it belongs to: when it was held, or else is meant to be.
    pub fn day(&self) -> Date {
        self.held_on.unwrap_or(self.planned_on)
    }

    /// Its day has passed and nobody has said what became of it.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state.is_open() && self.planned_on < today
    }
}

impl Posts for Activity {
    fn facts(&self) -> Vec<Fact> {
        let day = self.held_on.filter(|_| self.counts());
        let fact = day.map(|day| Fact {
            measure: Measure::Activity,
            tag: self.kind.clone(),
            day,
            division_code: self.division_code.clone(),
            organisation_id: self.organisation_id,
            subject: self.id.0,
            quantity: 1,
        });
        fact.into_iter().collect()
    }
}

/// One person at one activity, or the reason for not coming. Written by a responsible person:
/// nobody punches in (国办函〔2026〕12号; `domain.md` §0.3).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Attendance {
    pub id: AttendanceId,
    pub activity_id: ActivityId,
    pub person_id: PersonId,
    /// Copied from the activity, as are division, organisation and day.
    pub kind: String,
    pub division_code: DivisionCode,
    pub organisation_id: Option<OrganisationId>,
    pub held_on: Date,
    pub present: bool,
    pub reason: Option<String>,
    /// False once the activity's record has been corrected by another.
    pub counts: bool,
}

impl Posts for Attendance {
    fn facts(&self) -> Vec<Fact> {
        if !self.counts || !self.present {
            return Vec::new();
        }
        vec![Fact {
            measure: Measure::Attendance,
            tag: self.kind.clone(),
            day: self.held_on,
            division_code: self.division_code.clone(),
            organisation_id: self.organisation_id,
            subject: self.person_id.0,
            quantity: 1,
        }]
    }
}
