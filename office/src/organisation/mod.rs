//! Organisations and the trees they stand in.

mod change;
mod choices;
mod dissolve;
mod list;
mod page;
mod place;
pub(crate) mod rules;
#[cfg(test)]
mod tests;
mod tree;

use model::{
    Date,
    code::DivisionCode,
    id::{ImportId, OrganisationId},
    organisation::Organisation,
    right::Right,
};
pub use store::organisations::{Above, Branch, Gap, Line, Order};

pub(crate) use self::rules::{joined, kind_of};
pub use self::{
    change::{OrganisationChange, change},
    choices::{parents_for, taking_transfers},
    dissolve::{Dissolution, dissolve, restore},
    list::{Found, Question, each, list},
    page::{Sheet, by_name, members, sheet},
    place::{Move, move_below},
    tree::{From, Level, Look, level, path},
};
use crate::{Act, Error};

/// What a form, a roster row or the API says about a new organisation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewOrganisation {
    pub id: OrganisationId,
    pub kind: String,
    pub name: String,
    #[serde(default)]
    pub credit_code: Option<String>,
    pub division_code: DivisionCode,
    #[serde(default)]
    pub parent_id: Option<OrganisationId>,
    pub from_on: Date,
    #[serde(skip)]
    pub import_id: Option<ImportId>,
}

/// Founds an organisation. Sending the same again changes nothing and succeeds.
pub fn found(act: &mut Act<'_>, new: &NewOrganisation) -> Result<Organisation, Error> {
    act.require(Right::KeepOrganisations, &new.division_code, None)?;
    let organisation = rules::build(act, new)?;
    // A retry finds its own record in the way of the rules below, so it is looked for first.
    if let Some(earlier) = store::records::find::<Organisation>(act.tx, new.id.0)? {
        return if rules::is_retry(&earlier, &organisation) {
            Ok(earlier)
        } else {
            Err(Error::IdTaken)
        };
    }
    rules::no_twin(act, &organisation)?;
    act.add(&organisation)?;
    if let Some(parent_id) = new.parent_id {
        place::put_below(act, &organisation, Some(parent_id), new.from_on)?;
    }
    act.log("organisation.founded", organisation.id.0)?;
    Ok(organisation)
}

/// An organisation that the person who asks may see.
pub fn find(act: &mut Act<'_>, id: OrganisationId) -> Result<Organisation, Error> {
    let organisation: Organisation = act.find(id.0)?;
    act.require(Right::SeeOrganisations, &organisation.division_code, Some(id))?;
    Ok(organisation)
}

/// An organisation that the person who asks may keep.
pub(crate) fn keep(act: &mut Act<'_>, id: OrganisationId) -> Result<Organisation, Error> {
    let organisation: Organisation = act.find(id.0)?;
    act.require(Right::KeepOrganisations, &organisation.division_code, Some(id))?;
    Ok(organisation)
}
