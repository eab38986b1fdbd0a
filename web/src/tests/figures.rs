//! Figures as people and programs see them.

use axum::http::StatusCode;
use office::testing::{COUNTY, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE, show};

use super::browser::{Browser, House};

fn day(text: &str) -> model::Date {
    text.parse().unwrap()
}

/// Three shows of 2019, two in one township and one in another.
fn house() -> House {
    let house = House::open();
    show(&house.office, VILLAGE, day("2019-03-05"), "春风进村文艺演出");
    show(&house.office, VILLAGE, day("2019-06-14"), "㐀𠮷龘䶮 <b>村</b>演出");
    show(&house.office, OTHER_VILLAGE, day("2019-06-15"), "丰收节演出");
    house.account("leader", "county_leader");
    house.account_at("lin", "township_clerk", TOWNSHIP);
    house
}

fn json(browser: &mut Browser, path: &str) -> serde_json::Value {
    let answer = browser.get(path);
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

#[test]
fn a_number_opens_its_records_and_its_link_stays() {
    let house = house();
    let mut leader = house.signed_in("leader");
    // Unasked, the year in which something was last held.
    let tiles = leader.get("/figures").body;
    assert!(tiles.contains("2019年") && tiles.contains("主题教育巡演宣讲"), "{tiles}");
    let href = format!("/figures/shows?division={COUNTY}&period=2019");
    assert!(tiles.contains(&href.replace('&', "&#38;")), "{tiles}");
    let page = leader.get(&href).body;
    for words in ["<b class=\"mb-2\">3<small>场", "春风进村文艺演出", "取消的不计", "下汤镇"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("㐀𠮷龘䶮 &#60;b&#62;村&#60;/b&#62;演出"), "{page}");
    let link = page.split("固定链接").nth(1).unwrap().split("href=\"").nth(1).unwrap();
    let link = link.split('"').next().unwrap().replace("&#38;", "&");
    show(&house.office, VILLAGE, day("2019-07-01"), "七一演出");
    assert!(leader.get(&href).body.contains("<b class=\"mb-2\">4<small>场"));
    let then = leader.get(&link).body;
    assert!(then.contains("<b class=\"mb-2\">3<small>场") && !then.contains("七一演出"));
    assert!(then.contains("这是较早时的数字，现在是") && then.contains("<strong>4</strong>"));
    let sheet = leader.get(&link.replacen('?', "/records.xlsx?", 1));
    assert!(sheet.header("content-disposition").contains(".xlsx"), "{:?}", sheet.headers);
}

#[test]
fn records_are_narrowed_to_a_place() {
    let mut leader = house().signed_in("leader");
    let path = format!("/figures/shows?period=2019&within={OTHER_TOWNSHIP}");
    let page = leader.get(&path).body;
    assert!(page.contains("丰收节演出") && !page.contains("春风进村文艺演出"), "{page}");
    assert!(page.contains("这个数字背后的 1 条记录"), "{page}");
}

#[test]
fn programs_get_the_same_numbers() {
    let house = house();
    let mut leader = house.signed_in("leader");
    let all = json(&mut leader, &format!("/api/v1/figures?period=2019&unit={COUNTY}"));
    let shows = all.as_array().unwrap().iter().find(|figure| figure["key"] == "shows").unwrap();
    let keys: Vec<_> = shows.as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected =
        ["key", "title", "value", "records", "unit", "period", "revision", "journal_index"];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!((&shows["value"], &shows["records"]), (&3.into(), &3.into()));
    assert_eq!((shows["unit"].as_str(), shows["period"].as_str()), (Some(COUNTY), Some("2019")));
    let document = json(&mut leader, "/api/v1/openapi.json");
    let schema = &document["components"]["schemas"]["figures.Figure"]["properties"];
    let mut told: Vec<_> = schema.as_object().unwrap().keys().map(String::as_str).collect();
    told.sort_unstable();
    assert_eq!(told, expected);
    let one = json(&mut leader, "/api/v1/figures/shows?period=2019");
    assert_eq!(&one["figure"], shows);
    assert_eq!(one["breakdown"][0]["value"], 2);
    let path = "/api/v1/figures/shows/records?period=2019&limit=2";
    let first = json(&mut leader, path);
    assert_eq!((&first["total"], first["records"].as_array().unwrap().len()), (&3.into(), 2));
    let next = first["next"].as_str().unwrap();
    let second = json(&mut leader, &format!("{path}&after={next}"));
    assert_eq!(second["records"][0]["title"], "丰收节演出");
    assert!(second["next"].is_null());
}

#[test]
fn what_is_not_theirs_does_not_exist() {
    let house = house();
    let mut clerk = house.signed_in("lin");
    assert!(clerk.get("/figures/shows?period=2019").body.contains("<b class=\"mb-2\">2<small>"));
    let nothing = clerk.get("/figures/nothing").body;
    let masked = |body: &str| body.split("nonce").next().unwrap().to_owned();
    for path in [
        format!("/figures/shows?division={COUNTY}"),
        format!("/figures/shows?division={OTHER_TOWNSHIP}&period=2019"),
        format!("/figures?division={OTHER_VILLAGE}"),
        format!("/figures/shows?within={OTHER_VILLAGE}"),
        format!("/figures/shows/records.xlsx?division={COUNTY}"),
    ] {
        let answer = clerk.get(&path);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(masked(&answer.body), masked(&nothing), "{path}");
    }
    let refused = clerk.get("/figures/shows?at=99999");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (path, words) in [
        ("/figures?period=lastyear", "时段请写作"),
        ("/figures?division=41", "12 位数字"),
        ("/figures/shows?after=x", "翻页位置不对"),
    ] {
        let answer = clerk.get(path);
        assert!(answer.status.is_client_error() && answer.body.contains(words), "{}", answer.body);
    }
}

#[test]
fn a_briefing_is_read_published_compared_and_withdrawn() {
    let house = house();
    house.account("office", "county_office");
    let mut office = house.signed_in("office");
    let list = office.get("/briefings").body;
    assert!(list.contains("还没有发布过简报"), "{list}");
    let draft = office.get(&format!("/briefings/drafts/annual?division={COUNTY}&period=2019")).body;
    assert!(draft.contains("鲁山县党建助推脱贫攻坚工作简报（2019年）"), "{draft}");
    assert!(draft.contains("title=\"文艺作品巡演场次\">3</a>场"), "{draft}");
    let hidden = |name: &str| {
        let field = draft.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        field.split('"').next().unwrap().to_owned()
    };
    let names = ["id", "key", "division", "period", "at"];
    // The picker has a division and a period of its own, of the same value or none.
    let values = [hidden("id"), hidden("key"), COUNTY.to_owned(), "2019".to_owned(), hidden("at")];
    let fields: Vec<_> = names.into_iter().zip(values.iter().map(String::as_str)).collect();
    show(&house.office, VILLAGE, day("2019-08-01"), "发布前一刻的演出");
    let published = office.post("/briefings", &fields);
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.body);
    let path = published.header("location").to_owned();
    assert_eq!(office.post("/briefings", &fields).header("location"), path);
    let page = office.get(&path).body;
    assert!(page.contains("title=\"文艺作品巡演场次\">3</a>场"), "{page}");
    let compared = office.get(&format!("{path}/comparison")).body;
    assert!(
        compared.contains("1 个数字在发布后有变化") || compared.contains("2 个数字"),
        "{compared}"
    );
    // For the public nothing is a link, and what is small is not told.
    let public = office.get(&format!("{path}?view=public")).body;
    assert!(
        !public.contains("title=\"文艺作品巡演场次\">") && public.contains("不足5名先进典型"),
        "{public}"
    );
    let withdrawal = format!("{path}/withdrawal");
    let empty = office.post(&withdrawal, &[("because", " ")]);
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("请写明撤回原因"), "{}", empty.body);
    assert_eq!(office.post(&withdrawal, &[("because", "口径有误")]).status, StatusCode::SEE_OTHER);
    assert!(office.get(&path).body.contains("口径有误"));
    let mut leader = house.signed_in("leader");
    assert_eq!(leader.post("/briefings", &fields).status, StatusCode::NOT_FOUND);
    assert_eq!(leader.get(&withdrawal).status, StatusCode::NOT_FOUND);
    let mut clerk = house.signed_in("lin");
    for path in [path.clone(), format!("{path}/comparison"), withdrawal] {
        assert_eq!(clerk.get(&path).status, StatusCode::NOT_FOUND, "{path}");
    }
}
