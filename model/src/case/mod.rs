//! Cases: whatever has an owner, a deadline and an end, and the steps that it took.

mod clock;
mod fields;
mod open;
mod past;
mod refused;
mod take;
mod tally;
#[cfg(test)]
mod tests;

pub use fields::Filled;
pub use open::{NewCase, Opened};
pub use past::PastCase;
pub use refused::CaseRefused;
pub use take::{Taker, Taking};
pub use tally::Tally;

use crate::{
    Date,
    code::DivisionCode,
    fact::{Fact, Measure, Posts},
    id::{AccountId, ActivityId, CaseId, CaseStepId, EditionId},
    moment::Timestamp,
    process::{Closing, Party, Process, Progress},
};

/// One case. Where it stands follows from its steps; it is kept so that lists need not read them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Case {
    pub id: CaseId,
    /// A key of the programme's processes, and the revision it runs on to its end.
    pub process: String,
    pub revision: i64,
    pub year: i64,
    /// Counts the cases of a process in a year, from 1, without a gap.
    pub sequence: i64,
    /// What people call it, such as 问题〔2019〕031号.
    pub number: String,
    /// The first words of what it is about.
    pub title: String,
    /// The division that it is about.
    pub division_code: DivisionCode,
    pub state: String,
    pub progress: Progress,
    /// Who brought it up: the office of a division, as are all the others.
    pub opener_code: DivisionCode,
    pub handler_code: DivisionCode,
    /// Who gave it to the handler, each after the one before, as codes with a space between.
    pub chain: String,
    /// Who has to do the next thing; nobody once it has ended.
    pub owner_code: Option<DivisionCode>,
    /// What was written down: [`Filled`] in JSON.
    pub fields: String,
    pub opened_on: Date,
    pub opened_by: AccountId,
    /// The last day of the state it is in.
    pub state_due_on: Option<Date>,
    /// The last day of the promise, which no step but a granted extension moves.
    pub promise_due_on: Date,
    /// Whether a day was counted through a year whose holidays are not announced.
    pub is_provisional: bool,
    /// The last day before the calendar takes its step.
    pub expires_on: Option<Date>,
    pub extension: Extension,
    pub ended_on: Option<Date>,
    pub closing: Option<Closing>,
    /// Who last acted for the handler: cannot call it solved where others must.
    pub handled_by: Option<AccountId>,
    pub steps: i64,
    pub returned: i64,
    pub reopened: i64,
    /// The activity that raised it.
    pub activity_id: Option<ActivityId>,
    /// Of a case that ended before the county had this system: its number in the register that tells
    /// it, the day on which it ended, and what it counted as.
    pub old_number: Option<String>,
    pub old_end: Option<Date>,
    pub old_progress: Option<Progress>,
}

crate::words! {
    /// Whether the promise has been put off: it can be, once.
    pub enum Extension {
        None = "none",
        Asked = "asked",
        Granted = "granted",
        Refused = "refused",
    }
}

/// One step of a case, never changed. The first is its opening.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CaseStep {
    pub id: CaseStepId,
    pub case_id: CaseId,
    /// Counts the steps of a case, from 1.
    pub n: i64,
    pub process: String,
    pub division_code: DivisionCode,
    /// A key of the definition; [`CaseStep::OPENING`] for the first.
    pub step: String,
    pub party: Party,
    /// The office that the party is; absent of the calendar.
    pub desk_code: Option<DivisionCode>,
    pub from_state: Option<String>,
    pub to_state: String,
    pub was: Option<Progress>,
    pub progress: Progress,
    pub returns: bool,
    pub reopens: bool,
    pub handler_code: DivisionCode,
    pub day: Date,
    pub at: Timestamp,
    pub taken_by: Option<AccountId>,
    pub reason: Option<String>,
    /// What was filled in on the way: [`Filled`] in JSON.
    pub fields: String,
    /// The activity that shows it.
    pub activity_id: Option<ActivityId>,
}

/// A definition as cases run on it, kept when the first begins: the programme may move on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    pub id: EditionId,
    pub process: String,
    pub revision: i64,
    /// [`Process`] in JSON.
    pub definition: String,
}

