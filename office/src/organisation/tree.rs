//! The trees of organisations, one level at a time.

use std::collections::BTreeMap;

use model::{
    Date, code::DivisionCode, id::OrganisationId, organisation::Organisation, programme::Tree,
    right::Right,
};
use store::organisations::{Branch, Part};

use super::{find, list::of_tree};
use crate::{Act, Error, division};

/// No tree of a county is deeper; the bound also ends a circle made behind our back.
const DEPTH: usize = 64;

/// What stands right below one organisation, or at the top of a tree.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Level {
    pub branches: Vec<Branch>,
    /// What the next page of this level begins after, if there is one.
    pub next: Option<(DivisionCode, OrganisationId)>,
    /// 下汤镇 岳庄村 for every division on the level.
    pub places: BTreeMap<DivisionCode, String>,
}

/// Where to look: the top of a tree in a division, or right below an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    Top(Option<DivisionCode>),
    Below(OrganisationId),
}

/// Which part of which tree somebody looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    pub tree: Tree,
    pub from: From,
    pub day: Date,
    /// The division and id of the last organisation seen.
    pub after: Option<(DivisionCode, OrganisationId)>,
    pub limit: i64,
}

/// Up to `limit` organisations of one level of a tree on a day.
pub fn level(act: &mut Act<'_>, look: &Look) -> Result<Level, Error> {
    let Look { tree, from, day, after, limit } = look;
    let (day, limit) = (*day, *limit);
    let kinds = of_tree(act.programme, *tree);
    let part = Part { kinds, day, after: after.clone(), limit: limit + 1 };
    let mut branches = match from {
        From::Top(within) => {
            let scope = act.scope(Right::SeeOrganisations, within.as_ref())?;
            store::organisations::tops(act.tx, &scope, &part)?
        }
        From::Below(id) => {
            find(act, *id)?;
            store::organisations::below(act.tx, *id, &part)?
        }
    };
    let more = branches.len() as i64 > limit;
    branches.truncate(usize::try_from(limit).unwrap_or(0));
    let last = branches.last().filter(|_| more);
    let next = last.map(|branch| (branch.division_code.clone(), branch.id));
    let codes = branches.iter().map(|branch| branch.division_code.clone());
    let places = division::places(act, codes, day)?;
    Ok(Level { branches, next, places })
}

/// What an organisation stands below on a day, from the top down, as far as the person may see.
pub fn path(act: &mut Act<'_>, id: OrganisationId, day: Date) -> Result<Vec<Organisation>, Error> {
    let mut path = Vec::new();
    let mut at = id;
    while let Some(above) = store::organisations::parent(act.tx, at, day)? {
        match act.require(Right::SeeOrganisations, &above.division_code, Some(above.id)) {
            Ok(()) => {}
            Err(Error::Denied { .. }) => break,
            Err(error) => return Err(error),
        }
        at = above.id;
        path.push(above);
        if path.len() >= DEPTH {
            break;
        }
    }
    path.reverse();
    Ok(path)
}
