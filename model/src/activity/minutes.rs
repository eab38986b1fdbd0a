//! What is written under the headings that a kind of activity asks for.

use std::collections::BTreeMap;

use super::{ActivityRefused, Occasion, refused::line};

/// How long the text under one heading may be.
const LONGEST: usize = 10_000;

/// Text by the key of its heading.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Minutes(pub BTreeMap<String, String>);

impl Minutes {
    /// What a record holds. One written by nobody is empty.
    pub fn of(column: Option<&str>) -> Minutes {
        column.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// The record's column: headings in order, empty ones left out.
    pub(super) fn column(&self, on: &Occasion<'_>) -> Result<Option<String>, ActivityRefused> {
        let mut kept = BTreeMap::new();
        for (key, text) in &self.0 {
            if !on.kind.minutes.iter().any(|heading| heading.key == *key) {
                return Err(ActivityRefused::UnknownMinutes(key.clone()));
            }
            let text = line("minutes", text, LONGEST)?;
            if !text.is_empty() {
                kept.insert(key.clone(), text);
            }
        }
        let missing = on.kind.minutes.iter().find(|h| h.required && !kept.contains_key(&h.key));
        if let Some(heading) = missing.filter(|_| on.import_id.is_none()) {
            return Err(ActivityRefused::NoMinutes(heading.title.clone()));
        }
        Ok((!kept.is_empty()).then(|| serde_json::Value::from_iter(kept).to_string()))
    }
}
