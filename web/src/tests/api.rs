//! The JSON API as a program meets it.

use axum::http::{Request, StatusCode};
use model::id::{BriefingId, CaseId, CaseStepId, PairingId, PersonId, PostingId, RevealId};
use office::testing::{COUNTY, OTHER_TOWNSHIP, TOWNSHIP, VILLAGE};
use serde_json::{Value, json};
use store::testing::now;

use super::browser::{Browser, House};

const NUMBER: &str = "410499198002290125";

fn house() -> House {
    let house = House::open();
    house.account_at("clerk", "township_clerk", TOWNSHIP);
    house.account_at("other", "township_clerk", OTHER_TOWNSHIP);
    house.account_at("office", "county_office", COUNTY);
    house
}

fn send(browser: &mut Browser, place: &str, body: &Value) -> (StatusCode, Value) {
    let (method, path) = place.split_once(' ').unwrap();
    let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
    let request = request.header("content-type", "application/json");
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let answer = browser.api(request, &body);
    let read = serde_json::from_str(&answer.body);
    (answer.status, read.unwrap_or_else(|_| panic!("{place}: {}", answer.body)))
}

fn get(browser: &mut Browser, path: &str) -> Value {
    let (status, body) = send(browser, &format!("GET {path}"), &Value::Null);
    assert_eq!(status, StatusCode::OK, "{path}: {body}");
    body
}

fn register(browser: &mut Browser, name: &str, number: Option<&str>) -> (StatusCode, Value) {
    let person = json!({
        "id": PersonId::new(now()), "id_number": number, "phone": "13800001234",
        "particulars": {"name": name, "sex": "2", "division_code": VILLAGE},
    });
    send(browser, "POST /people", &person)
}

