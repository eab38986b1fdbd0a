//! What people do with their own account.

use model::{
    Moment, Text,
    account::{Account, Session, SignIn},
    id::SessionId,
    text::Say,
};
use store::{accounts, sessions, sign_ins};

use super::{Caller, Listed, Password, SessionToken, Visitor, WeakPassword, password::Hashed};
use crate::{Act, Error, Office, Refusal};

const SIGN_INS: i64 = 20;

impl Office {
    /// Changes one's own password. Every other session ends and this one gets a new token. Slow.
    pub fn change_password(
        &self,
        visitor: &Visitor,
        (old, new): (&Password, &Password),
        caller: &Caller,
        moment: Moment,
    ) -> Result<SessionToken, Error> {
        self.check_password(visitor, old, caller, moment.at)?;
        if old == new {
            return Err(weak(WeakPassword::Same));
        }
        let hashed = self.hash_for(&visitor.account.login, new)?;
        let fresh = SessionToken::of(&self.entropy.bytes()?);
        let (seen, keep, token_hash) =
            (visitor.account.password_hash.clone(), visitor.session.id, fresh.hash());
        self.asker(visitor.who().clone(), moment).write(move |act| {
            set_password(act, &seen, &hashed)?;
            let id = act.who.account_id;
            sessions::end_all(act.tx, id, Some(keep))?;
            Ok(sessions::strengthen(act.tx, keep, &token_hash, act.moment.at)?)
        })?;
        Ok(fresh)
    }

    /// A password to hand over once.
    pub fn invented_password(&self) -> Result<Password, Error> {
        Ok(Password::invented(&self.entropy.bytes()?))
    }

    /// The hash of a password that satisfies the county's policy. Slow.
    pub fn hash_for(&self, login: &str, password: &Password) -> Result<Hashed, Error> {
        password.check(login, &self.rules).map_err(weak)?;
        let hashed = password.hash(&self.entropy.bytes()?);
        hashed.map_err(|error| Error::Broken(error.to_string()))
    }
}

fn set_password(act: &mut Act<'_>, seen: &str, hashed: &Hashed) -> Result<(), Error> {
    let account: Account = act.find(act.who.account_id.0)?;
    if account.password_hash != seen {
        return Err(Error::Changed);
    }
    let new = Account {
        password_hash: hashed.clone().into_text(),
        password_at: act.moment.at,
        must_change: false,
        ..account.clone()
    };
    act.change(&account, &new)?;
    act.log("account.password_changed", account.id.0)
}

/// One's own account and roles.
pub fn show(act: &mut Act<'_>) -> Result<Listed, Error> {
    let account: Account = act.find(act.who.account_id.0)?;
    Listed::of(act, account)
}

/// Where one is signed in, the session used last first.
pub fn sessions(act: &mut Act<'_>) -> Result<Vec<Session>, Error> {
    Ok(sessions::of_account(act.tx, act.who.account_id)?)
}

/// One's own latest attempts to sign in, so that a stranger's are noticed.
pub fn sign_ins(act: &mut Act<'_>) -> Result<Vec<SignIn>, Error> {
    Ok(sign_ins::of_account(act.tx, act.who.account_id, SIGN_INS)?)
}

/// How many recovery codes are left.
pub fn recovery_left(act: &mut Act<'_>) -> Result<i64, Error> {
    Ok(accounts::recovery_left(act.tx, act.who.account_id)?)
}

/// Ends one of one's own sessions.
pub fn end_session(act: &mut Act<'_>, id: SessionId) -> Result<(), Error> {
    if sessions::end(act.tx, act.who.account_id, id)? { Ok(()) } else { Err(Error::NotFound) }
}

/// Ends every session of one's own but this one.
pub fn end_others(act: &mut Act<'_>, keep: SessionId) -> Result<u64, Error> {
    Ok(sessions::end_all(act.tx, act.who.account_id, Some(keep))?)
}

fn weak(weak: WeakPassword) -> Error {
    let Text { zh, en } = weak.say();
    Refusal::new("new_password", Text { zh, en }).into()
}
