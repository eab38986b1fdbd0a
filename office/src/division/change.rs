//! New divisions, new names, new codes, and ends.

use model::{
    Text,
    code::{DivisionCode, Level},
    division::Division,
    id::DivisionId,
    right::Right,
};
use store::estate::{Standing, Thing};

use super::{Dissolution, NewDivision, Relocation, Rename, carry, rules};
use crate::{Act, Error, Refusal, refuse};

/// How many of each thing a refusal names.
const TOLD: i64 = 4;

/// Adds a division. Sending the same again changes nothing and succeeds.
pub fn found(act: &mut Act<'_>, new: &NewDivision) -> Result<Division, Error> {
    act.require_county(Right::KeepDivisions)?;
    let division = Division {
        id: new.id,
        code: new.code.clone(),
        level: new.code.level(),
        name: rules::name(&new.name)?,
        parent_code: new.code.parent(),
        from_on: new.from_on,
        until_on: None,
        predecessor_code: None,
        merged_into: None,
    };
    if let Some(earlier) = earlier(act, &division)? {
        return Ok(earlier);
    }
    rules::holds_already(act, "from_on", new.from_on)?;
    rules::free(act, "code", &new.code, new.from_on)?;
    act.add(&division)?;
    act.log("division.founded", division.id.0)?;
    Ok(division)
}

/// Gives a division another name from a day on: the old version ends, the new one names it.
pub fn rename(act: &mut Act<'_>, wanted: &Rename) -> Result<Division, Error> {
    act.require_county(Right::KeepDivisions)?;
    let name = rules::name(&wanted.name)?;
    if let Some(earlier) = retried(act, wanted.id, &wanted.code, &name)? {
        return Ok(earlier);
    }
    rules::holds_already(act, "from_on", wanted.from_on)?;
    let old = rules::current(act, "code", &wanted.code, wanted.from_on)?;
    if old.name == name {
        return refuse("name", "名称没有变化", "that is its name already");
    }
    let new = Division {
        id: wanted.id,
        name,
        from_on: wanted.from_on,
        predecessor_code: Some(old.code.clone()),
        ..old.clone()
    };
    act.change(&old, &Division { until_on: Some(wanted.from_on), ..old.clone() })?;
    act.add(&new)?;
    act.log("division.renamed", new.id.0)?;
    Ok(new)
}

/// Gives a division another code from a day on; whoever and whatever is there goes with it.
pub fn relocate(act: &mut Act<'_>, wanted: &Relocation) -> Result<Division, Error> {
    act.require_county(Right::KeepDivisions)?;
    let Relocation { id, code, new_code, name, from_on } = wanted;
    let name =
        name.as_deref().filter(|name| !name.trim().is_empty()).map(rules::name).transpose()?;
    if let Some(earlier) = store::records::find::<Division>(act.tx, id.0)? {
        let is_same = earlier.code == *new_code && earlier.from_on == *from_on;
        return if is_same { Ok(earlier) } else { Err(Error::IdTaken) };
    }
    rules::holds_already(act, "from_on", *from_on)?;
    let old = rules::current(act, "code", code, *from_on)?;
    if old.level != new_code.level() {
        return refuse(
            "new_code",
            "新代码与原区划不在同一级，请核对",
            "the new code is not of the same level; check it",
        );
    }
    rules::free(act, "new_code", new_code, *from_on)?;
    let name = name.unwrap_or_else(|| old.name.clone());
    let new = continued(&old, *id, new_code, name, *from_on);
    carry::division(act, &old, &new)?;
    act.log("division.moved", new.id.0)?;
    Ok(new)
}

/// The same division under another code.
pub(super) fn continued(
    old: &Division,
    id: DivisionId,
    code: &DivisionCode,
    name: String,
    from_on: model::Date,
) -> Division {
    Division {
        id,
        code: code.clone(),
        level: old.level,
        name,
        parent_code: code.parent(),
        from_on,
        until_on: None,
        predecessor_code: Some(old.code.clone()),
        merged_into: None,
    }
}

/// Ends a division in which nothing stands any more.
pub fn dissolve(act: &mut Act<'_>, end: &Dissolution) -> Result<(), Error> {
    act.require_county(Right::KeepDivisions)?;
    let versions = store::divisions::versions(act.tx, &end.code)?;
    if versions.first().is_some_and(|last| last.until_on == Some(end.until_on)) {
        return Ok(());
    }
    rules::holds_already(act, "until_on", end.until_on)?;
    let old = rules::current(act, "code", &end.code, end.until_on)?;
    let standing = store::estate::standing(act.tx, &end.code, end.until_on, TOLD)?;
    if !standing.is_empty() {
        return Err(Refusal::whole(still_there(&old, &standing)).into());
    }
    act.change(&old, &Division { until_on: Some(end.until_on), ..old.clone() })?;
    act.log("division.dissolved", old.id.0)
}

/// What stands in the way, by kind and name.
fn still_there(division: &Division, standing: &[Standing]) -> Text {
    let name = division.short_name();
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for (thing, said, told) in [
        (Thing::Division, "村", "villages"),
        (Thing::Organisation, "组织", "organisations"),
        (Thing::Person, "人员", "people"),
        (Thing::Posting, "在任", "postings"),
        (Thing::Pairing, "结对", "pairings"),
        (Thing::Activity, "已计划的活动", "planned activities"),
        (Thing::Case, "未办结的事项", "open cases"),
    ] {
        let names: Vec<&str> = standing
            .iter()
            .filter(|each| each.thing == thing)
            .map(|each| each.name.as_str())
            .collect();
        if names.is_empty() {
            continue;
        }
        let more = names.len() as i64 >= TOLD;
        zh.push(format!("{said}（{}{}）", names.join("、"), if more { "等" } else { "" }));
        en.push(format!("{told} ({}{})", names.join(", "), if more { " …" } else { "" }));
    }
    Text::new(
        format!("「{name}」还有{}；请先迁移或结束，或者改用「并入」", zh.join("、")),
        format!("{name} still has {}; move or end these first, or merge it", en.join(", ")),
    )
}

fn earlier(act: &mut Act<'_>, sent: &Division) -> Result<Option<Division>, Error> {
    retried(act, sent.id, &sent.code, &sent.name)
}

/// What an earlier try of the same request made.
fn retried(
    act: &mut Act<'_>,
    id: DivisionId,
    code: &DivisionCode,
    name: &str,
) -> Result<Option<Division>, Error> {
    match store::records::find::<Division>(act.tx, id.0)? {
        Some(earlier) if earlier.code == *code && earlier.name == name => Ok(Some(earlier)),
        Some(_) => Err(Error::IdTaken),
        None => Ok(None),
    }
}

/// 410423202009 for the village …009 that goes to township 410423202000.
pub(super) fn below(township: &DivisionCode, village: &DivisionCode) -> Option<DivisionCode> {
    let fits = township.level() == Level::Township && village.level() == Level::Village;
    let code = fits.then(|| format!("{}{}", &township.as_str()[..9], &village.as_str()[9..]))?;
    code.parse().ok()
}
