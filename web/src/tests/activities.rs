//! An activity through the pages, from plan to correction.

use axum::http::StatusCode;
use model::{
    Date,
    id::{AffiliationId, OrganisationId},
};
use office::{
    affiliation::{NewAffiliation, join},
    testing::{OTHER_TOWNSHIP, TOWNSHIP, VILLAGE},
};

use super::{
    browser::{Browser, CHOSEN, House},
    site::Answer,
};

/// A branch with three members, in a village whose township has a clerk and a secretary.
struct Place {
    house: House,
    branch: OrganisationId,
    members: Vec<String>,
    today: Date,
}

impl Place {
    fn open() -> Place {
        let house = House::open();
        house.account_at("clerk", "township_clerk", TOWNSHIP);
        house.account_at("secretary", "township_secretary", TOWNSHIP);
        house.account_at("stranger", "township_clerk", OTHER_TOWNSHIP);
        let branch = house.county.organisation("village_branch", "岳庄村党支部", VILLAGE);
        let members = ["张三", "李四", "王五"].map(|name| {
            let person = house.county.person(name, VILLAGE);
            let new = NewAffiliation {
                id: AffiliationId::new(house.now()),
                person_id: person,
                organisation_id: branch,
                duty: None,
                from_on: "2019-01-01".parse().unwrap(),
                until_on: None,
                import_id: None,
            };
            house.office.program(house.now()).write(move |act| join(act, &new)).unwrap();
            person.to_string()
        });
        let today = house.office.program(house.now()).moment().today;
        Place { house, branch, members: members.into(), today }
    }

    fn form_path(&self) -> String {
        format!("/activities/new?kind=theme_day&organisation={}", self.branch)
    }

    /// Plans a theme day of today and returns its path.
    fn planned(&self, clerk: &mut Browser) -> String {
        let form = clerk.get(&self.form_path());
        let (id, branch, day) =
            (hidden(&form, "id"), self.branch.to_string(), self.today.to_string());
        let answer = clerk.post(
            "/activities",
            &[
                ("id", &id),
                ("kind", "theme_day"),
                ("organisation_id", &branch),
                ("division_code", VILLAGE),
                ("title", "十一月主题党日"),
                ("place", "村部"),
                ("planned_on", &day),
                ("starts", "9:30"),
            ],
        );
        went(&answer, &format!("/activities/{id}"));
        format!("/activities/{id}")
    }

    fn report<'a>(&'a self, day: &'a str) -> Vec<(&'a str, &'a str)> {
        let mut fields = vec![
            ("title", "十一月主题党日"),
            ("place", "村部"),
            ("held_on", day),
            ("minutes-topic", "学习文件"),
        ];
        for member in &self.members {
            fields.push(("listed", member));
        }
        fields.push(("came", &self.members[0]));
        fields.push(("came", &self.members[1]));
        fields
    }

    fn held(&self, clerk: &mut Browser) -> String {
        let path = self.planned(clerk);
        let (day, why) = (self.today.to_string(), format!("why-{}", self.members[2]));
        let mut fields = self.report(&day);
        fields.push((&why, "away"));
        went(&clerk.post(&format!("{path}/report"), &fields), &path);
        path
    }
}

#[track_caller]
fn went(answer: &Answer, path: &str) {
    let led = (answer.status, answer.header("location"));
    assert_eq!(led, (StatusCode::SEE_OTHER, path), "{}", answer.body);
}

/// The value of a hidden field.
#[track_caller]
fn hidden(page: &Answer, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let rest = page.body.split(&field).nth(1).unwrap_or_else(|| panic!("{name}: {}", page.body));
    rest.split('"').next().unwrap().to_owned()
}

#[track_caller]
fn says(page: &Answer, words: &[&str]) {
    for word in words {
        assert!(page.body.contains(word), "{word}: {}", page.body);
    }
}

#[test]
fn from_plan_to_signature() {
    let place = Place::open();
    let (mut clerk, mut secretary) =
        (place.house.signed_in("clerk"), place.house.signed_in("secretary"));
    says(&clerk.get("/activities/new"), &["主题党日", "每月"]);
    says(&clerk.get(&place.form_path()), &["岳庄村党支部"]);
    let path = place.held(&mut clerk);
    let page = clerk.get(&path);
    says(&page, &["待签审", "2 / 3", "外出务工", "王五", "学习文件", "登记活动"]);
    assert!(!page.body.contains(&format!("action=\"{path}/signature\"")), "the recorder signs");
    let page = secretary.get(&path);
    says(&page, &[&format!("action=\"{path}/signature\"")]);
    went(&secretary.post(&format!("{path}/signature"), &[]), &path);
    says(&secretary.get(&path), &["已签审"]);
    says(&secretary.get("/activities?state=signed"), &["十一月主题党日", "岳庄村党支部"]);
    says(&secretary.get("/activities/calendar"), &["十一月主题党日"]);
}

#[test]
fn a_form_says_what_is_wrong_and_keeps_the_list() {
    let place = Place::open();
    let mut clerk = place.house.signed_in("clerk");
    let path = place.planned(&mut clerk);
    let mut fields = place.report("2026-12-31");
    let (name, why) = (format!("name-{}", place.members[2]), format!("why-{}", place.members[2]));
    fields.extend([(name.as_str(), "王五"), (&why, "away")]);
    let again = clerk.post(&format!("{path}/report"), &fields);
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(
        &again,
        &[
            "举办日期还没有到",
            "value=\"2026-12-31\"",
            "学习文件",
            "王五",
            "value=\"away\" selected",
        ],
    );
    let ticked = again.body.matches("checked").count();
    assert_eq!(ticked, 2, "{}", again.body);
    let today = place.today.to_string();
    let again = clerk.post(&format!("{path}/report"), &place.report(&today));
    says(&again, &["名单第 3 行缺席，请选择原因"]);
}

