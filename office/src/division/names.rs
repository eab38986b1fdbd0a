//! Finding divisions by what people call them, and calling them what people do.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::{
    Date,
    code::{DivisionCode, Level},
    division::{Asked, Division, Gazetteer},
    right::Right,
    text::Say,
};

use crate::{Act, Error, Refusal};

/// How many divisions a search shows.
const SHOWN: usize = 50;

/// All names of all divisions, to read many rows of a roster with.
pub fn gazetteer(act: &mut Act<'_>) -> Result<Gazetteer, Error> {
    Ok(Gazetteer::new(store::divisions::all(act.tx)?))
}

/// The one division that somebody means who writes a name, a path or a code.
pub fn named(act: &mut Act<'_>, written: &str, day: Date) -> Result<Division, Error> {
    let gazetteer = gazetteer(act)?;
    let asked = Asked { written, day, within: None, level: None };
    let found = gazetteer.find(asked).map_err(|why| Refusal::new("division", why.say()))?;
    Ok(found.clone())
}

/// 下汤镇 岳庄村, as the division was called on a day.
pub fn place(act: &mut Act<'_>, code: &DivisionCode, day: Date) -> Result<String, Error> {
    let mut places = places(act, [code.clone()], day)?;
    Ok(places.remove(code).unwrap_or_else(|| code.to_string()))
}

/// The same for many divisions.
pub fn places(
    act: &mut Act<'_>,
    codes: impl IntoIterator<Item = DivisionCode>,
    day: Date,
) -> Result<BTreeMap<DivisionCode, String>, Error> {
    let codes: BTreeSet<DivisionCode> = codes.into_iter().collect();
    if codes.is_empty() {
        return Ok(BTreeMap::new());
    }
    let all = store::divisions::all(act.tx)?;
    let names = called(&all, day);
    Ok(codes.into_iter().map(|code| (code.clone(), path(&names, &code))).collect())
}

/// The version of each code that holds on the day, or the latest before or after it.
fn called(all: &[Division], day: Date) -> HashMap<&DivisionCode, &Division> {
    let mut names: HashMap<&DivisionCode, &Division> = HashMap::new();
    for division in all {
        let held = names.get(&division.code).is_some_and(|earlier| earlier.holds_on(day));
        if !held {
            names.insert(&division.code, division);
        }
    }
    names
}

fn path(names: &HashMap<&DivisionCode, &Division>, code: &DivisionCode) -> String {
    let Some(division) = names.get(code) else { return code.to_string() };
    let above = code.parent().filter(|_| division.level == Level::Village);
    match above.and_then(|above| names.get(&above).copied()) {
        Some(township) => format!("{} {}", township.short_name(), division.short_name()),
        None => division.short_name().into_owned(),
    }
}

/// A division that a search found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Hit {
    pub division: Division,
    /// 下汤镇 岳庄村
    pub place: String,
    /// What it has become, if it is no more on the day.
    pub now: Vec<Division>,
}

/// Divisions whose code begins with, or whose name or township contains, every part of the text.
/// Those of the day come first, then those of other days.
pub fn search(act: &mut Act<'_>, text: &str, day: Date) -> Result<Vec<Hit>, Error> {
    let scope = act.scope(Right::SeeDivisions, None)?;
    let parts: Vec<&str> = text.split_whitespace().collect();
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let gazetteer = gazetteer(act)?;
    let all = store::divisions::all(act.tx)?;
    let mut hits = Vec::new();
    for division in all.iter().filter(|each| scope.within().contains(&each.code)) {
        let place = gazetteer.path(division);
        let has = |part: &&str| {
            division.code.as_str().starts_with(part)
                || division.name.contains(part)
                || place.contains(part)
        };
        if !parts.iter().all(has) {
            continue;
        }
        let holds = division.holds_on(day);
        let twice = !holds && all.iter().any(|other| is_now(division, other, day));
        if !twice {
            let next = if holds { Vec::new() } else { gazetteer.successors(division, day) };
            let now = next.into_iter().cloned().collect();
            hits.push(Hit { division: division.clone(), place, now });
        }
    }
    // A name that begins with what was typed is likelier meant than one that contains it.
    hits.sort_by_key(|hit| {
        let begins = parts.iter().any(|part| hit.division.name.starts_with(part));
        (!hit.now.is_empty() || !hit.division.holds_on(day), hit.division.level, !begins)
    });
    hits.truncate(SHOWN);
    Ok(hits)
}

/// Whether the other is the same division, under the same name, as of the day.
fn is_now(division: &Division, other: &Division, day: Date) -> bool {
    other.code == division.code && other.name == division.name && other.holds_on(day)
}