impl Case {
    /// Who gave it to the handler: at the beginning, whoever brought it up.
    pub fn assigner_code(&self) -> DivisionCode {
        let last = self.chain.rsplit(' ').next().and_then(|code| code.parse().ok());
        last.unwrap_or_else(|| self.opener_code.clone())
    }

    /// The office that is a party to it; none is the calendar.
    pub fn desk(&self, party: Party) -> Option<DivisionCode> {
        match party {
            Party::Opener => Some(self.opener_code.clone()),
            Party::Assigner => Some(self.assigner_code()),
            Party::Handler => Some(self.handler_code.clone()),
            Party::Upper => Some(self.upper_code()),
            Party::Calendar => None,
        }
    }

    /// The office above the handler; at the top, the handler.
    fn upper_code(&self) -> DivisionCode {
        let county = self.handler_code.level() == crate::code::Level::County;
        let above = if county { None } else { self.handler_code.parent() };
        above.unwrap_or_else(|| self.handler_code.clone())
    }

    /// The same case once an office has got another code, or has become part of another.
    #[must_use]
    pub fn carried(&self, from: &DivisionCode, to: &DivisionCode) -> Case {
        let renamed = |code: &DivisionCode| if code == from { to } else { code }.clone();
        Case {
            opener_code: renamed(&self.opener_code),
            handler_code: renamed(&self.handler_code),
            owner_code: self.owner_code.as_ref().map(renamed),
            chain: self.chain.replace(from.as_str(), to.as_str()),
            ..self.clone()
        }
    }

    pub fn filled(&self) -> Filled {
        Filled::read(&self.fields)
    }

    fn number(process: &Process, year: i64, sequence: i64) -> String {
        format!("{}〔{year}〕{sequence:03}号", process.number)
    }

    pub fn is_open(&self) -> bool {
        self.ended_on.is_none()
    }

    /// The day that has passed first, if one has: of the state, or of the promise.
    pub fn overdue_since(&self, today: Date) -> Option<Date> {
        let due = self.state_due_on?.min(self.promise_due_on);
        (self.is_open() && due < today).then_some(due)
    }
}

impl CaseStep {
    pub const OPENING: &'static str = "opening";

    pub fn filled(&self) -> Filled {
        Filled::read(&self.fields)
    }

    fn fact(&self, measure: Measure, quantity: i64) -> Fact {
        Fact {
            measure,
            tag: self.process.clone(),
            day: self.day,
            division_code: self.division_code.clone(),
            organisation_id: None,
            subject: self.case_id.0,
            quantity,
        }
    }
}

impl Edition {
    pub fn of(process: &Process) -> Result<Edition, serde_json::Error> {
        let (key, revision) = (process.key.clone(), process.revision);
        let definition = serde_json::to_string(process)?;
        Ok(Edition { id: Edition::id(&key, revision), process: key, revision, definition })
    }

    /// The same for everyone, so that two who begin at once keep one.
    pub fn id(process: &str, revision: i64) -> EditionId {
        let digest =
            crate::journal::Hash::of(&[b"edition ", process.as_bytes(), &revision.to_be_bytes()]);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest.as_bytes()[..16]);
        EditionId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    pub fn process(&self) -> Result<Process, serde_json::Error> {
        serde_json::from_str(&self.definition)
    }
}

impl Posts for Case {
    fn facts(&self) -> Vec<Fact> {
        self.past_facts()
    }
}

impl Posts for Edition {}

/// The three classes of the monthly report are stocks: what stood on a day is what was added until then.
impl Posts for CaseStep {
    fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        if self.from_state.is_none() {
            facts.push(self.fact(Measure::CaseOpened, 1));
        }
        if self.was != Some(self.progress) {
            facts.extend(self.was.map(|was| self.fact(stands(was), -1)));
            facts.push(self.fact(stands(self.progress), 1));
        }
        if self.returns {
            facts.push(self.fact(Measure::CaseReturned, 1));
        }
        if self.reopens {
            facts.push(self.fact(Measure::CaseReopened, 1));
        }
        facts
    }
}

const fn stands(progress: Progress) -> Measure {
    match progress {
        Progress::NotStarted => Measure::CaseNotStarted,
        Progress::Part => Measure::CasePart,
        Progress::Done => Measure::CaseDone,
    }
}
