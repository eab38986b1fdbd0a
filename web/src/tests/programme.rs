//! The programme's pages, as an administrator and others meet them.

use axum::http::StatusCode;
use office::{
    account::SignInRules,
    testing::{COUNTY, TOWNSHIP},
};

use super::browser::{Browser, House};

fn house() -> House {
    let rules = SignInRules { administrators_need_second_factor: false, ..SignInRules::default() };
    let house = House::with(rules);
    house.account("keeper", "system_admin");
    house.account_at("leader", "county_leader", COUNTY);
    house.account_at("clerk", "township_clerk", TOWNSHIP);
    house
}

fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let value = page.split(&mark).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    value.split('"').next().unwrap().to_owned()
}

/// The roles as they are in force, one title changed.
fn roles(from: &str, to: &str) -> String {
    let files = model::programme::embedded_files();
    let text = &files["roles.toml"];
    assert!(text.contains(from), "roles.toml has no {from}");
    text.replacen(from, to, 1).replace('\n', "\r\n")
}

fn send(browser: &mut Browser, text: &str, what: &str, note: &str) -> super::site::Answer {
    let page = browser.get("/programme/edit?file=roles.toml").body;
    let (id, over) = (hidden(&page, "id"), hidden(&page, "over"));
    let fields = [
        ("id", id.as_str()),
        ("over", over.as_str()),
        ("file", "roles.toml"),
        ("text", text),
        ("note", note),
        ("do", what),
    ];
    browser.post("/programme/revisions", &fields)
}

#[test]
fn what_the_county_decided_is_read_part_by_part() {
    let house = house();
    let mut leader = house.signed_in("leader");
    let history = leader.get("/programme").body;
    assert!(history.contains("href=\"/programme/revisions/1\""), "{history}");
    assert!(!history.contains("/programme/edit"));
    for (part, word) in [
        ("organisation-kinds", "village_branch"),
        ("posts", "第一书记"),
        ("pairing-kinds", "unit_village"),
        ("activity-kinds", "theme_day"),
        ("roles", "查看数据和简报"),
        ("indicators", "shows"),
        ("recipes", "first_secretaries"),
        ("processes", "weak_village"),
        ("calendar", "2019"),
    ] {
        let page = leader.get(&format!("/programme?part={part}"));
        assert!(page.status == StatusCode::OK && page.body.contains(word), "{part}: {}", page.body);
    }
    assert_eq!(leader.get("/programme?part=secrets").status, StatusCode::BAD_REQUEST);
    let first = leader.get("/programme/revisions/1").body;
    assert!(first.contains("roles.toml") && first.contains("没有不同"), "{first}");
    assert_eq!(leader.get("/programme/revisions/9").status, StatusCode::NOT_FOUND);
    assert_eq!(leader.get("/programme/edit").status, StatusCode::NOT_FOUND);
    let mut clerk = house.signed_in("clerk");
    for path in ["/programme", "/programme/revisions/1", "/programme/edit"] {
        assert_eq!(clerk.get(path).status, StatusCode::NOT_FOUND, "{path}");
    }
    leader.get("/programme?lang=en");
    assert!(leader.get("/programme?part=roles").body.contains("see figures and briefings"));
}

#[test]
fn a_change_is_checked_compared_applied_and_taken_back() {
    let house = house();
    let mut keeper = house.signed_in("keeper");
    let broken = send(&mut keeper, "[[role]]\nkey = 1\n", "check", "").body;
    assert!(broken.contains("不能启用") && broken.contains("roles.toml:"), "{broken}");
    assert!(!broken.contains("value=\"apply\""));
    let same = send(&mut keeper, &roles("审计管理员", "审计管理员"), "check", "").body;
    assert!(same.contains("与现行方案没有不同"), "{same}");
    let renamed = roles("审计管理员", "日志审计员");
    let checked = send(&mut keeper, &renamed, "check", "").body;
    assert!(checked.contains("启用后会改变") && checked.contains("日志审计员"), "{checked}");
    assert!(checked.contains("value=\"apply\""));
    assert!(!keeper.get("/programme?part=roles").body.contains("日志审计员"), "only looked at");
    let unsaid = send(&mut keeper, &renamed, "apply", "");
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsaid.body.contains("请写明修改了什么"), "{}", unsaid.body);
    let applied = send(&mut keeper, &renamed, "apply", "县委办要求改名");
    assert_eq!(applied.header("location"), "/programme", "{}", applied.body);
    // From this moment on, in this process.
    assert!(keeper.get("/programme?part=roles").body.contains("日志审计员"));
    let second = keeper.get("/programme/revisions/2").body;
    assert!(second.contains("县委办要求改名") && second.contains("改为"), "{second}");
    assert!(!second.contains("/programme/revisions/2/return"), "it is in force");

    let first = keeper.get("/programme/revisions/1").body;
    let id = hidden(&first, "id");
    let back = |keeper: &mut Browser, note: &str| {
        keeper.post("/programme/revisions/1/return", &[("id", &id), ("note", note)])
    };
    assert_eq!(back(&mut keeper, "").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(back(&mut keeper, "改名有误").header("location"), "/programme");
    assert!(!keeper.get("/programme?part=roles").body.contains("日志审计员"));
    assert!(keeper.get("/programme").body.contains("改名有误"));
    let mut leader = house.signed_in("leader");
    for (path, fields) in [
        ("/programme/revisions", vec![("file", "roles.toml"), ("text", "")]),
        ("/programme/revisions/1/return", vec![("id", id.as_str()), ("note", "改名有误")]),
    ] {
        assert_eq!(leader.post(path, &fields).status, StatusCode::NOT_FOUND, "{path}");
    }
}
