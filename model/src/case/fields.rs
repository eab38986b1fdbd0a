//! What is written down about a case, field by field.

use std::collections::BTreeMap;

use super::CaseRefused;
use crate::{
    Date,
    process::{Field, FieldKind, Process},
};

/// Field to value, each as it is written: a day as `2019-05-01`, a choice by its key, yes as `yes`.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Filled(pub BTreeMap<String, String>);

const LONGEST_LINE: usize = 200;
const LONGEST_PROSE: usize = 5_000;
/// Of a heading made of the first words.
const HEADING: usize = 40;

impl Filled {
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Reads what [`Filled::write`] has written.
    pub fn read(json: &str) -> Filled {
        serde_json::from_str(json).unwrap_or_default()
    }

    pub fn write(&self) -> String {
        serde_json::to_value(&self.0).map_or_else(|_| "{}".to_owned(), |value| value.to_string())
    }

    /// These over those that were there.
    #[must_use]
    pub(super) fn over(self, mut earlier: Filled) -> Filled {
        earlier.0.extend(self.0);
        earlier
    }

    /// Without blanks around, and without what was left empty.
    fn trimmed(&self) -> Filled {
        let kept = self.0.iter().map(|(key, value)| (key.clone(), value.trim().to_owned()));
        Filled(kept.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// What was filled in where `may` be, each value as its kind wants it; with what was there before,
    /// everything that `must` be is there.
    pub(super) fn check(
        &self,
        process: &Process,
        may: &[&String],
        must: &[String],
        earlier: &Filled,
    ) -> Result<Filled, CaseRefused> {
        let filled = self.trimmed();
        for (key, value) in &filled.0 {
            let field = process.field(key).filter(|field| may.contains(&&field.key));
            let field = field.ok_or_else(|| CaseRefused::UnknownField(key.clone()))?;
            fits(field, value)?;
        }
        let missing =
            must.iter().find(|key| filled.get(key).is_none() && earlier.get(key).is_none());
        match missing.and_then(|key| process.field(key)) {
            Some(field) => Err(CaseRefused::NoField(field.title.clone())),
            None => Ok(filled),
        }
    }

    /// The first words that say what it is about, in the order of the fields.
    pub(super) fn heading(&self, process: &Process) -> String {
        let words = process
            .fields
            .iter()
            .filter(|field| matches!(field.kind, FieldKind::Line | FieldKind::Prose));
        let first = words.filter_map(|field| self.get(&field.key)).next().unwrap_or_default();
        let line = first.lines().next().unwrap_or_default();
        let mut heading: String = line.chars().take(HEADING).collect();
        if heading.len() < first.len() {
            heading.push('…');
        }
        heading
    }
}

fn fits(field: &Field, value: &str) -> Result<(), CaseRefused> {
    let wrong = || CaseRefused::WrongField(field.title.clone(), field.kind);
    let longest = |most: usize| {
        let is_short = value.chars().count() <= most;
        if is_short { Ok(()) } else { Err(CaseRefused::LongField(field.title.clone(), most)) }
    };
    let is_fit = match field.kind {
        FieldKind::Line => return longest(LONGEST_LINE),
        FieldKind::Prose => return longest(LONGEST_PROSE),
        FieldKind::Day => value.parse::<Date>().is_ok(),
        FieldKind::Whole => value.parse::<u32>().is_ok(),
        FieldKind::Choice => field.options.iter().any(|option| option.key == value),
        FieldKind::YesNo => value == "yes" || value == "no",
        FieldKind::Organisation | FieldKind::Person => value.parse::<uuid::Uuid>().is_ok(),
    };
    if is_fit { Ok(()) } else { Err(wrong()) }
}
