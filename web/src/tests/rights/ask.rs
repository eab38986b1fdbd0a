//! Sends one request and looks at the answer.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
};
use office::testing::County;
use store::testing::now;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use super::{cast::Identity, forms::Form};
use crate::{Desk, Kind, Line, Outside};

pub(super) struct Site {
    router: Router,
    runtime: Runtime,
    /// What somebody gets who asks for a page, and for JSON, that never was.
    nothing: [String; 2],
}

pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: String,
}

impl Site {
    pub(super) fn new(county: &County) -> Site {
        let random = std::sync::Arc::new(|| office::Entropy.bytes().unwrap());
        let outside = Outside { secure: false, origins: Vec::new(), proxies: Vec::new(), random };
        let desk = Desk { office: county.office.clone(), now: std::sync::Arc::new(now), outside };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut site = Site { router: crate::router(desk), runtime, nothing: Default::default() };
        site.nothing = ["/nothing", "/api/v1/nothing"].map(|path| {
            let request = Request::get(path).header("accept", "text/html, application/json");
            site.send(request.body(Body::empty()).unwrap()).body
        });
        site
    }

    pub(super) fn ask(&self, line: &Line, path: &str, identity: &Identity, form: &Form) -> Reply {
        let mut request = Request::builder()
            .method(line.method.clone())
            .uri(path)
            .header("accept", "text/html, application/json")
            .header("accept-language", "zh")
            .header("sec-fetch-site", "same-origin");
        if let Some(token) = &identity.token {
            request = request.header("cookie", format!("session={}", token.expose()));
        }
        if line.method != "GET" {
            request = request.header("content-type", form.content_type);
        }
        self.send(request.body(Body::from(form.body.clone())).unwrap())
    }

    /// A refusal is the same to the byte as what somebody gets who asks for what never was.
    pub(super) fn is_like_nothing(&self, line: &Line, body: &str) -> bool {
        body == self.nothing[usize::from(line.kind == Kind::Api)]
    }

    fn send(&self, request: Request) -> Reply {
        self.runtime.block_on(async {
            let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
            let bytes = to_bytes(body, 1 << 24).await.unwrap();
            let to_door = parts.headers.get("location").and_then(|to| to.to_str().ok());
            // Being sent to the door is being refused, as a program is told with 401.
            let is_sent = to_door.is_some_and(|to| to.starts_with("/sign-in?"));
            let status = if is_sent { 401 } else { parts.status.as_u16() };
            Reply { status, body: String::from_utf8_lossy(&bytes).into_owned() }
        })
    }
}

pub(super) fn is_refusal(status: u16) -> bool {
    matches!(status, 401 | 403 | 404)
}
