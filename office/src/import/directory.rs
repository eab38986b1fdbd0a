//! Divisions as rosters name them. A roster names the same few hundred places again and again.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use model::{
    Date, Text,
    code::{DivisionCode, Level},
    division::{Asked, Division, Gazetteer},
    text::Say,
};

/// What was asked: the words, the township around, the level, the day.
type Question = (String, Option<DivisionCode>, Option<Level>, Date);

/// The county's divisions, with the answers given so far.
pub(crate) struct Directory {
    gazetteer: Gazetteer,
    answers: Mutex<HashMap<Question, Result<DivisionCode, Text>>>,
}

impl Directory {
    pub(crate) fn new(divisions: Vec<Division>) -> Directory {
        Directory { gazetteer: Gazetteer::new(divisions), answers: Mutex::default() }
    }

    /// The name of a division on a day, with its township before it.
    pub(crate) fn name(&self, code: &DivisionCode, day: Date) -> String {
        let found = self.gazetteer.at(code, day);
        found.map_or_else(|| code.to_string(), |division| self.gazetteer.path(division))
    }

    /// Whether there is such a division on a day.
    pub(crate) fn has(&self, code: &DivisionCode, day: Date) -> bool {
        self.gazetteer.at(code, day).is_some()
    }

    /// Since when a division has been there as it is on a day.
    pub(crate) fn since(&self, code: &DivisionCode, day: Date) -> Option<Date> {
        self.gazetteer.at(code, day).map(|division| division.from_on)
    }

    /// A township, or the county itself.
    pub(crate) fn township(&self, text: &str, day: Date) -> Result<DivisionCode, Text> {
        let township = self.find(text, None, Some(Level::Township), day);
        township.or_else(|why| self.find(text, None, Some(Level::County), day).map_err(|_| why))
    }

    /// A division of any level within a township.
    pub(crate) fn division(
        &self,
        text: &str,
        township: Option<&DivisionCode>,
        day: Date,
    ) -> Result<DivisionCode, Text> {
        self.find(text, township, None, day)
    }

    fn find(
        &self,
        written: &str,
        within: Option<&DivisionCode>,
        level: Option<Level>,
        day: Date,
    ) -> Result<DivisionCode, Text> {
        let question = (written.to_owned(), within.cloned(), level, day);
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = answers.entry(question).or_insert_with(|| {
            let found = self.gazetteer.find(Asked { written, day, within, level });
            found.map(|division| division.code.clone()).map_err(|why| why.say())
        });
        answer.clone()
    }
}