#[test]
fn people_are_registered_masked_and_shown_for_a_reason() {
    let house = house();
    let (mut clerk, mut other) = (house.signed_in("clerk"), house.signed_in("other"));
    let (status, made) = register(&mut clerk, "王芳", Some(NUMBER));
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!(
        (&made["id_number"], &made["phone"]),
        (&json!("4104**********0125"), &json!("138****1234"))
    );
    let (status, twin) = register(&mut clerk, "王方", Some(NUMBER));
    assert_eq!(
        (status, &twin["errors"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("id_number")),
        "{twin}"
    );
    let listed = get(&mut clerk, "/people?q=%E7%8E%8B");
    assert_eq!((&listed["total"], &listed["people"][0]["has_phone"]), (&json!(1), &json!(true)));
    assert!(!listed.to_string().contains("4104**"), "{listed}");
    assert_eq!(get(&mut other, "/people")["total"], 0);
    let (status, problem) = send(&mut clerk, &format!("GET /people?q={NUMBER}"), &Value::Null);
    assert_eq!(
        (status, &problem["type"]),
        (StatusCode::BAD_REQUEST, &json!("/problems/bad-request"))
    );

    let id = made["id"].as_str().unwrap().to_owned();
    let found = send(&mut clerk, "POST /people/lookup", &json!({"id_number": NUMBER})).1;
    assert_eq!(found["id"], id.as_str());
    let unseen = send(&mut other, "POST /people/lookup", &json!({"id_number": NUMBER})).1;
    assert_eq!(unseen["id"], Value::Null);
    let change = json!({"version": made["version"], "phone": "clear",
        "particulars": {"name": "王芳芳", "sex": "2", "division_code": VILLAGE}});
    let (status, changed) = send(&mut clerk, &format!("PUT /people/{id}"), &change);
    assert_eq!((status, &changed["phone"]), (StatusCode::OK, &Value::Null), "{changed}");
    assert_eq!(changed["id_number"], "4104**********0125");
    let stale = json!({"version": made["version"],
        "particulars": {"name": "王五", "sex": "2", "division_code": VILLAGE}});
    assert_eq!(send(&mut clerk, &format!("PUT /people/{id}"), &stale).0, StatusCode::CONFLICT);

    let wanted = json!({"id": RevealId::new(now()), "field": "id_number", "purpose": "verify",
        "reason": "核对党员花名册的身份"});
    let (status, shown) = send(&mut clerk, &format!("POST /people/{id}/reveals"), &wanted);
    assert_eq!((status, &shown["value"]), (StatusCode::OK, &json!(NUMBER)));
    assert_eq!(get(&mut clerk, &format!("/people/{id}"))["reveals"][0]["reason"], wanted["reason"]);
    for place in [format!("GET /people/{id}"), format!("POST /people/{id}/reveals")] {
        let body = if place.starts_with("GET") { &Value::Null } else { &wanted };
        assert_eq!(send(&mut other, &place, body).0, StatusCode::NOT_FOUND, "{place}");
    }
}

#[test]
fn a_post_is_taken_handed_over_and_ended() {
    let house = house();
    let (mut clerk, mut other) = (house.signed_in("clerk"), house.signed_in("other"));
    let mut person = |name| register(&mut clerk, name, None).1["id"].as_str().unwrap().to_owned();
    let (first, second) = (person("王一山"), person("李二河"));
    let new = json!({"id": PostingId::new(now()), "person_id": first, "post": "first_secretary",
        "division_code": VILLAGE, "from_on": "2025-03-01"});
    let (status, held) = send(&mut clerk, "POST /postings", &new);
    assert_eq!(
        (status, &held["posting"]["name"]),
        (StatusCode::CREATED, &json!("王一山")),
        "{held}"
    );
    assert_eq!(send(&mut clerk, "POST /postings", &new).1, held, "a retry finds it");
    let id = held["posting"]["id"].as_str().unwrap().to_owned();
    let over = json!({"id": PostingId::new(now()), "person_id": second, "on": "2026-06-01",
        "because": "任期届满"});
    let (status, next) = send(&mut clerk, &format!("POST /postings/{id}/hand-over"), &over);
    assert_eq!(
        (status, &next["succession"][1]["name"]),
        (StatusCode::OK, &json!("王一山")),
        "{next}"
    );
    let now_held = get(&mut clerk, "/postings?post=first_secretary");
    assert_eq!(
        (&now_held["total"], &now_held["postings"][0]["name"]),
        (&json!(1), &json!("李二河"))
    );
    assert_eq!(get(&mut clerk, "/postings?state=ended")["total"], 1);
    assert_eq!(
        send(&mut clerk, "GET /postings?state=gone", &Value::Null).0,
        StatusCode::BAD_REQUEST
    );
    let next_id = next["posting"]["id"].as_str().unwrap().to_owned();
    let right = json!({"version": next["version"], "from_on": "2026-06-02"});
    let (status, put_right) = send(&mut clerk, &format!("PUT /postings/{next_id}"), &right);
    assert_eq!((status, &put_right["posting"]["from_on"]), (StatusCode::OK, &json!("2026-06-02")));
    let ending = json!({"on": "2026-11-01", "because": "工作调动"});
    for place in [format!("POST /postings/{next_id}/ending"), format!("GET /postings/{next_id}")] {
        let body = if place.starts_with("GET") { &Value::Null } else { &ending };
        assert_eq!(send(&mut other, &place, body).0, StatusCode::NOT_FOUND, "{place}");
    }
    let (status, gone) = send(&mut clerk, &format!("POST /postings/{next_id}/ending"), &ending);
    assert_eq!((status, &gone["posting"]["until_on"]), (StatusCode::OK, &json!("2026-11-01")));
    let why = json!({"because": "张冠李戴"});
    let (status, struck) = send(&mut clerk, &format!("POST /postings/{id}/striking"), &why);
    assert_eq!((status, &struck["posting"]["until_on"]), (StatusCode::OK, &json!("2025-03-01")));
}

#[test]
fn a_pairing_begins_and_ends() {
    let house = house();
    let mut office = house.signed_in("office");
    let unit =
        house.county.organisation("functional_organisation", "县文化馆功能型党组织", VILLAGE);
    let new = json!({"id": PairingId::new(now()), "kind": "functional_village",
        "organisation_id": unit, "division_code": VILLAGE, "from_on": "2019-01-01"});
    let (status, made) = send(&mut office, "POST /pairings", &new);
    assert_eq!(
        (status, &made["name"]),
        (StatusCode::CREATED, &json!("县文化馆功能型党组织")),
        "{made}"
    );
    let id = made["id"].as_str().unwrap().to_owned();
    assert_eq!(get(&mut office, "/pairings?kind=functional_village")["total"], 1);
    assert_eq!(get(&mut office, &format!("/pairings/{id}")), made);
    let ending = json!({"on": "2026-11-01", "because": "任务完成", "by": "me"});
    let (status, refused) = send(&mut office, &format!("POST /pairings/{id}/ending"), &ending);
    assert_eq!(
        (status, &refused["errors"][0]["field"]),
        (StatusCode::BAD_REQUEST, &json!("by")),
        "{refused}"
    );
    let ending = json!({"on": "2026-11-01", "because": "任务完成"});
    let (_, ended) = send(&mut office, &format!("POST /pairings/{id}/ending"), &ending);
    assert_eq!(ended["until_on"], "2026-11-01", "{ended}");
    let why = json!({"because": "重复登记"});
    let (_, struck) = send(&mut office, &format!("POST /pairings/{id}/striking"), &why);
    assert_eq!(struck["until_on"], "2019-01-01", "{struck}");
}

#[test]
fn a_briefing_is_read_published_and_withdrawn() {
    let house = house();
    let mut office = house.signed_in("office");
    let place = format!("division={COUNTY}&period=2019");
    let draft = get(&mut office, &format!("/briefings/drafts/annual?{place}"));
    assert_eq!(draft["published"], 0);
    let new = json!({"id": BriefingId::new(now()), "key": "annual", "division_code": COUNTY,
        "period": "2019", "at": draft["at"]});
    let (status, made) = send(&mut office, "POST /briefings", &new);
    assert_eq!((status, &made["number"]), (StatusCode::CREATED, &json!(1)), "{made}");
    assert_eq!(send(&mut office, "POST /briefings", &new).1, made, "a retry finds it");
    let id = made["id"].as_str().unwrap().to_owned();
    let read = get(&mut office, &format!("/briefings/{id}"));
    assert_eq!((&read["briefing"], &read["body"]), (&made, &draft["body"]));
    let compared = get(&mut office, &format!("/briefings/{id}/comparison"));
    assert!(compared.as_array().unwrap().iter().all(|one| one["changed"] == false), "{compared}");
    let because = json!({"because": "数字有误"});
    let (_, gone) = send(&mut office, &format!("POST /briefings/{id}/withdrawal"), &because);
    assert_eq!(gone["withdrawn_because"], "数字有误");
    let mut clerk = house.signed_in("clerk");
    let denied = send(&mut clerk, "POST /briefings", &new);
    assert_eq!(denied.0, StatusCode::NOT_FOUND, "{}", denied.1);
    assert_eq!(get(&mut office, "/briefings?period=2019")["total"], 0);
    assert_eq!(get(&mut office, "/briefings?period=2019&withdrawn=yes")["total"], 1);
}

#[test]
fn a_case_is_opened_moved_and_listed_by_programs() {
    let house = house();
    let (mut clerk, mut other) = (house.signed_in("clerk"), house.signed_in("other"));
    let demand = json!({
        "id": CaseId::new(now()), "process": "demand", "division_code": VILLAGE,
        "fields": {"content": "水井浑浊", "channel": "phone"},
    });
    let (status, made) = send(&mut clerk, "POST /cases", &demand);
    assert_eq!((status, &made["fields"]["channel"]), (StatusCode::OK, &json!("phone")), "{made}");
    let path = format!("/cases/{}", made["case"]["id"].as_str().unwrap());
    // Sent again, it is the same case.
    assert_eq!(send(&mut clerk, "POST /cases", &demand).1["case"], made["case"]);
    let assign = &made["ways"].as_array().unwrap().iter().find(|way| way["step"] == "assign");
    assert_eq!(assign.unwrap()["needs_hand_to"], true, "{made}");

    let answer = json!({
        "id": CaseStepId::new(now()), "step": "answer_at_once", "seen": 1,
        "fields": {"class": "help", "reply": "明天去看"},
    });
    let steps = format!("POST {path}/steps");
    let (status, moved) = send(&mut clerk, &steps, &answer);
    assert_eq!((status, &moved["case"]["state"]), (StatusCode::OK, &json!("replied")), "{moved}");
    assert_eq!(send(&mut clerk, &steps, &answer).1["case"]["steps"], 2);
    // Whoever saw it before is told what happened; what nobody can take does not exist.
    let late =
        json!({"id": CaseStepId::new(now()), "step": "take_back", "seen": 1, "reason": "误"});
    let (status, refused) = send(&mut clerk, &steps, &late);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
    let wrong = json!({"id": CaseStepId::new(now()), "step": "nothing"});
    assert_eq!(send(&mut clerk, &steps, &wrong).0, StatusCode::NOT_FOUND);
    let odd = json!({"id": CaseStepId::new(now()), "step": "take_back", "more": 1});
    assert_eq!(send(&mut clerk, &steps, &odd).0, StatusCode::BAD_REQUEST);

    assert_eq!(get(&mut clerk, "/cases?process=demand&view=open")["total"], 1);
    let odd = send(&mut clerk, "GET /cases?due=soon", &Value::Null);
    assert_eq!(odd.0, StatusCode::BAD_REQUEST, "{}", odd.1);
    assert_eq!(get(&mut clerk, &path)["steps"].as_array().unwrap().len(), 2);
    assert_eq!(get(&mut other, "/cases")["total"], 0);
    assert_eq!(send(&mut other, &format!("GET {path}"), &Value::Null).0, StatusCode::NOT_FOUND);
    assert_eq!(send(&mut other, &steps, &late).0, StatusCode::NOT_FOUND);
}
