//! One branch of a village, three members, a clerk who records and a secretary who signs.

mod attendance;
mod corrections;
mod lists;
mod notices;
mod steps;

use std::collections::BTreeMap;

use model::{
    Date, Moment, Timestamp,
    activity::{Activity, Attendance, Correction, Mark, Minutes, NewActivity, Report},
    fact::{Measure, Posts},
    id::{ActivityId, AffiliationId, OrganisationId, PersonId},
    organisation::{Affiliation, Organisation},
    person::Person,
};
use store::{
    Journaled, facts, records,
    testing::{Fresh, now},
};
use uuid::Uuid;

use super::*;
use crate::{
    Asker,
    testing::{COUNTY, County, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE, code},
};

struct Scene {
    county: County,
    branch: Organisation,
    members: Vec<PersonId>,
    /// Somebody of another township.
    stranger: PersonId,
    clerk: Asker,
    secretary: Asker,
}

/// The moment of a county's clock; ids and denials do not care which.
fn at(local: &str) -> Moment {
    let at: Timestamp = format!("{local}:00+08:00").parse().unwrap();
    Moment::new(at, chrono::FixedOffset::east_opt(8 * 3600).unwrap())
}

fn day(day: &str) -> Date {
    day.parse().unwrap()
}

impl Scene {
    fn new(fresh: Fresh) -> Scene {
        let county = County::open(fresh);
        let branch = branch(VILLAGE, "岳庄村党支部");
        let people: Vec<Person> = ["张三", "李四", "王五"].map(|name| person(name, VILLAGE)).into();
        let stranger = person("外人", OTHER_VILLAGE);
        let members = people.iter().map(|person| person.id).collect();
        let (clerk, secretary) = (
            county.asker_at("township_clerk", TOWNSHIP, at("2019-06-14T09:00")),
            county.asker_at("township_secretary", TOWNSHIP, at("2019-06-15T09:00")),
        );
        let scene = Scene { members, stranger: stranger.id, county, branch, clerk, secretary };
        scene.found(&scene.branch, &people);
        scene.found(&branch_elsewhere(), &[stranger]);
        scene
    }

    /// Puts an organisation and its members there, as the importer would.
    fn found(&self, organisation: &Organisation, people: &[Person]) {
        let (organisation, people) = (organisation.clone(), people.to_vec());
        let program = self.county.office.program(now());
        let work = move |act: &mut Act<'_>| {
            act.add(&organisation)?;
            for person in &people {
                act.add(person)?;
                act.add(&affiliation(person, &organisation))?;
            }
            act.log("organisation.founded", organisation.id.0)
        };
        program.write(work).unwrap();
    }

    fn clerk_at(&self, local: &str) -> Asker {
        Asker::new(self.county.office.clone(), self.clerk.who().clone(), at(local))
    }

    fn new_activity(&self, title: &str, on: &str) -> NewActivity {
        NewActivity {
            id: ActivityId::new(now()),
            kind: "theme_day".to_owned(),
            title: title.to_owned(),
            division_code: code(VILLAGE),
            organisation_id: Some(self.branch.id),
            place: "村部会议室".to_owned(),
            planned_on: day(on),
            starts: Some("09:30".to_owned()),
            expected: None,
            speaker: None,
        }
    }

    /// A report that everybody came but the last, who was away.
    fn report(&self, on: &str) -> Report {
        let minutes = [("topic".to_owned(), "学习文件".to_owned())].into_iter().collect();
        let last = self.members.len() - 1;
        let marks = self.members.iter().enumerate().map(|(n, id)| mark(*id, n < last));
        Report {
            held_on: day(on),
            title: None,
            place: None,
            speaker: None,
            expected: None,
            present: None,
            summary: "按计划进行".to_owned(),
            minutes: Minutes(minutes),
            attendance: Some(marks.collect()),
        }
    }

    /// Planned and held on 14 June, two of three present.
    fn held(&self) -> Activity {
        let (new, report) =
            (self.new_activity("六月主题党日", "2019-06-14"), self.report("2019-06-14"));
        let work = move |act: &mut Act<'_>| {
            let planned = plan(act, &new)?;
            hold(act, planned.id, &report)
        };
        self.clerk.write(work).unwrap()
    }

    fn correction(&self, on: &str) -> Correction {
        Correction {
            id: ActivityId::new(now()),
            because: "日期写错".to_owned(),
            kind: "theme_day".to_owned(),
            division_code: code(VILLAGE),
            organisation_id: Some(self.branch.id),
            report: Report { attendance: None, ..self.report(on) },
        }
    }

    /// What the figures say: activities held, people present.
    fn figures(&self) -> (i64, i64) {
        (self.figure(Measure::Activity), self.figure(Measure::Attendance))
    }

    fn figure(&self, measure: Measure) -> i64 {
        let filter = facts::Filter {
            measure,
            tags: vec!["theme_day".to_owned()],
            from: None,
            until: day("2030-01-01"),
            within: code(COUNTY),
            size: i64::MAX,
        };
        self.clerk.read(move |act| Ok(facts::sum(act.tx, &filter)?)).unwrap()
    }

    /// Every record's own facts must be what the ledger holds of it: no more, no less.
    fn recount(&self) {
        let posted = self.clerk.read(|act| {
            let mut wrong = differing::<Activity>(act)?;
            wrong.extend(differing::<Attendance>(act)?);
            Ok(wrong)
        });
        assert_eq!(posted.unwrap(), Vec::<Uuid>::new());
    }
}

