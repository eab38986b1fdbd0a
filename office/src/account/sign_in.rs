//! Through the door: the password first, then the second factor.
//!
//! An attempt is counted before it is judged. An unknown login, a wrong password and a locked
//! account are one answer after the same work.

use model::{
    Timestamp,
    account::{Account, Session, SignIn, SignInResult},
    id::SessionId,
};
use store::{Tx, accounts, records, sessions, sign_ins};

use super::{
    Password, SessionToken, Visitor,
    limits::Limits,
    login,
    refusals::{disabled, not_recognised, stale_account, wrong_password},
};
use crate::{Error, Office};

/// What arrives from the sign-in page.
#[derive(Debug, Clone)]
pub struct Knock {
    pub login: String,
    pub password: Password,
}

/// Where a request comes from.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The peer's address, from a trusted proxy if there is one.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// The new session's token, and whether the second factor is still to be shown.
#[derive(Debug)]
pub struct SignedIn {
    pub token: SessionToken,
    pub awaits_code: bool,
}

impl Office {
    /// Slow on purpose: call it on a blocking thread, few at a time.
    pub fn sign_in(&self, knock: Knock, caller: &Caller, at: Timestamp) -> Result<SignedIn, Error> {
        let login = login::fold(&knock.login);
        let (account, is_admitted) = self.admit(&login, caller, at)?;
        let stored = account.as_ref().map(|account| account.password_hash.as_str());
        let is_right = knock.password.is(stored);
        let account = account.filter(|_| is_admitted && is_right);
        let Some(account) = account else {
            self.refuse_entry(login, caller, is_admitted, at)?;
            return Err(not_recognised());
        };
        self.let_in(account, caller, at)
    }

    /// Whether this is the password of somebody who is signed in. Slow, and limited like a sign-in.
    pub(super) fn check_password(
        &self,
        visitor: &Visitor,
        password: &Password,
        caller: &Caller,
        at: Timestamp,
    ) -> Result<(), Error> {
        let login = visitor.account.login.clone();
        let (account, is_admitted) = self.admit(&login, caller, at)?;
        let stored = account.as_ref().map(|account| account.password_hash.as_str());
        let is_right = password.is(stored);
        if !is_admitted || !is_right {
            self.refuse_entry(login, caller, is_admitted, at)?;
            return Err(wrong_password());
        }
        let limits = self.limits(&login, account.as_ref(), caller);
        self.store.write(move |tx| limits.forgive(tx))
    }

    pub fn sign_out(&self, visitor: &Visitor, caller: &Caller, at: Timestamp) -> Result<(), Error> {
        let (account, id, caller) = (visitor.account.clone(), visitor.session.id, caller.clone());
        self.store.write(move |tx| {
            sessions::end(tx, account.id, id)?;
            note(tx, Some(&account), SignInResult::SignedOut, &caller, at)
        })
    }

    /// Counts the attempt, and finds the account if there is one.
    fn admit(
        &self,
        login: &str,
        caller: &Caller,
        at: Timestamp,
    ) -> Result<(Option<Account>, bool), Error> {
        let (keyring, login, address) =
            (self.keyring.clone(), login.to_owned(), caller.address.clone());
        self.store.write(move |tx| {
            let account = accounts::by_login(tx, &login)?;
            let id = account.as_ref().map(|account| account.id);
            let limits = Limits::password(&keyring, &login, id, &address);
            Ok((account, limits.admit(tx, at)?))
        })
    }

    fn limits(&self, login: &str, account: Option<&Account>, caller: &Caller) -> Limits {
        Limits::password(&self.keyring, login, account.map(|account| account.id), &caller.address)
    }

    fn refuse_entry(
        &self,
        login: String,
        caller: &Caller,
        is_admitted: bool,
        at: Timestamp,
    ) -> Result<(), Error> {
        let caller = caller.clone();
        let result = if is_admitted { SignInResult::Wrong } else { SignInResult::Locked };
        tracing::warn!(address = %caller.address, result = %result, "sign-in refused");
        self.store.write(move |tx| {
            let account = accounts::by_login(tx, &login)?;
            note(tx, account.as_ref(), result, &caller, at)
        })
    }

    /// The password was right. Whether the account still serves is decided with the row as it is
    /// now: hashing took its time.
    fn let_in(&self, account: Account, caller: &Caller, at: Timestamp) -> Result<SignedIn, Error> {
        let token = SessionToken::of(&self.entropy.bytes()?);
        let limits = self.limits(&account.login, Some(&account), caller);
        let session = Session {
            id: SessionId::new(at),
            token_hash: token.hash(),
            account_id: account.id,
            created_at: at,
            seen_at: at,
            strong_at: at,
            awaits_code: account.totp_sealed.is_some(),
            agent: caller.agent.chars().take(200).collect(),
        };
        let awaits_code = session.awaits_code;
        let (stale, caller) = (self.rules.stale(), caller.clone());
        let result = self.store.write(move |tx| {
            let now = records::find::<Account>(tx, account.id.0)?;
            let result = match now.filter(|now| now.password_hash == account.password_hash) {
                None => SignInResult::Wrong,
                Some(now) if now.disabled_at.is_some() => SignInResult::Disabled,
                Some(now) if is_stale(tx, &now, stale, at)? => SignInResult::Stale,
                Some(now) if now.totp_sealed.is_some() => SignInResult::AwaitsCode,
                Some(_) => SignInResult::SignedIn,
            };
            if matches!(result, SignInResult::SignedIn | SignInResult::AwaitsCode) {
                limits.forgive(tx)?;
                let awaits_code = result == SignInResult::AwaitsCode;
                sessions::begin(tx, &Session { awaits_code, ..session.clone() })?;
            }
            if result == SignInResult::SignedIn {
                accounts::used(tx, account.id, at)?;
            }
            note(tx, Some(&account), result, &caller, at)?;
            Ok::<_, Error>(result)
        })?;
        match result {
            SignInResult::SignedIn | SignInResult::AwaitsCode => {
                Ok(SignedIn { token, awaits_code })
            }
            SignInResult::Disabled => Err(disabled()),
            SignInResult::Stale => Err(stale_account()),
            _ => Err(not_recognised()),
        }
    }
}

fn is_stale(tx: &mut Tx, account: &Account, after: i64, at: Timestamp) -> Result<bool, Error> {
    let last = accounts::last_use(tx, account.id)?.map_or(account.created_at, |(at, _)| at);
    Ok(at.as_millis() - last.as_millis() > after)
}

pub(super) fn note(
    tx: &mut Tx,
    account: Option<&Account>,
    result: SignInResult,
    caller: &Caller,
    at: Timestamp,
) -> Result<(), Error> {
    let address = caller.address.chars().take(64).collect();
    let agent = caller.agent.chars().filter(|c| !c.is_control()).take(200).collect();
    let account_id = account.map(|account| account.id);
    let sign_in = SignIn { id: SessionId::new(at).0, at, account_id, result, address, agent };
    Ok(sign_ins::add(tx, &sign_in)?)
}
