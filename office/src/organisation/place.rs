//! Which organisation stands below which, from when on.

use model::{
    Date, Text,
    id::{OrganisationId, ParentId},
    organisation::{Organisation, Parent, closes_circle},
    right::Right,
};

use super::{keep, rules};
use crate::{Act, Error, Refusal, refuse, words};

/// Puts an organisation below another from a day on, or below nothing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    pub organisation_id: OrganisationId,
    #[serde(default)]
    pub parent_id: Option<OrganisationId>,
    pub from_on: Date,
}

/// Moves an organisation. If it stands there already from that day on, nothing changes.
pub fn move_below(act: &mut Act<'_>, wanted: &Move) -> Result<(), Error> {
    let organisation = keep(act, wanted.organisation_id)?;
    put_below(act, &organisation, wanted.parent_id, wanted.from_on)?;
    act.log("organisation.moved", organisation.id.0)
}

/// Ends the edge that holds on the day and begins the new one.
pub(super) fn put_below(
    act: &mut Act<'_>,
    organisation: &Organisation,
    parent_id: Option<OrganisationId>,
    from_on: Date,
) -> Result<(), Error> {
    rules::joined(organisation, from_on, organisation.until_on)?;
    if let Some(parent_id) = parent_id {
        fits_below(act, organisation, parent_id, from_on)?;
    }
    for edge in store::organisations::parents(act.tx, organisation.id)? {
        if edge.until_on.is_some_and(|until_on| until_on <= from_on) {
            continue;
        }
        if Some(edge.parent_id) == parent_id && edge.from_on <= from_on && edge.until_on.is_none() {
            return Ok(());
        }
        if edge.from_on > from_on {
            let since = words::day(edge.from_on);
            let text = Text::new(
                format!("自{}起的隶属关系已登记，请把日期写在那天或以后", since.zh),
                format!("it has been placed from {} on; choose that day or a later one", since.en),
            );
            return Err(Refusal::new("from_on", text).into());
        }
        act.change(&edge, &Parent { until_on: Some(from_on), ..edge.clone() })?;
    }
    if let Some(parent_id) = parent_id {
        let edge = Parent {
            id: ParentId::new(act.moment.at),
            organisation_id: organisation.id,
            parent_id,
            from_on,
            until_on: organisation.until_on,
            import_id: organisation.import_id,
        };
        act.add(&edge)?;
    }
    Ok(())
}

/// Refuses a parent of the wrong kind, one that does not exist on the day, and a circle.
fn fits_below(
    act: &mut Act<'_>,
    organisation: &Organisation,
    parent_id: OrganisationId,
    from_on: Date,
) -> Result<(), Error> {
    let parent: Organisation = act.find(parent_id.0)?;
    act.require(Right::SeeOrganisations, &parent.division_code, Some(parent.id))?;
    rules::fits_below(organisation, &parent, from_on, act.programme)?;
    let tx = &mut *act.tx;
    let mut failed = None;
    let circle = closes_circle(organisation.id.0, parent_id.0, |id| {
        store::organisations::parent(tx, OrganisationId(id), from_on)
            .map_err(|error| failed = Some(error))
            .ok()
            .flatten()
            .map(|above| above.id.0)
    });
    if let Some(error) = failed {
        return Err(error.into());
    }
    if circle {
        return refuse(
            "parent_id",
            "所选上级就在该组织之下，会形成循环",
            "the chosen one stands below this organisation, which would close a circle",
        );
    }
    Ok(())
}
