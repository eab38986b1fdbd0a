//! What every request passes on its way in and every answer on its way out, in this order:
//! compression, [`answer`] (language, headers, problems as pages), panics, time limit, body limit, forgery, session.

pub(crate) mod cookie;
mod forgery;
mod headers;
mod language;
mod pace;
pub(crate) mod session;

use std::any::Any;

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, Method, Response, header},
    middleware::{self, Next},
};
use model::Lang;
use tower::ServiceBuilder;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer};

pub(crate) use self::forgery::Token;
use self::pace::Pace;
use crate::{
    Problem,
    address::Address,
    desk::{Desk, Outside},
    frame::Flash,
    problem,
};

/// A body larger than this is refused, except where a route says otherwise.
const BODY_LIMIT: usize = 1 << 20;

/// What the edge found out about a request; handlers find it among the extensions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    pub(crate) lang: Lang,
    /// Names the scripts of this one answer.
    pub(crate) nonce: String,
    pub(crate) token: Token,
    pub(crate) address: Address,
    pub(crate) flash: Option<Flash>,
    wants_page: bool,
    is_get: bool,
}

/// Puts the edge around all routes.
pub(crate) fn around(routes: Router<Desk>, desk: &Desk) -> Router<Desk> {
    let outside = desk.outside.clone();
    routes.layer(
        ServiceBuilder::new()
            .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Precise(4)))
            .layer(middleware::from_fn_with_state(outside.clone(), answer))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(middleware::from_fn_with_state(Pace::usual(), pace::keep))
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .layer(same_site(&outside))
            .layer(middleware::from_fn(forgery::refuse))
            .layer(middleware::from_fn_with_state(desk.clone(), session::recognise)),
    )
}

/// Trusts what the browser says about where a request comes from; see [`forgery`] for those that say nothing.
fn same_site(outside: &Outside) -> CsrfLayer {
    outside.origins.iter().fold(CsrfLayer::new(), |layer, origin| {
        layer.clone().add_trusted_origin(origin).unwrap_or_else(|error| {
            tracing::error!(%error, origin, "this origin cannot be trusted");
            layer
        })
    })
}

async fn answer(
    State(outside): State<Outside>,
    mut request: Request,
    next: Next,
) -> Response<Body> {
    let asked = Asked::from_request(&request, &outside);
    if let Some(chosen) = language::chosen(&request) {
        return headers::finish(language::remember(chosen, &asked, &outside), &asked, &outside);
    }
    request.extensions_mut().insert(asked.clone());
    let response = problem::show(next.run(request).await, &asked);
    headers::finish(response, &asked, &outside)
}

impl Asked {
    fn from_request(request: &Request, outside: &Outside) -> Asked {
        let headers = request.headers();
        let is_get = matches!(*request.method(), Method::GET | Method::HEAD);
        Asked {
            lang: language::of(headers),
            nonce: hex(&(outside.random)()),
            token: Token::of(headers, outside),
            address: Address::of(request.uri()),
            flash: Flash::of(headers, outside.secure),
            wants_page: wants_page(request.uri().path(), headers),
            is_get,
        }
    }

    /// Whether this one reads pages rather than JSON.
    pub(crate) fn wants_page(&self) -> bool {
        self.wants_page
    }

    /// Whether the same address may be opened again after signing in.
    pub(crate) fn is_get(&self) -> bool {
        self.is_get
    }
}

fn wants_page(path: &str, headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("*/*");
    !path.starts_with("/api/") && (accept.contains("text/html") || !accept.contains("json"))
}

#[expect(clippy::needless_pass_by_value, reason = "the panic layer hands over the panic")]
fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no words");
    tracing::error!(panic = words, "a handler panicked");
    axum::response::IntoResponse::into_response(Problem::internal())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
