//! How a case moves on.

use super::{Case, CaseRefused, CaseStep, Extension, Filled, clock};
use crate::{
    Moment,
    calendar::Calendar,
    code::{DivisionCode, Level},
    id::{AccountId, ActivityId, CaseStepId},
    process::{Effect, Party, Process, Rest, Step},
    right::Right,
};

/// Who takes a step, for which office, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taker {
    pub by: AccountId,
    pub party: Party,
    pub desk_code: DivisionCode,
    pub moment: Moment,
}

/// A step that somebody wants to take.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taking {
    /// Chosen by whoever sends it, so that a retry is recognised.
    pub id: CaseStepId,
    pub step: String,
    /// How many steps the case had when it was seen; absent when nobody else can be moving it.
    #[serde(default)]
    pub seen: Option<i64>,
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub fields: Filled,
    /// The activity that shows it.
    #[serde(default)]
    pub activity_id: Option<ActivityId>,
    /// Whom the case is handed to.
    #[serde(default)]
    pub hand_to: Option<DivisionCode>,
}

const LONGEST_REASON: usize = 500;

impl Case {
    /// The case after a step that somebody takes, and the step.
    pub fn take(
        &self,
        process: &Process,
        calendar: &Calendar,
        taking: &Taking,
        taker: &Taker,
    ) -> Result<(Case, CaseStep), CaseRefused> {
        let step = self.way(process, &taking.step)?;
        let reason = taking.reason.trim();
        if step.reason && reason.is_empty() {
            return Err(CaseRefused::NoReason);
        }
        if reason.chars().count() > LONGEST_REASON {
            return Err(CaseRefused::LongReason(LONGEST_REASON));
        }
        if step.evidence && taking.activity_id.is_none() {
            return Err(CaseRefused::NoEvidence);
        }
        self.by_others(process, step, taker)?;
        let earlier = self.filled();
        let may: Vec<&String> = step.requires.iter().chain(&step.asks).collect();
        let filled = taking.fields.check(process, &may, &step.requires, &earlier)?;

        let mut case = self.clone();
        case.work(process, calendar, step, Some((taking, taker)))?;
        case.fields = filled.clone().over(earlier).write();
        if taker.party == Party::Handler {
            case.handled_by = Some(taker.by);
        }
        case.lead(process, calendar, step, taker.moment);
        let taken = CaseStep {
            id: taking.id,
            party: taker.party,
            desk_code: Some(taker.desk_code.clone()),
            taken_by: Some(taker.by),
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
            fields: filled.write(),
            activity_id: taking.activity_id,
            ..self.step_to(&case, process, step, taker.moment)
        };
        Ok((case, taken))
    }

    /// What the calendar does after the last day of a state; nothing while that has not passed.
    pub fn expire(
        &self,
        process: &Process,
        calendar: &Calendar,
        moment: Moment,
    ) -> Option<(Case, CaseStep)> {
        self.expires_on.filter(|day| *day < moment.today)?;
        let Rest::Open { on_expiry: Some(key), .. } = &process.state(&self.state)?.rest else {
            return None;
        };
        let step = self.way(process, key).ok()?;
        let mut case = self.clone();
        case.work(process, calendar, step, None).ok()?;
        case.lead(process, calendar, step, moment);
        if case.handler_code == self.handler_code && step.to.is_none() {
            // There is no office above: it stays overdue where it is, and is not asked about again.
            (case.state_due_on, case.expires_on) = (self.state_due_on, None);
        }
        let taken = self.step_to(&case, process, step, moment);
        Some((case, taken))
    }

