//! Why an act was not done, in the office's own words; nothing here knows HTTP.

use model::{Text, code::DivisionCode, right::Right, text::Say};
use uuid::Uuid;

/// Nothing here holds a personal field, so each can be shown and logged.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such thing. What is not theirs does not exist for a person, so this says no more.
    #[error("not found")]
    NotFound,
    /// The right is missing. Shown exactly as [`Error::NotFound`], and logged.
    #[error("denied: {wanted}")]
    Denied { wanted: Right, division: Option<DivisionCode> },
    /// What was asked is against a rule, or a field is wrong.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// Another record already has this id.
    #[error("the id is taken")]
    IdTaken,
    /// Somebody else has changed the record since it was shown.
    #[error("changed meanwhile")]
    Changed,
    /// The person must sign in again, or with the second factor, before this.
    #[error("sign in again first")]
    StepUp,
    /// An act changed a row and logged nothing: a mistake of ours.
    #[error("an act ended without its journal entry")]
    Unlogged,
    /// Something the program needs, such as a key, is not in order: a mistake of ours or of whoever installed it.
    #[error("broken: {0}")]
    Broken(String),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A rule's sentence, and the field that it is about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct Refusal {
    /// The field's name as forms and the API know it; absent if it is about the whole.
    pub field: Option<&'static str>,
    pub text: Text,
    /// The record that stands in the way, if the person who asks may see it: a page links it.
    pub about: Option<About>,
}

/// A record that a sentence speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// Its table.
    pub kind: &'static str,
    pub id: Uuid,
}

impl Refusal {
    pub fn new(field: &'static str, text: impl Into<Text>) -> Refusal {
        Refusal { field: Some(field), text: text.into(), about: None }
    }

    /// In words that never vary.
    pub fn fixed(field: &'static str, zh: &'static str, en: &'static str) -> Refusal {
        Refusal::new(field, Text::fixed(zh, en))
    }

    /// About the whole rather than one field.
    pub fn whole(text: impl Into<Text>) -> Refusal {
        Refusal { field: None, text: text.into(), about: None }
    }

    /// The same, pointing at a record that the person may see.
    #[must_use]
    pub fn about(self, kind: &'static str, id: Uuid) -> Refusal {
        Refusal { about: Some(About { kind, id }), ..self }
    }
}

/// `refuse("held_on", "…", "…")?` ends an act with a sentence about a field.
pub fn refuse<T>(field: &'static str, zh: &'static str, en: &'static str) -> Result<T, Error> {
    Err(Refusal::fixed(field, zh, en).into())
}

/// The first thing that is wrong ends an act; a row of a roster is told all of them.
pub(crate) fn first(faults: Vec<Refusal>) -> Result<(), Error> {
    faults.into_iter().next().map_or(Ok(()), |fault| Err(fault.into()))
}

impl Error {
    /// A database thread took the act and never answered.
    pub fn unanswered() -> Error {
        Error::Store(store::Error::OutcomeUnknown)
    }

    /// The act did nothing, and may succeed if it is tried again in a moment.
    pub fn is_passing(&self) -> bool {
        use store::Error::{Busy, Conflict, Unavailable};
        matches!(self, Error::Store(Busy | Conflict(_) | Unavailable(_)))
    }

    /// The act may have been done. Ids come from the sender, so sending it again is safe.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Error::Store(store::Error::OutcomeUnknown))
    }

    /// The office could not decide; every other error is its decision.
    pub fn is_fault(&self) -> bool {
        matches!(self, Error::Store(_) | Error::Unlogged | Error::Broken(_))
    }
}

impl Say for Error {
    fn say(&self) -> Text {
        match self {
            Error::NotFound | Error::Denied { .. } => {
                Text::fixed("没有找到，或不在您的权限范围内", "not found, or not yours to see")
            }
            Error::Refused(refusal) => refusal.text.clone(),
            Error::IdTaken => Text::fixed(
                "这个编号已被另一条记录使用，请刷新页面后重新填写",
                "another record already has this id; reload the page and fill it in again",
            ),
            Error::Changed => Text::fixed(
                "您打开之后，别人已修改了这条记录；请刷新页面，看过新内容后再改",
                "somebody has changed this record since you opened it; reload, look, and change it again",
            ),
            Error::StepUp => Text::fixed(
                "请先重新登录并通过第二重验证",
                "sign in again with the second factor first",
            ),
            _ if self.is_passing() || self.is_unknown() => Text::fixed(
                "系统正忙，请稍后再提交一次；重复提交不会重复记录",
                "busy; send it again in a moment, nothing is recorded twice",
            ),
            Error::Unlogged | Error::Broken(_) | Error::Store(_) => Text::fixed(
                "系统内部出错，已记录；请稍后再试或联系系统管理员",
                "something went wrong here and has been logged; try later or tell the system administrator",
            ),
        }
    }
}
