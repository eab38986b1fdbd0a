//! Which language a person reads: what they chose, else what their browser asks for, else Chinese.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, Response, header},
    response::{IntoResponse, Redirect},
};
use model::Lang;

use crate::{
    desk::Outside,
    edge::{Asked, cookie},
};

const COOKIE: &str = "lang";
const YEAR: u32 = 365 * 24 * 60 * 60;

/// A choice is a matter of comfort, so it is read under both of its names.
pub(super) fn of(headers: &HeaderMap) -> Lang {
    cookie::get(headers, COOKIE, true)
        .or_else(|| cookie::get(headers, COOKIE, false))
        .and_then(from_word)
        .or_else(|| preferred(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?))
        .unwrap_or_default()
}

/// The language that this request asks to switch to.
pub(super) fn chosen(request: &Request) -> Option<Lang> {
    let query = request.uri().query()?;
    let is_get = request.method() == axum::http::Method::GET;
    let (_, word) = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == COOKIE)?;
    from_word(&word).filter(|_| is_get)
}

/// Keeps the choice and leads back to the address without it, so that no link carries a language.
pub(super) fn remember(lang: Lang, asked: &Asked, outside: &Outside) -> Response<Body> {
    let mut response = Redirect::to(&asked.address.without(COOKIE)).into_response();
    let word = lang.pick("zh", "en");
    cookie::set(response.headers_mut(), (COOKIE, word), YEAR, outside.secure);
    response
}

fn from_word(word: &str) -> Option<Lang> {
    match word {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// Browsers list the best first; weights are not worth reading for two languages.
fn preferred(accepted: &str) -> Option<Lang> {
    accepted.split(',').find_map(|tag| from_word(tag.trim().get(..2)?))
}
