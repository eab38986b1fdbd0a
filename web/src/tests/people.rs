//! The pages of people, postings and pairings, as a clerk and an auditor meet them.

use axum::http::StatusCode;
use office::{
    account::SignInRules,
    testing::{TOWNSHIP, VILLAGE},
};

use super::{
    browser::{Browser, House},
    site::Answer,
};

fn house() -> House {
    let rules = SignInRules { administrators_need_second_factor: false, ..SignInRules::default() };
    let house = House::with(rules);
    house.account_at("clerk", "township_clerk", TOWNSHIP);
    house.account("office", "county_office");
    house
}

/// A number that nobody bears: its county code does not exist.
const NUMBER: &str = "410499198002290125";
const PHONE: &str = "13800001234";

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let mark = format!("name=\"{name}\" value=\"");
    page.split(&mark)
        .nth(1)
        .unwrap_or_else(|| panic!("no {name}: {page}"))
        .split('"')
        .next()
        .unwrap()
}

fn register(browser: &mut Browser, more: &[(&str, &str)]) -> Answer {
    let page = browser.get("/people/new").body;
    let id = hidden(&page, "id").to_owned();
    let mut fields = vec![("id", id.as_str())];
    fields.extend(more);
    browser.post("/people", &fields)
}

fn place_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location").to_owned()
}

fn registered(browser: &mut Browser, name: &str) -> String {
    let fields = [("name", name), ("sex", "1"), ("division_code", VILLAGE)];
    place_of(&register(browser, &fields))
}

#[test]
fn a_person_is_registered_found_and_never_shown_in_clear() {
    let house = house();
    let mut clerk = house.signed_in("clerk");
    let wrong = register(&mut clerk, &[("name", "王3"), ("division_code", "没有的村")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"王3\"") && wrong.body.contains("value=\"没有的村\""));
    let fields = [
        ("name", "王芳"),
        ("id_number", NUMBER),
        ("phone", PHONE),
        ("political_status", "01"),
        ("division_code", VILLAGE),
    ];
    let show = place_of(&register(&mut clerk, &fields));
    let page = clerk.get(&show).body;
    assert!(page.contains("4104**********0125") && page.contains("138****1234"), "{page}");
    assert!(!page.contains(NUMBER) && !page.contains(PHONE));
    assert!(page.contains("女性") && page.contains("1980"));
    // The same number again leads to the record that there is.
    let twin = register(
        &mut clerk,
        &[("name", "王方"), ("id_number", NUMBER), ("division_code", VILLAGE)],
    );
    assert!(twin.body.contains(&format!("href=\"{show}\"")), "{}", twin.body);
    let list = clerk.get("/people?q=%E7%8E%8B&status=01").body;
    assert!(list.contains("王芳") && list.contains("中国共产党党员"), "{list}");
    assert!(!clerk.get("/people?status=13").body.contains("王芳"));
    // A number never stays in an address, and is looked up by a form's body.
    let typed = clerk.get(&format!("/people?q={NUMBER}"));
    assert_eq!(typed.header("location"), "/people");
    let found = clerk.post("/people/lookup", &[("id_number", NUMBER)]);
    assert_eq!(found.header("location"), show);
    let nobody = clerk.post("/people/lookup", &[("id_number", "410499198002290993")]);
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);

    let edit = clerk.get(&format!("{show}/edit")).body;
    let version = hidden(&edit, "version").to_owned();
    assert!(edit.contains("4104**********0125") && !edit.contains(NUMBER));
    let with = |name: &'static str| {
        [
            ("version", version.clone()),
            ("name", name.to_owned()),
            ("division_code", VILLAGE.to_owned()),
        ]
    };
    let send = |clerk: &mut Browser, name| {
        let fields = with(name);
        let fields: Vec<_> = fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
        clerk.post(&show, &fields)
    };
    assert_eq!(send(&mut clerk, "王方芳").header("location"), show);
    assert!(clerk.get(&show).body.contains("4104**********0125"), "a blank box keeps the number");
    assert!(send(&mut clerk, "王五").body.contains("别人已修改"));
    let book = clerk.get("/people.xlsx");
    assert_eq!((book.status, &book.body[..2]), (StatusCode::OK, "PK"));
}

