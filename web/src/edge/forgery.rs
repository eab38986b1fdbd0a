//! Refuses forms that another site made a browser send.
//!
//! Browsers since 2020 say where a request comes from, and `CsrfLayer` believes them. A request that says
//! nothing comes from an old WebView or from a program. A program's JSON passes, because no other site's
//! form can be JSON; a form must carry the token that its page held, beside the same secret in a cookie.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, Response, header},
    middleware::Next,
    response::IntoResponse,
};
use futures_util::{StreamExt, stream};

use crate::{
    Problem,
    desk::Outside,
    edge::{Asked, cookie, hex},
};

pub(super) const COOKIE: &str = "form";
pub(super) const SECONDS: u32 = 30 * 24 * 60 * 60;
/// The token is a form's first field, so it stands within this many bytes.
const WITHIN: usize = 2048;
/// A fresh mask and the masked secret, in hexadecimal.
const LETTERS: usize = 64;

/// What a form must hold. Written differently into every page, so that its length under compression tells nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Token {
    secret: Arc<[u8; 16]>,
    mask: [u8; 16],
    is_new: bool,
}

impl Token {
    pub(super) fn of(headers: &HeaderMap, outside: &Outside) -> Token {
        let kept = cookie::get(headers, COOKIE, outside.secure).and_then(unhex);
        let is_new = kept.is_none();
        let secret = Arc::new(kept.unwrap_or_else(|| (outside.random)()));
        Token { secret, mask: (outside.random)(), is_new }
    }

    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }

    pub(super) fn secret(&self) -> String {
        hex(self.secret.as_slice())
    }

    /// The value of a page's hidden field `_token`.
    pub(crate) fn masked(&self) -> String {
        hex(&self.mask) + &hex(&xor(&self.mask, &self.secret))
    }

    fn fits(&self, letters: &[u8]) -> bool {
        let parts =
            std::str::from_utf8(letters).ok().and_then(|text| text.split_at_checked(LETTERS / 2));
        let Some((Some(mask), Some(masked))) = parts.map(|(a, b)| (unhex(a), unhex(b))) else {
            return false;
        };
        // A page that we have not sent yet has no token that could fit.
        !self.is_new && xor(&mask, &masked) == *self.secret
    }
}

pub(super) async fn refuse(request: Request, next: Next) -> Response<Body> {
    if request.method().is_safe() || says_where(request.headers()) || !is_form(request.headers()) {
        return next.run(request).await;
    }
    let Some(token) = request.extensions().get::<Asked>().map(|asked| asked.token.clone()) else {
        return Problem::foreign_form().into_response();
    };
    let (parts, body) = request.into_parts();
    let mut rest = body.into_data_stream();
    let mut begun = Vec::new();
    while begun.len() < WITHIN {
        match rest.next().await {
            Some(Ok(bytes)) => begun.extend_from_slice(&bytes),
            Some(Err(_)) => return Problem::foreign_form().into_response(),
            None => break,
        }
    }
    if !found(&begun).is_some_and(|letters| token.fits(letters)) {
        return Problem::foreign_form().into_response();
    }
    let whole = stream::once(async { Ok(begun.into()) }).chain(rest);
    next.run(Request::from_parts(parts, Body::from_stream(whole))).await
}

fn says_where(headers: &HeaderMap) -> bool {
    headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN)
}

/// Everything that another site could send without asking us first; a request without a body is such a thing too.
fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
    !kind.to_ascii_lowercase().starts_with(b"application/json")
}

/// The letters after the token's name, in a form of either kind.
fn found(begun: &[u8]) -> Option<&[u8]> {
    [&b"_token="[..], b"name=\"_token\"\r\n\r\n"].into_iter().find_map(|name| {
        let at = begun.windows(name.len()).position(|window| window == name)? + name.len();
        begun.get(at..at + LETTERS)
    })
}

fn xor(a: &[u8; 16], b: &[u8; 16]) -> [u8; 16] {
    std::array::from_fn(|at| a[at] ^ b[at])
}

fn unhex(text: &str) -> Option<[u8; 16]> {
    if text.len() != LETTERS / 2 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; 16];
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}
