//! Ending a pairing.

use model::{Date, id::PairingId, posting::Pairing, right::Right};

use crate::{Act, Error, posting::rules as posting_rules, refuse};

/// How a pairing ends.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    pub id: PairingId,
    /// The first day on which it no longer serves.
    pub on: Date,
    pub because: String,
}

/// Ends a pairing. Sending the same again changes nothing and succeeds.
pub fn end(act: &mut Act<'_>, ending: &Ending) -> Result<Pairing, Error> {
    let old = to_keep(act, ending.id)?;
    let because = posting_rules::reason(&ending.because)?;
    let ended = Pairing { until_on: Some(ending.on), ended_because: Some(because), ..old.clone() };
    if ended == old {
        return Ok(old);
    }
    if old.until_on.is_some_and(|until_on| until_on <= act.moment.today) {
        return refuse(
            "on",
            "这次结对已经结束；若是误录，请用“作废”后重新登记",
            "this pairing has already ended; strike it out and enter it again if it is wrong",
        );
    }
    posting_rules::check_end(act, old.from_on, ending.on)?;
    act.change(&old, &ended)?;
    act.log("pairing.ended", ended.id.0)?;
    Ok(ended)
}

/// Strikes out a pairing that never was: it ends on the day it began, so that it counts nowhere.
pub fn strike(act: &mut Act<'_>, id: PairingId, because: &str) -> Result<Pairing, Error> {
    let old = to_keep(act, id)?;
    let because = posting_rules::reason(because)?;
    let ended_because = Some(format!("作废：{because}"));
    let new = Pairing { until_on: Some(old.from_on), ended_because, ..old.clone() };
    if act.change(&old, &new)? {
        act.log("pairing.struck", new.id.0)?;
    }
    Ok(new)
}

fn to_keep(act: &mut Act<'_>, id: PairingId) -> Result<Pairing, Error> {
    let pairing: Pairing = act.find(id.0)?;
    act.require(Right::KeepPostings, &pairing.division_code, pairing.organisation_id)?;
    Ok(pairing)
}
