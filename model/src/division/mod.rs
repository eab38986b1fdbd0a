//! Counties, townships, villages: where everything happens.

mod gazetteer;
mod unnamed;

use std::borrow::Cow;

pub use gazetteer::{Asked, Gazetteer};
pub use unnamed::Unnamed;

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
    /// The division that took this one in when it ended.
    pub merged_into: Option<DivisionCode>,
}

impl Posts for Division {}

impl Division {
    /// The name as people say it: 曙光社区 for 曙光社区居民委员会, 董庄村 for 董庄村民委员会.
    pub fn short_name(&self) -> Cow<'_, str> {
        if let Some(village) = self.name.strip_suffix("村民委员会").filter(|name| !name.is_empty())
        {
            return if village.ends_with('村') {
                Cow::Borrowed(village)
            } else {
                Cow::Owned(format!("{village}村"))
            };
        }
        let quarter = self.name.strip_suffix("居民委员会").filter(|name| !name.is_empty());
        Cow::Borrowed(quarter.unwrap_or(&self.name))
    }

    pub fn holds_on(&self, day: Date) -> bool {
        holds_on(self.from_on, self.until_on, day)
    }
}

/// Whether something that holds from `from_on` until before `until_on` holds on `day`.
pub fn holds_on(from_on: Date, until_on: Option<Date>, day: Date) -> bool {
    from_on <= day && until_on.is_none_or(|until| day < until)
}
