//! Giving an organisation another name or credit code; the journal keeps the earlier ones.

use model::{id::OrganisationId, organisation::Organisation};

use super::{keep, rules};
use crate::{Act, Error, version};

/// The new particulars, and which version of the old ones the person has seen.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationChange {
    pub organisation_id: OrganisationId,
    pub name: String,
    #[serde(default)]
    pub credit_code: Option<String>,
    #[serde(default)]
    pub version: Option<String>,
}

/// Changes what an organisation is called. The same again changes nothing and succeeds.
pub fn change(act: &mut Act<'_>, change: &OrganisationChange) -> Result<Organisation, Error> {
    let old = keep(act, change.organisation_id)?;
    let new = Organisation {
        name: rules::name(&change.name)?,
        credit_code: rules::credit_code(change.credit_code.as_deref())?,
        ..old.clone()
    };
    if new == old {
        return Ok(old);
    }
    version::check(&old, change.version.as_deref())?;
    rules::code_is_free(&new, &rules::with_code(act, &new)?)?;
    rules::no_twin(act, &new)?;
    act.change(&old, &new)?;
    let kind = if new.name == old.name { "organisation.changed" } else { "organisation.renamed" };
    act.log(kind, new.id.0)?;
    Ok(new)
}
