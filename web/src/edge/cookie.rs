use axum::http::{HeaderMap, HeaderValue, header};

/// The value of the cookie `name`, if the browser sent it. Secure sites use the `__Host-` form, which no
/// neighbouring site can set.
pub(crate) fn get<'a>(headers: &'a HeaderMap, name: &str, secure: bool) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| key.strip_prefix(prefix(secure)) == Some(name))
        .map(|(_, value)| value)
}

/// Asks the browser to keep a cookie for so many seconds, out of reach of scripts and of other sites.
/// `value` must be plain ASCII without `;`.
pub(crate) fn set(
    headers: &mut HeaderMap,
    (name, value): (&str, &str),
    seconds: u32,
    secure: bool,
) {
    let flag = if secure { "; Secure" } else { "" };
    let line = format!(
        "{}{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{flag}",
        prefix(secure)
    );
    if let Ok(line) = HeaderValue::try_from(line) {
        headers.append(header::SET_COOKIE, line);
    }
}

fn prefix(secure: bool) -> &'static str {
    if secure { "__Host-" } else { "" }
}
