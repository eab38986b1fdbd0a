//! Forms that another site made a browser send.

use axum::http::StatusCode;

use super::site::{FORM, JSON, OWN, send};

#[test]
fn a_form_from_another_site_is_refused() {
    let same_host = ["host: yaoshan.example", "origin: https://yaoshan.example"];
    assert_eq!(send(&["POST /form", FORM, OWN], "name=x").body, "x");
    assert_eq!(send(&["POST /form", FORM, same_host[0], same_host[1]], "name=x").body, "x");
    for from in [
        "sec-fetch-site: cross-site",
        "sec-fetch-site: same-site",
        "origin: null",
        "origin: https://evil.example",
    ] {
        let answer = send(&["POST /form", FORM, from, same_host[0]], "name=x");
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{from}");
        assert!(answer.body.contains("foreign-form"), "{from}: {}", answer.body);
    }
}

#[test]
fn a_browser_that_says_nothing_must_send_the_pages_token() {
    let page = send(&["GET /token"], "");
    let cookie = page.header("set-cookie").split(';').next().unwrap();
    let (cookie, token) = (format!("cookie: {cookie}"), page.body);
    let with_token = format!("_token={token}&name=x");
    assert_eq!(send(&["POST /form", FORM, &cookie], &with_token).body, "x");
    let multipart = format!(
        "--b\r\nContent-Disposition: form-data; name=\"_token\"\r\n\r\n{token}\r\n--b--\r\n"
    );
    let sent =
        send(&["POST /done", "content-type: multipart/form-data; boundary=b", &cookie], &multipart);
    assert_eq!(sent.status, StatusCode::SEE_OTHER);

    let forged = format!("_token={}&name=x", "0".repeat(64));
    for (headers, body) in [
        (vec!["POST /form", FORM], with_token.as_str()),
        (vec!["POST /form", FORM, &cookie], "name=x"),
        (vec!["POST /form", FORM, &cookie], &forged),
        (vec!["POST /form", FORM, &cookie], "_token=é"),
        (vec!["POST /done", &cookie], ""),
        (vec!["POST /done", "content-type: text/plain", &cookie], "x"),
    ] {
        assert_eq!(send(&headers, body).status, StatusCode::FORBIDDEN, "{headers:?} {body}");
    }
    assert_eq!(send(&["POST /json", JSON], "{}").body, "read", "programs send JSON");
}

#[test]
fn two_pages_never_carry_the_same_token_but_both_fit() {
    let first = send(&["GET /token"], "");
    let cookie = format!("cookie: {}", first.header("set-cookie").split(';').next().unwrap());
    let second = send(&["GET /token", &cookie], "");
    assert_ne!(first.body, second.body);
    for token in [first.body, second.body] {
        assert_eq!(
            send(&["POST /form", FORM, &cookie], &format!("_token={token}&name=x")).body,
            "x"
        );
    }
}
