//! A roster on its way through the pages, and the same over the API.

use axum::{extract::Request, http::StatusCode};

use super::browser::{Browser, House};

const TOWNSHIP: &str = "410423101000";
const GOOD: &str = "姓名,性别,乡镇,村\n王小芳,女,下汤镇,新街社区\n李大山,男,下汤镇,老街社区\n";
const BAD: &str =
    "姓名,性别,联系电话,乡镇,村\n王小芳,女,13800000000,下汤镇,新街社区\n李大山,公,,下汤镇,无此村\n";

fn house() -> House {
    let house = House::open();
    house.account_at("wang.fang", "township_clerk", TOWNSHIP);
    house.account_at("li.na", "township_clerk", "410423102000");
    house
}

/// Sends a file through the form; the address of its import.
fn send(browser: &mut Browser, name: &str, content: &str) -> String {
    let page = browser.get("/imports/new").body;
    let id = page.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let fields = [("id", id), ("recipe", "people"), ("division_code", TOWNSHIP)];
    let answer = browser.send_file("/imports", &fields, (name, content));
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location").to_owned()
}

#[test]
fn a_roster_is_sent_looked_over_applied_and_undone() {
    let house = house();
    let mut clerk = house.signed_in("wang.fang");
    let empty = clerk.get("/imports").body;
    assert!(empty.contains("没有导入记录"), "{empty}");
    let import = send(&mut clerk, "人员.csv", GOOD);
    assert!(clerk.get(&import).body.contains("逐行预检"));
    house.work();
    let judged = clerk.get(&import).body;
    assert!(judged.contains("全部行都可以写入") && judged.contains("王小芳"), "{judged}");
    let applied = clerk.post(&format!("{import}/application"), &[]);
    assert_eq!(applied.header("location"), import);
    assert!(clerk.get(&import).body.contains("正在应用"));
    house.work();
    assert!(clerk.get(&import).body.contains("撤销整次导入"));
    let list = clerk.get("/imports?state=applied").body;
    assert!(list.contains("人员.csv") && list.contains("下汤镇"), "{list}");
    clerk.post(&format!("{import}/undoing"), &[]);
    house.work();
    assert!(clerk.get(&import).body.contains("全部收回"));
    // The same file again is the same import no more: it was undone.
    assert_ne!(send(&mut clerk, "人员.csv", GOOD), import);
    house.work();
}

#[test]
fn bad_rows_are_shown_downloaded_and_left_out_only_on_purpose() {
    let house = house();
    let mut clerk = house.signed_in("wang.fang");
    let import = send(&mut clerk, "人员.csv", BAD);
    house.work();
    let page = clerk.get(&import).body;
    assert!(page.contains("「性别」") && page.contains("「村」"), "{page}");
    assert!(!page.contains("13800000000"), "a telephone number is masked");
    assert!(clerk.get(&format!("{import}?verdict=new")).body.contains("王小芳"));
    let sheet = clerk.get(&format!("{import}/errors.xlsx?sheet=0"));
    assert_eq!(sheet.status, StatusCode::OK);
    assert!(sheet.header("content-disposition").contains("errors") || sheet.body.starts_with("PK"));
    clerk.post(&format!("{import}/application"), &[]);
    assert!(clerk.get(&import).body.contains("行有错"), "nothing happens by mistake");
    clerk.post(&format!("{import}/application"), &[("leave_bad", "yes")]);
    house.work();
    assert!(clerk.get(&import).body.contains("略过有错的"));
}

#[test]
fn columns_that_are_not_recognised_can_be_chosen() {
    let house = house();
    let mut clerk = house.signed_in("wang.fang");
    let import = send(&mut clerk, "表.csv", "人名,男女,乡镇\n王小芳,女,下汤镇\n");
    house.work();
    let page = clerk.get(&import).body;
    assert!(page.contains("缺少「姓名」") && page.contains(&format!("{import}/columns")), "{page}");
    let form = clerk.get(&format!("{import}/columns")).body;
    assert!(form.contains("人名") && form.contains("s0c2"), "{form}");
    let columns = format!("{import}/columns");
    let wrong = clerk.post(&columns, &[("taken", "0"), ("s0c1", "sex")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("taken", "0"), ("s0c0", "person_name"), ("s0c1", "sex"), ("s0c2", "township")];
    assert_eq!(clerk.post(&columns, &fields).header("location"), import);
    house.work();
    assert!(clerk.get(&import).body.contains("全部行都可以写入"));
}

#[test]
fn forms_tell_what_is_missing_and_templates_can_be_had() {
    let house = house();
    let mut clerk = house.signed_in("wang.fang");
    let id = "0193a000-0000-7000-8000-000000000001";
    let fields = [("id", id), ("recipe", ""), ("division_code", TOWNSHIP)];
    let answer = clerk.send_file("/imports", &fields, ("a.csv", GOOD));
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("请填写这一项"));
    let fields = [("id", id), ("recipe", "people"), ("division_code", TOWNSHIP)];
    let answer = clerk.send_file("/imports", &fields, ("a.csv", ""));
    assert!(answer.body.contains("请选择要导入的文件"), "{}", answer.body);
    let template = clerk.get("/imports/templates/people");
    assert!(template.status == StatusCode::OK && template.body.starts_with("PK"));
    assert_eq!(clerk.get("/imports/templates/none").status, StatusCode::NOT_FOUND);
}