#[test]
fn a_double_submit_is_harmless() {
    let place = Place::open();
    let mut clerk = place.house.signed_in("clerk");
    let path = place.held(&mut clerk);
    let (day, why) = (place.today.to_string(), format!("why-{}", place.members[2]));
    let mut fields = place.report(&day);
    fields.push((&why, "away"));
    went(&clerk.post(&format!("{path}/report"), &fields), &path);
    says(&clerk.get("/activities"), &["共 1 条"]);
}

#[test]
fn a_correction_shows_old_and_new() {
    let place = Place::open();
    let mut clerk = place.house.signed_in("clerk");
    let path = place.held(&mut clerk);
    let form = clerk.get(&format!("{path}/correction"));
    let id = hidden(&form, "id");
    let day = (place.today - chrono::Days::new(1)).to_string();
    let why = format!("why-{}", place.members[2]);
    let mut fields = place.report(&day);
    fields.extend([
        ("id", id.as_str()),
        ("because", "日期写错"),
        ("division_code", VILLAGE),
        (&why, "away"),
    ]);
    let new = format!("/activities/{id}");
    went(&clerk.post(&format!("{path}/correction"), &fields), &new);
    says(&clerk.get(&path), &["这条记录已被更正", &new]);
    says(&clerk.get(&new), &["日期写错", &path, "2 / 3"]);
    let gone = clerk.get(&format!("{path}/withdrawal"));
    let again = hidden(&gone, "id");
    let refused = clerk.post(&format!("{path}/withdrawal"), &[("id", &again), ("because", "重复")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn of_two_who_change_a_plan_the_second_is_told() {
    let place = Place::open();
    let (mut clerk, mut secretary) =
        (place.house.signed_in("clerk"), place.house.signed_in("secretary"));
    let path = place.planned(&mut clerk);
    let form = secretary.get(&format!("{path}/edit"));
    let (version, day, branch) =
        (hidden(&form, "version"), place.today.to_string(), place.branch.to_string());
    let id = path.rsplit('/').next().unwrap();
    let change = |at: &'static str| {
        [
            ("id", id),
            ("version", version.as_str()),
            ("kind", "theme_day"),
            ("organisation_id", branch.as_str()),
            ("division_code", VILLAGE),
            ("title", "十一月主题党日"),
            ("place", at),
            ("planned_on", day.as_str()),
        ]
    };
    went(&clerk.post(&format!("{path}/edit"), &change("文化广场")), &path);
    let refused = secretary.post(&format!("{path}/edit"), &change("村小学"));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&refused, &["别人已修改了这条记录", "村小学"]);
    let stands = secretary.get(&path);
    says(&stands, &["文化广场"]);
    assert!(!stands.body.contains("村小学"), "{}", stands.body);
}

#[test]
fn guests_are_looked_for_by_name() {
    let place = Place::open();
    let mut clerk = place.house.signed_in("clerk");
    let guest = place.house.county.person("赵六", VILLAGE).to_string();
    let path = place.held(&mut clerk);
    let page = clerk.post(&format!("{path}/attendance"), &[("find", "yes"), ("find_name", "赵六")]);
    says(&page, &["赵六", &guest]);
    let fields = [("listed", guest.as_str()), ("guest", &guest), ("came", &guest)];
    went(&clerk.post(&format!("{path}/attendance"), &fields), &path);
    says(&clerk.get(&path), &["赵六", "1 / 1"]);
}

#[test]
fn to_another_township_it_does_not_exist() {
    let place = Place::open();
    let (mut clerk, mut stranger) =
        (place.house.signed_in("clerk"), place.house.signed_in("stranger"));
    let path = place.held(&mut clerk);
    let nowhere = format!("/activities/{}", OrganisationId::new(place.house.now()));
    for below in
        ["", "/report", "/attendance", "/correction", "/edit", "/cancellation", "/withdrawal"]
    {
        let (theirs, none) =
            (stranger.get(&format!("{path}{below}")), stranger.get(&format!("{nowhere}{below}")));
        assert_eq!((theirs.status, none.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    }
    let signature = stranger.post(&format!("{path}/signature"), &[]);
    assert_eq!(signature.status, StatusCode::NOT_FOUND);
    assert!(!stranger.get("/activities").body.contains("十一月主题党日"));
}

#[test]
fn gaps_name_the_month() {
    let place = Place::open();
    let mut clerk = place.house.signed_in("clerk");
    place.held(&mut clerk);
    let page = clerk.get("/activities/gaps?kind=theme_day&period=2026-09..2026-11");
    says(&page, &["时段请写作"]);
    let page = clerk.get("/activities/gaps?kind=theme_day&period=2026-Q3");
    says(&page, &["岳庄村党支部", "7月", "8月", "9月"]);
}

/// To look at the pages: `cargo test -p web activities::look -- --ignored`.
#[test]
#[ignore = "waits for a browser until it is stopped"]
fn look() {
    let place = Place::open();
    place.house.signed_in("secretary");
    let mut clerk = place.house.signed_in("clerk");
    let held = place.held(&mut clerk);
    place.house.wait(60 * 24 * 12);
    let fresh = Place { today: place.today + chrono::Days::new(12), ..place };
    clerk.post("/sign-in", &[("login", "clerk"), ("password", CHOSEN)]);
    let planned = fresh.planned(&mut clerk);
    println!("clerk / {CHOSEN} at 127.0.0.1:4778; {held} {planned}");
    fresh.house.serve("127.0.0.1:4778");
}
