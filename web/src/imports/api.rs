//! The same over the JSON API.

use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, Request},
    http::StatusCode,
};
use model::{
    Text,
    code::DivisionCode,
    id::ImportId,
    import::{Import, ImportState, RowVerdict},
};
use office::import::{self, List, NewImport, Received, RowFilter, RowPage, largest_file};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;

use super::{apart, list::cursor};
use crate::{
    Code, Problem,
    asker::Asker,
    extract::{self, Path, Query},
    routes::{Served, Who, operation},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        operation(Who::SignedIn, routes!(list)),
        operation(Who::SignedIn, routes!(upload)).taking_file(largest_file()),
        operation(Who::SignedIn, routes!(one)),
        operation(Who::SignedIn, routes!(rows)),
        operation(Who::SignedIn, routes!(apply)),
        operation(Who::SignedIn, routes!(undo)),
        operation(Who::SignedIn, routes!(discard)),
    ]
}

/// One import as it stands.
#[derive(Serialize, ToSchema)]
#[schema(as = imports::Import)]
struct Shown {
    #[schema(value_type = String)]
    id: ImportId,
    recipe: String,
    file_name: String,
    #[schema(value_type = String)]
    division_code: DivisionCode,
    #[schema(value_type = String)]
    state: ImportState,
    /// Why it stands there, in both languages.
    #[schema(value_type = Option<Object>)]
    problem: Option<Text>,
    rows_read: i64,
    rows_new: i64,
    rows_known: i64,
    rows_bad: i64,
    rows_done: i64,
}

impl From<Import> for Shown {
    fn from(import: Import) -> Shown {
        let problem = import.trouble();
        let Import { id, recipe, file_name, division_code, state, .. } = import;
        let Import { rows_read, rows_new, rows_known, rows_bad, rows_done, .. } = import;
        Shown {
            id,
            recipe,
            file_name,
            division_code,
            state,
            problem,
            rows_read,
            rows_new,
            rows_known,
            rows_bad,
            rows_done,
        }
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = imports::Listed)]
struct Listed {
    total: i64,
    imports: Vec<Shown>,
    /// What to send as `after` for the next page; null on the last.
    after: Option<String>,
}

#[derive(Deserialize, IntoParams)]
struct ListQuery {
    /// uploaded, unreadable, unmatched, judged, applying, applied, undoing, undone or discarded.
    #[param(value_type = Option<String>)]
    state: Option<ImportState>,
    recipe: Option<String>,
    /// A part of the file's name.
    q: Option<String>,
    /// Only for this division and those below it, by its code.
    #[param(value_type = Option<String>)]
    division: Option<DivisionCode>,
    /// From the page before.
    after: Option<String>,
}

const PAGE: i64 = 200;

/// The latest imports, two hundred at a time.
#[utoipa::path(get, path = "/api/v1/imports", tag = "imports", params(ListQuery),
    responses((status = 200, description = "Imports, the latest first", body = Listed)))]
async fn list(asker: Asker, Query(query): Query<ListQuery>) -> Result<Json<Listed>, Problem> {
    let ListQuery { state, recipe, q, division, after } = query;
    let wanted = List { within: division, state, recipe, name: q };
    let after = after.as_deref().map(cursor).transpose()?;
    let read = asker.read(move |act| {
        Ok((import::count(act, &wanted)?, import::list(act, &wanted, after, PAGE + 1)?))
    });
    let (total, mut found) = read.await?;
    let is_cut = found.len() as i64 > PAGE;
    found.truncate(PAGE as usize);
    let last = found.last().filter(|_| is_cut);
    let after = last.map(|import| format!("{}_{}", import.uploaded_at.as_millis(), import.id));
    let imports = found.into_iter().map(Shown::from).collect();
    Ok(Json(Listed { total, imports, after }))
}

#[derive(Deserialize, IntoParams)]
struct UploadQuery {
    /// A UUID of the sender's choice: sending the same again is the same import.
    #[param(value_type = String)]
    id: ImportId,
    recipe: String,
    #[param(value_type = String)]
    division_code: DivisionCode,
    file_name: String,
}

/// The bytes of a file, up to the route's limit.
struct File(Bytes);

