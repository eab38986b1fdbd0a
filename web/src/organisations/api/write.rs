use axum::{Json as Answer, http::StatusCode};
use model::{
    Date,
    code::DivisionCode,
    id::{AffiliationId, OrganisationId, PersonId},
};
use office::{
    affiliation::{self, Leaving, NewAffiliation, Transfer},
    organisation::{self, Dissolution, Move, NewOrganisation, OrganisationChange},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::read::Item;
use crate::{
    Problem,
    asker::Asker,
    extract::{Json, Path},
};

/// An organisation to be; the sender chooses its id, so that sending it twice founds one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = organisations::NewOrganisation)]
pub(super) struct NewItem {
    #[schema(value_type = String)]
    id: OrganisationId,
    kind: String,
    name: String,
    credit_code: Option<String>,
    #[schema(value_type = String)]
    division_code: DivisionCode,
    #[schema(value_type = Option<String>)]
    parent_id: Option<OrganisationId>,
    #[schema(value_type = String)]
    from_on: Date,
}

/// Founds an organisation.
#[utoipa::path(
    post,
    path = "/api/v1/organisations",
    tag = "organisations",
    request_body = NewItem,
    responses((status = 201, description = "It has been founded, now or by an earlier try", body = Item))
)]
pub(super) async fn found(
    asker: Asker,
    Json(new): Json<NewItem>,
) -> Result<(StatusCode, Answer<Item>), Problem> {
    let NewItem { id, kind, name, credit_code, division_code, parent_id, from_on } = new;
    let new = NewOrganisation {
        id,
        kind,
        name,
        credit_code,
        division_code,
        parent_id,
        from_on,
        import_id: None,
    };
    let founded = asker.write(move |act| organisation::found(act, &new)).await?;
    Ok((StatusCode::CREATED, Answer(Item::of(&founded))))
}

/// What an organisation is called from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = organisations::Change)]
pub(super) struct ChangeItem {
    name: String,
    credit_code: Option<String>,
    /// The version that was seen; another one since then is a conflict.
    version: Option<String>,
}

/// Renames an organisation.
#[utoipa::path(
    put,
    path = "/api/v1/organisations/{id}",
    tag = "organisations",
    params(("id" = String, Path, description = "Its id")),
    request_body = ChangeItem,
    responses((status = 200, description = "As it is now", body = Item))
)]
pub(super) async fn change(
    asker: Asker,
    Path(organisation_id): Path<OrganisationId>,
    Json(change): Json<ChangeItem>,
) -> Result<Answer<Item>, Problem> {
    let ChangeItem { name, credit_code, version } = change;
    let wanted = OrganisationChange { organisation_id, name, credit_code, version };
    let changed = asker.write(move |act| organisation::change(act, &wanted)).await?;
    Ok(Answer(Item::of(&changed)))
}

/// Where an organisation stands from a day on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = organisations::Place)]
pub(super) struct PlaceItem {
    /// Below nothing, if left out.
    #[schema(value_type = Option<String>)]
    parent_id: Option<OrganisationId>,
    #[schema(value_type = String)]
    from_on: Date,
}

/// Puts an organisation below another from a day on.
#[utoipa::path(
    put,
    path = "/api/v1/organisations/{id}/parent",
    tag = "organisations",
    params(("id" = String, Path, description = "Its id")),
    request_body = PlaceItem,
    responses((status = 204, description = "It stands there from that day on"))
)]
pub(super) async fn place(
    asker: Asker,
    Path(organisation_id): Path<OrganisationId>,
    Json(place): Json<PlaceItem>,
) -> Result<StatusCode, Problem> {
    let PlaceItem { parent_id, from_on } = place;
    let wanted = Move { organisation_id, parent_id, from_on };
    asker.write(move |act| organisation::move_below(act, &wanted)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// When something ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = organisations::End)]
pub(super) struct EndItem {
    /// The first day on which it no longer holds.
    #[schema(value_type = String)]
    until_on: Date,
}

/// Dissolves an organisation.
#[utoipa::path(
    post,
    path = "/api/v1/organisations/{id}/dissolution",
    tag = "organisations",
    params(("id" = String, Path, description = "Its id")),
    request_body = EndItem,
    responses((status = 200, description = "As it is now", body = Item))
)]
pub(super) async fn dissolve(
    asker: Asker,
    Path(organisation_id): Path<OrganisationId>,
    Json(end): Json<EndItem>,
) -> Result<Answer<Item>, Problem> {
    let end = Dissolution { organisation_id, until_on: end.until_on };
    let ended = asker.write(move |act| organisation::dissolve(act, &end)).await?;
    Ok(Answer(Item::of(&ended)))
}

