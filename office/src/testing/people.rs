//! People with accounts and sessions, made without hashing a password each.

use model::{
    Text, Timestamp,
    account::{Account, Grant, Session},
    id::{AccountId, GrantId, OrganisationId, SessionId},
};
use store::{Store, testing::now};

use super::{County, code};
use crate::{Act, Asker, Office, account::SessionToken};

/// A role, and where it is held.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub role: &'a str,
    pub division: &'a str,
    pub organisation_id: Option<OrganisationId>,
}

impl County {
    /// The database itself, for tests that look behind the office.
    pub fn store(&self) -> &Store {
        &self.office.store
    }

    /// An account with a password of its own, which nobody knows.
    pub fn account(&self, login: &str, at: Timestamp) -> AccountId {
        let account = Account {
            id: AccountId::new(at),
            login: login.to_owned(),
            name: login.to_owned(),
            person_id: None,
            password_hash: "*".to_owned(),
            password_at: at,
            must_change: false,
            totp_sealed: None,
            disabled_at: None,
            created_at: at,
        };
        let id = account.id;
        let make = move |act: &mut Act<'_>| {
            act.add(&account)?;
            act.log("account.created", account.id.0)
        };
        self.office.program(at).write(make).expect("an account");
        id
    }

    pub fn grant(&self, account_id: AccountId, place: Place<'_>, at: Timestamp) -> Grant {
        let grant = Grant {
            id: GrantId::new(at),
            account_id,
            role: place.role.to_owned(),
            division_code: code(place.division),
            organisation_id: place.organisation_id,
            granted_at: at,
            revoked_at: None,
        };
        let granted = grant.clone();
        let give = move |act: &mut Act<'_>| {
            act.add(&grant)?;
            act.log("grant.given", grant.id.0)
        };
        self.office.program(at).write(give).expect("a grant");
        granted
    }

    /// The account of this name, made and settled the first time it is asked for.
    pub fn account_once(&self, login: &str, settle: impl FnOnce(AccountId)) -> AccountId {
        let wanted = login.to_owned();
        let known = self.store().read(move |tx| store::accounts::by_login(tx, &wanted));
        known.expect("an answer").map_or_else(
            || {
                let id = self.account(login, now());
                settle(id);
                id
            },
            |account| account.id,
        )
    }

    pub fn disable(&self, id: AccountId, at: Timestamp) {
        let end = move |act: &mut Act<'_>| {
            let old: Account = act.find(id.0)?;
            act.change(&old, &Account { disabled_at: Some(at), ..old.clone() })?;
            act.log("account.disabled", id.0)
        };
        self.office.program(at).write(end).expect("an account is disabled");
    }

    pub fn revoke(&self, grant: &Grant, at: Timestamp) {
        let grant = grant.clone();
        let end = move |act: &mut Act<'_>| {
            act.change(&grant, &Grant { revoked_at: Some(at), ..grant.clone() })?;
            act.log("grant.revoked", grant.id.0)
        };
        self.office.program(at).write(end).expect("a grant is revoked");
    }

    /// A session of this account, as after signing in.
    pub fn session(&self, account_id: AccountId, awaits_code: bool, at: Timestamp) -> SessionToken {
        let token = SessionToken::of(&self.office.entropy.bytes().expect("random bytes"));
        let session = Session {
            id: SessionId::new(at),
            token_hash: token.hash(),
            account_id,
            created_at: at,
            seen_at: at,
            strong_at: at,
            awaits_code,
            agent: "test".to_owned(),
        };
        self.store().write(move |tx| store::sessions::begin(tx, &session)).expect("a session");
        token
    }

    /// Somebody with an account who has signed in and holds a role.
    pub fn someone(&self, login: &str, place: Place<'_>, at: Timestamp) -> Asker {
        let id = self.account(login, at);
        self.grant(id, place, at);
        let token = self.session(id, false, at);
        let visitor = self.office.visitor(&token, at).expect("a session").expect("a visitor");
        let moment = model::Moment::new(at, self.office.programme().county.offset);
        visitor.asker(&self.office, moment).expect("somebody all the way in")
    }
}

/// Leaves a line in an inbox.
pub fn tell(office: &Office, account_id: AccountId, words: &Text, at: Timestamp) {
    let words = words.clone();
    let tell = move |act: &mut Act<'_>| act.notify(account_id, "test", uuid::Uuid::nil(), &words);
    office.program(at).write(tell).expect("a notice");
}
