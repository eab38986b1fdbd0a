//! Proving who one is to a session that is there: the second factor on the way in, and either proof
//! anew before what must not be done at a desk that somebody left.

use model::{Timestamp, account::SignInResult};
use store::{accounts, sessions};

use super::{
    Caller, Password, SessionToken, Visitor, limits::Limits, refusals::wrong_code,
    second_factor::Proof, sign_in::note,
};
use crate::{Error, Office};

impl Office {
    /// Shows the second factor, or a recovery code in its stead: to come in, or to prove oneself
    /// anew. The token changes.
    pub fn show_code(
        &self,
        token: &SessionToken,
        code: &str,
        caller: &Caller,
        at: Timestamp,
    ) -> Result<SessionToken, Error> {
        let fresh = SessionToken::of(&self.entropy.bytes()?);
        let (look, keyring) = (self.look(token, at), self.keyring.clone());
        let (code, caller, hash) = (code.to_owned(), caller.clone(), fresh.hash());
        let result = self.store.write(move |tx| {
            let Some(visitor) = look(tx)? else { return Ok(None) };
            let limits = Limits::code(visitor.account.id);
            let proof = match limits.admit(tx, at)? {
                false => None,
                true => Some(Proof::of(&keyring, &visitor.account, &code, at)?.check(tx)?),
            };
            let result = match proof {
                None => SignInResult::Locked,
                Some(None) => SignInResult::WrongCode,
                Some(Some(result)) => {
                    limits.forgive(tx)?;
                    sessions::strengthen(tx, visitor.session.id, &hash, at)?;
                    accounts::used(tx, visitor.account.id, at)?;
                    shown(&visitor, result)
                }
            };
            note(tx, Some(&visitor.account), result, &caller, at)?;
            Ok::<_, Error>(Some(result))
        })?;
        match result {
            None => Err(Error::NotFound),
            Some(SignInResult::WrongCode | SignInResult::Locked) => Err(wrong_code()),
            Some(_) => Ok(fresh),
        }
    }

    /// Proves oneself anew by the password, where there is no second factor. Slow.
    pub fn show_password(
        &self,
        visitor: &Visitor,
        password: &Password,
        caller: &Caller,
        at: Timestamp,
    ) -> Result<SessionToken, Error> {
        if visitor.has_second_factor() {
            return Err(wrong_code());
        }
        self.check_password(visitor, password, caller, at)?;
        let fresh = SessionToken::of(&self.entropy.bytes()?);
        let (id, account) = (visitor.session.id, visitor.account.clone());
        let (hash, caller) = (fresh.hash(), caller.clone());
        self.store.write(move |tx| {
            sessions::strengthen(tx, id, &hash, at)?;
            note(tx, Some(&account), SignInResult::SteppedUp, &caller, at)
        })?;
        Ok(fresh)
    }
}

fn shown(visitor: &Visitor, result: SignInResult) -> SignInResult {
    match result {
        SignInResult::SignedIn if !visitor.session.awaits_code => SignInResult::SteppedUp,
        result => result,
    }
}
