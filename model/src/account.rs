//! Who may sign in, and which role they hold where.

use crate::{
    code::DivisionCode,
    fact::Posts,
    id::{AccountId, GrantId, OrganisationId, PersonId, SessionId},
    journal::Hash,
    moment::Timestamp,
    words,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub login: String,
    pub name: String,
    pub person_id: Option<PersonId>,
    /// Argon2id in the PHC string format.
    pub password_hash: String,
    pub password_at: Timestamp,
    /// Somebody else chose the password, so the person must choose another.
    pub must_change: bool,
    pub totp_sealed: Option<Vec<u8>>,
    pub disabled_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl Posts for Account {}

impl AccountId {
    /// The program itself: it signs what no person asked for, such as the first programme.
    pub const PROGRAM: AccountId = AccountId(uuid::Uuid::nil());
}

/// A role of the programme, held by an account for a division and all below it, or for one
/// organisation there and all below that.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Grant {
    pub id: GrantId,
    pub account_id: AccountId,
    pub role: String,
    pub division_code: DivisionCode,
    pub organisation_id: Option<OrganisationId>,
    pub granted_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

impl Posts for Grant {}

/// One sign-in of one browser. Not journaled: it changes with every request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    /// SHA-256 of what the browser's cookie holds.
    pub token_hash: Hash,
    pub account_id: AccountId,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    /// When the person last proved who they are.
    pub strong_at: Timestamp,
    /// The password was right, and the second factor is still to come.
    pub awaits_code: bool,
    /// What the browser calls itself, so that a person recognises their own.
    pub agent: String,
}

/// Failed attempts of one kind at one account, from one address, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    pub failed: i64,
    pub failed_at: Timestamp,
    pub locked_until: Option<Timestamp>,
}

words! {
    /// What came of an attempt to sign in, or of a proof afterwards.
    pub enum SignInResult {
        SignedIn = "signed_in",
        /// The password was right and the second factor is to come.
        AwaitsCode = "awaits_code",
        Wrong = "wrong",
        WrongCode = "wrong_code",
        /// Too many failures; nothing was looked at.
        Locked = "locked",
        Disabled = "disabled",
        /// Not used for so long that it must be enabled again.
        Stale = "stale",
        /// Somebody signed in proved themselves anew.
        SteppedUp = "stepped_up",
        /// A recovery code stood in for the second factor.
        RecoveryCode = "recovery_code",
        SignedOut = "signed_out",
    }
}

/// One attempt to sign in, as an auditor reads it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SignIn {
    pub id: uuid::Uuid,
    pub at: Timestamp,
    /// None when no account has the login name that was given.
    pub account_id: Option<AccountId>,
    pub result: SignInResult,
    pub address: String,
    pub agent: String,
}
