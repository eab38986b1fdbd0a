//! Kinds of organisations, posts and pairings: who exists and who serves where.

use super::{item::Item, link::Space};
use crate::{Text, code::Level, word::Word, words};

words! {
    /// The tree in which organisations of a kind stand.
    pub enum Tree {
        /// County committee, township committees, village branches.
        Territorial = "territorial",
        /// Groups, branches and general branches along an industry.
        Chain = "chain",
        /// Beside both trees.
        Apart = "apart",
    }
}

words! {
    /// How people belong to an organisation.
    pub enum Membership {
        /// The one formal affiliation that a Party member has.
        Formal = "formal",
        /// One of many: taking part leaves the formal affiliation where it is.
        Functional = "functional",
        /// Nobody belongs to it by a Party affiliation: a unit, an enterprise.
        None = "none",
    }
}

/// A kind of organisation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct OrganisationKind {
    pub key: String,
    pub title: Text,
    pub tree: Tree,
    /// The levels of the divisions where such an organisation may be.
    pub levels: Vec<Level>,
    /// The kinds it may stand below; empty for one that stands at the top.
    pub under: Vec<String>,
    pub membership: Membership,
}

/// A post that a person holds somewhere.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Post {
    pub key: String,
    pub title: Text,
    /// The levels of the divisions where it is held.
    pub levels: Vec<Level>,
    /// The kinds of organisation in which it is held; empty if in none.
    pub organisation_kinds: Vec<String>,
    /// How many people may hold it in one division at the same time.
    pub per_division: Option<i64>,
    /// In how many divisions one person may hold it at the same time.
    pub per_holder: Option<i64>,
    /// Leads the organisation in which it is held, so that one without a holder is a gap.
    pub leads: bool,
    /// The usual term; a longer one is shown, not refused.
    pub term_months: Option<i64>,
    /// Takes the whole working day: nobody holds two of these in different divisions at a time.
    pub full_time: bool,
}

/// A way in which an organisation or a person serves a division.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PairingKind {
    pub key: String,
    pub title: Text,
    /// The levels of the divisions that are served.
    pub levels: Vec<Level>,
    /// The kinds of organisation that serve.
    pub organisation_kinds: Vec<String>,
    /// The posts whose holders serve.
    pub posts: Vec<String>,
    /// How many may serve one division at the same time.
    pub per_division: Option<i64>,
    /// How many divisions one may serve at the same time.
    pub per_holder: Option<i64>,
}

impl OrganisationKind {
    pub(super) fn read(item: &mut Item) -> OrganisationKind {
        let kind = OrganisationKind {
            key: item.define(Space::OrganisationKind),
            title: item.text("title"),
            tree: item.word("tree"),
            levels: levels(item),
            under: item.refer_all("under", Space::OrganisationKind),
            membership: item.word("membership"),
        };
        if kind.under.contains(&kind.key) {
            let text = Text::fixed(
                "组织类型不能设在自身之下，请从 under 中删去",
                "a kind cannot stand below itself; remove it from under",
            );
            item.fault("under", text);
        }
        kind
    }
}

impl Post {
    pub(super) fn read(item: &mut Item) -> Post {
        Post {
            key: item.define(Space::Post),
            title: item.text("title"),
            levels: levels(item),
            organisation_kinds: item.refer_all("organisation_kinds", Space::OrganisationKind),
            per_division: item.optional_number("per_division", 1, 10_000),
            per_holder: item.optional_number("per_holder", 1, 1_000),
            leads: item.flag("leads"),
            term_months: item.optional_number("term_months", 1, 120),
            full_time: item.flag("full_time"),
        }
    }
}

impl PairingKind {
    pub(super) fn read(item: &mut Item) -> PairingKind {
        let kind = PairingKind {
            key: item.define(Space::PairingKind),
            title: item.text("title"),
            levels: levels(item),
            organisation_kinds: item.refer_all("organisation_kinds", Space::OrganisationKind),
            posts: item.refer_all("posts", Space::Post),
            per_division: item.optional_number("per_division", 1, 10_000),
            per_holder: item.optional_number("per_holder", 1, 1_000),
        };
        if kind.organisation_kinds.is_empty() && kind.posts.is_empty() {
            let text = Text::fixed(
                "请用 organisation_kinds 或 posts 说明谁来服务",
                "say who serves with organisation_kinds or posts",
            );
            item.fault("key", text);
        }
        kind
    }
}

/// The levels of a kind: at least one, and none above the county.
pub(super) fn levels(item: &mut Item) -> Vec<Level> {
    let names = item.list("levels");
    let known = [Level::County, Level::Township, Level::Village];
    let level = |name: &str| known.into_iter().find(|level| level.word() == name);
    let levels: Vec<_> = names.iter().filter_map(|(_, name)| level(name)).collect();
    if levels.is_empty() || levels.len() != names.len() {
        let should = Text::fixed(
            "county、township、village 中的一个或几个",
            "one or more of county, township, village",
        );
        item.wrong_type("levels", should);
    }
    levels
}
