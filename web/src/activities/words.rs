//! Words and small pieces that the pages of activities share.

use model::{
    Text,
    activity::ActivityState,
    programme::{ActivityKind, Programme},
    text::Say,
};
use office::Error;

use crate::{Problem, frame::Frame, list::Choice, typed::Typed};

/// What a kind is called; one that the programme has dropped is named by its key.
pub(super) fn kind(programme: &Programme, key: &str) -> Text {
    let dropped = || Text::new(key.to_owned(), key.to_owned());
    programme.activity_kind(key).map_or_else(dropped, |kind| kind.title.clone())
}

/// The kind itself; what the programme does not know has no page.
pub(super) fn known_kind(programme: &Programme, key: &str) -> Result<ActivityKind, Problem> {
    programme.activity_kind(key).cloned().ok_or_else(Problem::not_found)
}

pub(super) fn kinds(programme: &Programme) -> Vec<Choice> {
    let kinds = programme.activity_kinds.iter();
    kinds.map(|kind| Choice::new(kind.key.clone(), kind.title.clone())).collect()
}

/// Held waits for a signature only where the kind asks for one.
pub(super) fn tone(state: ActivityState, sign_off: bool) -> &'static str {
    match state {
        ActivityState::Notified => "info",
        ActivityState::Held if sign_off => "warning",
        ActivityState::Held | ActivityState::Signed => "success",
        ActivityState::Planned | ActivityState::Cancelled | ActivityState::Corrected => "secondary",
    }
}

/// The state in words; what still wants a signature says so.
pub(super) fn state(state: ActivityState, sign_off: bool) -> Text {
    match state {
        ActivityState::Held if sign_off => Text::fixed("待签审", "to be signed"),
        _ => state.title(),
    }
}

/// Puts a rule's sentence at its field; that somebody else was faster stands above all fields;
/// everything else is a page of its own.
pub(super) fn refused(typed: &mut Typed, error: Error) -> Result<(), Problem> {
    match error {
        Error::Refused(refusal) => {
            typed.refuse(refusal.field.unwrap_or_default(), refusal.text);
            Ok(())
        }
        Error::Changed => {
            typed.refuse("", error.say());
            Ok(())
        }
        other => Err(other.into()),
    }
}

/// 12 / 15, or a dash where nobody counted.
pub(super) fn turnout(frame: &Frame, present: Option<i64>, expected: Option<i64>) -> String {
    match (present, expected) {
        (Some(present), Some(expected)) => {
            format!("{} / {}", frame.number(present), frame.number(expected))
        }
        (Some(present), None) => frame.number(present),
        (None, Some(expected)) => format!("– / {}", frame.number(expected)),
        (None, None) => "–".to_owned(),
    }
}
