//! How long a request may take. Most are small, and have half a minute in all. A file from a village
//! with one bar of signal takes as long as it keeps coming.

use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    body::{Body, HttpBody},
    extract::{MatchedPath, Request, State},
    http::{Method, Response, StatusCode},
    middleware::Next,
    response::IntoResponse,
};
use futures_util::StreamExt;
use model::Text;
use tokio::time::{Instant, timeout};

use crate::{
    Code, Problem,
    routes::{Line, lines},
};

/// What is allowed to whom.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    /// An answer that takes longer is given up; what was asked may still be done, and asking again is safe.
    pub(super) span: Duration,
    /// A file must bring so many bytes within each span, so that nobody holds a place by dribbling.
    pub(super) least: u64,
    /// Even a file that keeps coming ends after this.
    pub(super) longest: Duration,
    /// Where files come in.
    pub(super) files: Arc<[(Method, String)]>,
}

impl Pace {
    /// That of the site.
    pub(super) fn usual() -> Pace {
        static FILES: OnceLock<Arc<[(Method, String)]>> = OnceLock::new();
        let place = |line: Line| (line.method, line.path.into_owned());
        let files = || lines().into_iter().filter(|line| line.takes_file).map(place).collect();
        Pace {
            span: Duration::from_secs(30),
            least: 30 << 10,
            longest: Duration::from_secs(60 * 60),
            files: Arc::clone(FILES.get_or_init(files)),
        }
    }

    fn is_file(&self, request: &Request) -> bool {
        let Some(path) = request.extensions().get::<MatchedPath>() else { return false };
        let is_it =
            |(method, file): &(Method, String)| method == request.method() && file == path.as_str();
        self.files.iter().any(is_it)
    }
}

/// What has come of a body.
#[derive(Debug, Default)]
struct Arrived {
    bytes: AtomicU64,
    whole: AtomicBool,
}

pub(super) async fn keep(State(pace): State<Pace>, request: Request, next: Next) -> Response<Body> {
    if !pace.is_file(&request) {
        let answer = timeout(pace.span, next.run(request)).await;
        return answer.unwrap_or_else(|_| StatusCode::GATEWAY_TIMEOUT.into_response());
    }
    let (request, arrived) = watched(request);
    let (begun, mut before) = (Instant::now(), 0);
    let mut answer = std::pin::pin!(next.run(request));
    loop {
        let was_whole = arrived.whole.load(Ordering::Relaxed);
        if let Ok(answer) = timeout(pace.span, &mut answer).await {
            return answer;
        }
        // All had come when the span began: what takes so long is not the signal.
        if was_whole {
            return StatusCode::GATEWAY_TIMEOUT.into_response();
        }
        let bytes = arrived.bytes.load(Ordering::Relaxed);
        let is_coming = arrived.whole.load(Ordering::Relaxed) || bytes - before >= pace.least;
        if !is_coming || begun.elapsed() >= pace.longest {
            return too_slow().into_response();
        }
        before = bytes;
    }
}

fn watched(request: Request) -> (Request, Arc<Arrived>) {
    let arrived = Arc::new(Arrived::default());
    let (seen, ended) = (Arc::clone(&arrived), Arc::clone(&arrived));
    let (parts, body) = request.into_parts();
    if body.is_end_stream() {
        arrived.whole.store(true, Ordering::Relaxed);
    }
    let pieces = body.into_data_stream().inspect(move |piece| {
        let length = piece.as_ref().map_or(0, |piece| piece.len() as u64);
        seen.bytes.fetch_add(length, Ordering::Relaxed);
    });
    let end = futures_util::stream::poll_fn(move |_| {
        ended.whole.store(true, Ordering::Relaxed);
        std::task::Poll::Ready(None)
    });
    (Request::from_parts(parts, Body::from_stream(pieces.chain(end))), arrived)
}

fn too_slow() -> Problem {
    Problem::new(Code::TooSlow).because(Text::fixed(
        "文件传得太慢，没有传完：请到信号好的地方再传一次，或把名册分成几个小文件",
        "The file came too slowly and did not arrive whole: send it again where the signal is better, or divide the roster into smaller files",
    ))
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        body::{Bytes, to_bytes},
        routing::post,
    };
    use futures_util::stream;
    use tower::ServiceExt;

    use super::*;

    const SPAN: Duration = Duration::from_millis(200);

    fn site() -> Router {
        let pace = Pace {
            span: SPAN,
            least: 1000,
            longest: SPAN * 12,
            files: [(Method::POST, "/files".to_owned())].into(),
        };
        let read = async |body: Bytes| body.len().to_string();
        Router::new()
            .route("/files", post(read).put(read))
            .route("/forms", post(read))
            .route("/slow/files", post(read))
            .layer(axum::middleware::from_fn_with_state(pace, keep))
    }

    /// Sends `count` pieces of `size` bytes, one after each `pause`; status and body of the answer.
    fn send(place: &str, count: usize, size: usize, pause: Duration) -> (StatusCode, String) {
        let (method, path) = place.split_once(' ').unwrap();
        let pieces = stream::unfold(0, move |sent| async move {
            if sent == count {
                return None;
            }
            tokio::time::sleep(pause).await;
            Some((Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; size])), sent + 1))
        });
        let request = Request::builder().method(method).uri(path);
        let request = request.body(Body::from_stream(pieces)).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let response = site().oneshot(request).await.unwrap();
            let problem = response.extensions().get::<Problem>().map(Problem::code);
            let status = match problem {
                Some(Code::TooSlow) => StatusCode::REQUEST_TIMEOUT,
                Some(other) => panic!("{other}"),
                None => response.status(),
            };
            let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
            (status, String::from_utf8(body.to_vec()).unwrap())
        })
    }

    #[test]
    fn a_file_may_come_slowly_as_long_as_it_comes() {
        let (slow, whole) = (SPAN / 5, (StatusCode::OK, "20000".to_owned()));
        assert_eq!(send("POST /files", 20, 1000, slow), whole, "four spans long");
        // The same anywhere else, or by another method, is given up after one.
        let given_up = StatusCode::GATEWAY_TIMEOUT;
        for place in ["POST /forms", "PUT /files", "POST /slow/files"] {
            assert_eq!(send(place, 20, 1000, slow).0, given_up, "{place}");
        }
    }

    #[test]
    fn a_file_that_dribbles_stalls_or_never_ends_is_given_up() {
        let too_slow = StatusCode::REQUEST_TIMEOUT;
        assert_eq!(send("POST /files", 100, 10, SPAN / 5).0, too_slow, "it dribbles");
        assert_eq!(send("POST /files", 2, 9000, SPAN * 4).0, too_slow, "it stalls");
        assert_eq!(send("POST /files", 1000, 1000, SPAN / 5).0, too_slow, "it never ends");
    }

    #[test]
    fn files_come_in_where_rosters_are_sent_and_nowhere_else() {
        let files = Pace::usual().files;
        let places: Vec<String> = files.iter().map(|(m, path)| format!("{m} {path}")).collect();
        assert_eq!(places, ["POST /imports", "POST /api/v1/imports"]);
    }
}
