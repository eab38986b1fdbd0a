//! People registered once, kept right, and seen only for a reason.

use model::{
    account::Account,
    id::{PersonId, PostingId, RevealId},
    person::{Person, PersonalField, Purpose},
    word::Word,
};
use store::testing::now;

use super::*;
use crate::{
    Asker, Refusal, journal, posting,
    testing::{COUNTY, County, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE, code},
};

/// A number that nobody bears: its county code does not exist.
pub(crate) fn invented(birth: &str, sequence: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = format!("410499{birth}{sequence:03}");
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(d, w)| u32::from(d - b'0') * w).sum();
    format!("{digits}{}", char::from(b"10X98765432"[sum as usize % 11]))
}

fn particulars(name: &str, division: &str) -> Particulars {
    Particulars {
        name: name.to_owned(),
        sex: "男".to_owned(),
        ethnicity: None,
        birth_year: None,
        political_status: None,
        schooling: None,
        division_code: code(division),
        joined_party_on: None,
    }
}

pub(crate) fn somebody(name: &str, division: &str) -> NewPerson {
    NewPerson {
        id: PersonId::new(now()),
        particulars: particulars(name, division),
        id_number: None,
        phone: None,
        import_id: None,
    }
}

fn with_number(name: &str, division: &str, number: &str) -> NewPerson {
    let id_number = Some(Plain::from(number.to_owned()));
    let mut new = somebody(name, division);
    new.particulars.sex = String::new();
    NewPerson { id_number, phone: Some(Plain::from("13800001234".to_owned())), ..new }
}

fn added(asker: &Asker, new: &NewPerson) -> Result<Person, Error> {
    let new = new.clone();
    asker.write(move |act| add(act, &new))
}

#[track_caller]
fn refused(result: Result<impl std::fmt::Debug, Error>, field: &str) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) if refusal.field == Some(field) => refusal,
        other => panic!("not refused for {field}: {other:?}"),
    }
}

/// Somebody with an account of their own, as reveals name one.
fn with_account(county: &County, role: &str, division: &str) -> Asker {
    let asker = county.asker(role, division);
    let account = Account {
        id: asker.who().account_id,
        login: asker.who().account_id.to_string(),
        name: "测试账号".to_owned(),
        person_id: None,
        password_hash: String::new(),
        password_at: now(),
        must_change: false,
        totp_sealed: None,
        disabled_at: None,
        created_at: now(),
    };
    let id = account.id.0;
    asker
        .write(move |act| {
            act.add(&account)?;
            act.log("account.added", id)
        })
        .unwrap();
    asker
}

fn wants(person: PersonId, field: PersonalField) -> NewReveal {
    NewReveal {
        id: RevealId::new(now()),
        person_id: person,
        field,
        purpose: Purpose::Contact,
        reason: "通知参加月底的学习会".to_owned(),
    }
}

