//! What the security administrator does with accounts. Nobody does it to their own.

use model::{
    Text,
    account::Account,
    id::{AccountId, PersonId},
    person::Person,
    right::Right,
    search,
};
use store::{accounts, search as terms, sessions};

use super::{Listed, login, password::Hashed, second_factor};
use crate::{
    Act, Error, Refusal,
    act::Added,
    person::{self, Plain},
};

const KIND: &str = "account";

/// An account to be made. Whoever sends it chooses the id, so a retry is recognised.
#[derive(Debug, Clone)]
pub struct NewAccount {
    pub id: AccountId,
    pub login: String,
    pub name: String,
    /// The person whose account it is, if the county keeps them as a person.
    pub person_id: Option<PersonId>,
}

/// The person with this ID number, to make their account. Whoever keeps accounts sees nobody's
/// record, so the number is all they can name a person by.
pub fn person_numbered(act: &mut Act<'_>, number: &Plain) -> Result<PersonId, Error> {
    require(act)?;
    let known = person::bearing(act, number)?;
    let unknown = Text::fixed(
        "没有登记这个身份号码的人：请核对，或留空",
        "nobody is registered with this ID number: check it, or leave it empty",
    );
    Ok(known.ok_or_else(|| Refusal::new("id_number", unknown))?.id)
}

/// Makes an account whose password must be changed at the first sign-in. False when an earlier try
/// has made it already, with the password of that try.
pub fn create(act: &mut Act<'_>, new: &NewAccount, password: &Hashed) -> Result<bool, Error> {
    require(act)?;
    let account = account(act, new, password)?;
    let is_same = |earlier: &Account| earlier.login == account.login;
    if let Added::Earlier(_) = act.add_once(&account, is_same)? {
        return Ok(false);
    }
    act.log("account.created", account.id.0)?;
    Ok(true)
}

/// Nobody can sign in with the account any more, and whoever is signed in is out.
pub fn disable(act: &mut Act<'_>, id: AccountId) -> Result<(), Error> {
    let account = of_another(act, id)?;
    if account.disabled_at.is_some() {
        return Ok(());
    }
    keep_an_administrator(act, id)?;
    let disabled_at = Some(act.moment.at);
    act.change(&account, &Account { disabled_at, ..account.clone() })?;
    sessions::end_all(act.tx, id, None)?;
    act.log("account.disabled", id.0)
}

/// Lets an account be used again, disabled by hand or by long disuse, and forgets failed attempts.
pub fn enable(act: &mut Act<'_>, id: AccountId) -> Result<(), Error> {
    let account = of_another(act, id)?;
    accounts::used(act.tx, id, act.moment.at)?;
    accounts::forgive_account(act.tx, id)?;
    act.change(&account, &Account { disabled_at: None, ..account.clone() })?;
    act.log("account.enabled", id.0)
}

/// Sets another password for somebody who forgot theirs. They must change it; their sessions end.
pub fn reset_password(act: &mut Act<'_>, id: AccountId, password: &Hashed) -> Result<(), Error> {
    let account = of_another(act, id)?;
    let new = Account {
        password_hash: password.clone().into_text(),
        password_at: act.moment.at,
        must_change: true,
        ..account.clone()
    };
    act.change(&account, &new)?;
    accounts::forgive_account(act.tx, id)?;
    sessions::end_all(act.tx, id, None)?;
    act.log("account.password_reset", id.0)
}

/// Takes the second factor from somebody who lost their telephone and their codes.
pub fn reset_second_factor(act: &mut Act<'_>, id: AccountId) -> Result<(), Error> {
    let account = of_another(act, id)?;
    second_factor::take_away(act, &account)?;
    accounts::forgive_account(act.tx, id)?;
    sessions::end_all(act.tx, id, None)?;
    act.log("account.second_factor_reset", id.0)
}

/// Ends every session of an account, without taking anything else.
pub fn end_sessions(act: &mut Act<'_>, id: AccountId) -> Result<u64, Error> {
    of_another(act, id)?;
    Ok(sessions::end_all(act.tx, id, None)?)
}

