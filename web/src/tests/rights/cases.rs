//! Cases in every place: what is sent, and what stands there.

use model::{
    case::{Filled, NewCase, Taking},
    id::{CaseId, CaseStepId},
};
use office::case;
use store::testing::now;

use super::scene::{Ground, Scene};

/// What a problem says when it is opened, as its form names it.
pub(super) const PROBLEM: [(&str, &str); 3] = [
    ("field-content", "路灯坏了"),
    ("field-source", "residents"),
    ("field-deadline", "2027-06-30"),
];

/// The same for programs.
pub(super) fn problem() -> Filled {
    filled(&PROBLEM)
}

fn filled(pairs: &[(&str, &str)]) -> Filled {
    let pair = |(key, value): &(&str, &str)| {
        (key.trim_start_matches("field-").to_owned(), (*value).to_owned())
    };
    Filled(pairs.iter().map(pair).collect())
}

impl Scene {
    /// A problem that the county has handed to the place: its turn now.
    pub(super) fn assigned(&self, ground: &Ground) -> String {
        let id = CaseId::new(now());
        let new = NewCase {
            id,
            process: "problem".to_owned(),
            division_code: ground.code.clone(),
            fields: filled(&PROBLEM),
            activity_id: None,
        };
        let body = ground.branch.to_string();
        let assign = Taking {
            id: CaseStepId::new(now()),
            step: "assign".to_owned(),
            seen: None,
            reason: String::new(),
            fields: filled(&[("body", &body), ("standard", "灯亮")]),
            activity_id: None,
            hand_to: Some(ground.code.clone()),
        };
        self.program(move |act| {
            case::open(act, &new)?;
            case::take(act, id, &assign).map(drop)
        });
        id.to_string()
    }
}
