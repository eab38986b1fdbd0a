use axum::Json;
use model::{code::DivisionCode, id::OrganisationId, programme::Tree};
use office::organisation::{self, From, Gap, Look, Order, Question};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    Problem, as_of,
    asker::Asker,
    extract::{Path, Query},
    organisations::list::{cursor, written},
};

const SHOWN: i64 = 100;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    /// Part of a name.
    q: Option<String>,
    /// A kind of the programme.
    kind: Option<String>,
    /// `territorial`, `chain` or `apart`.
    #[param(value_type = Option<String>)]
    tree: Option<Tree>,
    /// `members`, `parent` or `leader`: only those that lack it.
    #[param(value_type = Option<String>)]
    gap: Option<Gap>,
    /// Only in this division, by its code.
    #[param(value_type = Option<String>)]
    division: Option<DivisionCode>,
    /// As of this day; today if left out.
    day: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
}

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = organisations::Organisation)]
pub(super) struct Item {
    id: String,
    kind: String,
    name: String,
    division_code: String,
    credit_code: Option<String>,
    from_on: String,
    /// The first day on which it no longer exists.
    until_on: Option<String>,
    parent_id: Option<String>,
    /// How many belong to it on the day.
    members: i64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = organisations::Listed)]
pub(super) struct Listed {
    /// How many there are under these filters.
    count: i64,
    organisations: Vec<Item>,
    /// Send it as `after` for the next page; absent on the last.
    next: Option<String>,
}

/// The organisations that match.
#[utoipa::path(
    get,
    path = "/api/v1/organisations",
    tag = "organisations",
    params(ListQuery),
    responses((status = 200, description = "A page of them", body = Listed))
)]
pub(super) async fn list(
    asker: Asker,
    Query(query): Query<ListQuery>,
) -> Result<Json<Listed>, Problem> {
    let day = as_of::day(query.day.as_deref(), asker.today())?;
    let after = cursor(query.after.as_deref());
    let question = Question {
        within: query.division,
        day: Some(day),
        kind: query.kind,
        tree: query.tree,
        gap: query.gap,
        search: query.q.unwrap_or_default(),
    };
    let read = asker
        .read(move |act| organisation::list(act, &question, Order::Division, after.clone(), SHOWN));
    let found = read.await?;
    let item = |line: &organisation::Line| Item {
        id: line.id.to_string(),
        kind: line.kind.clone(),
        name: line.name.clone(),
        division_code: line.division_code.to_string(),
        credit_code: line.credit_code.clone(),
        from_on: line.from_on.to_string(),
        until_on: line.until_on.map(|day| day.to_string()),
        parent_id: line.parent_id.map(|id| id.to_string()),
        members: line.members,
    };
    let next = written(&found.next);
    let organisations = found.lines.iter().map(item).collect();
    Ok(Json(Listed { count: found.count, organisations, next }))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DayQuery {
    /// As of this day; today if left out.
    day: Option<String>,
}

/// Somebody who belongs to an organisation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = organisations::Member)]
pub(super) struct MemberItem {
    affiliation_id: String,
    person_id: String,
    name: String,
    formal: bool,
    duty: Option<String>,
    from_on: String,
    until_on: Option<String>,
}

/// An organisation with its people.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = organisations::Sheet)]
pub(super) struct SheetItem {
    organisation: Item,
    /// Send it with a change, so that nobody's work is overwritten.
    version: String,
    /// What it stands below, from the top down.
    path: Vec<String>,
    /// Absent for whoever may not see people.
    members: Option<Vec<MemberItem>>,
}

/// One organisation on a day.
#[utoipa::path(
    get,
    path = "/api/v1/organisations/{id}",
    tag = "organisations",
    params(("id" = String, Path, description = "Its id"), DayQuery),
    responses((status = 200, description = "The organisation", body = SheetItem))
)]
pub(super) async fn show(
    asker: Asker,
    Path(id): Path<OrganisationId>,
    Query(query): Query<DayQuery>,
) -> Result<Json<SheetItem>, Problem> {
    let day = as_of::day(query.day.as_deref(), asker.today())?;
    let sheet = asker.read(move |act| organisation::sheet(act, id, day)).await?;
    let member = |member: office::affiliation::Member| MemberItem {
        affiliation_id: member.id.to_string(),
        person_id: member.person_id.to_string(),
        name: member.name,
        formal: member.formal,
        duty: member.duty,
        from_on: member.from_on.to_string(),
        until_on: member.until_on.map(|day| day.to_string()),
    };
    let mut organisation = Item::of(&sheet.organisation);
    organisation.members = sheet.count;
    organisation.parent_id = sheet.path.last().map(|up| up.id.to_string());
    Ok(Json(SheetItem {
        organisation,
        version: sheet.version,
        path: sheet.path.iter().map(|up| up.id.to_string()).collect(),
        members: sheet.members.map(|members| members.into_iter().map(member).collect()),
    }))
}

impl Item {
    /// Without what it has on a day: parent and members.
    pub(super) fn of(organisation: &model::organisation::Organisation) -> Item {
        Item {
            id: organisation.id.to_string(),
            kind: organisation.kind.clone(),
            name: organisation.name.clone(),
            division_code: organisation.division_code.to_string(),
            credit_code: organisation.credit_code.clone(),
            from_on: organisation.from_on.to_string(),
            until_on: organisation.until_on.map(|day| day.to_string()),
            parent_id: None,
            members: 0,
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct LevelQuery {
    /// `territorial`, `chain` or `apart`.
    #[param(value_type = String)]
    tree: Tree,
    /// The organisation whose lower level is wanted; the top if left out.
    #[param(value_type = Option<String>)]
    below: Option<OrganisationId>,
    /// The top of the tree in this division, by its code.
    #[param(value_type = Option<String>)]
    division: Option<DivisionCode>,
    /// As of this day; today if left out.
    day: Option<String>,
}

/// An organisation in a tree.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = organisations::Branch)]
pub(super) struct BranchItem {
    id: String,
    kind: String,
    name: String,
    division_code: String,
    formal: i64,
    functional: i64,
    children: i64,
    below: i64,
    people: i64,
}

/// One level of a tree of organisations on a day.
#[utoipa::path(
    get,
    path = "/api/v1/organisation-tree",
    tag = "organisations",
    params(LevelQuery),
    responses((status = 200, description = "The organisations of the level", body = Vec<BranchItem>))
)]
pub(super) async fn level(
    asker: Asker,
    Query(query): Query<LevelQuery>,
) -> Result<Json<Vec<BranchItem>>, Problem> {
    let day = as_of::day(query.day.as_deref(), asker.today())?;
    let from = query.below.map_or(From::Top(query.division), From::Below);
    let look = Look { tree: query.tree, from, day, after: None, limit: 1000 };
    let level = asker.read(move |act| organisation::level(act, &look)).await?;
    let item = |branch: organisation::Branch| BranchItem {
        id: branch.id.to_string(),
        kind: branch.kind,
        name: branch.name,
        division_code: branch.division_code.to_string(),
        formal: branch.formal,
        functional: branch.functional,
        children: branch.children,
        below: branch.below,
        people: branch.people,
    };
    Ok(Json(level.branches.into_iter().map(item).collect()))
}
