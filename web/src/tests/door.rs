//! People at the door, through the pages.

use axum::http::StatusCode;
use office::account::SignInRules;

use super::{
    browser::{Browser, CHOSEN, GIVEN, House},
    site::Answer,
};

#[track_caller]
fn leads_to(answer: &Answer, path: &str) {
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, path),
        "{}",
        answer.body
    );
}

fn sign_in(browser: &mut Browser, login: &str, password: &str) -> Answer {
    browser.post("/sign-in", &[("login", login), ("password", password)])
}

#[test]
fn a_new_person_is_led_through_the_door() {
    let house = House::open();
    house.account("wang.fang", "county_office");
    let mut browser = house.browser();
    leads_to(&browser.get("/account"), "/sign-in?next=%2Faccount");
    assert!(browser.get("/sign-in?next=%2Faccount").body.contains("value=\"/account\""));
    let fields = [("login", "wang.fang"), ("password", GIVEN), ("next", "/account")];
    leads_to(&browser.post("/sign-in", &fields), "/account");
    // The password was chosen by somebody else, so there is no way round changing it.
    leads_to(&browser.get("/account"), "/sign-in?next=%2Faccount");
    leads_to(&browser.get("/sign-in?next=%2Faccount"), "/account/password?next=%2Faccount");
    let page = browser.get("/account/password?next=%2Faccount");
    assert!(page.body.contains("请先换成只有您知道的密码"), "{}", page.body);
    let before = browser.cookies["session"].clone();
    let fields = |again| {
        [("password", GIVEN), ("new_password", CHOSEN), ("again", again), ("next", "/account")]
    };
    let differs = browser.post("/account/password", &fields("another"));
    assert_eq!(differs.status, StatusCode::UNPROCESSABLE_ENTITY);
    leads_to(&browser.post("/account/password", &fields(CHOSEN)), "/account");
    assert_ne!(browser.cookies["session"], before, "the token changes");
    let mine = browser.get("/account");
    for words in ["密码已修改", "wang.fang", "县委组织部工作人员", "本机", "登录成功"]
    {
        assert!(mine.body.contains(words), "{words}: {}", mine.body);
    }
    assert!(!mine.body.contains(CHOSEN) && !mine.body.contains("argon2"));

    leads_to(&browser.post("/sign-out", &[]), "/sign-in");
    assert!(!browser.cookies.contains_key("session"));
    leads_to(&browser.get("/account"), "/sign-in?next=%2Faccount");
}

#[test]
fn wrong_and_unknown_are_one_answer() {
    let house = House::open();
    house.account("wang.fang", "county_office");
    let answer = |login: &str| {
        let answer = sign_in(&mut house.browser(), login, "a guess");
        assert!(answer.header("set-cookie").contains("form="), "no session: {:?}", answer.headers);
        let kept = answer.body.replace(login, "");
        // What differs from page to page whoever asks: tokens and nonces.
        let stable = kept.split('"').filter(|part| part.len() < 30 && !part.contains("nonce"));
        (answer.status, stable.collect::<Vec<_>>().join("\""))
    };
    let known = answer("wang.fang");
    assert_eq!(known.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(known.1, answer("nobody.one").1);
}

#[test]
fn the_cookie_is_out_of_reach_and_not_what_was_there_before() {
    let house = House::open();
    house.account("wang.fang", "county_office");
    let mut browser = house.browser();
    let planted = "a".repeat(64);
    browser.cookies.insert("session".to_owned(), planted.clone());
    let answer = sign_in(&mut browser, "wang.fang", GIVEN);
    let mut lines = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
    let line = lines.rfind(|line| line.starts_with("session=")).unwrap();
    assert!(line.contains("; HttpOnly") && line.contains("; SameSite=Lax"), "{line}");
    assert_ne!(browser.cookies["session"], planted);
    let first = browser.cookies["session"].clone();
    sign_in(&mut browser, "wang.fang", GIVEN);
    let mut other = house.browser();
    other.cookies.insert("session".to_owned(), first);
    leads_to(&other.get("/account/password"), "/sign-in?next=%2Faccount%2Fpassword");
}

#[test]
fn an_open_redirect_is_not_a_way_on() {
    let house = House::open();
    house.account("wang.fang", "county_office");
    for next in ["https://evil.example/", "//evil.example/", "/\\evil.example"] {
        let fields = [("login", "wang.fang"), ("password", GIVEN), ("next", next)];
        leads_to(&house.browser().post("/sign-in", &fields), "/");
    }
}

#[test]
fn an_administrator_sets_up_the_second_factor_first() {
    let house = House::open();
    house.account("zhao", "security_admin");
    let mut browser = house.signed_in("zhao");
    leads_to(&browser.get("/sign-in"), "/account/second-factor");
    let page = browser.get("/account/second-factor");
    assert!(
        page.body.contains("<svg viewBox") && page.body.contains("管理员除密码外"),
        "{}",
        page.body
    );
    let ticket = page.body.split("name=\"ticket\" value=\"").nth(1).unwrap();
    let ticket = ticket.split('"').next().unwrap().replace("&#43;", "+").replace("&#x2b;", "+");
    let wrong = browser.post("/account/second-factor", &[("ticket", &ticket), ("code", "1")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let forged = browser.post("/account/second-factor", &[("ticket", "AAAA"), ("code", "1")]);
    assert!(forged.body.contains("已过期"), "{}", forged.body);
    leads_to(&browser.get("/account"), "/sign-in?next=%2Faccount");
}

#[test]
fn an_old_proof_is_asked_for_again() {
    let rules = SignInRules { administrators_need_second_factor: false, ..SignInRules::default() };
    let house = House::with(rules);
    house.account("wang.fang", "county_office");
    let mut browser = house.signed_in("wang.fang");
    house.wait(16);
    let to = "/account/proof?next=%2Faccount%2Fsecond-factor";
    leads_to(&browser.get("/account/second-factor"), to);
    assert!(browser.get(to).body.contains("请再次验证身份"));
    let wrong = browser.post("/account/proof", &[("password", "a guess")]);
    assert!(wrong.body.contains("密码不对"), "{}", wrong.body);
    let fields = [("password", CHOSEN), ("next", "/account/second-factor")];
    leads_to(&browser.post("/account/proof", &fields), "/account/second-factor");
    assert_eq!(browser.get("/account/second-factor").status, StatusCode::OK);
}

#[test]
fn a_person_ends_a_sign_in_elsewhere() {
    let house = House::open();
    house.account("wang.fang", "county_office");
    let mut here = house.signed_in("wang.fang");
    let mut there = house.browser();
    leads_to(&sign_in(&mut there, "wang.fang", CHOSEN), "/");
    let page = here.get("/account").body;
    let path = page.split("action=\"/account/sessions/").nth(1).unwrap().split('"').next().unwrap();
    leads_to(&here.post(&format!("/account/sessions/{path}"), &[]), "/account");
    leads_to(&there.get("/account"), "/sign-in?next=%2Faccount");
    assert_eq!(here.get("/account").status, StatusCode::OK);
    let stranger = here.post("/account/sessions/00000000-0000-7000-8000-000000000000/end", &[]);
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
}
