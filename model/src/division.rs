//! Counties, townships, villages: where everything happens.

use crate::{
    Date,
    code::{DivisionCode, Level},
    fact::Posts,
    id::DivisionId,
};

/// A division while it had this name and this place in the tree. A renamed or moved division is a
/// new row that names its predecessor.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Division {
    pub id: DivisionId,
    pub code: DivisionCode,
    pub level: Level,
    pub name: String,
    pub parent_code: Option<DivisionCode>,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub predecessor_code: Option<DivisionCode>,
}

impl Posts for Division {}

impl Division {
    /// The name as people say it: 曙光社区 for 曙光社区居民委员会, 大年沟村 for 大年沟村村民委员会.
    pub fn short_name(&self) -> &str {
        const ENDINGS: [&str; 2] = ["居民委员会", "村民委员会"];
        let short = ENDINGS.iter().find_map(|ending| self.name.strip_suffix(ending));
        short.filter(|short| !short.is_empty()).unwrap_or(&self.name)
    }
}

/// Whether something that holds from `from_on` until before `until_on` holds on `day`.
pub fn holds_on(from_on: Date, until_on: Option<Date>, day: Date) -> bool {
    from_on <= day && until_on.is_none_or(|until| day < until)
}
