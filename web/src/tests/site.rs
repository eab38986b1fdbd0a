//! The edge around a few handlers that do what handlers do, and a way to ask them.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, StatusCode},
    routing::{get, post},
};
use model::Text;
use serde::Deserialize;
use tower::ServiceExt;

use super::gallery::desk;
use crate::{
    Problem,
    extract::{Json, Path, Query},
    frame::Frame,
    page::Done,
    typed::Typed,
};

#[derive(Deserialize)]
#[expect(dead_code, reason = "only reading it is tested")]
struct Asked {
    from: Option<u32>,
}

fn site() -> Router {
    let routes = Router::new()
        .route("/page", get(async |frame: Frame| axum::response::Html(frame.t("中文", "English"))))
        .route("/token", get(async |frame: Frame| axum::response::Html(frame.token())))
        .route("/form", post(async |typed: Typed| typed.get("name").to_owned()))
        .route("/json", post(async |Json(_): Json<Asked>| "read"))
        .route("/list", get(async |Query(_): Query<Asked>| "read"))
        .route("/things/{id}", get(async |Path(_): Path<u32>| "read"))
        .route("/panic", get(async || -> &'static str { panic!("a secret") }))
        .route("/signed-in-only", get(async || Problem::sign_in()))
        .route(
            "/done",
            post(async || {
                Done::new("/page", Text::fixed("已保存", "Saved")).undo_at("/things/1/withdrawal")
            }),
        );
    let desk = desk();
    crate::edge::around(routes.merge(crate::routes::router()), &desk).with_state(desk)
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// `lines`: a method and a path, then headers as `name: value`.
pub(super) fn send(lines: &[&str], body: &str) -> Answer {
    let (method, path) = lines[0].split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(path);
    for line in &lines[1..] {
        let (name, value) = line.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let response = site().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 1 << 22).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    })
}

pub(super) const FORM: &str = "content-type: application/x-www-form-urlencoded";
pub(super) const OWN: &str = "sec-fetch-site: same-origin";
pub(super) const JSON: &str = "content-type: application/json";
