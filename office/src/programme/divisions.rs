//! What a new programme's list of divisions does to the county's dated tree.
//!
//! The list says what the county starts from; what happens later is recorded on the pages of divisions.
//! A programme may add a division, give one another name, or end one; whatever else differs is told.

use std::collections::BTreeMap;

use model::{
    Date, Text,
    code::DivisionCode,
    division::Division,
    id::DivisionId,
    programme::{Fault, ListedDivision, Programme},
};

use super::Step;
use crate::{Act, Error};

const FILE: &str = "divisions.csv";

/// What differs for one code.
enum Difference<'a> {
    Added(&'a ListedDivision),
    Renamed(&'a ListedDivision),
    Ended(&'a ListedDivision, Date),
    Removed(&'a ListedDivision),
    Other(&'a ListedDivision),
}

fn differences<'a>(before: &'a Programme, after: &'a Programme) -> Vec<Difference<'a>> {
    let by_code = |programme: &'a Programme| -> BTreeMap<&'a DivisionCode, &'a ListedDivision> {
        programme.divisions.iter().map(|listed| (&listed.code, listed)).collect()
    };
    let (old, new) = (by_code(before), by_code(after));
    let mut found = Vec::new();
    for (code, listed) in &new {
        match old.get(code) {
            None => found.push(Difference::Added(listed)),
            Some(was) if was == listed => {}
            Some(was) => found.extend(changed(was, listed)),
        }
    }
    let gone = old.iter().filter(|(code, _)| !new.contains_key(*code));
    found.extend(gone.map(|(_, listed)| Difference::Removed(listed)));
    found
}

fn changed<'a>(was: &ListedDivision, listed: &'a ListedDivision) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    let rest = |listed: &ListedDivision| ListedDivision {
        name: String::new(),
        until_on: None,
        ..listed.clone()
    };
    if rest(was) != rest(listed) {
        found.push(Difference::Other(listed));
    }
    if was.name != listed.name {
        found.push(Difference::Renamed(listed));
    }
    match (was.until_on, listed.until_on) {
        (None, Some(until_on)) => found.push(Difference::Ended(listed, until_on)),
        (was, now) if was != now => found.push(Difference::Other(listed)),
        _ => {}
    }
    found
}

/// What cannot be done by a list.
pub(super) fn faults(
    act: &mut Act<'_>,
    (before, after): (&Programme, &Programme),
    step: Step,
) -> Result<Vec<Fault>, Error> {
    let mut faults = Vec::new();
    let today = act.moment.today;
    for difference in differences(before, after) {
        let told = match difference {
            // Going back behind the programme that added it.
            Difference::Removed(listed) if step == Step::Back => ending(act, listed, today)?,
            Difference::Removed(listed) => Some(Text::new(
                format!(
                    "{} {} 不能从名单中删去；已撤销的请填写 until_on",
                    listed.code, listed.name
                ),
                format!(
                    "{} {} cannot be taken from the list; set until_on if it has ended",
                    listed.code, listed.name
                ),
            )),
            Difference::Other(listed) => Some(Text::new(
                format!(
                    "{} {} 的起止日期、上级或前身不能在名单中改；请在「行政区划」页面办理变更",
                    listed.code, listed.name
                ),
                format!(
                    "dates, parent and predecessor of {} {} cannot be changed here; record the change on the page of the division",
                    listed.code, listed.name
                ),
            )),
            Difference::Ended(listed, until_on) => ending(act, listed, until_on)?,
            Difference::Added(_) | Difference::Renamed(_) => None,
        };
        faults.extend(told.map(|text| Fault::new(FILE, 1, text)));
    }
    Ok(faults)
}

/// A division ends when nothing stands in it any more, and not before its day.
fn ending(
    act: &mut Act<'_>,
    listed: &ListedDivision,
    until_on: Date,
) -> Result<Option<Text>, Error> {
    const TOLD: i64 = 1;
    let (code, name) = (&listed.code, &listed.name);
    if until_on > act.moment.today {
        return Ok(Some(Text::new(
            format!("{code} {name} 的 until_on 还没有到；请到那天再启用"),
            format!("until_on of {code} {name} lies in the future; apply it on that day"),
        )));
    }
    let standing = store::estate::standing(act.tx, code, until_on, TOLD)?;
    Ok((!standing.is_empty()).then(|| {
        Text::new(
            format!("{code} {name} 还有组织、人员或活动，不能撤销；请先迁移，或在「行政区划」页面并入"),
            format!("{code} {name} still has organisations, people or activities; move them first, or merge it on its page"),
        )
    }))
}

/// Writes the differences as dated rows. What the pages have already recorded is left as it is.
pub(super) fn follow(
    act: &mut Act<'_>,
    before: &Programme,
    after: &Programme,
) -> Result<(), Error> {
    for difference in differences(before, after) {
        match difference {
            Difference::Added(listed) => add(act, listed)?,
            Difference::Renamed(listed) => rename(act, listed)?,
            Difference::Ended(listed, until_on) => end(act, listed, until_on)?,
            Difference::Removed(listed) => {
                let today = act.moment.today;
                end(act, listed, today)?;
            }
            Difference::Other(_) => {}
        }
    }
    Ok(())
}

pub(super) fn add(act: &mut Act<'_>, listed: &ListedDivision) -> Result<(), Error> {
    if !store::divisions::versions(act.tx, &listed.code)?.is_empty() {
        return Ok(());
    }
    let division = Division {
        id: DivisionId::new(act.moment.at),
        code: listed.code.clone(),
        level: listed.code.level(),
        name: listed.name.clone(),
        parent_code: listed.parent.clone(),
        from_on: listed.from_on,
        until_on: listed.until_on,
        predecessor_code: listed.predecessor.clone(),
        merged_into: None,
    };
    act.add(&division)?;
    Ok(())
}

/// From today on; a name that began today is put right.
fn rename(act: &mut Act<'_>, listed: &ListedDivision) -> Result<(), Error> {
    let today = act.moment.today;
    let Some(old) = store::divisions::find(act.tx, &listed.code, today)? else { return Ok(()) };
    if old.name == listed.name {
        return Ok(());
    }
    if old.from_on == today {
        act.change(&old, &Division { name: listed.name.clone(), ..old.clone() })?;
        return Ok(());
    }
    let new = Division {
        id: DivisionId::new(act.moment.at),
        name: listed.name.clone(),
        from_on: today,
        predecessor_code: Some(old.code.clone()),
        ..old.clone()
    };
    act.change(&old, &Division { until_on: Some(today), ..old.clone() })?;
    act.add(&new)?;
    Ok(())
}

fn end(act: &mut Act<'_>, listed: &ListedDivision, until_on: Date) -> Result<(), Error> {
    let versions = store::divisions::versions(act.tx, &listed.code)?;
    if let Some(last) =
        versions.first().filter(|last| last.until_on.is_none() && last.from_on < until_on)
    {
        act.change(last, &Division { until_on: Some(until_on), ..last.clone() })?;
    }
    Ok(())
}
