//! Divisions: the tree with search, a division's page, and what becomes of a division.

mod api;
mod change;
mod show;
mod tree;

#[cfg(test)]
pub(crate) use self::change::Change;

use model::{Text, code::Level};
use office::division::Counts;

use crate::routes::Served;

pub(crate) fn routes() -> Vec<Served> {
    [tree::routes(), change::routes(), show::routes(), api::routes()].concat()
}

/// What a level is called.
pub(crate) const fn level(level: &Level) -> Text {
    match level {
        Level::Province => Text::fixed("省级", "province"),
        Level::Prefecture => Text::fixed("市级", "prefecture"),
        Level::County => Text::fixed("县级", "county"),
        Level::Township => Text::fixed("乡镇级", "township"),
        Level::Village => Text::fixed("村级", "village"),
    }
}

/// A count of a division, what it counts, and where the records are.
struct Counted {
    words: Text,
    count: i64,
    href: String,
}

/// The counts of a division as its page shows them.
fn counted(counts: &Counts, code: &str) -> Vec<Counted> {
    let of = |zh, en, count, path: &str| Counted {
        words: Text::fixed(zh, en),
        count,
        href: format!("{path}?division={code}"),
    };
    vec![
        of("组织", "organisations", counts.organisations, "/organisations"),
        of("人员", "people", counts.people, "/people"),
        of("在任", "postings", counts.postings, "/postings"),
        of("结对", "pairings", counts.pairings, "/pairings"),
        of("今年活动", "activities this year", counts.activities, "/activities"),
    ]
}
