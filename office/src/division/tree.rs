//! The tree of divisions as of a day, with what there is in each.

use chrono::Datelike;
use model::{
    Date,
    code::{DivisionCode, Level},
    division::Division,
    right::Right,
};
use store::{Scope, estate::Tally, estate::Thing};

use crate::{Act, Error, refuse};

/// How much there is in a division and everything below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Counts {
    pub divisions: i64,
    pub organisations: i64,
    pub people: i64,
    pub postings: i64,
    pub pairings: i64,
    /// Held since the first day of the year.
    pub activities: i64,
}

/// One division and what is in it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Node {
    pub division: Division,
    pub counts: Counts,
    /// The divisions right below; empty also where the level is not open.
    pub below: Vec<Node>,
}

/// What somebody may see of the divisions.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Tree {
    pub day: Date,
    pub root: Node,
}

/// The tree from the top of what the person may see. Villages are listed below `open` only, and
/// below the root if that is a township.
pub fn tree(act: &mut Act<'_>, open: Option<&DivisionCode>, day: Date) -> Result<Tree, Error> {
    let scope = act.scope(Right::SeeDivisions, None)?;
    let all = store::divisions::within(act.tx, &scope, day)?;
    let tallies = store::estate::tallies(act.tx, &scope, day, new_year(day))?;
    let Some(root) = all.iter().find(|each| each.code == *scope.within()) else {
        return refuse(
            "day",
            "这一天还没有登记的区划，请换一个日期",
            "no division is known on that day; choose another day",
        );
    };
    let opened = |division: &Division| {
        division.code == root.code || open.is_some_and(|open| division.code.contains(open))
    };
    Ok(Tree { day, root: node(root, &all, &tallies, &opened) })
}

fn node(
    division: &Division,
    all: &[Division],
    tallies: &[Tally],
    opened: &dyn Fn(&Division) -> bool,
) -> Node {
    let children = all.iter().filter(|each| each.parent_code.as_ref() == Some(&division.code));
    let below = match opened(division) && division.level < Level::Village {
        true => children.map(|child| node(child, all, tallies, opened)).collect(),
        false => Vec::new(),
    };
    Node { division: division.clone(), counts: counts(&division.code, all, tallies), below }
}

/// What there is in and below a division on a day.
pub(super) fn count(act: &mut Act<'_>, scope: &Scope, day: Date) -> Result<Counts, Error> {
    let all = store::divisions::within(act.tx, scope, day)?;
    let tallies = store::estate::tallies(act.tx, scope, day, new_year(day))?;
    Ok(counts(scope.within(), &all, &tallies))
}

fn counts(code: &DivisionCode, all: &[Division], tallies: &[Tally]) -> Counts {
    let inside = all.iter().filter(|each| code.contains(&each.code) && each.code != *code);
    let mut counts = Counts { divisions: inside.count() as i64, ..Counts::default() };
    for tally in tallies.iter().filter(|tally| code.contains(&tally.division_code)) {
        let place = match tally.thing {
            Thing::Division => &mut counts.divisions,
            Thing::Organisation => &mut counts.organisations,
            Thing::Person => &mut counts.people,
            Thing::Posting => &mut counts.postings,
            Thing::Pairing => &mut counts.pairings,
            Thing::Activity => &mut counts.activities,
            // Cases have a list of their own.
            Thing::Case => continue,
        };
        *place += tally.count;
    }
    counts
}

fn new_year(day: Date) -> Date {
    Date::from_ymd_opt(day.year(), 1, 1).unwrap_or(day)
}

/// From the county down to a division, as they were on a day.
pub fn path(act: &mut Act<'_>, code: &DivisionCode, day: Date) -> Result<Vec<Division>, Error> {
    let mut path = Vec::new();
    let mut at = Some(code.clone());
    while let Some(code) = at {
        let Some(division) = store::divisions::find(act.tx, &code, day)? else { break };
        at = division.parent_code.clone();
        path.push(division);
    }
    path.reverse();
    Ok(path)
}

/// Every division that the person may see on a day, with the name of the one above, for an export.
pub fn each(
    act: &mut Act<'_>,
    day: Date,
    mut see: impl FnMut(&Division, &str, &Counts),
) -> Result<(), Error> {
    let scope = act.scope(Right::SeeDivisions, None)?;
    let all = store::divisions::within(act.tx, &scope, day)?;
    let tallies = store::estate::tallies(act.tx, &scope, day, new_year(day))?;
    for division in &all {
        let above = all.iter().find(|each| division.parent_code.as_ref() == Some(&each.code));
        let above = above.map_or("", |above| above.name.as_str());
        see(division, above, &counts(&division.code, &all, &tallies));
    }
    Ok(())
}
