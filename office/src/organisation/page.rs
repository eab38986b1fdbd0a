//! Everything about one organisation on one page.

use model::{
    Date, Text,
    code::DivisionCode,
    id::OrganisationId,
    organisation::{Organisation, Seat},
    programme::{Membership, Tree},
    right::Right,
};
use store::{
    affiliations::Member,
    estate::Paired,
    organisations::{Above, Branch},
};

use super::{find, kind_of, tree};
use crate::{Act, Error, division, filled, filled::PostState, journal, journal::Step, version};

/// How many steps of its history a page shows at first.
const LATEST: i64 = 50;
/// How many organisations right below a page shows.
const CHILDREN: i64 = 100;

/// One organisation's page, as of a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Sheet {
    pub organisation: Organisation,
    pub title: Text,
    pub tree: Tree,
    pub membership: Membership,
    pub version: String,
    /// 下汤镇 岳庄村
    pub place: String,
    /// What it stands below, from the top down.
    pub path: Vec<Organisation>,
    pub above: Vec<Above>,
    pub seats: Vec<Seat>,
    pub children: Vec<Branch>,
    /// How many belong to it; their names only for whoever may see people.
    pub count: i64,
    pub members: Option<Vec<Member>>,
    /// Only for whoever may see postings.
    pub posts: Option<Vec<PostState>>,
    pub pairings: Option<Vec<Paired>>,
    #[serde(skip)]
    pub history: Vec<Step>,
    pub may_keep: bool,
}

/// An organisation's page. All members are on it: the largest branches have a few hundred.
pub fn sheet(act: &mut Act<'_>, id: OrganisationId, day: Date) -> Result<Sheet, Error> {
    let organisation = find(act, id)?;
    let kind = kind_of(act.programme, &organisation.kind)?;
    let code = organisation.division_code.clone();
    let look = tree::Look {
        tree: kind.tree,
        from: tree::From::Below(id),
        day,
        after: None,
        limit: CHILDREN,
    };
    let children = tree::level(act, &look)?.branches;
    let members = match allowed(act, Right::SeePeople, &code, id)? {
        true => Some(store::affiliations::members(act.tx, id, day, i64::MAX)?),
        false => None,
    };
    let sees_postings = allowed(act, Right::SeePostings, &code, id)?;
    let posts = if sees_postings { Some(posts(act, &organisation, day)?) } else { None };
    let pairings = match sees_postings {
        true => Some(store::estate::served_by(act.tx, id, day)?),
        false => None,
    };
    Ok(Sheet {
        title: kind.title.clone(),
        tree: kind.tree,
        membership: kind.membership,
        version: version::of(&organisation),
        place: division::place(act, &code, day)?,
        path: tree::path(act, id, day)?,
        above: store::organisations::parents_named(act.tx, id)?,
        seats: store::organisations::seats(act.tx, id)?,
        children,
        count: store::affiliations::count(act.tx, id, day)?,
        members,
        posts,
        pairings,
        history: journal::history(act, id.0, LATEST)?,
        may_keep: allowed(act, Right::KeepOrganisations, &code, id)?,
        organisation,
    })
}

fn posts(
    act: &mut Act<'_>,
    organisation: &Organisation,
    day: Date,
) -> Result<Vec<PostState>, Error> {
    let held = store::estate::posts_in_organisation(act.tx, organisation.id, day)?;
    let here =
        |post: &&model::programme::Post| post.organisation_kinds.contains(&organisation.kind);
    let posts = act.programme.posts.iter().filter(here);
    Ok(filled::states(posts, &held, day, |post| post.leads))
}

fn allowed(
    act: &mut Act<'_>,
    right: Right,
    code: &DivisionCode,
    id: OrganisationId,
) -> Result<bool, Error> {
    match act.require(right, code, Some(id)) {
        Ok(()) => Ok(true),
        Err(Error::Denied { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The organisations of exactly this name in a division that exist on a day, for rosters.
pub fn by_name(
    act: &mut Act<'_>,
    name: &str,
    within: &DivisionCode,
    day: Date,
) -> Result<Vec<Organisation>, Error> {
    let scope = act.scope(Right::SeeOrganisations, Some(within))?;
    let mut found = store::organisations::named(act.tx, name.trim(), scope.within(), 50)?;
    found.retain(|each| {
        model::division::holds_on(each.from_on, each.until_on, day)
            && scope.organisation_id().is_none_or(|own| own == each.id)
    });
    Ok(found)
}

/// Everybody who belongs to an organisation on a day, with the place where they are registered.
pub fn members(
    act: &mut Act<'_>,
    id: OrganisationId,
    day: Date,
    mut see: impl FnMut(&Member, &str),
) -> Result<(), Error> {
    let organisation = find(act, id)?;
    act.require(Right::SeePeople, &organisation.division_code, Some(id))?;
    let members = store::affiliations::members(act.tx, id, day, i64::MAX)?;
    let homes = members.iter().map(|member| member.home.clone());
    let places = division::places(act, homes, day)?;
    for member in &members {
        see(member, places.get(&member.home).map_or("", String::as_str));
    }
    Ok(())
}
