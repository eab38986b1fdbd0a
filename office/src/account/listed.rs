//! An account as others may see it: without anything that helps to sign in as its owner.

use model::{
    Timestamp,
    account::{Account, Grant},
    id::{AccountId, PersonId},
};
use store::accounts;

use crate::{Act, Error};

/// An account with its grants.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Listed {
    pub id: AccountId,
    pub login: String,
    pub name: String,
    pub person_id: Option<PersonId>,
    pub has_second_factor: bool,
    /// The password was set by somebody else and must be changed first.
    pub must_change: bool,
    pub created_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
    pub last_signed_in_at: Option<Timestamp>,
    /// In force and revoked, the latest first.
    pub grants: Vec<Grant>,
}

impl Listed {
    pub(super) fn of(act: &mut Act<'_>, account: Account) -> Result<Listed, Error> {
        let grants = accounts::grants_of(act.tx, account.id)?;
        let last_use = accounts::last_use(act.tx, account.id)?;
        let Account { id, login, name, person_id, must_change, created_at, disabled_at, .. } =
            account;
        Ok(Listed {
            id,
            login,
            name,
            person_id,
            has_second_factor: account.totp_sealed.is_some(),
            must_change,
            created_at,
            disabled_at,
            last_signed_in_at: last_use.map(|(at, _)| at),
            grants,
        })
    }

    pub fn grants_in_force(&self) -> impl Iterator<Item = &Grant> {
        self.grants.iter().filter(|grant| grant.revoked_at.is_none())
    }
}
