//! Organisations: the list, both trees, an organisation's page, and the people who belong to it.

mod api;
mod change;
mod list;
mod members;
mod new;
mod place;
mod show;
mod tree;

#[cfg(test)]
pub(crate) use self::members::Change;

use model::{
    Text,
    programme::{Membership, Programme, Tree},
};

use crate::{list::Choice, routes::Served};

pub(crate) fn routes() -> Vec<Served> {
    [
        list::routes(),
        tree::routes(),
        new::routes(),
        change::routes(),
        place::routes(),
        members::routes(),
        show::routes(),
        api::routes(),
    ]
    .concat()
}

/// What a kind of organisation is called; one that the programme has dropped by its key.
pub(crate) fn kind(programme: &Programme, key: &str) -> Text {
    let dropped = || Text::new(key.to_owned(), key.to_owned());
    programme.organisation_kind(key).map_or_else(dropped, |kind| kind.title.clone())
}

const fn tree_title(tree: Tree) -> Text {
    match tree {
        Tree::Territorial => Text::fixed("属地树", "Territorial tree"),
        Tree::Chain => Text::fixed("产业链树", "Industry chain"),
        Tree::Apart => Text::fixed("两树之外", "Beside both trees"),
    }
}

const fn membership_title(membership: Membership) -> Text {
    match membership {
        Membership::Formal => Text::fixed("正式组织关系", "formal affiliation"),
        Membership::Functional => {
            Text::fixed("参加活动，不转组织关系", "takes part, formal affiliation stays elsewhere")
        }
        Membership::None => Text::fixed("不设成员", "has no members"),
    }
}

/// The kinds to choose from, in the programme's order.
fn kinds(programme: &Programme) -> Vec<Choice> {
    let kinds = programme.organisation_kinds.iter();
    kinds.map(|kind| Choice::new(kind.key.clone(), kind.title.clone())).collect()
}
