//! Who may sign in, how, and with which rights.

pub mod admin;
mod common;
pub mod grants;
mod guard;
mod limits;
mod listed;
mod login;
pub mod own;
pub mod password;
mod proof;
mod refusals;
pub mod rules;
pub mod second_factor;
mod sign_in;
mod sweep;
#[cfg(test)]
mod tests;
mod token;
pub mod totp;
mod visitor;

pub use admin::NewAccount;
pub use grants::NewGrant;
pub use listed::Listed;
pub use password::{Hashed, Password, WeakPassword};
pub use rules::{PasswordPolicy, SignInRules};
pub use sign_in::{Caller, Knock, SignedIn};
pub use token::SessionToken;
pub use visitor::{Gate, Recent, Visitor};

/// What an account is called; the program signs what nobody asked for.
pub(crate) fn name_of(
    act: &mut crate::Act<'_>,
    id: model::id::AccountId,
) -> Result<String, crate::Error> {
    let account = store::records::find::<model::account::Account>(act.tx, id.0)?;
    Ok(account.map_or("尧山".to_owned(), |account| account.name))
}
