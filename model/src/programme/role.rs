//! Roles: bundles of rights with a name, given to people for a territory or an organisation.

use super::{fence::Fence, guard, item::Item, link::Space, source::Draft};
use crate::{
    Text,
    right::{Duty, Right},
    word::Word,
    words,
};

words! {
    /// What a role is given for.
    pub enum Reach {
        County = "county",
        Township = "township",
        Village = "village",
        Organisation = "organisation",
    }
}

/// A role.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Role {
    pub key: String,
    pub title: Text,
    pub reach: Reach,
    pub rights: Vec<Right>,
}

impl Reach {
    pub const fn title(self) -> Text {
        match self {
            Reach::County => Text::fixed("全县", "county"),
            Reach::Township => Text::fixed("乡镇", "township"),
            Reach::Village => Text::fixed("村", "village"),
            Reach::Organisation => Text::fixed("组织", "organisation"),
        }
    }
}

impl Role {
    /// The one hand that all its rights belong to.
    pub fn duty(&self) -> Duty {
        self.rights.first().map_or(Duty::Business, |right| right.duty())
    }

    pub fn allows(&self, right: Right) -> bool {
        self.rights.contains(&right)
    }

    /// Whether one person may hold both: an administrator's role goes with none of another hand.
    pub fn goes_with(&self, other: &Role) -> bool {
        self.duty().goes_with(other.duty())
    }

    pub(super) fn read(item: &mut Item) -> Role {
        let role = Role {
            key: item.define(Space::Role),
            title: item.text("title"),
            reach: item.word("reach"),
            rights: item.words("rights"),
        };
        if role.rights.is_empty() && item.list("rights").is_empty() {
            let should = Text::fixed("至少一项权限", "a list with at least one right");
            item.wrong_type("rights", should);
        }
        let mixes = role.rights.iter().any(|right| !right.duty().goes_with(role.duty()));
        if mixes {
            item.fault("rights", guard::refusal(&role.key, Fence::Administrators));
        }
        if role.duty() != Duty::Business && role.reach != Reach::County {
            let should = Text::fixed("county（管理员管全县）", "county for an administrator");
            item.wrong_type("reach", should);
        }
        role
    }

    /// Every hand needs a role, or nobody could hold it.
    pub(super) fn check_all(roles: &[Role], file: &str, draft: &mut Draft) {
        // A role that could not be read may have been the one.
        if draft.faults.iter().any(|fault| fault.file == file) {
            return;
        }
        for duty in Duty::ALL {
            if !roles.iter().any(|role| role.duty() == *duty) {
                let title = duty.title();
                let text = Text::new(
                    format!("缺少{}的角色，请补上", title.zh),
                    format!("there is no role for {}; please add one", title.en),
                );
                draft.faults.push(super::Fault::new(file, 1, text));
            }
        }
    }
}
