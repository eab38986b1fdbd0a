//! How a case begins.

use super::{Case, CaseRefused, CaseStep, Extension, Filled, Taker};
use crate::{
    calendar::Calendar,
    code::DivisionCode,
    id::{ActivityId, CaseId, CaseStepId},
    process::{Party, Process, Progress, Promise},
};

/// What somebody brings up.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewCase {
    pub id: CaseId,
    pub process: String,
    pub division_code: DivisionCode,
    pub fields: Filled,
    /// The activity at which it came up.
    #[serde(default)]
    pub activity_id: Option<ActivityId>,
}

/// A case as it begins, with its first step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub case: Case,
    pub step: CaseStep,
}

impl Case {
    /// Opens a case under the next number of its year.
    pub fn open(
        new: &NewCase,
        process: &Process,
        calendar: &Calendar,
        taker: &Taker,
        sequence: i64,
    ) -> Result<Opened, CaseRefused> {
        if !process.levels.contains(&new.division_code.level()) {
            return Err(CaseRefused::WrongLevel(process.title.clone()));
        }
        let opening = &process.opening;
        let may: Vec<&String> = process.fields.iter().map(|field| &field.key).collect();
        let filled = new.fields.check(process, &may, &opening.requires, &Filled::default())?;
        let today = taker.moment.today;
        let field = match &process.promise {
            Promise::Field { field } => filled.get(field),
            Promise::Days { .. } => None,
        };
        let due = process.promise.due(calendar, today, field).ok_or(CaseRefused::DueInPast)?;
        if due.day < today {
            return Err(CaseRefused::DueInPast);
        }
        let year = i64::from(chrono::Datelike::year(&today));
        let mut case = Case {
            id: new.id,
            process: process.key.clone(),
            revision: process.revision,
            year,
            sequence,
            number: Case::number(process, year, sequence),
            title: filled.heading(process),
            division_code: new.division_code.clone(),
            state: opening.state.clone(),
            progress: Progress::NotStarted,
            opener_code: taker.desk_code.clone(),
            handler_code: taker.desk_code.clone(),
            chain: String::new(),
            owner_code: None,
            fields: filled.write(),
            opened_on: today,
            opened_by: taker.by,
            state_due_on: None,
            promise_due_on: due.day,
            is_provisional: due.is_provisional,
            expires_on: None,
            extension: Extension::None,
            ended_on: None,
            closing: None,
            handled_by: None,
            steps: 1,
            returned: 0,
            reopened: 0,
            activity_id: new.activity_id,
            old_number: None,
            old_end: None,
            old_progress: None,
        };
        case.wind(process, calendar, today);
        let step = case.opening(taker);
        Ok(Opened { case, step })
    }

    fn opening(&self, taker: &Taker) -> CaseStep {
        CaseStep {
            id: CaseStepId::new(taker.moment.at),
            case_id: self.id,
            n: 1,
            process: self.process.clone(),
            division_code: self.division_code.clone(),
            step: CaseStep::OPENING.to_owned(),
            party: Party::Opener,
            desk_code: Some(taker.desk_code.clone()),
            from_state: None,
            to_state: self.state.clone(),
            was: None,
            progress: self.progress,
            returns: false,
            reopens: false,
            handler_code: self.handler_code.clone(),
            day: taker.moment.today,
            at: taker.moment.at,
            taken_by: Some(taker.by),
            reason: None,
            fields: self.fields.clone(),
            activity_id: self.activity_id,
        }
    }
}