#[test]
fn a_field_is_shown_once_for_a_reason_and_the_auditor_sees_it() {
    let house = house();
    house.account("audit", "audit_admin");
    let mut clerk = house.signed_in("clerk");
    let fields = [("name", "王芳"), ("id_number", NUMBER), ("division_code", VILLAGE)];
    let show = place_of(&register(&mut clerk, &fields));
    let ask = format!("{show}/reveals/new?field=id_number");
    let page = clerk.get(&ask).body;
    assert!(page.contains("data-dialog-content"), "{page}");
    let id = hidden(&page, "id").to_owned();
    let send = |clerk: &mut Browser, reason: &str| {
        let fields = [
            ("id", id.as_str()),
            ("field", "id_number"),
            ("purpose", "verify"),
            ("reason", reason),
        ];
        clerk.post(&format!("{show}/reveals"), &fields)
    };
    let refused = send(&mut clerk, "看看");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("看看") && !refused.body.contains(NUMBER));
    let shown = send(&mut clerk, "核对党员花名册的身份");
    assert!(shown.body.contains(NUMBER), "{}", shown.body);
    assert_eq!(shown.header("cache-control"), "no-store");
    let page = clerk.get(&show).body;
    assert!(page.contains("核对党员花名册的身份") && !page.contains(NUMBER));
    let mut auditor = house.signed_in("audit");
    let seen = auditor.get("/reveals").body;
    assert!(seen.contains("核对党员花名册的身份") && seen.contains("clerk 某"), "{seen}");
    let person = show.rsplit('/').next().unwrap();
    let of_one = auditor.get(&format!("/reveals?person={person}")).body;
    assert!(of_one.contains("核对党员花名册的身份"), "{of_one}");
    let nobody = auditor.get(&format!("/reveals?person={}", uuid::Uuid::nil())).body;
    assert!(nobody.contains("没有查看记录"), "{nobody}");
    assert_eq!(clerk.get("/reveals").status, StatusCode::NOT_FOUND);
    assert_eq!(auditor.get(&show).status, StatusCode::NOT_FOUND);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
fn a_vacancy_is_filled_handed_over_and_ended() {
    let house = house();
    let mut office = house.signed_in("office");
    let (first, second) = (registered(&mut office, "王一山"), registered(&mut office, "李二河"));
    let id_of = |show: &str| show.rsplit('/').next().unwrap().to_owned();
    let gaps = office.get("/postings/gaps?post=first_secretary").body;
    assert!(
        gaps.contains(&format!("/postings/new?post=first_secretary&amp;division={VILLAGE}")),
        "{gaps}"
    );
    let fill =
        format!("/postings/new?post=first_secretary&division={VILLAGE}&who=%E7%8E%8B%E4%B8%80");
    let page = office.get(&fill).body;
    assert!(page.contains("王一山"), "{page}");
    let new = |office: &mut Browser, person: &str, from: &str| {
        let page = office.get("/postings/new?who=%E7%8E%8B").body;
        let (id, person) = (hidden(&page, "id").to_owned(), id_of(person));
        let fields = [
            ("id", id.as_str()),
            ("post", "first_secretary"),
            ("division_code", VILLAGE),
            ("person_id", person.as_str()),
            ("from_on", from),
        ];
        office.post("/postings", &fields)
    };
    let held = place_of(&new(&mut office, &first, "2025年3月1日"));
    let clash = new(&mut office, &second, "20260101");
    assert!(
        clash.body.contains("由王一山担任") && clash.body.contains(&format!("href=\"{held}\"")),
        "{}",
        clash.body
    );
    assert!(clash.body.contains("value=\"20260101\""));
    let over = office.get(&format!("{held}/hand-over?who=%E6%9D%8E%E4%BA%8C")).body;
    let (id, person) = (hidden(&over, "id").to_owned(), id_of(&second));
    let fields = [
        ("id", id.as_str()),
        ("person_id", person.as_str()),
        ("on", "2026-06-01"),
        ("because", "任期届满"),
    ];
    let next = place_of(&office.post(&format!("{held}/hand-over"), &fields));
    let page = office.get(&next).body;
    assert!(
        page.contains("王一山") && page.contains("李二河") && page.contains("交接任职"),
        "{page}"
    );
    let list = office.get("/postings?post=first_secretary").body;
    assert!(list.contains("李二河") && !list.contains("王一山"), "{list}");
    assert!(office.get("/postings?state=ended").body.contains("王一山"));
    let ended =
        office.post(&format!("{next}/ending"), &[("on", "2026-11-01"), ("because", "工作调动")]);
    assert_eq!(ended.header("location"), next);
    let gaps = office.get(&format!("/postings/gaps?post=first_secretary&division={TOWNSHIP}")).body;
    assert!(gaps.contains("李二河") && gaps.contains("24"), "{gaps}");
    for path in
        ["/postings.xlsx", "/postings/gaps.xlsx?post=first_secretary", "/pairings/gaps.xlsx"]
    {
        assert_eq!(&office.get(path).body[..2], "PK", "{path}");
    }
    let struck = office.post(&format!("{held}/striking"), &[("because", "张冠李戴")]);
    assert_eq!(struck.header("location"), held);
    assert!(office.get(&held).body.contains("已作废"));
    // A stranger's page, and a form sent to it, do not exist for a clerk of another township.
    house.account_at("other", "township_clerk", "410423102000");
    let mut other = house.signed_in("other");
    assert_eq!(other.get(&next).status, StatusCode::NOT_FOUND);
    let denied =
        other.post(&format!("{next}/ending"), &[("on", "2026-11-02"), ("because", "工作调动")]);
    assert_eq!(denied.status, StatusCode::NOT_FOUND);
}

