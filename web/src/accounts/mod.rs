//! Accounts and grants, for the security administrator.

mod changes;
mod grants;
mod list;
mod new;
mod place;
mod show;

use axum::{
    body::Body,
    http::Response,
    response::{IntoResponse, Redirect},
};
use model::Text;
use office::Error;

use crate::{Problem, door::with_next, page::Done, routes::Served};

pub(crate) fn routes() -> Vec<Served> {
    [list::routes(), new::routes(), show::routes(), changes::routes(), grants::routes()].concat()
}

/// Back to a page that says what was done; or to where one proves oneself anew, and then back.
fn settle(done: Result<(), Error>, back: &str, said: Text) -> Result<Response<Body>, Problem> {
    match done {
        Ok(()) => Ok(Done::new(back, said).into_response()),
        Err(Error::StepUp) => Ok(proof(back)),
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn proof(back: &str) -> Response<Body> {
    Redirect::to(&with_next("/account/proof", back)).into_response()
}
