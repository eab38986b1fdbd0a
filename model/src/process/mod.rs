//! Processes: how a kind of case goes from its beginning to an end, as a county's programme says it.
//!
//! A definition holds no code. The reader of the programme proves that every case comes to an end and
//! that somebody owns it until then (`programme::proof`).

mod words;

pub use words::{Closing, Effect, FieldKind, Party, Progress};

use crate::{Text, code::Level, right::Right};

/// A kind of case with an owner, a deadline and an end.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Process {
    pub key: String,
    /// Raised with every change of the definition: a running case stays on the revision it began on.
    pub revision: i64,
    pub title: Text,
    /// The working system it belongs to, such as `S03`.
    pub system: String,
    /// What a case's number begins with, such as `问题` in 问题〔2019〕031号.
    pub number: String,
    /// The levels of the divisions that a case may be about.
    pub levels: Vec<Level>,
    pub opening: Opening,
    pub promise: Promise,
    /// Working days by which the promise can be put off, once, if it is asked for in time.
    pub extension_days: Option<i64>,
    /// Whether nobody may call solved what is his own to solve.
    pub closed_by_others: bool,
    /// The indicators that its cases count in.
    pub feeds: Vec<String>,
    pub fields: Vec<Field>,
    pub states: Vec<State>,
    pub steps: Vec<Step>,
}

/// How a case begins.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Opening {
    /// The first state.
    pub state: String,
    pub right: Right,
    /// The fields that must be filled in at once.
    pub requires: Vec<String>,
}

/// The clock that never stops, whoever holds the case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Promise {
    /// So many working days after the day of the opening, which does not count itself.
    Days { days: i64 },
    /// The end of the day that this field names.
    Field { field: String },
}

/// Something that is written down about a case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Field {
    pub key: String,
    pub title: Text,
    pub kind: FieldKind,
    /// What a `choice` chooses from.
    pub options: Vec<Choice>,
    /// Whether it is shown to the public once the case is.
    pub public: bool,
}

/// One of the values of a field.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Choice {
    pub key: String,
    pub title: Text,
}

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct State {
    pub key: String,
    pub title: Text,
    /// What the monthly report of three classes calls it.
    pub progress: Progress,
    /// Whether the public sees a case in this state.
    pub public: bool,
    pub rest: Rest,
}

/// Whether a case moves on from a state, and how soon.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "rest", rename_all = "snake_case")]
pub enum Rest {
    Open {
        /// Who has to do the next thing.
        owner: Party,
        /// Working days that it may take.
        days: i64,
        /// The step that the calendar takes when they are over; without one the case is overdue.
        on_expiry: Option<String>,
    },
    Final {
        closing: Closing,
    },
}

/// A way from some states into another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Step {
    pub key: String,
    pub title: Text,
    pub from: Vec<String>,
    /// The next state; none if the case stays where it is.
    pub to: Option<String>,
    /// Who may take it; each of them needs the right as well.
    pub by: Vec<Party>,
    /// None of a step that the calendar takes.
    pub right: Option<Right>,
    /// Fields that must be filled in by now.
    pub requires: Vec<String>,
    /// Fields that may be filled in on the way.
    pub asks: Vec<String>,
    /// Whether a reason must be given.
    pub reason: bool,
    /// Whether a file or a record must be attached.
    pub evidence: bool,
    pub notifies: Vec<Party>,
    pub effect: Option<Effect>,
}

impl Process {
    pub fn state(&self, key: &str) -> Option<&State> {
        self.states.iter().find(|state| state.key == key)
    }

    pub fn step(&self, key: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.key == key)
    }

    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The ways out of a state, in the order of the file.
    pub fn steps_from<'a>(&'a self, state: &'a str) -> impl Iterator<Item = &'a Step> {
        self.steps.iter().filter(move |step| step.from.iter().any(|from| from == state))
    }

    /// Whether a step takes up what had come to an end.
    pub fn reopens(&self, step: &Step) -> bool {
        let is_final = |key: &String| self.state(key).is_some_and(State::is_final);
        let leads_on = step.to.as_ref().is_some_and(|to| !is_final(to));
        leads_on && step.from.iter().any(is_final)
    }
}

impl State {
    pub fn is_final(&self) -> bool {
        matches!(self.rest, Rest::Final { .. })
    }
}
