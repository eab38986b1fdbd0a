//! Setting up the second factor, and the codes that stand in for a lost telephone.

use model::{
    Text, Timestamp,
    account::{Account, SignInResult},
    id::AccountId,
    journal::Hash,
    sealed::{Keyring, Place, Sealed},
    standards::wide::narrow,
};
use store::{Tx, accounts};
use zeroize::Zeroizing;

use super::{
    Recent, Visitor,
    totp::{self, Secret},
};
use crate::{Act, Error, Office, Refusal};

const RECOVERY_CODES: usize = 10;
/// Fifty bits, ten characters of base 32: enough behind a limit of a few guesses a day.
const RECOVERY_BYTES: usize = 7;
const RECOVERY_LENGTH: usize = 10;

/// What the person's authenticator is to scan.
#[derive(Debug)]
pub struct Offer {
    pub secret: Secret,
    pub uri: Zeroizing<String>,
    /// The secret sealed for this session: comes back with the first code.
    pub ticket: String,
}

/// A code that somebody showed, compared with everything that is not in the database.
pub(super) struct Proof {
    account_id: AccountId,
    /// The candidate for a one-time code: its step.
    step: Option<i64>,
    recovery: Hash,
    at: Timestamp,
}

impl Proof {
    pub(super) fn of(
        keyring: &Keyring,
        account: &Account,
        code: &str,
        at: Timestamp,
    ) -> Result<Proof, Error> {
        let step = match &account.totp_sealed {
            None => None,
            // The store refuses a step that was used already.
            Some(sealed) => open(keyring, account.id, sealed)?.matching_step(code, at, None),
        };
        let recovery = recovery_hash(keyring, account.id, code);
        Ok(Proof { account_id: account.id, step, recovery, at })
    }

    /// What was proved, and how; none if nothing was.
    pub(super) fn check(&self, tx: &mut Tx) -> Result<Option<SignInResult>, Error> {
        if let Some(step) = self.step
            && accounts::use_step(tx, self.account_id, step, self.at)?
        {
            return Ok(Some(SignInResult::SignedIn));
        }
        let is_recovery = accounts::use_recovery(tx, self.account_id, &self.recovery, self.at)?;
        Ok(is_recovery.then_some(SignInResult::RecoveryCode))
    }
}

impl Office {
    /// A new secret. Nothing is stored until a code confirms it.
    pub fn offer_second_factor(&self, visitor: &Visitor) -> Result<Offer, Error> {
        let recent = visitor.recent()?;
        let random: [u8; totp::SECRET_LENGTH] = self.entropy.bytes()?;
        let ticket = self.keyring.seal(ticket_place(recent), self.entropy.bytes()?, &random);
        let ticket = ticket.map_err(|error| Error::Broken(error.to_string()))?.into();
        let secret = Secret::of(&random);
        let issuer = format!("尧山 {}", self.programme().county.name.zh);
        let uri = secret.uri(&issuer, visitor.login());
        Ok(Offer { secret, uri, ticket })
    }
}

/// Confirms an offered secret by a first code. Gives the recovery codes, this once.
pub fn enrol(
    act: &mut Act<'_>,
    recent: Recent,
    ticket: &str,
    code: &str,
) -> Result<Vec<Zeroizing<String>>, Error> {
    let account: Account = act.find(act.who.account_id.0)?;
    if account.totp_sealed.is_some() {
        return refused(
            "已经设置过第二重验证：要换手机请先移除",
            "a second factor is set up already: remove it first",
        );
    }
    let offered = Sealed::try_from(ticket.to_owned())
        .and_then(|ticket| act.keyring.open(ticket_place(recent), &ticket));
    let Ok(secret) = offered.map(|secret| Secret::of(&secret)) else {
        return refused(
            "这一页已过期：请刷新后重新扫码",
            "this page is out of date: reload it and scan again",
        );
    };
    let Some(step) = secret.matching_step(code, act.moment.at, None) else {
        return refused(
            "验证码不对：请核对手机时间，等下一个验证码出现再输入",
            "the code is wrong: check the telephone's clock and enter the next code",
        );
    };
    accounts::use_step(act.tx, account.id, step, act.moment.at)?;
    let sealed = act.keyring.seal(place(account.id), act.nonce()?, secret.as_bytes());
    let sealed = sealed.map_err(|error| Error::Broken(error.to_string()))?;
    let new = Account { totp_sealed: Some(sealed.into()), ..account.clone() };
    act.change(&account, &new)?;
    act.log("account.second_factor_set", account.id.0)?;
    fresh_recovery(act, account.id)
}

/// Replaces the recovery codes. Gives the new ones, this once.
pub fn renew_recovery(act: &mut Act<'_>, _recent: Recent) -> Result<Vec<Zeroizing<String>>, Error> {
    let account: Account = act.find(act.who.account_id.0)?;
    if account.totp_sealed.is_none() {
        return refused("请先设置第二重验证", "set up a second factor first");
    }
    fresh_recovery(act, account.id)
}

/// Takes one's own second factor away, as before moving to another telephone.
pub fn remove(act: &mut Act<'_>, _recent: Recent) -> Result<(), Error> {
    let account: Account = act.find(act.who.account_id.0)?;
    take_away(act, &account)?;
    act.log("account.second_factor_removed", account.id.0)
}

pub(super) fn take_away(act: &mut Act<'_>, account: &Account) -> Result<(), Error> {
    accounts::set_recovery(act.tx, account.id, &[])?;
    act.change(account, &Account { totp_sealed: None, ..account.clone() })?;
    Ok(())
}

fn fresh_recovery(act: &mut Act<'_>, id: AccountId) -> Result<Vec<Zeroizing<String>>, Error> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let random: [u8; RECOVERY_BYTES] = act.entropy.bytes()?;
        let text = totp::base32(&random).to_lowercase();
        codes.push(Zeroizing::new(format!("{}-{}", &text[..5], &text[5..RECOVERY_LENGTH])));
    }
    let hashes: Vec<Hash> = codes.iter().map(|code| recovery_hash(act.keyring, id, code)).collect();
    accounts::set_recovery(act.tx, id, &hashes)?;
    Ok(codes)
}

fn recovery_hash(keyring: &Keyring, id: AccountId, code: &str) -> Hash {
    let code: String =
        narrow(code).to_lowercase().chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    Hash(keyring.lookup_hash("recovery code", &format!("{id} {code}")))
}

fn open(keyring: &Keyring, id: AccountId, sealed: &[u8]) -> Result<Secret, Error> {
    let sealed = Sealed::try_from(sealed.to_vec());
    let secret = sealed.and_then(|sealed| keyring.open(place(id), &sealed));
    secret.map(|secret| Secret::of(&secret)).map_err(|error| Error::Broken(error.to_string()))
}

fn place(id: AccountId) -> Place<'static> {
    Place { kind: "account", record: id.0, field: "totp" }
}

fn ticket_place(recent: Recent) -> Place<'static> {
    Place { kind: "session", record: recent.session_id.0, field: "offer" }
}

fn refused<T>(zh: &'static str, en: &'static str) -> Result<T, Error> {
    Err(Refusal::new("code", Text::fixed(zh, en)).into())
}
