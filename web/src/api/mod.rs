//! The JSON API as a whole: its document, and a page that shows it to people.

mod document;
mod page;

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use utoipa::openapi::OpenApi;
use utoipa_axum::routes;

pub(crate) use self::document::Described;
use crate::routes::{self as table, Kind, Served, Who, line, operation};

pub(crate) fn routes() -> Vec<Served> {
    vec![
        operation(Who::Anyone, routes!(openapi)),
        line("GET /api", Kind::Page, Who::SignedIn, get(page::show)),
    ]
}

/// Made once: it depends on nothing but this program.
static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(|| document::assemble(table::table()));
static JSON: LazyLock<String> =
    LazyLock::new(|| DOCUMENT.to_pretty_json().unwrap_or_else(|_| "{}".to_owned()));

/// This document.
///
/// OpenAPI 3.1. It needs no signing in.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "api",
    responses((status = 200, description = "The document", content_type = "application/json"))
)]
async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], JSON.as_str()).into_response()
}

#[cfg(test)]
mod tests;
