//! Who is asking: what handlers that need somebody signed in take as an argument.

use axum::{extract::FromRequestParts, http::request::Parts};
use model::{Date, Timestamp, programme::Programme, right::Right};
use office::{Act, Error, Mode, Who};
use tokio::sync::oneshot;

use crate::Problem;

/// Somebody signed in, with everything they hold at this moment.
///
/// An act is queued when `write` or `read` is called, not when it is first awaited: several that
/// are called before the first is awaited can share one commit.
#[derive(Clone)]
pub(crate) struct Asker(pub(crate) office::Asker);

impl Asker {
    pub(crate) fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send {
        self.submit(Mode::Write, work)
    }

    pub(crate) fn read<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send {
        self.submit(Mode::Read, work)
    }

    pub(crate) fn today(&self) -> Date {
        self.0.moment().today
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.moment().at
    }

    pub(crate) fn who(&self) -> &Who {
        self.0.who()
    }

    /// Refuses whoever holds this right nowhere: for them a form does not exist, however it is filled in.
    pub(crate) async fn must_hold(&self, right: Right) -> Result<(), Problem> {
        Ok(self.read(move |act| act.scope(right, None).map(drop)).await?)
    }

    pub(crate) fn programme(&self) -> &Programme {
        self.0.programme()
    }

    fn submit<T: Send + 'static>(
        &self,
        mode: Mode,
        work: impl Fn(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send {
        let (reply, answer) = oneshot::channel();
        // The act is done even if the browser has gone and nobody awaits the answer.
        self.0.submit(mode, work, move |result| drop(reply.send(result)));
        async move { answer.await.unwrap_or_else(|_| Err(Error::unanswered())) }
    }
}

/// The edge has looked the session up; without one there is nobody to ask.
impl<S: Send + Sync> FromRequestParts<S> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asker, Problem> {
        parts.extensions.get::<Asker>().cloned().ok_or_else(Problem::sign_in)
    }
}
