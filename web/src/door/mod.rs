//! The way in: password, second factor, what must be put in order before anything else, and the
//! way out.

mod caller;
mod code;
mod inside;
mod mine;
mod password;
mod second_factor;
mod sessions;
mod sign_in;

use axum::{
    body::Body,
    http::Response,
    response::{IntoResponse, Redirect},
};
use office::{Error, account::SessionToken};
use tokio::{sync::Semaphore, task};

pub(crate) use self::{caller::Caller, inside::Inside};
use crate::{
    Code, Desk, Problem,
    address::is_ours,
    edge::{cookie, session},
    routes::Served,
};

pub(crate) fn routes() -> Vec<Served> {
    [
        sign_in::routes(),
        code::routes(),
        mine::routes(),
        password::routes(),
        second_factor::routes(),
        sessions::routes(),
    ]
    .concat()
}

/// Each hashing takes 19 MiB and a processor.
static HASHING: Semaphore = Semaphore::const_new(2);
/// How many may wait for it; more would only wait in vain.
static WAITING: Semaphore = Semaphore::const_new(64);

/// Runs what hashes a password away from the threads that serve pages, few at a time.
pub(crate) async fn slowly<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<Result<T, Error>, Problem> {
    let _waiting = WAITING.try_acquire().map_err(|_| Problem::new(Code::Busy))?;
    let _hashing = HASHING.acquire().await.map_err(|_| Problem::internal())?;
    task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "a hashing thread ended");
        Problem::internal()
    })
}

/// Where somebody wanted to go before they had to stop here.
pub(crate) fn next(wanted: &str) -> String {
    if is_ours(wanted) { wanted.to_owned() } else { "/".to_owned() }
}

/// A path with the way on.
pub(crate) fn with_next(path: &str, next: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
    if next == "/" { path.to_owned() } else { format!("{path}?{query}") }
}

/// On to a page, with a new token in the cookie.
fn go_on(desk: &Desk, token: &SessionToken, to: &str) -> Response<Body> {
    let seconds = desk.office.rules().absolute_hours.clamp(1, 24 * 365) * 3600;
    let mut response = Redirect::to(to).into_response();
    cookie::set(
        response.headers_mut(),
        (session::COOKIE, token.expose()),
        u32::try_from(seconds).unwrap_or(u32::MAX),
        desk.outside.secure,
    );
    response
}
