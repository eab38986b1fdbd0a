//! Who came, written by a responsible person; nobody punches in.

use std::collections::HashSet;

use super::{Activity, ActivityRefused, Attendance, refused::optional};
use crate::{
    Text,
    id::{AttendanceId, PersonId},
    programme::Quorum,
    word::Word,
    words,
};

/// How many people one list may name.
pub const LONGEST_LIST: usize = 2000;

words! {
    /// Why somebody did not come: what most lists need. Other words can be written instead.
    pub enum Absence {
        Sick = "sick",
        Away = "away",
        Duty = "duty",
        Family = "family",
        Frail = "frail",
        NotGiven = "not_given",
    }
}

impl Absence {
    pub const fn title(self) -> Text {
        match self {
            Absence::Sick => Text::fixed("病假", "sick leave"),
            Absence::Away => Text::fixed("外出务工", "away for work"),
            Absence::Duty => Text::fixed("公务", "on other duty"),
            Absence::Family => Text::fixed("家中有事", "family matter"),
            Absence::Frail => Text::fixed("年老体弱", "too frail to come"),
            Absence::NotGiven => Text::fixed("未说明", "not given"),
        }
    }
}

/// A reason as a person reads it.
pub fn reason_words(reason: &str) -> Text {
    Absence::from_word(reason)
        .map_or_else(|| Text::new(reason.to_owned(), reason.to_owned()), Absence::title)
}

/// One line of a list as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    pub person_id: PersonId,
    pub present: bool,
    /// A word of [`Absence`], or other words.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What a list amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Turnout {
    pub listed: i64,
    pub present: i64,
}

impl Turnout {
    pub fn of(marks: &[Mark]) -> Turnout {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let present = marks.iter().filter(|mark| mark.present).count();
        Turnout { listed: count(marks.len()), present: count(present) }
    }
}

/// The list as it is kept: nobody twice, a reason for each absence and for nothing else.
pub fn check_marks(marks: &[Mark]) -> Result<Vec<Mark>, ActivityRefused> {
    if marks.len() > LONGEST_LIST {
        return Err(ActivityRefused::ListTooLong);
    }
    let mut seen = HashSet::new();
    let checked = marks.iter().zip(1..).map(|(mark, line)| {
        if !seen.insert(mark.person_id) {
            return Err(ActivityRefused::Twice(line));
        }
        let reason = optional("attendance", mark.reason.as_deref(), 50)?;
        if mark.present {
            return Ok(Mark { reason: None, ..mark.clone() });
        }
        if reason.is_none() {
            return Err(ActivityRefused::NoReason(line));
        }
        Ok(Mark { reason, ..mark.clone() })
    });
    checked.collect()
}

impl Attendance {
    /// A line of an activity's list. It carries what its facts need of the activity.
    pub fn of(activity: &Activity, mark: &Mark, id: AttendanceId) -> Attendance {
        Attendance {
            id,
            activity_id: activity.id,
            person_id: mark.person_id,
            kind: activity.kind.clone(),
            division_code: activity.division_code.clone(),
            organisation_id: activity.organisation_id,
            held_on: activity.day(),
            present: mark.present,
            reason: mark.reason.clone(),
            counts: activity.counts(),
        }
    }

    pub fn mark(&self) -> Mark {
        Mark { person_id: self.person_id, present: self.present, reason: self.reason.clone() }
    }
}

impl Activity {
    /// Whether enough of the expected came; absent when the kind asks for no quorum, or before it
    /// is held. It is shown, never refused.
    pub fn is_quorate(&self, quorum: Quorum) -> Option<bool> {
        let present = self.present.filter(|_| quorum != Quorum::None)?;
        Some(quorum.is_met(present, self.expected.unwrap_or(present)))
    }
}