#[test]
fn another_townships_import_does_not_exist() {
    let house = house();
    let mut clerk = house.signed_in("wang.fang");
    let import = send(&mut clerk, "人员.csv", GOOD);
    house.work();
    let mut stranger = house.signed_in("li.na");
    let missing = stranger.get("/imports/0193a000-0000-7000-8000-000000000001").body;
    let errors = format!("{import}/errors.xlsx");
    for path in [import.clone(), format!("{import}/columns"), errors] {
        let answer = stranger.get(&path);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.body, missing, "{path}");
    }
    for step in ["application", "undoing", "discarding", "judging", "columns"] {
        let answer = stranger.post(&format!("{import}/{step}"), &[]);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{step}");
    }
    assert!(clerk.get(&import).body.contains("全部行都可以写入"));
}

#[test]
fn the_api_takes_a_roster_all_the_way() {
    let house = house();
    let mut clerk = house.signed_in("wang.fang");
    let id = "0193a000-0000-7000-8000-000000000002";
    let place =
        format!("/api/v1/imports?id={id}&recipe=people&division_code={TOWNSHIP}&file_name=a.csv");
    let send = || Request::post(&place).header("content-type", "application/octet-stream");
    let sent = clerk.api(send(), GOOD);
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.body);
    assert_eq!(clerk.api(send(), GOOD).status, StatusCode::CREATED, "the same again");
    house.work();
    let one = clerk.api(Request::get(format!("/api/v1/imports/{id}")), "").body;
    assert!(one.contains("\"state\":\"judged\"") && one.contains("\"rows_new\":2"), "{one}");
    let rows = clerk.api(Request::get(format!("/api/v1/imports/{id}/rows?verdict=new")), "").body;
    assert!(rows.contains("李大山"), "{rows}");
    let json = "application/json";
    let apply = Request::post(format!("/api/v1/imports/{id}/application"));
    let applied = clerk.api(apply.header("content-type", json), "{}").body;
    assert!(applied.contains("\"state\":\"applying\""), "{applied}");
    house.work();
    let undo = Request::post(format!("/api/v1/imports/{id}/undoing"));
    let undoing = clerk.api(undo.header("content-type", json), "").body;
    assert!(undoing.contains("\"state\":\"undoing\""), "{undoing}");
    house.work();
    let list = clerk.api(Request::get("/api/v1/imports?state=undone"), "").body;
    assert!(list.contains(id), "{list}");
}

/// To look at the pages: `cargo test -p web imports::look -- --ignored`, then sign in as wang.fang.
#[test]
#[ignore = "waits for a browser until it is stopped"]
fn look() {
    let house = house();
    let mut clerk = house.signed_in("wang.fang");
    let good = send(&mut clerk, "下汤镇人员名册.csv", GOOD);
    let bad = send(&mut clerk, "下汤镇人员名册（二）.csv", BAD);
    let unmatched = send(&mut clerk, "表.csv", "人名,男女,乡镇\n王小芳,女,下汤镇\n");
    house.work();
    clerk.post(&format!("{good}/application"), &[]);
    house.work();
    let cookies: Vec<_> = clerk.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
    println!("LOOK {good} {bad} {unmatched} {}", cookies.join("; "));
    house.serve("127.0.0.1:4779");
}

#[test]
fn an_import_is_found_by_its_file_and_the_list_is_a_sheet_too() {
    let house = house();
    let mut clerk = house.signed_in("wang.fang");
    send(&mut clerk, "下汤人员.csv", GOOD);
    house.work();
    let found = clerk.get("/imports?q=%E4%B8%8B%E6%B1%A4").body;
    assert!(found.contains("下汤人员.csv") && found.contains("href=\"/imports.xlsx?q="), "{found}");
    let none = clerk.get("/imports?q=%E7%93%A6%E5%B1%8B").body;
    assert!(!none.contains("下汤人员.csv"), "{none}");
    let elsewhere = clerk.get("/imports?division=410423102000");
    assert!(!elsewhere.body.contains("下汤人员.csv"), "{}", elsewhere.body);
    let sheet = clerk.get("/imports.xlsx");
    assert_eq!((sheet.status, &sheet.body[..2]), (StatusCode::OK, "PK"));
    let listed = clerk.api(Request::get("/api/v1/imports?q=%E4%B8%8B%E6%B1%A4"), "").body;
    assert!(listed.contains("\"total\":1") && listed.contains("\"after\":null"), "{listed}");
}
