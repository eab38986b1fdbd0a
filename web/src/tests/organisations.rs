//! The pages of divisions and organisations.

use axum::http::{Request, StatusCode};
use model::id::{OrganisationId, PersonId};
use office::{
    account::SignInRules,
    organisation::{self, NewOrganisation},
    testing::{COUNTY, TOWNSHIP, VILLAGE, code},
};
use store::testing::now;

use super::browser::{Browser, House};

fn house() -> House {
    let house = House::with(SignInRules {
        administrators_need_second_factor: false,
        ..SignInRules::default()
    });
    house.account("zhou", "county_office");
    house
}

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let mark = format!("name=\"{name}\" value=\"");
    page.split(&mark).nth(1).unwrap().split('"').next().unwrap()
}

fn organisation(house: &House, kind: &str, name: &str, division: &str) -> OrganisationId {
    let new = NewOrganisation {
        id: OrganisationId::new(now()),
        kind: kind.to_owned(),
        name: name.to_owned(),
        credit_code: None,
        division_code: code(division),
        parent_id: None,
        from_on: "2018-01-01".parse().unwrap(),
        import_id: None,
    };
    let id = new.id;
    house.office.program(now()).write(move |act| organisation::found(act, &new)).unwrap();
    id
}

fn person(house: &House, name: &str) -> PersonId {
    let new = office::person::NewPerson {
        id: PersonId::new(now()),
        particulars: office::person::Particulars {
            name: name.to_owned(),
            sex: "1".to_owned(),
            ethnicity: None,
            birth_year: Some(1980),
            political_status: None,
            schooling: None,
            division_code: code(VILLAGE),
            joined_party_on: None,
        },
        id_number: None,
        phone: None,
        import_id: None,
    };
    let id = new.id;
    house.office.program(now()).write(move |act| office::person::add(act, &new)).unwrap();
    id
}

fn founded(browser: &mut Browser, fields: &[(&str, &str)]) -> String {
    let page = browser.get("/organisations/new").body;
    let id = hidden(&page, "id").to_owned();
    let fields: Vec<_> = [&[("id", id.as_str())], fields].concat();
    let done = browser.post("/organisations", &fields);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let again = browser.post("/organisations", &fields);
    assert_eq!(again.status, StatusCode::SEE_OTHER, "sent twice: {}", again.body);
    format!("/organisations/{id}")
}

#[test]
fn an_organisation_is_founded_below_the_only_one_that_fits() {
    let house = house();
    let mut office = house.signed_in("zhou");
    organisation(&house, "township_committee", "下汤镇党委", TOWNSHIP);
    let page = office.get("/organisations/new").body;
    let wrong = [
        ("id", hidden(&page, "id")),
        ("kind", "village_branch"),
        ("name", ""),
        ("division_code", "没有的村"),
        ("from_on", "去年"),
        ("credit_code", "123"),
    ];
    let refused = office.post("/organisations", &wrong);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["不是本县的乡镇或村", "看不懂这个日期", "请填写这一项", "value=\"没有的村\""]
    {
        assert!(refused.body.contains(said), "{said}");
    }
    let own = founded(
        &mut office,
        &[
            ("kind", "village_branch"),
            ("name", "试点村党支部"),
            ("division_code", VILLAGE),
            ("from_on", "2019年3月1日"),
        ],
    );
    let page = office.get(&own).body;
    for said in ["试点村党支部", "下汤镇党委", "2019年3月1日", "成立组织", "从未任命"]
    {
        assert!(page.contains(said), "{said}");
    }
    let tree = office.get("/organisations/tree?day=2019-03-01").body;
    assert!(tree.contains("下汤镇党委") && tree.contains("试点村党支部"), "a single trunk is open");
    let list = office.get("/organisations?q=%E8%AF%95%E7%82%B9&gap=members").body;
    assert!(list.contains("试点村党支部") && list.contains("共 1 条"), "{list}");
}

