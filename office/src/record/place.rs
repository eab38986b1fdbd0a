use std::collections::HashMap;

use model::{Date, code::DivisionCode};

use crate::{Act, Error};

/// Names of divisions on one day, each looked up once.
pub(crate) struct Places {
    day: Date,
    names: HashMap<DivisionCode, String>,
}

impl Places {
    pub(crate) fn on(day: Date) -> Places {
        Places { day, names: HashMap::new() }
    }

    /// The name on that day, else the latest one, else the code.
    pub(crate) fn name(&mut self, act: &mut Act<'_>, code: &DivisionCode) -> Result<String, Error> {
        if let Some(name) = self.names.get(code) {
            return Ok(name.clone());
        }
        let versions = store::divisions::versions(act.tx, code)?;
        let then = versions.iter().find(|division| division.holds_on(self.day));
        let name = match then.or(versions.first()) {
            Some(division) => division.short_name().into_owned(),
            None => code.to_string(),
        };
        self.names.insert(code.clone(), name.clone());
        Ok(name)
    }
}