/// Up to `limit` accounts after this login, in order.
pub fn list(act: &mut Act<'_>, after: &str, limit: i64) -> Result<Vec<Listed>, Error> {
    act.require_county(Right::ManageAccounts)?;
    let page = accounts::page(act.tx, after, limit)?;
    page.into_iter().map(|account| Listed::of(act, account)).collect()
}

/// How many accounts there are.
pub fn count(act: &mut Act<'_>) -> Result<i64, Error> {
    act.require_county(Right::ManageAccounts)?;
    Ok(accounts::count(act.tx)?)
}

/// Accounts whose login or name has the words.
pub fn search(act: &mut Act<'_>, words: &str, limit: i64) -> Result<Vec<Listed>, Error> {
    act.require_county(Right::ManageAccounts)?;
    let county = act.programme.county.code.clone();
    let wanted = terms::Terms::new(search::query_terms(words));
    let ids = terms::find(act.tx, KIND, &county, &wanted, limit)?;
    ids.into_iter().map(|id| act.find(id).and_then(|account| Listed::of(act, account))).collect()
}

pub fn show(act: &mut Act<'_>, id: AccountId) -> Result<Listed, Error> {
    act.require_county(Right::ManageAccounts)?;
    let account = act.find(id.0)?;
    Listed::of(act, account)
}

/// The account with this login, for the command line.
pub fn by_login(act: &mut Act<'_>, login: &str) -> Result<Listed, Error> {
    act.require_county(Right::ManageAccounts)?;
    let account = accounts::by_login(act.tx, &login::fold(login))?.ok_or(Error::NotFound)?;
    Listed::of(act, account)
}

/// The right, and proof of the person that is not old.
fn require(act: &mut Act<'_>) -> Result<(), Error> {
    act.require_county(Right::ManageAccounts)?;
    if act.who.strong { Ok(()) } else { Err(Error::StepUp) }
}

/// An account that somebody may manage: not their own, so that nobody widens their own rights.
pub(super) fn of_another(act: &mut Act<'_>, id: AccountId) -> Result<Account, Error> {
    require(act)?;
    if id == act.who.account_id {
        return refused(
            "不能管理自己的账号：请由另一位安全管理员办理",
            "nobody manages their own account: another security administrator must do it",
        );
    }
    act.find(id.0)
}

/// Refuses what would leave nobody to manage accounts.
pub(super) fn keep_an_administrator(act: &mut Act<'_>, id: AccountId) -> Result<(), Error> {
    let programme = act.programme;
    let roles = || programme.roles.iter().filter(|role| role.allows(Right::ManageAccounts));
    let held = accounts::grants_in_force(act.tx, id)?;
    if !roles().any(|role| held.iter().any(|grant| grant.role == role.key)) {
        return Ok(());
    }
    let mut holders = 0;
    for role in roles() {
        holders += accounts::holders(act.tx, &role.key)?;
    }
    if holders > 1 {
        return Ok(());
    }
    refused(
        "这是最后一位安全管理员：请先授权另一位",
        "this is the last security administrator: give the role to another first",
    )
}

fn account(act: &mut Act<'_>, new: &NewAccount, password: &Hashed) -> Result<Account, Error> {
    let login = login::read(&new.login)?;
    let taken = accounts::by_login(act.tx, &login)?.is_some_and(|other| other.id != new.id);
    if taken {
        let text = Text::fixed(
            "这个登录名已经有人使用：请换一个",
            "another account has this login: choose another",
        );
        return Err(Refusal::new("login", text).into());
    }
    let name = new.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 50 || name.chars().any(char::is_control) {
        let text =
            Text::fixed("请填写姓名，不超过 50 个字", "enter the name, at most 50 characters");
        return Err(Refusal::new("name", text).into());
    }
    if let Some(person_id) = new.person_id {
        act.find::<Person>(person_id.0)?;
    }
    Ok(Account {
        id: new.id,
        login,
        name,
        person_id: new.person_id,
        password_hash: password.clone().into_text(),
        password_at: act.moment.at,
        must_change: true,
        totp_sealed: None,
        disabled_at: None,
        created_at: act.moment.at,
    })
}

fn refused<T>(zh: &'static str, en: &'static str) -> Result<T, Error> {
    Err(Refusal::whole(Text::fixed(zh, en)).into())
}
