//! The front end's files, and what tells a balancer that we live.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
    response::IntoResponse,
    routing::get,
};

use crate::{
    Problem,
    extract::Path,
    routes::{Kind, Served, Who, line},
};

pub(crate) fn routes() -> Vec<Served> {
    vec![
        line("GET /healthz", Kind::Static, Who::Anyone, get(health)),
        line("GET /favicon.ico", Kind::Static, Who::Anyone, get(favicon)),
        line("GET /static/{path}", Kind::Static, Who::Anyone, get(file)),
    ]
}

/// Where the front end's files are found.
pub(crate) const BELOW: &str = "/static/";

/// The address of a file of the front end; a name that does not exist leads nowhere.
pub(crate) fn url(name: &str) -> String {
    format!("{BELOW}{}", assets::path(name).unwrap_or(name))
}

async fn file(Path(path): Path<String>, headers: HeaderMap) -> Result<Response<Body>, Problem> {
    let asset = assets::find(&path).ok_or_else(Problem::not_found)?;
    let known = headers.get(header::IF_NONE_MATCH);
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let (encoding, bytes) = match accepted.unwrap_or_default() {
        all if all.contains("br") => (Some("br"), asset.brotli),
        all if all.contains("gzip") => (Some("gzip"), asset.gzip),
        _ => (None, asset.plain),
    };
    let mut response = if known.is_some_and(|known| known == asset.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Bytes::from_static(bytes).into_response()
    };
    let fixed = [
        (header::CONTENT_TYPE, asset.content_type),
        // The path holds the content's hash, so what it names never changes.
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::ETAG, asset.etag),
        (header::VARY, "accept-encoding"),
    ];
    for (name, value) in fixed {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if let Some(encoding) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}

/// Browsers ask for this by themselves.
async fn favicon(headers: HeaderMap) -> Result<Response<Body>, Problem> {
    let path = assets::path("mark.svg").ok_or_else(Problem::not_found)?;
    file(Path(path.to_owned()), headers).await
}

async fn health() -> &'static str {
    "ok\n"
}
