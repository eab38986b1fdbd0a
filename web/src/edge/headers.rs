//! The headers that every answer carries, whatever it is.

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Response, header},
};

use crate::{
    desk::Outside,
    edge::{Asked, cookie, forgery},
    frame::Flash,
};

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Not `no-referrer`: browsers would then send forms without their origin.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("x-permitted-cross-domain-policies"), "none"),
];
const YEAR_OF_HTTPS: &str = "max-age=31536000; includeSubDomains";

/// Completes an answer: headers, and the cookies that the edge itself keeps.
pub(super) fn finish(
    mut response: Response<Body>,
    asked: &Asked,
    outside: &Outside,
) -> Response<Body> {
    let flash = response.extensions_mut().remove::<Flash>();
    let is_page = is_page(&response);
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if outside.secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(YEAR_OF_HTTPS));
    }
    if let Ok(policy) = HeaderValue::try_from(policy(&asked.nonce)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));

    if let Some(flash) = flash {
        flash.keep(headers, outside.secure);
    } else if is_page && asked.flash.is_some() {
        Flash::forget(headers, outside.secure);
    }
    if is_page && asked.token.is_new() {
        cookie::set(
            headers,
            (forgery::COOKIE, &asked.token.secret()),
            forgery::SECONDS,
            outside.secure,
        );
    }
    response
}

fn is_page(response: &Response<Body>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Nothing is allowed but what our own pages need; scripts only with this answer's nonce.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data: blob:; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    )
}
