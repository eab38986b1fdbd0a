//! What a case counts as in lists, which add up such places instead of reading every case.

use super::Case;
use crate::{code::DivisionCode, process::Progress};

/// Everything that lists of cases are commonly narrowed by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tally {
    pub process: String,
    pub state: String,
    pub progress: Progress,
    pub is_open: bool,
    pub division_code: DivisionCode,
    pub handler_code: DivisionCode,
}

impl Case {
    pub fn tally(&self) -> Tally {
        Tally {
            process: self.process.clone(),
            state: self.state.clone(),
            progress: self.progress,
            is_open: self.is_open(),
            division_code: self.division_code.clone(),
            handler_code: self.handler_code.clone(),
        }
    }
}
