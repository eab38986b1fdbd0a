//! Divisions that nobody serves: the same question for posts and for pairings.

use std::collections::{BTreeMap, HashMap, HashSet};

use model::{
    Date,
    code::{DivisionCode, Level},
    division::Division,
};
use store::{Scope, gaps::Left};
use uuid::Uuid;

use crate::{Act, Error};

/// A division without a holder or a helper on a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Gap {
    pub division_code: DivisionCode,
    pub name: String,
    /// The division right above.
    pub above: Option<DivisionCode>,
    /// The first day without: that on which the last one left, or the first from which anything is
    /// known. Absent if nowhere in the county anybody ever served.
    pub since: Option<Date>,
    pub days: Option<i64>,
    /// Whoever served last.
    pub last: Option<Last>,
    /// When somebody is already due to begin.
    pub next_on: Option<Date>,
}

/// Who served last, and in which record that stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Last {
    pub record_id: Uuid,
    pub name: String,
}

/// What is known of one post or kind of pairing on a day.
pub(crate) struct Known {
    pub(crate) held: Vec<String>,
    pub(crate) left: Vec<Left>,
    pub(crate) coming: Vec<(DivisionCode, Date)>,
    pub(crate) first: Option<Date>,
}

/// Divisions of these levels in scope that nobody serves on the day, the longest without first.
/// The second number is how many divisions of these levels there are.
pub(crate) fn find(
    act: &mut Act<'_>,
    scope: &Scope,
    levels: &[Level],
    day: Date,
    known: Known,
) -> Result<(Vec<Gap>, usize), Error> {
    if scope.organisation_id().is_some() {
        // Whoever sees one organisation only does not see what others lack.
        return Err(Error::NotFound);
    }
    let held: HashSet<&str> = known.held.iter().map(String::as_str).collect();
    let left: HashMap<&DivisionCode, &Left> =
        known.left.iter().map(|left| (&left.division_code, left)).collect();
    let coming: HashMap<_, _> = known.coming.into_iter().collect();
    let names = Names::of(store::divisions::all(act.tx)?);
    let there = store::divisions::within(act.tx, scope, day)?;
    let there: Vec<_> = there.iter().filter(|division| levels.contains(&division.level)).collect();
    let mut gaps = Vec::new();
    for division in &there {
        let codes = names.codes(&division.code);
        if codes.iter().any(|code| held.contains(code.as_str())) {
            continue;
        }
        let last = codes.iter().filter_map(|code| left.get(code)).max_by_key(|left| left.until_on);
        let from_known = known.first.map(|first| first.max(names.first_day(division)));
        let since = last.map(|left| left.until_on).or(from_known.filter(|since| *since <= day));
        gaps.push(Gap {
            division_code: division.code.clone(),
            name: division.short_name().into_owned(),
            above: division.parent_code.clone(),
            since,
            days: since.map(|since| (day - since).num_days()),
            last: last.map(|l| Last { record_id: l.record_id, name: l.name.clone() }),
            next_on: coming.get(&division.code).copied(),
        });
    }
    gaps.sort_by(|a, b| {
        (b.days, &a.division_code)
            .partial_cmp(&(a.days, &b.division_code))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    Ok((gaps, there.len()))
}

/// Under which codes a place was known before: who served it under an old code has served it.
struct Names {
    first: BTreeMap<DivisionCode, Date>,
    before: BTreeMap<DivisionCode, DivisionCode>,
}

impl Names {
    fn of(all: Vec<Division>) -> Names {
        let mut names = Names { first: BTreeMap::new(), before: BTreeMap::new() };
        for division in all {
            let first = names.first.entry(division.code.clone()).or_insert(division.from_on);
            *first = (*first).min(division.from_on);
            if let Some(before) = division.predecessor_code.filter(|code| *code != division.code) {
                names.before.insert(division.code, before);
            }
        }
        names
    }

    /// The code and those it had before, the latest first.
    fn codes(&self, code: &DivisionCode) -> Vec<DivisionCode> {
        let mut codes = vec![code.clone()];
        while let Some(before) = codes.last().and_then(|code| self.before.get(code)) {
            if codes.contains(before) {
                break;
            }
            codes.push(before.clone());
        }
        codes
    }

    fn first_day(&self, division: &Division) -> Date {
        let codes = self.codes(&division.code);
        let days = codes.iter().filter_map(|code| self.first.get(code)).min();
        days.copied().unwrap_or(division.from_on)
    }
}
