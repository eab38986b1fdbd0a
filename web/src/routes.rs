//! Every route there is, in one table. The router is built from it, and the rights matrix reads it:
//! a route that is not here does not exist.

use std::{borrow::Cow, collections::BTreeSet, sync::LazyLock};

use axum::{Router, extract::DefaultBodyLimit, http::Method, routing::MethodRouter};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::{
    Desk, Problem, accounts, activities,
    api::{self, Described},
    audit, cases, divisions, door, home, imports, organisations, pairings, people, postings,
    search, settings, statics,
};

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
    pub path: Cow<'static, str>,
    pub kind: Kind,
    pub who: Who,
    /// Whether a large file comes in here, which may take its time.
    pub takes_file: bool,
}

/// A line with what serves it.
#[derive(Clone)]
pub(crate) struct Served {
    pub(crate) line: Line,
    handler: MethodRouter<Desk>,
    /// What the API's document says of it.
    pub(crate) described: Option<Described>,
}

impl Served {
    /// The same for a body as large as this, which may come slowly.
    pub(crate) fn taking_file(self, largest: usize) -> Served {
        let handler = self.handler.layer(DefaultBodyLimit::max(largest));
        Served { line: Line { takes_file: true, ..self.line }, handler, ..self }
    }
}

/// Each resource declares its own routes beside its handlers; a new one is added here.
pub(crate) fn table() -> Vec<Served> {
    // One line each, so that two who add theirs do not meet.
    let resources = [
        accounts::routes(), //
        activities::routes(),
        api::routes(),
        audit::routes(),
        cases::routes(),
        divisions::routes(),
        door::routes(),
        crate::briefings::routes(),
        crate::figures::routes(),
        home::routes(),
        imports::routes(),
        organisations::routes(),
        pairings::routes(),
        people::routes(),
        postings::routes(),
        crate::programme::routes(),
        crate::receipts::routes(),
        search::routes(),
        settings::routes(),
        statics::routes(),
    ];
    resources.concat()
}

/// Every route there is.
pub fn lines() -> Vec<Line> {
    table().into_iter().map(|served| served.line).collect()
}

/// Whether there is a page at this address, so that a menu offers no other.
pub(crate) fn serves(path: &str) -> bool {
    static PAGES: LazyLock<BTreeSet<Cow<'static, str>>> = LazyLock::new(|| {
        let gets = lines().into_iter().filter(|line| line.method == Method::GET);
        gets.map(|line| line.path).collect()
    });
    PAGES.contains(path)
}

pub(crate) fn router() -> Router<Desk> {
    table()
        .into_iter()
        .fold(Router::new(), |router, served| router.route(&served.line.path, served.handler))
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
    let line = Line { method, path: path.into(), kind, who, takes_file: false };
    Served { line, handler, described: None }
}

/// One operation of the API; method, path and words come from the handler's `#[utoipa::path]`:
/// `operation(Who::SignedIn, routes!(list))`.
pub(crate) fn operation(who: Who, routes: UtoipaMethodRouter<Desk>) -> Served {
    let (schemas, paths, handler) = routes;
    let described = Described::new(schemas, paths);
    let (method, path) = described.place();
    let line = Line { method, path: path.into(), kind: Kind::Api, who, takes_file: false };
    Served { line, handler, described: Some(described) }
}