#[test]
fn people_join_are_transferred_and_leave() {
    let house = house();
    let mut office = house.signed_in("zhou");
    let branch = organisation(&house, "village_branch", "甲村党支部", VILLAGE);
    let other = organisation(&house, "village_branch", "乙村党支部", "410423101002");
    let (first, _) = (person(&house, "张三"), person(&house, "张三"));
    let form = format!("/organisations/{branch}/members/new");
    let page = office.get(&form).body;
    let id = hidden(&page, "id").to_owned();
    let to = format!("/organisations/{branch}/members");
    let join = |office: &mut Browser, name: &str, chosen: &str| {
        let fields = [
            ("id", id.as_str()),
            ("person", name),
            ("person_id", chosen),
            ("from_on", "20190301"),
            ("duty", "组织委员"),
        ];
        office.post(&to, &fields)
    };
    assert!(join(&mut office, "李四", "").body.contains("没有登记叫这个名字的人"));
    let several = join(&mut office, "张三", "");
    assert!(several.body.contains("有几位同名") && several.body.contains("1980"));
    let done = join(&mut office, "张三", &first.to_string());
    assert_eq!(done.header("location"), format!("/organisations/{branch}"));
    let page = office.get(&format!("/organisations/{branch}")).body;
    assert!(page.contains("张三") && page.contains("组织委员"));

    let path = format!("/affiliations/{id}/transfer");
    let page = office.get(&path).body;
    assert!(page.contains("乙村党支部") && !page.contains(&format!("<option value=\"{branch}\"")));
    let new_id = hidden(&page, "new_id").to_owned();
    let other_id = other.to_string();
    let fields = [
        ("new_id", new_id.as_str()),
        ("organisation_id", other_id.as_str()),
        ("from_on", "2019-06-01"),
    ];
    assert_eq!(office.post(&path, &fields).header("location"), format!("/organisations/{other}"));
    assert!(office.get(&format!("/organisations/{branch}?day=2019-05-31")).body.contains("张三"));
    assert!(!office.get(&format!("/organisations/{branch}?day=2019-06-01")).body.contains("张三"));

    let end = |office: &mut Browser, on: &str| {
        office.post(&format!("/organisations/{other}/dissolve"), &[("until_on", on)])
    };
    assert!(end(&mut office, "2019-07-01").body.contains("1 名成员"));
    let left = office.post(&format!("/affiliations/{new_id}/leave"), &[("until_on", "2019-07-01")]);
    assert_eq!(left.header("location"), format!("/organisations/{other}"));
    assert_eq!(end(&mut office, "2019-07-01").status, StatusCode::SEE_OTHER);
    let page = office.get(&format!("/organisations/{other}")).body;
    assert!(page.contains("已撤销") && page.contains("/restoration"));
    let restored = office.post(&format!("/organisations/{other}/restoration"), &[]);
    assert_eq!(restored.status, StatusCode::SEE_OTHER);
}

#[test]
fn a_list_goes_out_as_a_spreadsheet_however_long() {
    let house = house();
    let mut office = house.signed_in("zhou");
    for n in 0..3 {
        organisation(&house, "cooperative", &format!("=合作社{n}"), VILLAGE);
    }
    let file = office.get("/organisations.xlsx?kind=cooperative");
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.header("content-disposition").contains(".xlsx"));
    assert!(file.body.starts_with("PK"), "a workbook is a zip file");
    assert_eq!(office.get("/divisions.xlsx").status, StatusCode::OK);
    // Browsers ask for it compressed.
    let squeezed = Request::get("/divisions.xlsx").header("accept-encoding", "gzip, br");
    let squeezed = office.api(squeezed, "");
    assert_eq!((squeezed.status, squeezed.header("content-encoding")), (StatusCode::OK, "br"));
    let foreign = office.get("/organisations.xlsx?division=410999000000");
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
}

#[test]
fn a_division_is_found_shown_renamed_and_kept_by_the_county_alone() {
    let house = house();
    let mut office = house.signed_in("zhou");
    let tree = office.get("/divisions").body;
    assert!(tree.contains("下汤镇") && !tree.contains(VILLAGE), "villages are closed at first");
    assert!(office.get(&format!("/divisions?open={TOWNSHIP}")).body.contains(VILLAGE));
    assert!(office.get("/divisions?day=1999-01-01").body.contains("请换一个日期"));
    assert_eq!(office.get("/divisions?day=never").status, StatusCode::BAD_REQUEST);
    let found = office.get(&format!("/divisions?q={VILLAGE}"));
    assert_eq!(found.header("location"), format!("/divisions/{VILLAGE}"));
    let typing = Request::get(format!("/divisions?q={VILLAGE}")).header("hx-request", "true");
    let typing = office.api(typing, "");
    assert!(typing.status.is_success() && typing.body.contains(VILLAGE), "the list, not a page");
    let form = format!("/divisions/{VILLAGE}/rename");
    let page = office.get(&form).body;
    let id = hidden(&page, "id").to_owned();
    let fields = [("id", id.as_str()), ("name", "尧山前村村民委员会"), ("from_on", "2019-05-01")];
    assert_eq!(office.post(&form, &fields).header("location"), format!("/divisions/{VILLAGE}"));
    let page = office.get(&format!("/divisions/{VILLAGE}")).body;
    assert!(page.contains("尧山前村") && page.contains("曾用名"), "{page}");
    let dissolve = format!("/divisions/{TOWNSHIP}/dissolve");
    let refused = office.post(&dissolve, &[("id", id.as_str()), ("until_on", "2020-01-01")]);
    assert!(refused.body.contains("还有村（"), "{}", refused.body);

    house.account_at("qian", "township_clerk", TOWNSHIP);
    let mut clerk = house.signed_in("qian");
    assert_eq!(clerk.get(&form).status, StatusCode::NOT_FOUND);
    assert_eq!(clerk.get("/divisions/new").status, StatusCode::NOT_FOUND);
    assert_eq!(clerk.post(&form, &fields).status, StatusCode::NOT_FOUND);
    assert_eq!(clerk.get(&format!("/divisions/{COUNTY}")).status, StatusCode::NOT_FOUND);
}
