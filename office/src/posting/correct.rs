//! Putting right what was entered wrongly.

use model::{
    Date,
    id::{OrganisationId, PostingId},
    posting::Posting,
};

use super::{rules, to_keep};
use crate::{Act, Error, refuse, version};

/// A posting as it should have been entered. Person, post and place stay: who got those wrong
/// strikes the posting out and enters another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    pub id: PostingId,
    /// Which version was seen; absent when nobody else can be writing.
    #[serde(default)]
    pub version: Option<String>,
    pub organisation_id: Option<OrganisationId>,
    pub sent_by_id: Option<OrganisationId>,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub ended_because: Option<String>,
}

/// Corrects a posting under the same rules as a new one. The journal keeps what stood before.
pub fn correct(act: &mut Act<'_>, wanted: &Correction) -> Result<Posting, Error> {
    let old = to_keep(act, wanted.id)?;
    let ended_because = match (&wanted.until_on, wanted.ended_because.as_deref()) {
        (Some(_), because) => Some(rules::reason(because.unwrap_or_default())?),
        (None, None | Some("")) => None,
        (None, Some(_)) => {
            return refuse(
                "until_on",
                "填写了离任原因，请同时填写离任日期",
                "with a reason for leaving, enter the day of leaving too",
            );
        }
    };
    let new = Posting {
        organisation_id: wanted.organisation_id,
        sent_by_id: wanted.sent_by_id,
        from_on: wanted.from_on,
        until_on: wanted.until_on,
        ended_because,
        ..old.clone()
    };
    if new == old {
        return Ok(old);
    }
    version::check(&old, wanted.version.as_deref())?;
    rules::check(act, &new, None)?;
    act.change(&old, &new)?;
    act.log("posting.corrected", new.id.0)?;
    Ok(new)
}

/// Strikes out a posting that never was: it ends on the day it began, so that it counts nowhere.
pub fn strike(act: &mut Act<'_>, id: PostingId, because: &str) -> Result<Posting, Error> {
    let old = to_keep(act, id)?;
    let because = rules::reason(because)?;
    let ended_because = Some(format!("作废：{because}"));
    let new = Posting { until_on: Some(old.from_on), ended_because, ..old.clone() };
    if act.change(&old, &new)? {
        act.log("posting.struck", new.id.0)?;
    }
    Ok(new)
}
