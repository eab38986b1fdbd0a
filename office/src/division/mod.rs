//! Divisions: the tree as of any day, their pages, their names, and what becomes of them.

mod carry;
mod change;
mod merge;
mod names;
mod page;
mod rules;
#[cfg(test)]
mod tests;
mod tree;

use model::{Date, code::DivisionCode, id::DivisionId};

pub use self::{
    change::{dissolve, found, relocate, rename},
    merge::merge,
    names::{Hit, gazetteer, named, place, places, search},
    page::{Sheet, sheet},
    tree::{Counts, Node, Tree, each, path, tree},
};

/// A division that the county has from a day on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewDivision {
    pub id: DivisionId,
    pub code: DivisionCode,
    pub name: String,
    pub from_on: Date,
}

/// Another name from a day on. `id` names the new version.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    pub id: DivisionId,
    pub code: DivisionCode,
    pub name: String,
    pub from_on: Date,
}

/// Another code from a day on, as when a village goes to another township or a township becomes a
/// town. `id` names the new version.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relocation {
    pub id: DivisionId,
    pub code: DivisionCode,
    pub new_code: DivisionCode,
    /// The same name, if absent.
    #[serde(default)]
    pub name: Option<String>,
    pub from_on: Date,
}

/// From a day on, one division is part of another, which keeps its code and name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merger {
    pub code: DivisionCode,
    pub into: DivisionCode,
    pub from_on: Date,
}

/// The division is gone from a day on, and nothing takes its place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dissolution {
    pub code: DivisionCode,
    pub until_on: Date,
}
