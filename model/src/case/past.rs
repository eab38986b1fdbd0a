//! Cases that came to their end before the county had this system.

use super::{Case, CaseRefused, Extension, Filled, Taker};
use crate::{
    Date,
    calendar::Calendar,
    code::DivisionCode,
    fact::{Fact, Measure},
    id::CaseId,
    process::{Process, Promise, Rest},
};

/// What an earlier register says of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastCase {
    /// Its number there, which it shares with no other of its process and day.
    pub old_number: String,
    pub division_code: DivisionCode,
    pub handler_code: DivisionCode,
    pub opened_on: Date,
    pub ended_on: Date,
    /// The final state that says how it ended.
    pub state: String,
    pub fields: Filled,
}

const LONGEST_NUMBER: usize = 60;

impl PastCase {
    /// Its number in the register, if its place and days can be.
    fn check(&self, process: &Process, today: Date) -> Result<&str, CaseRefused> {
        if !process.levels.contains(&self.division_code.level()) {
            return Err(CaseRefused::WrongLevel(process.title.clone()));
        }
        let (division, handler) = (&self.division_code, &self.handler_code);
        if !handler.contains(division) && !division.contains(handler) {
            return Err(CaseRefused::NotInLine);
        }
        let old_number = self.old_number.trim();
        if old_number.is_empty() || old_number.chars().count() > LONGEST_NUMBER {
            return Err(CaseRefused::OldNumber(LONGEST_NUMBER));
        }
        if self.opened_on > self.ended_on || self.ended_on > today {
            return Err(CaseRefused::PastDays);
        }
        Ok(old_number)
    }
}

impl Case {
    /// A case as an earlier register tells it, under the next number of the year it was opened in. Its
    /// steps are not known; should it be opened again, the first step is the one that does it.
    pub fn past(
        past: &PastCase,
        process: &Process,
        calendar: &Calendar,
        taker: &Taker,
        sequence: i64,
    ) -> Result<Case, CaseRefused> {
        let old_number = past.check(process, taker.moment.today)?;
        let end = process.state(&past.state).map(|state| (state, &state.rest));
        let Some((state, Rest::Final { closing })) = end else {
            return Err(CaseRefused::NotEnded);
        };
        let may: Vec<&String> = process.fields.iter().map(|field| &field.key).collect();
        let must = &process.opening.requires;
        let filled = past.fields.check(process, &may, must, &Filled::default())?;
        let field = match &process.promise {
            Promise::Field { field } => filled.get(field),
            Promise::Days { .. } => None,
        };
        let promise = process.promise.due(calendar, past.opened_on, field);
        let year = i64::from(chrono::Datelike::year(&past.opened_on));
        Ok(Case {
            id: Case::past_id(&process.key, past.opened_on, old_number),
            process: process.key.clone(),
            revision: process.revision,
            year,
            sequence,
            number: Case::number(process, year, sequence),
            title: filled.heading(process),
            division_code: past.division_code.clone(),
            state: past.state.clone(),
            progress: state.progress,
            opener_code: past.handler_code.clone(),
            handler_code: past.handler_code.clone(),
            chain: String::new(),
            owner_code: None,
            fields: filled.write(),
            opened_on: past.opened_on,
            opened_by: taker.by,
            state_due_on: None,
            promise_due_on: promise.map_or(past.ended_on, |due| due.day),
            // What was counted through an unknown year is over all the same.
            is_provisional: false,
            expires_on: None,
            extension: Extension::None,
            ended_on: Some(past.ended_on),
            closing: Some(*closing),
            handled_by: None,
            steps: 0,
            returned: 0,
            reopened: 0,
            activity_id: None,
            old_number: Some(old_number.to_owned()),
            old_end: Some(past.ended_on),
            old_progress: Some(state.progress),
        })
    }

    /// The same whenever the same register is read. It begins with the day of the opening, as ids do.
    pub fn past_id(process: &str, opened_on: Date, old_number: &str) -> CaseId {
        let day = chrono::NaiveDateTime::from(opened_on).and_utc().timestamp_millis();
        let parts = [b"past case ", process.as_bytes(), b" ", old_number.as_bytes()];
        let digest = crate::journal::Hash::of(&parts);
        let mut random = [0; 10];
        random.copy_from_slice(&digest.as_bytes()[..10]);
        let id = uuid::Builder::from_unix_timestamp_millis(day.unsigned_abs(), &random);
        CaseId(id.into_uuid())
    }

    /// What a case adds that no step of it tells: none where it began here.
    pub(super) fn past_facts(&self) -> Vec<Fact> {
        let Some((end, progress)) = self.old_end.zip(self.old_progress) else { return Vec::new() };
        let fact = |measure, day| Fact {
            measure,
            tag: self.process.clone(),
            day,
            division_code: self.division_code.clone(),
            organisation_id: None,
            subject: self.id.0,
            quantity: 1,
        };
        vec![fact(Measure::CaseOpened, self.opened_on), fact(super::stands(progress), end)]
    }
}