store::on_both! {
    fn the_number_says_sex_and_year_and_is_nowhere_in_clear(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let number = invented("19800229", 12);
        let person = added(&clerk, &with_number("㛃𠮷", VILLAGE, &number)).unwrap();
        assert_eq!((person.sex.as_str(), person.birth_year), ("2", Some(1980)));
        let sheet = clerk.read(move |act| sheet(act, person.id)).unwrap();
        assert_eq!(sheet.id_number.as_deref(), Some(&*format!("4104**********{}", &number[14..])));
        assert_eq!(sheet.phone.as_deref(), Some("138****1234"));
        let shown = format!("{sheet:?}") + &serde_json::to_string(&sheet).unwrap();
        assert!(!shown.contains(&number[6..14]) && !shown.contains("13800001234"), "{shown}");
        let hex: String = number.bytes().map(|b| format!("{b:02x}")).collect();
        assert!(!shown.contains(&hex), "{shown}");
        let new = with_number("王芳", VILLAGE, &number);
        assert!(!format!("{new:?}").contains(&number[6..14]));
    }

    fn what_was_typed_must_agree_with_the_number(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let woman = with_number("王芳", VILLAGE, &invented("19800229", 12));
        let mut as_man = woman.clone();
        as_man.particulars.sex = "男".to_owned();
        refused(added(&clerk, &as_man), "sex");
        let mut younger = woman.clone();
        younger.particulars.birth_year = Some(1981);
        refused(added(&clerk, &younger), "birth_year");
        let mut unborn = woman.clone();
        unborn.id_number = Some(Plain::from(invented("20990101", 12)));
        refused(added(&clerk, &unborn), "id_number");
        let mut slip = woman;
        slip.id_number = Some(Plain::from("410499198002290120".to_owned()));
        refused(added(&clerk, &slip), "id_number");
    }

    fn each_wrong_field_has_its_own_sentence(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let with = |change: fn(&mut NewPerson)| {
            let mut new = somebody("王芳", VILLAGE);
            change(&mut new);
            added(&clerk, &new)
        };
        refused(with(|new| new.particulars.name = "王3".to_owned()), "name");
        refused(with(|new| new.particulars.sex = String::new()), "sex");
        refused(with(|new| new.particulars.ethnicity = Some("星星族".to_owned())), "ethnicity");
        refused(with(|new| new.particulars.birth_year = Some(1650)), "birth_year");
        refused(with(|new| new.phone = Some(Plain::from("12".to_owned()))), "phone");
        refused(with(|new| new.particulars.schooling = Some("神".to_owned())), "schooling");
        let joined = |new: &mut NewPerson, day: &str| {
            new.particulars.joined_party_on = Some(day.parse().unwrap());
        };
        let mut new = somebody("王芳", VILLAGE);
        joined(&mut new, "2011-07-01");
        new.particulars.political_status = Some("群众".to_owned());
        refused(added(&clerk, &new), "political_status");
        new.particulars.political_status = Some("中共党员".to_owned());
        new.particulars.birth_year = Some(2000);
        refused(added(&clerk, &new), "joined_party_on");
        joined(&mut new, "2099-07-01");
        refused(added(&clerk, &new), "joined_party_on");
        joined(&mut new, "2019-07-01");
        assert_eq!(added(&clerk, &new).unwrap().political_status.as_deref(), Some("01"));
        assert!(matches!(with(|new| new.particulars.division_code = code("410423101999")),
            Err(Error::Refused(Refusal { field: Some("division_code"), .. }))));
    }

    fn a_retry_registers_nobody_twice(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let new = with_number("王芳", VILLAGE, &invented("19800229", 12));
        let first = added(&clerk, &new).unwrap();
        assert_eq!(added(&clerk, &new).unwrap(), first);
        let other = NewPerson { id: new.id, ..somebody("李强", VILLAGE) };
        assert!(matches!(added(&clerk, &other), Err(Error::IdTaken)));
        let found = clerk.read(|act| list(act, &Question::default(), Order::Name, &None, 9)).unwrap();
        assert_eq!(found.count, 1);
    }

    fn a_known_number_leads_to_its_record_or_to_the_county(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let number = invented("19800229", 12);
        let known = added(&clerk, &with_number("王芳", VILLAGE, &number)).unwrap();
        let again = refused(added(&clerk, &with_number("王方", VILLAGE, &number)), "id_number");
        assert_eq!(again.about.map(|about| (about.kind, about.id)), Some(("person", known.id.0)));
        assert!(again.text.zh.contains("王芳"), "{}", again.text.zh);
        let stranger = county.asker("township_clerk", OTHER_TOWNSHIP);
        let elsewhere = refused(added(&stranger, &with_number("王方", OTHER_VILLAGE, &number)), "id_number");
        assert_eq!(elsewhere.about, None);
        assert!(!elsewhere.text.zh.contains("王芳"), "{}", elsewhere.text.zh);
        assert!(elsewhere.text.zh.contains("县委组织部"), "{}", elsewhere.text.zh);
        let lower = Plain::from(number.to_lowercase());
        let asked = lower.clone();
        let mine = clerk.read(move |act| by_id_number(act, &asked)).unwrap();
        assert_eq!(mine, Some(known.id));
        let asked = lower.clone();
        assert_eq!(stranger.read(move |act| by_id_number(act, &asked)).unwrap(), None);
        let nobody = county.asker("system_admin", COUNTY);
        let denied = nobody.read(move |act| by_id_number(act, &lower));
        assert!(matches!(denied, Err(Error::Denied { .. })), "{denied:?}");
    }

    fn a_change_keeps_what_it_does_not_mention_and_meets_others(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let number = invented("19800229", 12);
        let person = added(&clerk, &with_number("王芳", VILLAGE, &number)).unwrap();
        let id = person.id;
        let version = clerk.read(move |act| Ok(sheet(act, id)?.version)).unwrap();
        let wanted = PersonChange {
            id,
            version: Some(version),
            particulars: Particulars { name: "王方芳".to_owned(), ..Particulars::of(&person) },
            id_number: Field::Set(Plain::from(number.clone())),
            phone: Field::Set(Plain::from("13900005678".to_owned())),
        };
        let send = |wanted: &PersonChange| {
            let wanted = wanted.clone();
            clerk.write(move |act| change(act, &wanted))
        };
        let changed = send(&wanted).unwrap();
        assert_eq!(changed.id_number_sealed, person.id_number_sealed);
        assert_ne!(changed.phone_sealed, person.phone_sealed);
        // The same again is a repetition; other words on the old version are a collision.
        assert_eq!(send(&wanted).unwrap(), changed);
        let mut collides = wanted.clone();
        collides.particulars.name = "王五".to_owned();
        assert!(matches!(send(&collides), Err(Error::Changed)));
        let mut wrong = wanted;
        wrong.version = None;
        wrong.particulars.sex = "男".to_owned();
        refused(send(&wrong), "sex");
        let cleared = PersonChange {
            id,
            version: None,
            particulars: Particulars::of(&changed),
            id_number: Field::Clear,
            phone: Field::Keep,
        };
        let cleared = send(&cleared).unwrap();
        assert_eq!((cleared.id_number_sealed, cleared.id_number_hash), (None, None));
        assert_eq!(cleared.phone_sealed, changed.phone_sealed);
        let steps = clerk.read(move |act| Ok(sheet(act, id)?.history)).unwrap();
        let kinds: Vec<_> = steps.iter().map(|step| step.kind.as_str()).collect();
        assert_eq!(kinds, ["person.changed", "person.changed", "person.added"]);
        let phone = steps[1].fields.iter().find(|field| field.column == "phone_sealed").unwrap();
        assert_eq!(phone.new, Some(journal::Shown::Hidden));
        // Found under the new name, and no more under the old one alone.
        let named = |search: &str| {
            let question = Question { search: search.to_owned(), ..Question::default() };
            clerk.read(move |act| list(act, &question, Order::Name, &None, 9)).unwrap().count
        };
        assert_eq!((named("方芳"), named("王芳")), (1, 0));
    }

    fn a_person_is_not_pushed_onto_another_township(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let person = added(&clerk, &somebody("王芳", VILLAGE)).unwrap();
        let mut particulars = Particulars::of(&person);
        particulars.division_code = code(OTHER_VILLAGE);
        let wanted = PersonChange {
            id: person.id, version: None, particulars, id_number: Field::Keep, phone: Field::Keep,
        };
        let sent = wanted.clone();
        let pushed = clerk.write(move |act| change(act, &sent));
        assert!(matches!(pushed, Err(Error::Denied { .. })), "{pushed:?}");
        let office = county.asker("county_office", COUNTY);
        let moved = office.write(move |act| change(act, &wanted)).unwrap();
        assert_eq!(moved.division_code, code(OTHER_VILLAGE));
        let gone = clerk.read(move |act| find(act, moved.id));
        assert!(matches!(gone, Err(Error::Denied { .. })), "{gone:?}");
    }

    fn a_field_is_seen_for_a_reason_and_the_sight_is_seen(fresh: Fresh) {
        let county = County::open(fresh);
        let clerk = with_account(&county, "township_clerk", TOWNSHIP);
        let number = invented("19800229", 12);
        let person = added(&clerk, &with_number("王芳", VILLAGE, &number)).unwrap();
        let id = person.id;
        let look = |asker: &Asker, wanted: &NewReveal| {
            let wanted = wanted.clone();
            asker.write(move |act| reveal(act, &wanted))
        };
        for reason in ["", "看看", "111111", "　　　　　　　　", "打 13800001234 找他"] {
            let wanted = NewReveal { reason: reason.to_owned(), ..wants(id, PersonalField::Phone) };
            refused(look(&clerk, &wanted), "reason");
        }
        let wanted = wants(id, PersonalField::IdNumber);
        assert_eq!(look(&clerk, &wanted).unwrap().value.as_str(), number);
        assert_eq!(look(&clerk, &wanted).unwrap().value.as_str(), number);
        let seen = clerk.read(move |act| seen(act, id, 9)).unwrap();
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].by.as_str(), seen[0].purpose.word()), ("测试账号", "contact"));
        // Somebody else's request, or another field under the same id, is not a retry.
        let other = NewReveal { field: PersonalField::Phone, ..wanted.clone() };
        assert!(matches!(look(&clerk, &other), Err(Error::IdTaken)));
        // Seeing the record is not enough to see the field.
        let secretary = with_account(&county, "first_secretary", VILLAGE);
        let denied = look(&secretary, &wants(id, PersonalField::Phone));
        assert!(matches!(denied, Err(Error::Denied { .. })), "{denied:?}");
        let stranger = with_account(&county, "township_clerk", OTHER_TOWNSHIP);
        let denied = look(&stranger, &wants(id, PersonalField::Phone));
        assert!(matches!(denied, Err(Error::Denied { .. })), "{denied:?}");
        let auditor = county.asker("audit_admin", COUNTY);
        let rates = auditor.read(|act| rates(act, 7, 9)).unwrap();
        assert_eq!((rates.len(), rates[0].times, rates[0].people), (1, 1, 1));
        let (all, count) = auditor.read(|act| reveals(act, RevealsOf::default(), None, 9)).unwrap();
        assert_eq!((all.len(), count), (1, 1));
        assert!(matches!(clerk.read(rates_of_all), Err(Error::Denied { .. })));
    }

    fn people_are_listed_where_they_live_belong_or_serve(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        let from_county = added(&office, &somebody("张三丰", COUNTY)).unwrap();
        let local = added(&office, &somebody("王芳", VILLAGE)).unwrap();
        let later = PersonId::new(now().plus_millis(1000));
        let numbered = with_number("王小芳", OTHER_VILLAGE, &invented("19800229", 12));
        added(&office, &NewPerson { id: later, ..numbered }).unwrap();
        let posted = posting::NewPosting {
            id: PostingId::new(now()),
            person_id: from_county.id,
            post: "first_secretary".to_owned(),
            organisation_id: None,
            sent_by_id: None,
            division_code: code(VILLAGE),
            from_on: "2026-01-01".parse().unwrap(),
            until_on: None,
            ended_because: None,
            import_id: None,
        };
        office.write(move |act| posting::post(act, &posted)).unwrap();
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let names = |asker: &Asker, question: Question, order: Order| -> Vec<String> {
            let (mut names, mut after) = (Vec::new(), None);
            loop {
                let (asked, from) = (question.clone(), after.clone());
                let found = asker.read(move |act| list(act, &asked, order, &from, 1)).unwrap();
                names.extend(found.lines.iter().map(|line| line.name.clone()));
                after = found.next;
                if after.is_none() {
                    assert_eq!(found.count, names.len() as i64);
                    return names;
                }
            }
        };
        let all = Question::default();
        assert_eq!(names(&clerk, all.clone(), Order::Division), ["张三丰", "王芳"]);
        assert_eq!(names(&office, all.clone(), Order::Division), ["张三丰", "王芳", "王小芳"]);
        assert_eq!(names(&office, all.clone(), Order::Name), ["张三丰", "王小芳", "王芳"]);
        assert_eq!(names(&office, all.clone(), Order::Newest)[0], "王小芳");
        let before = Question { day: Some("2025-12-31".parse().unwrap()), ..all.clone() };
        assert_eq!(names(&clerk, before, Order::Division), ["王芳"]);
        let posted = Question { post: Some("first_secretary".to_owned()), ..all.clone() };
        assert_eq!(names(&office, posted, Order::Division), ["张三丰"]);
        let within = Question { within: Some(code(OTHER_TOWNSHIP)), ..all.clone() };
        assert_eq!(names(&office, within, Order::Division), ["王小芳"]);
        let unnumbered = Question { without_id_number: true, ..all.clone() };
        assert_eq!(names(&office, unnumbered, Order::Division), ["张三丰", "王芳"]);
        let search = Question { search: "小芳".to_owned(), ..all.clone() };
        assert_eq!(names(&office, search, Order::Division), ["王小芳"]);
        let kind = Question { organisation_kind: Some("village_branch".to_owned()), ..all };
        assert!(names(&office, kind, Order::Division).is_empty());
        let exported = office.read(|act| {
            let mut lines = 0;
            each(act, &Question::default(), |_, _, _| lines += 1)?;
            Ok(lines)
        });
        assert_eq!(exported.unwrap(), 3);
        // Whoever serves here is seen here, and so is the page; the county's other people are not.
        clerk.read(move |act| sheet(act, from_county.id)).unwrap();
        let outsider = county.asker("township_clerk", OTHER_TOWNSHIP);
        for id in [from_county.id, local.id] {
            let denied = outsider.read(move |act| sheet(act, id));
            assert!(matches!(denied, Err(Error::Denied { .. })), "{denied:?}");
        }
    }

    fn an_export_of_many_has_each_once_with_its_place(fresh: Fresh) {
        const MANY: usize = 4_300;
        let county = County::open(fresh);
        let villages = [VILLAGE, OTHER_VILLAGE];
        county.office.program(now()).write(move |act| {
            for n in 0..MANY {
                // Many of one name in one place, so that pieces end among equals.
                let new = somebody("王芳", villages[n % 2]);
                let person = blank(&new, new.particulars.division_code.clone());
                act.add(&Person { name: "王芳".to_owned(), sex: "2".to_owned(), ..person })?;
            }
            act.log("person.added", uuid::Uuid::nil())
        }).unwrap();
        let office = county.asker("county_office", COUNTY);
        let seen = office.read(|act| {
            let mut seen = Vec::new();
            each(act, &Question::default(), |_, line, place| {
                seen.push((line.division_code.clone(), line.id, place.to_owned()));
            })?;
            Ok(seen)
        }).unwrap();
        assert_eq!(seen.len(), MANY);
        assert!(seen.is_sorted(), "in the order of the list");
        let once: std::collections::HashSet<_> = seen.iter().map(|(_, id, _)| *id).collect();
        assert_eq!(once.len(), MANY);
        assert!(seen.iter().all(|(_, _, place)| !place.is_empty()), "{:?}", seen.first());
    }
}

fn rates_of_all(act: &mut Act<'_>) -> Result<Vec<Rate>, Error> {
    rates(act, 7, 9)
}
