//! Every route there is, in one table. The router is built from it, and the rights matrix reads it:
//! a route that is not here does not exist.

use axum::{Router, http::Method, routing::MethodRouter};

use crate::{Desk, Problem, door, statics};

/// What kind of thing a route serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page, or a form that a page sends.
    Page,
    /// JSON below `/api/v1`.
    Api,
    /// The same bytes for everyone.
    Static,
}

/// Who may use a route at all; the office then decides about the very record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Anyone,
    SignedIn,
}

/// One line of the table.
#[derive(Debug, Clone)]
pub struct Line {
    pub method: Method,
    pub path: &'static str,
    pub kind: Kind,
    pub who: Who,
}

pub(crate) type Served = (Line, MethodRouter<Desk>);

/// Each resource declares its own routes beside its handlers; a new one is added here.
fn table() -> Vec<Served> {
    [statics::routes(), door::routes()].concat()
}

/// Every route there is.
pub fn lines() -> Vec<Line> {
    table().into_iter().map(|(line, _)| line).collect()
}

pub(crate) fn router() -> Router<Desk> {
    table()
        .into_iter()
        .fold(Router::new(), |router, (line, handler)| router.route(line.path, handler))
        .fallback(|| async { Problem::not_found() })
}

/// `place` is a method and a path; a method that HTTP does not know is taken for GET and found by the tests.
pub(crate) fn line(
    place: &'static str,
    kind: Kind,
    who: Who,
    handler: MethodRouter<Desk>,
) -> Served {
    let (method, path) = place.split_once(' ').unwrap_or(("GET", place));
    let method = method.parse().unwrap_or(Method::GET);
    (Line { method, path, kind, who }, handler)
}