impl<S: Send + Sync> FromRequest<S> for File {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<File, Problem> {
        let is_file = request
            .headers()
            .get("content-type")
            .is_some_and(|kind| kind.as_bytes().eq_ignore_ascii_case(b"application/octet-stream"));
        if !is_file {
            return Err(Problem::new(Code::WrongKind));
        }
        extract::body(request, state).await.map(File)
    }
}

/// Upload a roster.
#[utoipa::path(post, path = "/api/v1/imports", tag = "imports", params(UploadQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, description = "Taken; it will be read", body = Shown),
        (status = 200, description = "The same file was taken before", body = Shown)))]
async fn upload(
    asker: Asker,
    Query(query): Query<UploadQuery>,
    File(bytes): File,
) -> Result<(StatusCode, Json<Shown>), Problem> {
    let UploadQuery { id, recipe, division_code, file_name } = query;
    let new = NewImport { id, recipe, division_code, file_name };
    let office = asker.0.clone();
    Ok(match apart(move || import::upload(&office, &new, &bytes)).await?? {
        Received::New(import) => (StatusCode::CREATED, Json(import.into())),
        Received::Before(import) => (StatusCode::OK, Json(import.into())),
    })
}

/// One import.
#[utoipa::path(get, path = "/api/v1/imports/{id}", tag = "imports",
    params(("id" = String, Path, description = "The import's id")),
    responses((status = 200, description = "The import", body = Shown)))]
async fn one(asker: Asker, Path(id): Path<ImportId>) -> Result<Json<Shown>, Problem> {
    let found = asker.read(move |act| import::find(act, id)).await?;
    Ok(Json(found.into()))
}

#[derive(Deserialize, IntoParams)]
struct RowQuery {
    /// new, known, bad or skipped.
    #[param(value_type = Option<String>)]
    verdict: Option<RowVerdict>,
    /// The `n` of the last row of the page before.
    after: Option<i64>,
}

/// The rows of an import with what was found of each, 200 at a time.
#[utoipa::path(get, path = "/api/v1/imports/{id}/rows", tag = "imports",
    params(("id" = String, Path, description = "The import's id"), RowQuery),
    responses((status = 200, description = "`rows`, and whether there are `more`", body = Object)))]
async fn rows(
    asker: Asker,
    Path(id): Path<ImportId>,
    Query(query): Query<RowQuery>,
) -> Result<Json<RowPage>, Problem> {
    let filter = RowFilter { verdict: query.verdict, after: query.after.unwrap_or(0) };
    Ok(Json(asker.read(move |act| import::rows(act, id, filter, PAGE)).await?))
}

#[derive(Deserialize, ToSchema)]
#[schema(as = imports::Application)]
struct Application {
    /// Whether the good rows are applied although others are bad.
    #[serde(default)]
    leave_bad: bool,
}

/// Apply an import that was judged.
#[utoipa::path(post, path = "/api/v1/imports/{id}/application", tag = "imports",
    params(("id" = String, Path, description = "The import's id")), request_body = Application,
    responses((status = 200, description = "Being applied", body = Shown)))]
async fn apply(
    asker: Asker,
    Path(id): Path<ImportId>,
    extract::Json(wanted): extract::Json<Application>,
) -> Result<Json<Shown>, Problem> {
    let applied = asker.write(move |act| import::apply(act, id, wanted.leave_bad)).await?;
    Ok(Json(applied.into()))
}

/// Undo an import that was applied.
#[utoipa::path(post, path = "/api/v1/imports/{id}/undoing", tag = "imports",
    params(("id" = String, Path, description = "The import's id")),
    responses((status = 200, description = "Being undone", body = Shown)))]
async fn undo(asker: Asker, Path(id): Path<ImportId>) -> Result<Json<Shown>, Problem> {
    Ok(Json(asker.write(move |act| import::undo(act, id)).await?.into()))
}

/// Discard an import that was not applied.
#[utoipa::path(post, path = "/api/v1/imports/{id}/discarding", tag = "imports",
    params(("id" = String, Path, description = "The import's id")),
    responses((status = 200, description = "Discarded", body = Shown)))]
async fn discard(asker: Asker, Path(id): Path<ImportId>) -> Result<Json<Shown>, Problem> {
    Ok(Json(asker.write(move |act| import::discard(act, id)).await?.into()))
}