/// A person in an organisation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = organisations::Affiliation)]
pub(super) struct AffiliationItem {
    id: String,
    person_id: String,
    organisation_id: String,
    formal: bool,
    duty: Option<String>,
    from_on: String,
    until_on: Option<String>,
}

impl AffiliationItem {
    fn of(affiliation: model::organisation::Affiliation) -> AffiliationItem {
        AffiliationItem {
            id: affiliation.id.to_string(),
            person_id: affiliation.person_id.to_string(),
            organisation_id: affiliation.organisation_id.to_string(),
            formal: affiliation.formal,
            duty: affiliation.duty,
            from_on: affiliation.from_on.to_string(),
            until_on: affiliation.until_on.map(|day| day.to_string()),
        }
    }
}

/// Somebody who joins an organisation, or is transferred to it; the sender chooses the id.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = organisations::NewAffiliation)]
pub(super) struct JoinItem {
    #[schema(value_type = String)]
    id: AffiliationId,
    #[schema(value_type = String)]
    person_id: PersonId,
    #[schema(value_type = String)]
    organisation_id: OrganisationId,
    duty: Option<String>,
    #[schema(value_type = String)]
    from_on: Date,
}

/// Lets a person join an organisation.
#[utoipa::path(
    post,
    path = "/api/v1/affiliations",
    tag = "organisations",
    request_body = JoinItem,
    responses((status = 201, description = "The person belongs to it", body = AffiliationItem))
)]
pub(super) async fn join(
    asker: Asker,
    Json(new): Json<JoinItem>,
) -> Result<(StatusCode, Answer<AffiliationItem>), Problem> {
    let JoinItem { id, person_id, organisation_id, duty, from_on } = new;
    let new = NewAffiliation {
        id,
        person_id,
        organisation_id,
        duty,
        from_on,
        until_on: None,
        import_id: None,
    };
    let joined = asker.write(move |act| affiliation::join(act, &new)).await?;
    Ok((StatusCode::CREATED, Answer(AffiliationItem::of(joined))))
}

/// Lets a person leave an organisation.
#[utoipa::path(
    post,
    path = "/api/v1/affiliations/{id}/end",
    tag = "organisations",
    params(("id" = String, Path, description = "The affiliation's id")),
    request_body = EndItem,
    responses((status = 200, description = "As it is now", body = AffiliationItem))
)]
pub(super) async fn leave(
    asker: Asker,
    Path(affiliation_id): Path<AffiliationId>,
    Json(end): Json<EndItem>,
) -> Result<Answer<AffiliationItem>, Problem> {
    let leaving = Leaving { affiliation_id, until_on: end.until_on };
    let left = asker.write(move |act| affiliation::leave(act, &leaving)).await?;
    Ok(Answer(AffiliationItem::of(left)))
}

/// Transfers a person's formal affiliation.
#[utoipa::path(
    post,
    path = "/api/v1/transfers",
    tag = "organisations",
    request_body = JoinItem,
    responses((status = 201, description = "The new affiliation", body = AffiliationItem))
)]
pub(super) async fn transfer(
    asker: Asker,
    Json(new): Json<JoinItem>,
) -> Result<(StatusCode, Answer<AffiliationItem>), Problem> {
    let JoinItem { id, person_id, organisation_id, duty, from_on } = new;
    let wanted = Transfer { id, person_id, organisation_id, duty, from_on };
    let moved = asker.write(move |act| affiliation::transfer(act, &wanted)).await?;
    Ok((StatusCode::CREATED, Answer(AffiliationItem::of(moved))))
}
