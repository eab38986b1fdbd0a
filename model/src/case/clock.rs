//! The clocks of a case: one of the state it is in, and the promise, which never stops.

use super::Case;
use crate::{
    Date,
    calendar::{Calendar, Due},
    process::{Process, Promise, Rest},
};

pub(super) fn days(calendar: &Calendar, from: Date, days: i64) -> Due {
    calendar.after(from, u32::try_from(days).unwrap_or(0))
}

impl Promise {
    /// When a case that is opened on a day has to be settled.
    pub(super) fn due(
        &self,
        calendar: &Calendar,
        opened: Date,
        field: Option<&str>,
    ) -> Option<Due> {
        match self {
            Promise::Days { days: count } => Some(days(calendar, opened, *count)),
            Promise::Field { .. } => {
                let day = field?.parse().ok()?;
                Some(Due { day, is_provisional: !calendar.knows(day) })
            }
        }
    }
}

impl Case {
    /// Starts the clock of the state that it is in, or stops it at an end.
    pub(super) fn wind(&mut self, process: &Process, calendar: &Calendar, today: Date) {
        let rest = process.state(&self.state).map(|state| (&state.rest, state.progress));
        let Some((rest, progress)) = rest else { return };
        self.progress = progress;
        match rest {
            Rest::Open { owner, days: count, on_expiry } => {
                let due = days(calendar, today, *count);
                self.owner_code = self.desk(*owner);
                self.state_due_on = Some(due.day);
                self.is_provisional |= due.is_provisional;
                self.expires_on = on_expiry.as_ref().map(|_| due.day);
                (self.ended_on, self.closing) = (None, None);
            }
            Rest::Final { closing } => {
                (self.owner_code, self.state_due_on, self.expires_on) = (None, None, None);
                (self.ended_on, self.closing) = (Some(today), Some(*closing));
            }
        }
    }
}