#[test]
fn lists_without_anything_say_what_would_be_there() {
    let house = house();
    let mut office = house.signed_in("office");
    for path in [
        "/people",
        "/postings",
        "/postings/overruns",
        "/postings/teams",
        "/pairings",
        "/pairings/gaps",
        "/pairings/new?kind=unit_village&division=%E4%B8%8B%E6%B1%A4",
    ] {
        let answer = office.get(path);
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    }
    assert!(office.get("/people").body.contains("没有符合条件的人员"));
    assert_eq!(office.get("/people?day=yesterday").status, StatusCode::BAD_REQUEST);
    assert_eq!(office.get("/people?division=1").status, StatusCode::NOT_FOUND);
}

#[test]
fn whoever_has_an_account_sees_who_looked_at_their_own_fields() {
    let house = house();
    house.account("keeper", "security_admin");
    let mut clerk = house.signed_in("clerk");
    let fields = [("name", "王芳"), ("id_number", NUMBER), ("division_code", VILLAGE)];
    let show = place_of(&register(&mut clerk, &fields));
    let ask = clerk.get(&format!("{show}/reveals/new?field=id_number")).body;
    let id = hidden(&ask, "id").to_owned();
    let reason = "核对党员花名册的身份";
    let fields =
        [("id", id.as_str()), ("field", "id_number"), ("purpose", "verify"), ("reason", reason)];
    clerk.post(&format!("{show}/reveals"), &fields);
    assert!(clerk.get("/account/reveals").body.contains("还没有与人员登记关联"));

    let mut keeper = house.signed_in("keeper");
    let make = |keeper: &mut Browser, number: &str| {
        let id = hidden(&keeper.get("/accounts/new").body, "id").to_owned();
        let fields =
            [("id", id.as_str()), ("login", "wangfang"), ("name", "王芳"), ("id_number", number)];
        keeper.post("/accounts", &fields)
    };
    let wrong = make(&mut keeper, "410499198002290993");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    assert!(wrong.body.contains("没有登记这个身份号码的人"), "{}", wrong.body);
    let made = make(&mut keeper, NUMBER);
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let given = made.body.split("<code").nth(2).unwrap().split('>').nth(1).unwrap();
    let given = given.split('<').next().unwrap().trim().to_owned();
    let mut herself = house.browser();
    herself.post("/sign-in", &[("login", "wangfang"), ("password", &given)]);
    let chosen = super::browser::CHOSEN;
    let fields = [("password", given.as_str()), ("new_password", chosen), ("again", chosen)];
    herself.post("/account/password", &fields);
    let seen = herself.get("/account/reveals").body;
    assert!(seen.contains(reason) && seen.contains("clerk 某"), "{seen}");
    assert!(!seen.contains(NUMBER));
    assert_eq!(herself.get(&show).status, StatusCode::NOT_FOUND);
}
