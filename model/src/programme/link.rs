//! Keys: where each is defined, who refers to it, and whether the two agree.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{Fault, remedy};
use crate::{Text, words};

words! {
    /// What a key is a key of.
    pub enum Space {
        OrganisationKind = "organisation_kind",
        Post = "post",
        PairingKind = "pairing_kind",
        ActivityKind = "activity_kind",
        Role = "role",
        Indicator = "indicator",
        Briefing = "briefing",
        Recipe = "recipe",
        Process = "process",
        Year = "year",
        Division = "division",
    }
}

impl Space {
    /// The name of one table in the file that defines such keys.
    pub(super) const fn table(self) -> &'static str {
        match self {
            Space::Post => "post",
            Space::Role => "role",
            Space::Indicator => "indicator",
            _ => "kind",
        }
    }

    pub const fn title(self) -> Text {
        match self {
            Space::OrganisationKind => Text::fixed("组织类型", "organisation kind"),
            Space::Post => Text::fixed("岗位", "post"),
            Space::PairingKind => Text::fixed("结对类型", "pairing kind"),
            Space::ActivityKind => Text::fixed("活动类型", "activity kind"),
            Space::Role => Text::fixed("角色", "role"),
            Space::Indicator => Text::fixed("指标", "indicator"),
            Space::Briefing => Text::fixed("简报", "briefing"),
            Space::Recipe => Text::fixed("导入模板", "import recipe"),
            Space::Process => Text::fixed("流程", "process"),
            Space::Year => Text::fixed("日历年份", "year of the calendar"),
            Space::Division => Text::fixed("区划", "division"),
        }
    }
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) line: usize,
}

/// All keys of a programme while it is being read.
#[derive(Debug, Default)]
pub(super) struct Links {
    defined: BTreeMap<(Space, String), Place>,
    wanted: Vec<(Space, String, Place)>,
    /// Spaces whose file could not be read: what they define is unknown, so nothing is missing.
    unread: BTreeSet<Space>,
}

impl Links {
    /// Notes where a key is defined; a second definition is a fault.
    pub(super) fn define(&mut self, space: Space, key: &str, place: Place) -> Option<Fault> {
        match self.defined.entry((space, key.to_owned())) {
            std::collections::btree_map::Entry::Vacant(vacant) => {
                vacant.insert(place);
                None
            }
            std::collections::btree_map::Entry::Occupied(first) => {
                let (title, first) = (space.title(), first.get());
                let text = Text::new(
                    format!(
                        "{}「{key}」已在 {} 第 {} 行定义；请删去其一或改名",
                        title.zh, first.file, first.line
                    ),
                    format!(
                        "{} \"{key}\" is already defined in {} line {}; remove or rename one of them",
                        title.en, first.file, first.line
                    ),
                );
                Some(Fault::new(&place.file, place.line, text))
            }
        }
    }

    pub(super) fn refer(&mut self, space: Space, key: &str, place: Place) {
        self.wanted.push((space, key.to_owned(), place));
    }

    pub(super) fn unread(&mut self, space: Space) {
        self.unread.insert(space);
    }

    pub(super) fn place_of(&self, space: Space, key: &str) -> Option<&Place> {
        self.defined.get(&(space, key.to_owned()))
    }

    /// A fault for every key that is referred to and defined nowhere.
    pub(super) fn missing(&self) -> Vec<Fault> {
        let missing = self.wanted.iter().filter(|(space, key, _)| {
            !self.unread.contains(space) && self.place_of(*space, key).is_none()
        });
        missing.map(|(space, key, place)| self.missing_one(*space, key, place)).collect()
    }

    fn missing_one(&self, space: Space, key: &str, place: &Place) -> Fault {
        let known = self.defined.keys().filter(|(known, _)| *known == space);
        let remedy = match space {
            // A code that looks alike is another place.
            Space::Division => Text::fixed("请在 divisions.csv 中补上", "add it to divisions.csv"),
            _ => remedy(key, known.map(|(_, key)| key.as_str())),
        };
        let title = space.title();
        let text = Text::new(
            format!("没有名为「{key}」的{}；{}", title.zh, remedy.zh),
            format!("there is no {} \"{key}\"; {}", title.en, remedy.en),
        );
        Fault::new(&place.file, place.line, text)
    }
}
