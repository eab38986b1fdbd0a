//! The trees of organisations: one path is open at a time, each level is fetched when it is asked for.

use askama::Template;
use axum::routing::get;
use model::{
    Date, Text,
    code::DivisionCode,
    id::OrganisationId,
    programme::{Programme, Tree},
    word::Word,
};
use office::{
    Act, Error,
    organisation::{self, Branch, From, Level, Look},
};
use serde::Deserialize;

use super::{kind, tree_title};
use crate::{
    Problem, as_of,
    asker::Asker,
    extract::Query,
    frame::Frame,
    page::Page,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /organisations/tree", Kind::Page, Who::SignedIn, get(show))]
}

/// How many organisations of one level are shown at a time.
const SHOWN: i64 = 100;

/// The filters of the list may come along; those that a tree does not have are passed on to it.
#[derive(Debug, Deserialize)]
struct Filters {
    tree: Option<Tree>,
    day: Option<String>,
    division: Option<DivisionCode>,
    /// The organisation whose lower level is shown.
    open: Option<OrganisationId>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "organisations/tree.html")]
struct TreePage {
    frame: Frame,
    day: Date,
    tree: String,
    tabs: Vec<(String, String, Text)>,
    rows: Vec<Row>,
    within: String,
    /// The next part of the deepest level that is open.
    more: Option<String>,
}

/// One organisation in the tree.
struct Row {
    depth: usize,
    id: String,
    branch: Branch,
    kind: Text,
    place: String,
    is_open: bool,
    toggle: Option<String>,
}

/// The levels from the top to below the open organisation, each with the one that is open in it.
struct Levels {
    above: Vec<(Level, OrganisationId)>,
    last: Level,
    within: String,
}

async fn show(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<TreePage>, Problem> {
    let day = as_of::day(filters.day.as_deref(), asker.today())?;
    let tree = filters.tree.unwrap_or(Tree::Territorial);
    let (open, within) = (filters.open, filters.division);
    let after = cursor(filters.after.as_deref());
    let read = asker.read(move |act| {
        let top = Look { tree, from: From::Top(within.clone()), day, after: None, limit: SHOWN };
        levels(act, top, open, after.clone())
    });
    let levels = read.await?;
    let next = levels.last.next.as_ref().map(|(code, id)| format!("{id}~{code}"));
    let mut rows = Vec::new();
    flatten(&levels, asker.programme(), &frame, &mut rows);
    let tab = |tree: &Tree| {
        let href = frame.address.free_of(&["open"]).with("tree", tree.word());
        (tree.to_string(), href, tree_title(*tree))
    };
    Ok(Page(TreePage {
        day,
        tree: tree.to_string(),
        tabs: Tree::ALL.iter().map(tab).collect(),
        rows,
        within: levels.within,
        more: next.map(|next| frame.address.with("after", &next)),
        frame,
    }))
}

/// The level at the top, those along the way to the open organisation, and the one below it.
fn levels(
    act: &mut Act<'_>,
    top: Look,
    open: Option<OrganisationId>,
    after: Option<(DivisionCode, OrganisationId)>,
) -> Result<Levels, Error> {
    let mut way = Vec::new();
    if let Some(open) = open {
        way = organisation::path(act, open, top.day)?.into_iter().map(|up| up.id).collect();
        way.push(open);
    }
    let is_asked = open.is_some();
    let within = match &top.from {
        From::Top(Some(code)) => office::division::place(act, code, top.day)?,
        _ => String::new(),
    };
    let mut at = top;
    let mut above = Vec::new();
    let first = organisation::level(act, &at)?;
    // A single trunk says nothing by itself: it stands open until another way is asked for.
    if let ([trunk], false) = (&first.branches[..], is_asked) {
        way.push(trunk.id);
    }
    let mut here = first;
    // What stands above the top of this tree, or in another tree, is not on the way.
    let shown = |level: &Level, id: &OrganisationId| level.branches.iter().any(|b| b.id == *id);
    for id in way {
        if !shown(&here, &id) {
            continue;
        }
        at = Look { from: From::Below(id), ..at };
        above.push((here, id));
        here = organisation::level(act, &at)?;
    }
    if after.is_some() {
        here = organisation::level(act, &Look { after, ..at })?;
    }
    Ok(Levels { above, last: here, within })
}

/// The levels as rows of a table: below each open organisation stands its lower level.
fn flatten(levels: &Levels, programme: &Programme, frame: &Frame, rows: &mut Vec<Row>) {
    fn put(
        (levels, depth): (&Levels, usize),
        programme: &Programme,
        frame: &Frame,
        rows: &mut Vec<Row>,
    ) {
        let (level, open) = match levels.above.get(depth) {
            Some((level, open)) => (level, Some(*open)),
            None => (&levels.last, None),
        };
        for branch in &level.branches {
            let is_open = open == Some(branch.id);
            rows.push(row(branch, (level, depth, is_open), programme, frame));
            if is_open {
                put((levels, depth + 1), programme, frame, rows);
            }
        }
    }
    put((levels, 0), programme, frame, rows);
}

fn row(
    branch: &Branch,
    (level, depth, is_open): (&Level, usize, bool),
    programme: &Programme,
    frame: &Frame,
) -> Row {
    let id = branch.id.to_string();
    let next =
        if is_open { frame.address.without("open") } else { frame.address.with("open", &id) };
    let is_trunk = depth == 0 && level.branches.len() == 1;
    Row {
        depth,
        kind: kind(programme, &branch.kind),
        place: level.places.get(&branch.division_code).cloned().unwrap_or_default(),
        is_open,
        toggle: (branch.children > 0 && !is_trunk).then(|| format!("{next}#o-{id}")),
        id,
        branch: branch.clone(),
    }
}

fn cursor(text: Option<&str>) -> Option<(DivisionCode, OrganisationId)> {
    let (id, code) = text?.split_once('~')?;
    Some((code.parse().ok()?, id.parse().ok()?))
}