    fn way<'p>(&self, process: &'p Process, key: &str) -> Result<&'p Step, CaseRefused> {
        let step = process.step(key).ok_or(CaseRefused::UnknownStep)?;
        if step.from.contains(&self.state) {
            return Ok(step);
        }
        let state = process.state(&self.state).map(|state| state.title.clone());
        let state = state.ok_or(CaseRefused::UnknownStep)?;
        Err(CaseRefused::WrongState(state, step.title.clone()))
    }

    /// Nobody accepts or closes what he has worked on himself, even for another office.
    fn by_others(&self, process: &Process, step: &Step, taker: &Taker) -> Result<(), CaseRefused> {
        let judges = step.right == Some(Right::AcceptCase);
        if process.closed_by_others && judges && self.handled_by == Some(taker.by) {
            return Err(CaseRefused::SameHand);
        }
        Ok(())
    }

    /// What a step does besides leading on. Absent is the taker when the calendar takes it.
    fn work(
        &mut self,
        process: &Process,
        calendar: &Calendar,
        step: &Step,
        taken: Option<(&Taking, &Taker)>,
    ) -> Result<(), CaseRefused> {
        let Some(effect) = step.effect else { return Ok(()) };
        match effect {
            Effect::HandOver => {
                let Some((taking, taker)) = taken else { return Ok(()) };
                let to = taking.hand_to.as_ref().ok_or(CaseRefused::NobodyToHandTo)?;
                self.hand_over(&taker.desk_code, to)?;
            }
            Effect::Return => {
                self.handler_code = self.assigner_code();
                self.chain = self.chain.rsplit_once(' ').map_or("", |(rest, _)| rest).to_owned();
                self.returned += 1;
            }
            Effect::Escalate => self.escalate(),
            Effect::AskExtension => {
                let Some((_, taker)) = taken else { return Ok(()) };
                if taker.moment.today > self.promise_due_on {
                    return Err(CaseRefused::ExtensionTooLate(self.promise_due_on));
                }
                if self.extension != Extension::None {
                    return Err(CaseRefused::ExtensionTwice);
                }
                self.extension = Extension::Asked;
            }
            Effect::GrantExtension => {
                self.extension = Extension::Granted;
                let more = process.extension_days.unwrap_or(0);
                let due = clock::days(calendar, self.promise_due_on, more);
                self.promise_due_on = due.day;
                self.is_provisional |= due.is_provisional;
            }
            Effect::RefuseExtension => self.extension = Extension::Refused,
        }
        Ok(())
    }

    /// Up or down the line: a neighbour is reached through the office above both.
    fn hand_over(&mut self, by: &DivisionCode, to: &DivisionCode) -> Result<(), CaseRefused> {
        if !(by.contains(to) || to.contains(by)) || to.level() < Level::County {
            return Err(CaseRefused::NotInLine);
        }
        self.handler_code = to.clone();
        let gap = if self.chain.is_empty() { "" } else { " " };
        self.chain = format!("{}{gap}{by}", self.chain);
        Ok(())
    }

    /// To the office above the handler. Whoever gave it from there or from below is out of the chain:
    /// nobody accepts from himself.
    fn escalate(&mut self) {
        let upper = self.upper_code();
        let above = |code: &&str| {
            code.parse::<DivisionCode>().is_ok_and(|code| code != upper && code.contains(&upper))
        };
        self.chain = self.chain.split(' ').filter(above).collect::<Vec<_>>().join(" ");
        self.handler_code = upper;
    }

    /// Into the next state, with its clock; a new handler has the whole time of the state.
    fn lead(&mut self, process: &Process, calendar: &Calendar, step: &Step, moment: Moment) {
        self.steps += 1;
        self.reopened += i64::from(process.reopens(step) && !self.is_open());
        if let Some(to) = &step.to {
            self.state = to.clone();
        }
        let moves_hands =
            matches!(step.effect, Some(Effect::HandOver | Effect::Return | Effect::Escalate));
        if step.to.is_some() || moves_hands {
            self.wind(process, calendar, moment.today);
        }
    }

    /// The step that led to `after`, taken by the calendar until somebody's name is put to it.
    fn step_to(&self, after: &Case, process: &Process, step: &Step, moment: Moment) -> CaseStep {
        CaseStep {
            id: CaseStepId::new(moment.at),
            case_id: self.id,
            n: after.steps,
            process: process.key.clone(),
            division_code: self.division_code.clone(),
            step: step.key.clone(),
            party: Party::Calendar,
            desk_code: None,
            from_state: Some(self.state.clone()),
            to_state: after.state.clone(),
            was: Some(self.progress),
            progress: after.progress,
            returns: after.returned > self.returned,
            reopens: after.reopened > self.reopened,
            handler_code: after.handler_code.clone(),
            day: moment.today,
            at: moment.at,
            taken_by: None,
            reason: None,
            fields: Filled::default().write(),
            activity_id: None,
        }
    }
}
