//! Who asks, and what they hold.

use model::{
    code::DivisionCode,
    id::{AccountId, OrganisationId},
    right::Right,
};

/// Somebody signed in, with everything granted to them at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    pub account_id: AccountId,
    pub name: String,
    pub held: Vec<Held>,
    /// Whether the second factor was given in this session, not long ago.
    pub strong: bool,
}

/// One role, where it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// A key of the programme's roles.
    pub role: String,
    pub rights: Vec<Right>,
    pub division_code: DivisionCode,
    /// Present when the role is held for one organisation and what stands below it only.
    pub organisation_id: Option<OrganisationId>,
}

impl Who {
    /// The program itself, on a county: runs jobs, builds the demonstration, answers the command line.
    pub fn program(county: &DivisionCode) -> Who {
        use model::word::Word;
        let held = Held {
            role: "program".to_owned(),
            rights: Right::ALL.to_vec(),
            division_code: county.clone(),
            organisation_id: None,
        };
        Who {
            account_id: AccountId::PROGRAM,
            name: "尧山".to_owned(),
            held: vec![held],
            strong: true,
        }
    }

    /// Whether the right is held anywhere at all: decides what a menu shows, never what is allowed.
    pub fn has(&self, right: Right) -> bool {
        self.held.iter().any(|held| held.rights.contains(&right))
    }

    /// What is held with this right.
    pub(crate) fn holding(&self, right: Right) -> impl Iterator<Item = &Held> {
        self.held.iter().filter(move |held| held.rights.contains(&right))
    }

    /// The widest division that anything is held for.
    pub fn home(&self) -> Option<&DivisionCode> {
        self.held.iter().map(|held| &held.division_code).min_by_key(|code| code.level())
    }
}
