//! One division becomes part of another.

use model::{Text, division::Division, right::Right};

use super::{Merger, carry, rules};
use crate::{Act, Error, Refusal, refuse};

/// Merges a division into another from a day on; whoever and whatever is there goes with it.
/// Sending the same again changes nothing and succeeds.
pub fn merge(act: &mut Act<'_>, wanted: &Merger) -> Result<Division, Error> {
    act.require_county(Right::KeepDivisions)?;
    let Merger { code, into, from_on } = wanted;
    let taking = store::divisions::find(act.tx, into, *from_on)?;
    let versions = store::divisions::versions(act.tx, code)?;
    let done = versions
        .first()
        .filter(|last| last.until_on == Some(*from_on) && last.merged_into.as_ref() == Some(into));
    if let (Some(_), Some(taking)) = (done, &taking) {
        return Ok(taking.clone());
    }
    rules::holds_already(act, "from_on", *from_on)?;
    let old = rules::current(act, "code", code, *from_on)?;
    let Some(taking) = taking.filter(|taking| taking.level == old.level && taking.code != old.code)
    else {
        return refuse(
            "into",
            "请选择同一级的另一个区划",
            "choose another division of the same level",
        );
    };
    if taking.until_on.is_some() {
        let name = taking.short_name();
        let text = Text::new(
            format!("「{name}」后来也有变更，请并入现在的区划"),
            format!("{name} was changed later on; merge it into what is there now"),
        );
        return Err(Refusal::new("into", text).into());
    }
    carry::into(act, &old, &taking, *from_on)?;
    act.log("division.merged", old.id.0)?;
    Ok(taking)
}
