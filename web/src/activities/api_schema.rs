//! What activities look like to programs: the model's own forms, said to the API's document.

use serde::Serialize;
use utoipa::ToSchema;

/// An activity to come.
#[derive(ToSchema)]
#[schema(as = activities::New)]
#[expect(dead_code, reason = "says what the model's own form looks like")]
pub(super) struct New {
    /// A UUIDv7 that the sender chooses.
    id: String,
    /// A key of the programme's kinds.
    kind: String,
    title: String,
    division_code: String,
    organisation_id: Option<String>,
    place: String,
    /// `2019-12-30`
    planned_on: String,
    /// `09:30`
    starts: Option<String>,
    expected: Option<i64>,
    speaker: Option<String>,
}

/// One person on a list.
#[derive(ToSchema)]
#[schema(as = activities::Mark)]
#[expect(dead_code, reason = "says what the model's own form looks like")]
pub(super) struct Mark {
    person_id: String,
    present: bool,
    /// Why not: `sick`, `away`, `duty`, `family`, `frail`, `not_given`, or other words.
    reason: Option<String>,
}

/// What was held.
#[derive(ToSchema)]
#[schema(as = activities::Report)]
#[expect(dead_code, reason = "says what the model's own form looks like")]
pub(super) struct Report {
    held_on: String,
    /// As planned if absent; so are place and speaker.
    title: Option<String>,
    place: Option<String>,
    speaker: Option<String>,
    expected: Option<i64>,
    /// A list of names counts instead, where there is one.
    present: Option<i64>,
    summary: Option<String>,
    /// Text by the key of its heading.
    minutes: Option<std::collections::BTreeMap<String, String>>,
    attendance: Option<Vec<Mark>>,
}

/// A record that puts another right: the whole of what it should have said.
#[derive(ToSchema)]
#[schema(as = activities::Correction)]
#[expect(dead_code, reason = "says what the model's own form looks like")]
pub(super) struct Correction {
    /// Of the new record, chosen by the sender.
    id: String,
    because: String,
    kind: String,
    division_code: String,
    organisation_id: Option<String>,
    report: Report,
}

/// A line of the list.
#[derive(ToSchema)]
#[schema(as = activities::Line)]
#[expect(dead_code, reason = "says what the office's own form looks like")]
pub(super) struct Line {
    id: String,
    kind: String,
    title: String,
    division_code: String,
    division: Option<String>,
    organisation_id: Option<String>,
    organisation: Option<String>,
    place: String,
    speaker: Option<String>,
    /// `planned`, `notified`, `held`, `signed`, `cancelled` or `corrected`
    state: String,
    /// The day held, or else planned.
    day: String,
    starts: Option<String>,
    expected: Option<i64>,
    present: Option<i64>,
    recorded_at: Option<String>,
    /// Days beyond the limit; null if in time.
    late_days: Option<i64>,
}

/// One page of a list.
#[derive(Serialize, ToSchema)]
#[schema(as = activities::Listed)]
pub(super) struct Listed {
    pub(super) total: i64,
    #[schema(value_type = Vec<Line>)]
    pub(super) activities: Vec<office::activity::Line>,
    /// What to send as `after` for the next page; null on the last.
    pub(super) after: Option<String>,
}

/// The record, every field as the journal keeps it.
#[derive(Serialize, ToSchema)]
#[schema(as = activities::Record)]
pub(super) struct Record {
    #[schema(value_type = Object)]
    pub(super) activity: serde_json::Value,
    /// Text by the key of its heading.
    pub(super) minutes: std::collections::BTreeMap<String, String>,
}