fn differing<R: Journaled + Posts>(act: &mut Act<'_>) -> Result<Vec<Uuid>, Error> {
    let mut wrong = Vec::new();
    for record in records::after::<R>(act.tx, Uuid::nil(), 10_000)? {
        let mut balance: BTreeMap<String, i64> = BTreeMap::new();
        for row in facts::of_record(act.tx, record.uuid())? {
            let fact = row.fact();
            let shape = model::fact::Fact { quantity: 0, ..fact.clone() };
            *balance.entry(format!("{shape:?}")).or_default() += fact.quantity;
        }
        for fact in record.facts() {
            let shape = model::fact::Fact { quantity: 0, ..fact.clone() };
            *balance.entry(format!("{shape:?}")).or_default() -= fact.quantity;
        }
        if balance.values().any(|left| *left != 0) {
            wrong.push(record.uuid());
        }
    }
    Ok(wrong)
}

fn mark(person_id: PersonId, present: bool) -> Mark {
    let reason = (!present).then(|| "away".to_owned());
    Mark { person_id, present, reason }
}

fn branch(division: &str, name: &str) -> Organisation {
    Organisation {
        id: OrganisationId::new(now()),
        kind: "village_branch".to_owned(),
        name: name.to_owned(),
        credit_code: None,
        division_code: code(division),
        from_on: day("2010-01-01"),
        until_on: None,
        seated_on: None,
        import_id: None,
    }
}

fn branch_elsewhere() -> Organisation {
    branch(OTHER_VILLAGE, "别处村党支部")
}

fn person(name: &str, division: &str) -> Person {
    Person {
        id: PersonId::new(now()),
        name: name.to_owned(),
        sex: "1".to_owned(),
        ethnicity: None,
        birth_year: Some(1970),
        political_status: Some("01".to_owned()),
        schooling: None,
        division_code: code(division),
        id_number_sealed: None,
        id_number_hash: None,
        phone_sealed: None,
        joined_party_on: None,
        import_id: None,
    }
}

fn affiliation(person: &Person, organisation: &Organisation) -> Affiliation {
    Affiliation {
        id: AffiliationId::new(now()),
        person_id: person.id,
        organisation_id: organisation.id,
        organisation_kind: organisation.kind.clone(),
        division_code: organisation.division_code.clone(),
        formal: true,
        duty: None,
        from_on: day("2015-01-01"),
        until_on: None,
        import_id: None,
    }
}

/// The sentence's field, when an act was refused by a rule.
#[track_caller]
fn field_of<T: std::fmt::Debug>(result: Result<T, Error>) -> Option<&'static str> {
    match result {
        Err(Error::Refused(refusal)) => refusal.field,
        other => panic!("not refused by a rule: {other:?}"),
    }
}
