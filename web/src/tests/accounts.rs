//! The administrators' pages.

use axum::http::StatusCode;
use office::account::SignInRules;

use super::browser::{Browser, CHOSEN, House};

fn house() -> House {
    House::with(SignInRules { administrators_need_second_factor: false, ..SignInRules::default() })
}

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let mark = format!("name=\"{name}\" value=\"");
    page.split(&mark).nth(1).unwrap().split('"').next().unwrap()
}

fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    page.split(before).nth(1).unwrap().split(after).next().unwrap()
}

fn make(browser: &mut Browser, login: &str) -> (String, String) {
    let page = browser.get("/accounts/new").body;
    let id = hidden(&page, "id").to_owned();
    let fields = [("id", id.as_str()), ("login", login), ("name", "王芳")];
    let given = browser.post("/accounts", &fields);
    assert_eq!(given.status, StatusCode::OK, "{}", given.body);
    let codes: Vec<_> = given.body.split("<code class=\"fs-3\">").skip(1).collect();
    let password = codes[1].split('<').next().unwrap().to_owned();
    // The same form again makes nothing and shows no password.
    let again = browser.post("/accounts", &fields);
    assert_eq!(again.header("location"), format!("/accounts/{id}"));
    (id, password)
}

#[test]
fn an_account_is_made_granted_used_and_disabled() {
    let house = house();
    house.account("zhao", "security_admin");
    let mut admin = house.signed_in("zhao");
    let (id, password) = make(&mut admin, "Wang.Fang");
    let show = format!("/accounts/{id}");
    assert!(admin.get(&show).body.contains("没有任何角色"));

    let grant = |admin: &mut Browser, role: &str, division: &str| {
        let fields = [("role", role), ("division", division), ("organisation", "")];
        admin.post(&format!("{show}/grants"), &fields)
    };
    let refused = grant(&mut admin, "township_clerk", "没有的镇");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("没有叫“没有的镇”的区划")
            && refused.body.contains("value=\"没有的镇\"")
    );
    assert!(grant(&mut admin, "township_clerk", "").body.contains("乡镇一级"));
    assert!(grant(&mut admin, "", "瓦屋镇").body.contains("请填写这一项"));
    assert_eq!(grant(&mut admin, "township_clerk", "瓦屋镇").header("location"), show);
    let page = admin.get(&show).body;
    assert!(page.contains("已授权") && page.contains("乡镇组织干事"), "{page}");
    let list = admin.get("/accounts?q=%E7%8E%8B%E8%8A%B3").body;
    assert!(list.contains("wang.fang") && !list.contains("zhao</a>"), "{list}");

    let mut clerk = house.browser();
    clerk.post("/sign-in", &[("login", "wang.fang"), ("password", &password)]);
    let fields = [("password", password.as_str()), ("new_password", CHOSEN), ("again", CHOSEN)];
    assert_eq!(clerk.post("/account/password", &fields).status, StatusCode::SEE_OTHER);
    assert!(clerk.get("/account").body.contains("瓦屋镇"));

    let revoke = between(&page, "/grants/", "\"").to_owned();
    let revoked = admin.post(&format!("{show}/grants/{revoke}"), &[]);
    assert_eq!(revoked.header("location"), show);
    assert!(clerk.get("/account").body.contains("还没有任何角色"), "at the next request");
    admin.post(&format!("{show}/disabling"), &[]);
    assert_eq!(clerk.get("/account").status, StatusCode::SEE_OTHER);
}

