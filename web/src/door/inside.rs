//! Somebody with a session, at whatever gate.

use axum::{extract::FromRequestParts, http::request::Parts};
use office::account::{SessionToken, Visitor};

use crate::{
    Desk, Problem,
    asker::Asker,
    edge::{cookie, session},
};

/// Whoever has a session, even if they have not come all the way in. For the pages that let them
/// further; every other page takes an `Asker`.
pub(crate) struct Inside {
    pub(crate) visitor: Visitor,
    pub(crate) token: SessionToken,
    /// For their own account alone; absent until the second factor has been shown.
    own: Option<Asker>,
}

impl Inside {
    /// Whoever has shown who they are may put their own account in order.
    pub(crate) fn own(&self) -> Result<Asker, Problem> {
        self.own.clone().ok_or_else(Problem::sign_in)
    }
}

impl FromRequestParts<Desk> for Inside {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Inside, Problem> {
        let visitor = parts.extensions.get::<Visitor>().cloned().ok_or_else(Problem::sign_in)?;
        let cookie = cookie::get(&parts.headers, session::COOKIE, desk.outside.secure);
        let token = cookie.and_then(SessionToken::read).ok_or_else(Problem::sign_in)?;
        let own = visitor.own(&desk.office, desk.moment()).map(Asker);
        Ok(Inside { visitor, token, own })
    }
}
