//! Puts the document together from what each operation says of itself.

use axum::http::Method;
use utoipa::openapi::{
    Components, Content, Info, License, OpenApi, PathItem, Paths, Ref, RefOr, Response, Schema,
    path::Operation,
    schema::{ObjectBuilder, Type},
    security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme},
};

use crate::{
    edge::session,
    routes::{Served, Who},
};

const ABOUT: &str = "\
Everything that pages do, for programs. A day is `2019-12-30`, an instant RFC 3339 in UTC, an id a UUIDv7 that the sender \
chooses: the same request sent again finds what it made and changes nothing. Keys that nobody asked for are refused. \
What is not yours to see does not exist: it answers 404. Errors are `application/problem+json` (RFC 9457); their types are \
listed in docs/API.md.";

/// What one operation says of itself, and the schemas that it speaks of.
#[derive(Clone)]
pub(crate) struct Described {
    schemas: Vec<(String, RefOr<Schema>)>,
    paths: Paths,
}

impl Described {
    pub(crate) fn new(schemas: Vec<(String, RefOr<Schema>)>, paths: Paths) -> Described {
        Described { schemas, paths }
    }

    #[cfg(test)]
    pub(super) fn schemas(&self) -> &[(String, RefOr<Schema>)] {
        &self.schemas
    }

    /// Where it is served. One operation has one method and one path; a test sees to it.
    pub(crate) fn place(&self) -> (Method, String) {
        let place = self.paths.paths.iter().find_map(|(path, item)| {
            let (method, _) = operations(item).next()?;
            Some((method, path.clone()))
        });
        place.unwrap_or_default()
    }
}

/// The operations of a path.
pub(crate) fn operations(item: &PathItem) -> impl Iterator<Item = (Method, &Operation)> {
    let all = [
        (Method::GET, &item.get),
        (Method::PUT, &item.put),
        (Method::POST, &item.post),
        (Method::DELETE, &item.delete),
        (Method::PATCH, &item.patch),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

pub(super) fn assemble(table: Vec<Served>) -> OpenApi {
    let mut info = Info::new("尧山 Yaoshan", env!("CARGO_PKG_VERSION"));
    info.description = Some(ABOUT.to_owned());
    info.license = Some(License::new(env!("CARGO_PKG_LICENSE")));
    let mut document = OpenApi::new(info, Paths::new());
    let mut components = Components::new();
    components.add_security_scheme(
        "session",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(session::COOKIE))),
    );
    components.schemas.insert("Problem".to_owned(), problem());
    components.responses.insert("Problem".to_owned(), refusal());
    for served in table {
        let Some(Described { schemas, mut paths }) = served.described else { continue };
        let needs_session = served.line.who == Who::SignedIn;
        for (path, item) in &mut paths.paths {
            complete(item, path, needs_session);
        }
        document.paths.merge(paths);
        components.schemas.extend(schemas);
    }
    document.components = Some(components);
    document
}

/// What every operation has in common is said here rather than at each of them.
fn complete(item: &mut PathItem, path: &str, needs_session: bool) {
    let each = [
        ("get", &mut item.get),
        ("put", &mut item.put),
        ("post", &mut item.post),
        ("delete", &mut item.delete),
        ("patch", &mut item.patch),
    ];
    for (method, operation) in each {
        let Some(operation) = operation else { continue };
        operation.operation_id = Some(name(method, path));
        let refusal = RefOr::Ref(Ref::from_response_name("Problem"));
        operation.responses.responses.insert("default".to_owned(), refusal);
        if needs_session {
            let session = SecurityRequirement::new("session", Vec::<String>::new());
            operation.security = Some(vec![session]);
        }
    }
}

/// `GET /api/v1/activities/{id}` is `get_activities_id`: one name for one operation.
fn name(method: &str, path: &str) -> String {
    let below = path.strip_prefix("/api/v1/").unwrap_or(path);
    let words = below.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(method.to_owned(), |name, word| name + "_" + word)
}

fn refusal() -> RefOr<Response> {
    let mut response = Response::new("Not done; the problem says why, and which field to correct.");
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    response.content.insert("application/problem+json".to_owned(), RefOr::T(content));
    RefOr::T(response)
}

fn problem() -> RefOr<Schema> {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let fault = ObjectBuilder::new()
        .property("field", text())
        .property("detail", text())
        .required("field")
        .required("detail");
    let problem = ObjectBuilder::new()
        .property("type", text().description(Some("`/problems/` and a code of docs/API.md")))
        .property("title", text())
        .property("status", ObjectBuilder::new().schema_type(Type::Integer))
        .property("detail", text())
        .property("errors", fault.to_array_builder())
        .required("type")
        .required("title")
        .required("status");
    RefOr::T(Schema::Object(problem.build()))
}
