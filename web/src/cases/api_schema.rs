//! What cases look like to programs.

use std::collections::BTreeMap;

use model::{
    Date, Text, Timestamp,
    case::{Case, Filled},
    code::DivisionCode,
    id::ActivityId,
    process::{Effect, Party},
};
use office::case::{Line, Sheet, Told, Way};
use serde::Serialize;
use utoipa::ToSchema;

/// What somebody brings up.
#[derive(ToSchema)]
#[schema(as = cases::New)]
#[expect(dead_code, reason = "says what the model's own form looks like")]
pub(super) struct New {
    /// A UUIDv7 that the sender chooses.
    id: String,
    /// A key of the programme's processes.
    process: String,
    /// What it is about.
    division_code: String,
    /// Values by the key of their field: a day as `2019-05-01`, a choice by its key, yes as `yes`.
    fields: BTreeMap<String, String>,
    /// The activity at which it came up.
    activity_id: Option<String>,
}

/// A step that somebody takes.
#[derive(ToSchema)]
#[schema(as = cases::Taking)]
#[expect(dead_code, reason = "says what the model's own form looks like")]
pub(super) struct Taking {
    /// A UUIDv7 that the sender chooses: a retry is recognised by it.
    id: String,
    /// A key of the process's steps.
    step: String,
    /// How many steps the case had when it was read: if it has moved since, nothing is done.
    seen: Option<i64>,
    reason: Option<String>,
    fields: Option<BTreeMap<String, String>>,
    /// The activity that shows what was done.
    activity_id: Option<String>,
    /// Whom a case is handed to.
    hand_to: Option<String>,
}

/// A line of the list.
#[derive(ToSchema)]
#[schema(as = cases::Line)]
#[expect(dead_code, reason = "says what the office's own form looks like")]
pub(super) struct ListLine {
    id: String,
    process: String,
    revision: i64,
    /// Such as 问题〔2019〕031号.
    number: String,
    title: String,
    division_code: String,
    division: Option<String>,
    state: String,
    /// `not_started`, `part` or `done`
    progress: String,
    owner_code: Option<String>,
    owner: Option<String>,
    opened_on: String,
    state_due_on: Option<String>,
    promise_due_on: String,
    ended_on: Option<String>,
    returned: i64,
    reopened: i64,
}

/// One page of a list.
#[derive(Serialize, ToSchema)]
#[schema(as = cases::Listed)]
pub(super) struct Listed {
    pub(super) total: i64,
    #[schema(value_type = Vec<ListLine>)]
    pub(super) cases: Vec<Line>,
    /// What to send as `after` for the next page; null on the last.
    pub(super) after: Option<String>,
}

/// A case with what was done and what the asker may do next.
#[derive(Serialize, ToSchema)]
#[schema(as = cases::Record)]
pub(super) struct Record {
    /// Every column as the journal keeps it; `fields` stands beside it.
    #[schema(value_type = Object)]
    case: Case,
    #[schema(value_type = BTreeMap<String, String>)]
    fields: Filled,
    #[schema(value_type = Object)]
    state: Text,
    steps: Vec<Step>,
    ways: Vec<Open>,
}

/// A step that was taken.
#[derive(Serialize, ToSchema)]
#[schema(as = cases::Step)]
pub(super) struct Step {
    #[schema(value_type = Object)]
    title: Text,
    /// The state that it led to.
    #[schema(value_type = Object)]
    state: Text,
    /// `opener`, `assigner`, `handler`, `upper` or `calendar`
    #[schema(value_type = String)]
    party: Party,
    desk: Option<String>,
    name: Option<String>,
    #[schema(value_type = String)]
    at: Timestamp,
    #[schema(value_type = String)]
    day: Date,
    reason: Option<String>,
    #[schema(value_type = Option<String>)]
    activity_id: Option<ActivityId>,
}

/// A step that the asker may take.
#[derive(Serialize, ToSchema)]
#[schema(as = cases::Way)]
pub(super) struct Open {
    step: String,
    #[schema(value_type = Object)]
    title: Text,
    #[schema(value_type = String)]
    party: Party,
    /// The office for which it is taken.
    #[schema(value_type = String)]
    desk_code: DivisionCode,
    /// Fields that must be filled in by then, and that may be.
    requires: Vec<String>,
    asks: Vec<String>,
    needs_reason: bool,
    needs_activity: bool,
    needs_hand_to: bool,
}

impl Record {
    pub(super) fn of(sheet: Sheet) -> Record {
        let state = sheet.process.state(&sheet.case.state).map(|state| state.title.clone());
        Record {
            state: state.unwrap_or_else(|| sheet.process.title.clone()),
            fields: sheet.case.filled(),
            steps: sheet.told.into_iter().map(Step::of).collect(),
            ways: sheet.ways.into_iter().map(Open::of).collect(),
            case: sheet.case,
        }
    }
}

impl Step {
    fn of(told: Told) -> Step {
        let Told { title, state, party, desk, name, at, day, reason, activity, .. } = told;
        let activity_id = activity.map(|(id, _)| id);
        Step { title, state, party, desk, name, at, day, reason, activity_id }
    }
}

impl Open {
    fn of(Way { step, party, desk_code }: Way) -> Open {
        Open {
            needs_reason: step.reason,
            needs_activity: step.evidence,
            needs_hand_to: step.effect == Some(Effect::HandOver),
            step: step.key,
            title: step.title,
            requires: step.requires,
            asks: step.asks,
            party,
            desk_code,
        }
    }
}
