//! The page that a day begins with, the inbox, the settings.

use model::Text;
use office::testing::{COUNTY, TOWNSHIP, tell};

use super::browser::House;

#[test]
fn a_day_begins_with_what_one_may_begin() {
    let house = House::open();
    house.account_at("lin", "township_clerk", TOWNSHIP);
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
