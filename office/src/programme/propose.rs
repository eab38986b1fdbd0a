//! What a programme would change, and what forbids it.

use std::collections::BTreeMap;

use model::{
    Text,
    programme::{Change, Fault, Files, Programme, Space, What},
    right::Right,
};
use store::programmes;

use super::read;
use crate::{Act, Error};

/// A programme beside the one in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The number of the one in force.
    pub over: i64,
    /// Absent if its files cannot be read; the faults say why.
    pub programme: Option<Programme>,
    pub changes: Vec<Change>,
    pub faults: Vec<Fault>,
}

/// Where a programme comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Somebody wrote it.
    Forward,
    /// It was in force before, so its indicators may go back to what they were.
    Back,
}

/// Compares files with the programme in force, before anything is applied.
pub fn propose(act: &mut Act<'_>, files: &Files, step: Step) -> Result<Proposal, Error> {
    act.require_county(Right::ApplyProgramme)?;
    let over = programmes::latest(act.tx)?;
    let number = over.as_ref().map_or(0, |latest| latest.number);
    let in_force = over.as_ref().map(read).transpose()?.unwrap_or_else(|| act.programme.clone());
    let programme = match Programme::load(files) {
        Ok(programme) => programme,
        Err(faults) => {
            return Ok(Proposal { over: number, programme: None, changes: Vec::new(), faults });
        }
    };
    let changes = in_force.changes_to(&programme);
    let mut faults = match step {
        Step::Forward => in_force.faults_of_change(&programme, files),
        Step::Back => Vec::new(),
    };
    faults.extend(meanings(act, number, &programme, files)?);
    faults.extend(removals(act, &changes)?);
    faults.extend(super::divisions::faults(act, (&in_force, &programme), step)?);
    faults.sort();
    faults.dedup();
    Ok(Proposal { over: number, programme: Some(programme), changes, faults })
}

/// A key and revision mean one number for ever, also where the indicator was left out meanwhile.
fn meanings(
    act: &mut Act<'_>,
    latest: i64,
    programme: &Programme,
    files: &Files,
) -> Result<Vec<Fault>, Error> {
    let mut faults = Vec::new();
    let mut seen = BTreeMap::new();
    for number in (1..=latest).rev() {
        let Some(earlier) = programmes::numbered(act.tx, number)? else { continue };
        // The same files again say nothing new.
        if seen.insert(earlier.files.clone(), number).is_none() {
            faults.extend(read(&earlier)?.faults_of_meaning(programme, files));
        }
    }
    Ok(faults)
}

/// What is in use cannot go: its records would have no name and nobody could count them.
fn removals(act: &mut Act<'_>, changes: &[Change]) -> Result<Vec<Fault>, Error> {
    let mut faults = Vec::new();
    for change in changes.iter().filter(|change| change.what == What::Removed) {
        let Some((file, count)) = in_use(act, change)? else { continue };
        if count == 0 {
            continue;
        }
        let space = change.space.map_or(Text::fixed("县", "county"), Space::title);
        let (zh, en) = (&change.title.zh, &change.title.en);
        let text = Text::new(
            format!(
                "{}「{zh}」（{}）仍有 {count} 条记录在用，不能删去；请保留这一项",
                space.zh, change.key
            ),
            format!(
                "{} \"{en}\" ({}) is used by {count} records and cannot be removed; keep it",
                space.en, change.key
            ),
        );
        faults.push(Fault::new(file, 1, text));
    }
    Ok(faults)
}

fn in_use(act: &mut Act<'_>, change: &Change) -> Result<Option<(&'static str, i64)>, Error> {
    let key = &change.key;
    Ok(Some(match change.space {
        Some(Space::OrganisationKind) => {
            ("organisation_kinds.toml", programmes::organisations_of(act.tx, key)?)
        }
        Some(Space::Post) => ("posts.toml", programmes::postings_of(act.tx, key)?),
        Some(Space::PairingKind) => ("pairing_kinds.toml", programmes::pairings_of(act.tx, key)?),
        Some(Space::ActivityKind) => {
            ("activity_kinds.toml", programmes::activities_of(act.tx, key)?)
        }
        Some(Space::Role) => ("roles.toml", programmes::grants_of(act.tx, key)?),
        Some(Space::Recipe) => ("imports", programmes::imports_of(act.tx, key)?),
        _ => return Ok(None),
    }))
}
