//! The programme package: what a county decides, as a folder of text files.
//!
//! A programme is read whole or not at all; every fault of every file is told, with file, line and
//! remedy. What `guard` refuses cannot be switched on.

mod activity;
mod briefing;
mod calendar;
mod county;
mod diff;
mod division;
mod embedded;
mod fault;
mod fence;
mod field;
mod guard;
mod header;
mod indicator;
mod item;
mod kind;
mod link;
mod load;
mod process;
mod proof;
mod recipe;
mod role;
mod roster;
mod signs;
mod source;
#[cfg(test)]
mod tests;

use chrono::{FixedOffset, NaiveTime};

pub use activity::{ActivityKind, Every, MinutesField, Quorum, Rhythm};
pub use briefing::{Block, BriefingText, Part};
pub use diff::{Change, What};
pub use division::ListedDivision;
pub use embedded::embedded_files;
pub use fault::Fault;
pub use fence::Fence;
pub use header::{BadHeadings, Headings};
pub use kind::{Membership, OrganisationKind, PairingKind, Post, Tree};
pub use link::Space;
pub use load::Files;
pub use recipe::{Column, Recipe};
pub use role::{Reach, Role};
pub use roster::{CodeTable, Field, Reading, Target};

use crate::{
    Date, Lang, Text, calendar::Calendar, code::DivisionCode, indicator::Indicator,
    process::Process,
};

/// Everything that a county decides.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Programme {
    pub county: County,
    pub divisions: Vec<ListedDivision>,
    pub organisation_kinds: Vec<OrganisationKind>,
    pub posts: Vec<Post>,
    pub pairing_kinds: Vec<PairingKind>,
    pub activity_kinds: Vec<ActivityKind>,
    pub roles: Vec<Role>,
    pub indicators: Vec<Indicator>,
    pub briefings: Vec<BriefingText>,
    pub recipes: Vec<Recipe>,
    pub processes: Vec<Process>,
    pub calendar: Calendar,
}

/// The county itself: `programme.toml`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct County {
    pub name: Text,
    pub code: DivisionCode,
    /// Turns instants into the county's calendar days.
    #[serde(serialize_with = "as_text")]
    pub offset: FixedOffset,
    pub language: Lang,
    /// What this revision of the programme changes, and why.
    pub note: Text,
    /// Notices go out from this time of day …
    pub notices_from: NaiveTime,
    /// … until this one; what comes later waits for the morning.
    pub notices_until: NaiveTime,
}

fn as_text<S: serde::Serializer>(value: &FixedOffset, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(value)
}

impl Programme {
    pub fn organisation_kind(&self, key: &str) -> Option<&OrganisationKind> {
        self.organisation_kinds.iter().find(|kind| kind.key == key)
    }

    pub fn post(&self, key: &str) -> Option<&Post> {
        self.posts.iter().find(|post| post.key == key)
    }

    pub fn pairing_kind(&self, key: &str) -> Option<&PairingKind> {
        self.pairing_kinds.iter().find(|kind| kind.key == key)
    }

    pub fn activity_kind(&self, key: &str) -> Option<&ActivityKind> {
        self.activity_kinds.iter().find(|kind| kind.key == key)
    }

    pub fn role(&self, key: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.key == key)
    }

    pub fn indicator(&self, key: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.key == key)
    }

    pub fn briefing(&self, key: &str) -> Option<&BriefingText> {
        self.briefings.iter().find(|briefing| briefing.key == key)
    }

    pub fn recipe(&self, key: &str) -> Option<&Recipe> {
        self.recipes.iter().find(|recipe| recipe.key == key)
    }

    pub fn process(&self, key: &str) -> Option<&Process> {
        self.processes.iter().find(|process| process.key == key)
    }

    /// The key of a kind or post whose key or title somebody wrote, in either language.
    pub fn key_of(&self, space: Space, written: &str) -> Option<&str> {
        let written = header::normal(written);
        let keys: Vec<(&str, &Text)> = match space {
            Space::OrganisationKind => {
                self.organisation_kinds.iter().map(|k| (k.key.as_str(), &k.title)).collect()
            }
            Space::Post => self.posts.iter().map(|p| (p.key.as_str(), &p.title)).collect(),
            Space::PairingKind => {
                self.pairing_kinds.iter().map(|k| (k.key.as_str(), &k.title)).collect()
            }
            Space::ActivityKind => {
                self.activity_kinds.iter().map(|k| (k.key.as_str(), &k.title)).collect()
            }
            Space::Role => self.roles.iter().map(|r| (r.key.as_str(), &r.title)).collect(),
            Space::Indicator => {
                self.indicators.iter().map(|i| (i.key.as_str(), &i.title)).collect()
            }
            Space::Process => self.processes.iter().map(|p| (p.key.as_str(), &p.title)).collect(),
            Space::Briefing | Space::Recipe | Space::Division | Space::Year => Vec::new(),
        };
        let is_it = |(key, title): &(&str, &Text)| {
            [*key, &title.zh, &title.en].into_iter().any(|name| header::normal(name) == written)
        };
        keys.into_iter().find(is_it).map(|(key, _)| key)
    }

    /// The recipe that knows most of a row's headings.
    pub fn recipe_for(&self, headings: &[String]) -> Option<&Recipe> {
        let fits = self.recipes.iter().filter(|recipe| recipe.match_headings(headings).is_ok());
        fits.max_by_key(|recipe| recipe.headings_in(headings))
    }
}

/// A day as files write it: `2019-01-01` and nothing shorter.
fn day(text: &str) -> Option<Date> {
    text.parse().ok().filter(|day: &Date| day.to_string() == text)
}
