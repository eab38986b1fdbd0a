//! A figure as programs get it, from the command line and the API alike.

use model::{Lang, code::DivisionCode};
use serde::Serialize;

use super::Figure;

/// One line of `yaoshan figures --json` and of `/api/v1/figures`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    pub key: String,
    pub title: String,
    /// A whole number; of a share, a per cent with decimals, or null where there is nothing to share.
    pub value: serde_json::Value,
    pub records: i64,
    /// The division, as in the question.
    pub unit: DivisionCode,
    pub period: String,
    pub revision: i64,
    pub journal_index: i64,
}

impl Figure {
    pub fn told(&self, lang: Lang) -> Told {
        Told {
            key: self.indicator.key.clone(),
            title: self.indicator.title.in_lang(lang).to_owned(),
            value: self.value.to_json(),
            records: self.records,
            unit: self.division.clone(),
            period: self.period.to_string(),
            revision: self.indicator.revision,
            journal_index: self.journal_index,
        }
    }
}
