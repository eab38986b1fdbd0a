//! Giving and taking roles. What is given or taken holds from the next request on.

use std::collections::BTreeMap;

use model::{
    Text,
    account::Grant,
    code::{DivisionCode, Level},
    id::{AccountId, GrantId, OrganisationId},
    organisation::Organisation,
    programme::{Reach, Role},
    right::Right,
    search,
};
use store::{accounts, search::Terms};

use super::admin::{keep_an_administrator, of_another};
use crate::{Act, Error, Refusal, act::Added};

/// A role to be given, for a division or for one organisation in it.
#[derive(Debug, Clone)]
pub struct NewGrant {
    pub id: GrantId,
    pub account_id: AccountId,
    pub role: String,
    pub division_code: DivisionCode,
    pub organisation_id: Option<OrganisationId>,
}

/// Gives a role. Administrators' roles go with no role of another hand, in any account of the
/// same person.
pub fn grant(act: &mut Act<'_>, new: &NewGrant) -> Result<(), Error> {
    let account = of_another(act, new.account_id)?;
    let programme = act.programme;
    let Some(role) = programme.role(&new.role) else {
        return refused(
            "role",
            "没有这个角色：请从列表中选择",
            "there is no such role: choose from the list",
        );
    };
    check_reach(act, role, new)?;
    let held = accounts::grants_of_person(act.tx, account.id, account.person_id)?;
    for grant in held.iter().filter(|grant| grant.id != new.id) {
        let is_twin = grant.account_id == new.account_id
            && grant.role == new.role
            && grant.division_code == new.division_code
            && grant.organisation_id == new.organisation_id;
        if is_twin {
            return refused("role", "已经有这项授权，不用再授", "this role is held there already");
        }
        if programme.role(&grant.role).is_some_and(|other| !role.goes_with(other)) {
            return refused(
                "role",
                "系统、安全、审计管理员和业务角色不能由同一人兼任：请先收回原有角色",
                "system, security and audit administrators and everybody else are different \
                 people: revoke the other role first",
            );
        }
    }
    let grant = Grant {
        id: new.id,
        account_id: new.account_id,
        role: new.role.clone(),
        division_code: new.division_code.clone(),
        organisation_id: new.organisation_id,
        granted_at: act.moment.at,
        revoked_at: None,
    };
    let is_same =
        |earlier: &Grant| Grant { granted_at: earlier.granted_at, ..grant.clone() } == *earlier;
    if let Added::New = act.add_once(&grant, is_same)? {
        act.log("account.granted", account.id.0)?;
    }
    Ok(())
}

/// An organisation that a role may be held for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub id: OrganisationId,
    pub name: String,
    pub division_code: DivisionCode,
}

/// Organisations by any part of their name, in a division: whoever keeps accounts sees no more of
/// them than name and place.
pub fn organisations(
    act: &mut Act<'_>,
    within: &DivisionCode,
    name: &str,
) -> Result<Vec<Place>, Error> {
    let scope = act.scope(Right::ManageAccounts, Some(within))?;
    let terms = Terms::new(search::query_terms(name));
    if terms.count == 0 {
        return Ok(Vec::new());
    }
    let today = act.moment.today;
    let found = store::activities::possible_holders(act.tx, &scope, &[], &terms, today)?;
    let place = |it: store::activities::Holder| Place {
        id: it.id,
        name: it.name,
        division_code: it.division_code,
    };
    Ok(found.into_iter().map(place).collect())
}

/// The names of the organisations that these grants are for.
pub fn names(
    act: &mut Act<'_>,
    grants: &[Grant],
) -> Result<BTreeMap<OrganisationId, String>, Error> {
    act.require_county(Right::ManageAccounts)?;
    let mut names = BTreeMap::new();
    for id in grants.iter().filter_map(|grant| grant.organisation_id) {
        names.insert(id, act.find::<Organisation>(id.0)?.name);
    }
    Ok(names)
}

/// Takes a role back from this account.
pub fn revoke(act: &mut Act<'_>, account_id: AccountId, id: GrantId) -> Result<(), Error> {
    of_another(act, account_id)?;
    let grant: Grant = act.find(id.0)?;
    if grant.account_id != account_id {
        return Err(Error::NotFound);
    }
    if grant.revoked_at.is_some() {
        return Ok(());
    }
    let manages =
        act.programme.role(&grant.role).is_some_and(|role| role.allows(Right::ManageAccounts));
    if manages {
        keep_an_administrator(act, grant.account_id)?;
    }
    let revoked_at = Some(act.moment.at);
    act.change(&grant, &Grant { revoked_at, ..grant.clone() })?;
    act.log("account.revoked", grant.account_id.0)
}

/// A role holds where its kind says: in the county, a township, a village or an organisation.
fn check_reach(act: &mut Act<'_>, role: &Role, new: &NewGrant) -> Result<(), Error> {
    let county = &act.programme.county.code;
    let level = match role.reach {
        Reach::County => Some(Level::County),
        Reach::Township => Some(Level::Township),
        Reach::Village => Some(Level::Village),
        Reach::Organisation => None,
    };
    let is_placed = county.contains(&new.division_code)
        && level.is_none_or(|level| new.division_code.level() == level)
        && (role.reach == Reach::County) <= (new.division_code == *county);
    if !is_placed {
        let text = Text::new(
            format!("“{}”要授在{}一级：请另选区划", role.title.zh, role.reach.title().zh),
            format!(
                "“{}” is held for a {}: choose another division",
                role.title.en,
                role.reach.title().en
            ),
        );
        return Err(Refusal::new("division_code", text).into());
    }
    if store::divisions::find(act.tx, &new.division_code, act.moment.today)?.is_none() {
        return refused(
            "division_code",
            "没有这个区划：请从列表中选择",
            "there is no such division: choose from the list",
        );
    }
    match (role.reach, new.organisation_id) {
        (Reach::Organisation, Some(id)) => {
            let organisation: Organisation = act.find(id.0)?;
            if new.division_code.contains(&organisation.division_code) {
                return Ok(());
            }
            refused(
                "organisation_id",
                "这个组织不在所选区划内：请另选",
                "the organisation is not in that division: choose another",
            )
        }
        (Reach::Organisation, None) => {
            refused("organisation_id", "请选择组织", "choose the organisation")
        }
        (_, Some(_)) => refused(
            "organisation_id",
            "这个角色按区划授权，不选组织",
            "this role is held for a division, not for an organisation",
        ),
        (_, None) => Ok(()),
    }
}

fn refused<T>(field: &'static str, zh: &'static str, en: &'static str) -> Result<T, Error> {
    Err(Refusal::new(field, Text::fixed(zh, en)).into())
}
