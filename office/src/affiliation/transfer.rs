//! The formal affiliation goes from one organisation to another on a day, in one act.

use model::{
    Date, Text,
    id::{AffiliationId, OrganisationId, PersonId},
    organisation::Affiliation,
};

use super::{NewAffiliation, build, change, formal_on, rules};
use crate::{Act, Error, Refusal, organisation, refuse, words};

/// From `from_on` on the person formally belongs to the new organisation. `id` names the new
/// affiliation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    pub id: AffiliationId,
    pub person_id: PersonId,
    pub organisation_id: OrganisationId,
    #[serde(default)]
    pub duty: Option<String>,
    pub from_on: Date,
}

/// Transfers a person. Both organisations must be theirs to keep who asks, so a transfer between
/// townships is the county's. Sending the same again changes nothing and succeeds.
pub fn transfer(act: &mut Act<'_>, wanted: &Transfer) -> Result<Affiliation, Error> {
    let to = organisation::keep(act, wanted.organisation_id)?;
    let Transfer { id, person_id, organisation_id, from_on, .. } = *wanted;
    let duty = wanted.duty.clone();
    let new = NewAffiliation {
        id,
        person_id,
        organisation_id,
        duty,
        from_on,
        until_on: None,
        import_id: None,
    };
    let new = build(act, &new, &to)?;
    if let Some(earlier) = store::records::find::<Affiliation>(act.tx, id.0)? {
        return if rules::is_retry(&earlier, &new) { Ok(earlier) } else { Err(Error::IdTaken) };
    }
    if !new.formal {
        return refuse(
            "organisation_id",
            "转接的是正式组织关系，请选择党支部一类的组织；参加功能型组织请用「加入」",
            "only the formal affiliation is transferred; choose a branch, or join this one instead",
        );
    }
    let Some(old) = formal_on(act, person_id, from_on)? else {
        return refuse(
            "from_on",
            "此人在这一天没有正式组织关系，请直接办理加入",
            "the person formally belongs nowhere on that day; let them join instead",
        );
    };
    let from = organisation::keep(act, old.organisation_id)?;
    if from.id == to.id {
        let since = words::day(old.from_on);
        let text = Text::new(
            format!("此人自{}起已在「{}」", since.zh, to.name),
            format!("has been in {} since {}", to.name, since.en),
        );
        return Err(Refusal::new("organisation_id", text).into());
    }
    change::end(act, &old, &from, from_on)?;
    rules::check(act, &new, &to)?;
    act.add(&new)?;
    act.log("affiliation.transferred", new.id.0)?;
    Ok(new)
}
