//! What every request and every answer goes through.

use axum::http::{StatusCode, header};

use super::site::{FORM, JSON, OWN, send};

#[test]
fn every_answer_carries_the_hardening_headers() {
    let style = crate::statics::url("app.css");
    for line in [
        "GET /page",
        "GET /nothing",
        "GET /api/v1/nothing",
        "POST /page",
        "GET /panic",
        "GET /healthz",
        "GET /page?lang=en",
        "GET /things/x",
        &format!("GET {style}"),
        "GET /static/nothing",
    ] {
        let answer = send(&[line, OWN], "");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{line}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{line}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{line}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{line}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'nonce-"), "{line}: {policy}");
        assert!(!policy.contains("unsafe"), "{line}: {policy}");
        let cached = if answer.status.is_success() && line.contains("/static/") {
            "public"
        } else {
            "no-store"
        };
        assert!(answer.header("cache-control").starts_with(cached), "{line}");
    }
}

#[test]
fn each_answer_has_its_own_nonce() {
    let [one, two] =
        [(); 2].map(|()| send(&["GET /page"], "").header("content-security-policy").to_owned());
    assert_ne!(one, two);
}

#[test]
fn the_language_is_chosen_then_remembered_then_guessed() {
    assert_eq!(send(&["GET /page"], "").body, "中文");
    assert_eq!(send(&["GET /page", "accept-language: en-GB,zh;q=0.5"], "").body, "English");
    assert_eq!(send(&["GET /page", "accept-language: fr,de"], "").body, "中文");
    let chosen = send(&["GET /page?q=1&lang=en"], "");
    assert_eq!(chosen.header("location"), "/page?q=1");
    assert!(chosen.header("set-cookie").starts_with("lang=en;"));
    assert_eq!(send(&["GET /page", "cookie: lang=en", "accept-language: zh"], "").body, "English");
    assert_eq!(send(&["GET //evil.example/?lang=en"], "").header("location"), "/evil.example/");
}

#[test]
fn what_was_done_is_said_once() {
    let done = send(&["POST /done", OWN], "");
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/page"));
    let cookie = done.header("set-cookie").split(';').next().unwrap().to_owned();
    assert!(
        cookie.starts_with("flash=")
            && done.header("set-cookie").contains("HttpOnly; SameSite=Lax")
    );
    let shown = send(&["GET /page", &format!("cookie: {cookie}")], "");
    let forgotten = shown
        .headers
        .get_all(header::SET_COOKIE)
        .iter()
        .any(|c| c.to_str().unwrap().starts_with("flash=;"));
    assert!(forgotten, "the flash would be shown again");
}

#[test]
fn unreadable_input_is_a_problem_that_names_the_field() {
    let json = ["POST /json", JSON, OWN, "accept-language: en"];
    for (headers, body, status, says) in [
        (&json[..], r#"{"from":1,"rights":"all"}"#, 400, "“rights”"),
        (&json, r#"{"from":"x"}"#, 400, "“from”"),
        (&json, r#"{"from":1} x"#, 400, "cannot be read"),
        (&json, r#"{"#, 400, "cannot be read"),
        (
            &["POST /json", "content-type: text/json", OWN, "accept-language: en"],
            "{}",
            415,
            "application/json",
        ),
        (
            &["GET /list?form=1", "accept: application/json", "accept-language: en"],
            "",
            400,
            "“form”",
        ),
        (
            &["GET /list?from=x", "accept: application/json", "accept-language: en"],
            "",
            400,
            "“from”",
        ),
        (&["GET /things/x", "accept: application/json"], "", 404, "/problems/not-found"),
    ] {
        let answer = send(&[headers, &["accept: application/json"]].concat(), body);
        assert_eq!(answer.status.as_u16(), status, "{headers:?} {body}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{headers:?}");
        assert!(answer.body.contains(says), "{headers:?} {body}: {}", answer.body);
    }
    assert_eq!(send(&["GET /list?from="], "").body, "read", "an empty filter is no filter");
}

#[test]
fn what_the_framework_refuses_is_told_in_our_words() {
    let large = "x".repeat((1 << 20) + 1);
    for (line, body, status, code) in [
        ("POST /form", large.as_str(), 413, "too-large"),
        ("DELETE /page", "", 405, "method-not-allowed"),
        ("GET /nothing", "", 404, "not-found"),
        ("GET /panic", "", 500, "internal"),
    ] {
        let answer = send(&[line, OWN, FORM, "accept: application/json"], body);
        assert_eq!(answer.status.as_u16(), status, "{line}");
        assert!(answer.body.contains(&format!("/problems/{code}")), "{line}: {}", answer.body);
        assert!(!answer.body.contains("secret"), "{line}");
    }
    assert_eq!(send(&["DELETE /page", OWN], "").header("allow"), "GET,HEAD");
}

#[test]
fn people_get_a_page_and_a_way_to_sign_in() {
    let page = send(&["GET /nothing", "accept: text/html"], "");
    assert!(page.body.contains("<h1>没有找到这个页面或这条记录</h1>"), "{}", page.body);
    assert_eq!(
        page.body,
        send(&["GET /things/x", "accept: text/html"], "").body,
        "it tells what exists"
    );
    let sign_in = send(&["GET /signed-in-only?q=%E6%9D%91", "accept: text/html"], "");
    assert_eq!(sign_in.header("location"), "/sign-in?next=%2Fsigned-in-only%3Fq%3D%25E6%259D%2591");
    let program = send(&["GET /signed-in-only", "accept: application/json"], "");
    assert_eq!(program.status, StatusCode::UNAUTHORIZED);
}

#[test]
fn the_front_end_is_sent_small_and_kept_for_ever() {
    let path = crate::statics::url("app.css");
    let line = format!("GET {path}");
    let brotli = send(&[&line, "accept-encoding: gzip, deflate, br"], "");
    assert_eq!(brotli.header("content-encoding"), "br");
    assert!(brotli.header("cache-control").ends_with("immutable"));
    assert_eq!(send(&[&line, "accept-encoding: gzip"], "").header("content-encoding"), "gzip");
    let plain = send(&[&line], "");
    assert_eq!(plain.header("content-encoding"), "");
    assert!(plain.body.contains("--tblr-primary"));
    let known = format!("if-none-match: {}", plain.header("etag"));
    let again = send(&[&line, &known], "");
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[test]
fn the_table_of_routes_says_what_the_router_serves() {
    let lines = crate::lines();
    for line in &lines {
        let method = line.method.as_str();
        let path = line.path.replace("{path}", assets::path("app.js").unwrap());
        let answer = send(&[&format!("{method} {path}"), OWN], "");
        assert_ne!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
    }
}