#[test]
fn a_reset_password_is_shown_once() {
    let house = house();
    house.account("zhao", "security_admin");
    let mut admin = house.signed_in("zhao");
    let (id, first) = make(&mut admin, "wang.fang");
    let given = admin.post(&format!("/accounts/{id}/password-reset"), &[]).body;
    let second = given.split("<code class=\"fs-3\">").nth(2).unwrap().split('<').next().unwrap();
    assert_ne!(first, second);
    let try_it = |password: &str| {
        house.browser().post("/sign-in", &[("login", "wang.fang"), ("password", password)]).status
    };
    assert_eq!(try_it(&first), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(try_it(second), StatusCode::SEE_OTHER);
    assert!(!admin.get(&format!("/accounts/{id}")).body.contains(second));
}

#[test]
fn an_administrators_old_proof_is_asked_for_again() {
    let house = house();
    house.account("zhao", "security_admin");
    let mut admin = house.signed_in("zhao");
    let (id, _) = make(&mut admin, "wang.fang");
    house.wait(16);
    let disabled = admin.post(&format!("/accounts/{id}/disabling"), &[]);
    assert_eq!(disabled.header("location"), format!("/account/proof?next=%2Faccounts%2F{id}"));
    assert!(admin.get(&format!("/accounts/{id}")).body.contains("待改密码"), "nothing was done");
    admin.post("/account/proof", &[("password", CHOSEN)]);
    let disabled = admin.post(&format!("/accounts/{id}/disabling"), &[]);
    assert_eq!(disabled.header("location"), format!("/accounts/{id}"));
}

#[test]
fn everybody_elses_pages_do_not_exist() {
    let house = house();
    let id = house.account("zhao", "security_admin");
    house.account("qian", "audit_admin");
    house.account("wang.fang", "county_office");
    let pages = ["/accounts", "/accounts/new", "/journal", "/journal/0", "/denials", "/sign-ins"];
    let mut clerk = house.signed_in("wang.fang");
    for page in pages {
        let answer = clerk.get(page);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
    }
    let missing = clerk.get("/no/such/page").body;
    assert_eq!(clerk.get("/accounts").body, missing);
    for change in ["disabling", "enabling", "password-reset", "grants", "sessions-end"] {
        let answer = clerk.post(&format!("/accounts/{id}/{change}"), &[("role", "county_office")]);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{change}");
    }
    // The auditor reads the journal and cannot make accounts; the other way round too.
    let mut auditor = house.signed_in("qian");
    assert_eq!(auditor.get("/accounts").status, StatusCode::NOT_FOUND);
    assert_eq!(auditor.get("/journal").status, StatusCode::OK);
    assert_eq!(house.signed_in("zhao").get("/journal").status, StatusCode::NOT_FOUND);
}

#[test]
fn an_auditor_reads_who_did_what() {
    let house = house();
    let id = house.account("wang.fang", "county_office");
    house.account("qian", "audit_admin");
    let mut auditor = house.signed_in("qian");
    let mut clerk = house.signed_in("wang.fang");
    assert_eq!(clerk.get("/journal").status, StatusCode::NOT_FOUND);
    let journal = auditor.get("/journal").body;
    assert!(
        journal.contains("account.password_changed") && journal.contains("wang.fang 某"),
        "{journal}"
    );
    let own = auditor.get(&format!("/journal?account={id}")).body;
    assert!(own.contains("account.password_changed") && !own.contains("account.granted"), "{own}");
    let index = between(&own, "href=\"/journal/", "\"").to_owned();
    let entry = auditor.get(&format!("/journal/{index}")).body;
    assert!(entry.contains("<code>account</code>") && !entry.contains("argon2"), "{entry}");
    assert_eq!(auditor.get("/journal/99999").status, StatusCode::NOT_FOUND);
    let sign_ins = auditor.get("/sign-ins").body;
    assert!(sign_ins.contains("登录成功") && sign_ins.contains("wang.fang 某"), "{sign_ins}");
    // The denial is written by itself, a moment later.
    let shown = (0..200).any(|_| auditor.get("/denials").body.contains("查阅操作日志"));
    assert!(shown, "the clerk's denial is not shown");
    let settings = auditor.get("/settings").body;
    assert!(settings.contains("/sign-ins") && !settings.contains("\"/accounts\""), "{settings}");
}

#[test]
fn a_role_is_given_for_an_organisation_found_by_its_name() {
    let house = house();
    house.account("zhao", "security_admin");
    let (village, other) = ("410423101001", "410423102201");
    house.county.organisation("village_branch", "青石沟村党支部", village);
    house.county.organisation("village_branch", "青石岭村党支部", other);
    let mut admin = house.signed_in("zhao");
    let (id, _) = make(&mut admin, "wang.fang");
    let show = format!("/accounts/{id}");
    let grant = |admin: &mut Browser, more: &[(&str, &str)]| {
        let mut fields = vec![("role", "branch_secretary")];
        fields.extend(more);
        admin.post(&format!("{show}/grants"), &fields)
    };
    let none = grant(&mut admin, &[("organisation", "没有的党支部")]);
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("没有叫这个名称的组织"), "{}", none.body);
    let several = grant(&mut admin, &[("organisation", "青石")]).body;
    assert!(several.contains("选定一个组织") && several.contains("青石岭村党支部"), "{several}");
    let chosen = several.split("青石岭村党支部").next().unwrap();
    let chosen = chosen.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned();
    // Elsewhere it is none of the list, and the question is asked again.
    let elsewhere =
        [("organisation", "青石"), ("organisation_id", &*chosen), ("division", village)];
    let asked = grant(&mut admin, &elsewhere).body;
    assert!(asked.contains("选定一个组织") && !asked.contains("青石岭村党支部"), "{asked}");
    let there = [("organisation", "青石"), ("division", village)];
    assert_eq!(grant(&mut admin, &there).header("location"), show);
    let page = admin.get(&show).body;
    assert!(page.contains("· 青石沟村党支部") && !page.contains("· 青石岭村党支部"), "{page}");
    let second = grant(&mut admin, &[("organisation", "青石"), ("organisation_id", &*chosen)]);
    assert_eq!(second.header("location"), show);
    assert!(admin.get(&show).body.contains("· 青石岭村党支部"));
}
