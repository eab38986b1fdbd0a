//! The page that a day begins with, the inbox, the settings.

use model::Text;
use office::testing::{COUNTY, TOWNSHIP, VILLAGE, tell};

use super::browser::House;

#[test]
fn a_day_begins_with_what_one_may_begin() {
    let house = House::open();
    house.account_at("lin", "village_secretary", VILLAGE);
    let mut clerk = house.signed_in("lin");
    let home = clerk.get("/");
    assert_eq!(home.status, 200);
    assert!(home.body.contains("眼下没有要办的事"), "{}", home.body);
    assert!(!home.body.contains("href=\"/accounts/new\""));
    for href in ["/settings", "/about", "/api", "/inbox"] {
        assert_eq!(clerk.get(href).status, 200, "{href}");
    }
    assert!(!clerk.get("/settings").body.contains("href=\"/jobs\""));
    assert_eq!(clerk.get("/jobs").status, 404);
}

/// An address that leads nowhere would only be found by pressing it.
#[test]
fn every_address_that_home_and_settings_know_is_served_or_left_out() {
    let house = House::open();
    house.account_at("lin", "county_office", COUNTY);
    let mut office = house.signed_in("lin");
    for page in ["/", "/settings"] {
        let body = office.get(page).body;
        let main = body.split_once("<main").unwrap().1;
        for href in main
            .split("<a ")
            .skip(1)
            .filter_map(|a| a.split("href=\"").nth(1))
            .filter_map(|rest| rest.split('"').next())
        {
            let path = href.split('?').next().unwrap();
            assert!(
                path.starts_with('#')
                    || path.starts_with("/divisions/")
                    || crate::routes::serves(path),
                "{page}: {href}"
            );
        }
    }
}

#[test]
fn a_notice_is_counted_until_it_is_read() {
    let house = House::open();
    let id = house.account_at("lin", "township_clerk", TOWNSHIP);
    let other = house.account_at("wei", "township_clerk", TOWNSHIP);
    tell(&house.office, id, &Text::fixed("名册已读完", "The roster has been read"), house.now());
    tell(&house.office, other, &Text::fixed("与您无关", "Not for you"), house.now());
    let mut clerk = house.signed_in("lin");
    let inbox = clerk.get("/inbox").body;
    assert!(inbox.contains("名册已读完") && !inbox.contains("与您无关"), "{inbox}");
    assert!(inbox.contains("<span class=\"count\">1</span>"), "{inbox}");
    let action = inbox.split("action=\"/inbox/").nth(2).unwrap().split('"').next().unwrap();
    let read = clerk.post(&format!("/inbox/{action}"), &[]);
    assert_eq!((read.status.as_u16(), read.header("location")), (303, "/inbox"));
    assert!(!clerk.get("/").body.contains("class=\"count\""));
    let mut stranger = house.signed_in("wei");
    assert_eq!(stranger.post(&format!("/inbox/{action}"), &[]).status, 404);
}

#[test]
fn a_search_leads_to_what_it_found() {
    let house = House::open();
    house.account_at("lin", "county_office", COUNTY);
    house.county.person("下官汤", "410423101001");
    let mut office = house.signed_in("lin");
    let found = office.get("/search?q=%E4%B8%8B%E6%B1%A4").body;
    assert!(found.contains("data-row href=\"/divisions/410423101000\""), "{found}");
    assert!(found.contains("href=\"/divisions?q=%E4%B8%8B%E6%B1%A4\""), "{found}");
    let people = office.get("/search?q=%E5%AE%98%E6%B1%A4&in=people").body;
    assert!(people.contains("下官汤") && people.contains("data-row href=\"/people/"), "{people}");
    let divisions = office.get("/search?q=%E5%AE%98%E6%B1%A4&in=divisions").body;
    assert!(divisions.contains("没有找到") && !divisions.contains("下官汤"), "{divisions}");
    let none = office.get("/search?q=%3Cscript%3Ealert(1)").body;
    assert!(none.contains("没有找到") && !none.contains("<script>alert"), "{none}");
    assert!(office.get("/search").body.contains("要找什么"));
    assert_eq!(office.get("/search?in=secrets").status, 400);
    // Somebody's number does not stay in an address; a division's code is nobody's.
    let number = office.get("/search?q=410499198002290125");
    assert_eq!(number.header("location"), "/people/lookup");
    let code = office.get("/search?q=410423101000").body;
    assert!(code.contains("data-row href=\"/divisions/410423101000\""), "{code}");
    office.get("/search?lang=en");
    assert!(office.get("/search?q=zzz").body.contains("Nothing found"));
}

#[test]
fn a_day_begins_with_the_villages_that_lack_a_first_secretary() {
    let house = House::open();
    house.account_at("lin", "township_clerk", TOWNSHIP);
    let mut clerk = house.signed_in("lin");
    let home = clerk.get("/").body;
    assert!(home.contains("没有第一书记的村"), "{home}");
    assert_eq!(clerk.get("/postings/gaps?post=first_secretary").status, 200);
    // What the lines of the page lead to is served under the filters they name.
    house.account_at("hong", "township_secretary", TOWNSHIP);
    let mut secretary = house.signed_in("hong");
    for task in ["/activities?state=overdue&sort=day", "/activities?state=unsigned&sort=day"] {
        assert_eq!(secretary.get(task).status, 200, "{task}");
    }
}
