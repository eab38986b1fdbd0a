//! Records as the office's own acts would leave them, made without the rules of those acts.

use model::{
    Date,
    activity::{Activity, ActivityState, Attendance},
    id::{AccountId, ActivityId, AttendanceId, OrganisationId, PersonId, PostingId},
    organisation::Organisation,
    person::Person,
    posting::Posting,
};
use store::testing::now;

use super::super::{Figure, Wanted, value};
use crate::{
    Asker, Error, Kept,
    testing::{County, code},
};

pub(crate) fn wanted(key: &str, division: &str, period: &str) -> Wanted {
    Wanted {
        key: key.to_owned(),
        revision: None,
        division: code(division),
        period: period.parse().unwrap(),
        at: None,
    }
}

pub(crate) fn figure(asker: &Asker, wanted: Wanted) -> Result<Figure, Error> {
    asker.read(move |act| value(act, &wanted))
}

/// Each of these is one act with one entry, as if somebody had recorded, corrected or undone it.
pub(crate) fn add<R: Kept>(county: &County, record: &R) {
    let record = record.clone();
    let write = move |act: &mut crate::Act<'_>| {
        act.add(&record)?;
        act.log("made.added", record.uuid())
    };
    county.office.program(now()).write(write).unwrap();
}

pub(crate) fn change<R: Kept>(county: &County, old: &R, new: &R) {
    let (old, new) = (old.clone(), new.clone());
    let write = move |act: &mut crate::Act<'_>| {
        act.change(&old, &new)?;
        act.log("made.changed", new.uuid())
    };
    county.office.program(now()).write(write).unwrap();
}

pub(crate) fn drop<R: Kept>(county: &County, old: &R) {
    let old = old.clone();
    let write = move |act: &mut crate::Act<'_>| {
        act.remove(&old)?;
        act.log("made.removed", old.uuid())
    };
    county.office.program(now()).write(write).unwrap();
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Held on the first of a month of 2019.
pub(crate) fn activity(kind: &str, division: &str, month: u32) -> Activity {
    let held_on = Date::from_ymd_opt(2019, month, 1).unwrap();
    Activity {
        id: ActivityId::new(now()),
        kind: kind.to_owned(),
        title: format!("{month}月的活动"),
        division_code: code(division),
        organisation_id: None,
        place: "文化大院".to_owned(),
        state: ActivityState::Held,
        planned_on: held_on,
        starts: None,
        held_on: Some(held_on),
        expected: None,
        present: Some(30),
        speaker: None,
        summary: String::new(),
        minutes: None,
        planned_by: AccountId::PROGRAM,
        recorded_by: Some(AccountId::PROGRAM),
        recorded_at: Some(now()),
        late_days: None,
        signed_by: None,
        signed_at: None,
        cancelled_because: None,
        corrects_id: None,
        corrected_because: None,
        import_id: None,
    }
}

pub(crate) fn recorded(county: &County, kind: &str, division: &str, month: u32) -> Activity {
    let activity = activity(kind, division, month);
    add(county, &activity);
    activity
}

pub(crate) fn attendance(activity: &Activity, person_id: PersonId) -> Attendance {
    Attendance {
        id: AttendanceId::new(now()),
        activity_id: activity.id,
        person_id,
        kind: activity.kind.clone(),
        division_code: activity.division_code.clone(),
        organisation_id: activity.organisation_id,
        held_on: activity.day(),
        present: true,
        reason: None,
        counts: true,
    }
}

pub(crate) fn person(county: &County, name: &str) -> PersonId {
    let person = Person {
        id: PersonId::new(now()),
        name: name.to_owned(),
        sex: "1".to_owned(),
        ethnicity: None,
        birth_year: None,
        political_status: None,
        schooling: None,
        division_code: code(crate::testing::VILLAGE),
        id_number_sealed: None,
        id_number_hash: None,
        phone_sealed: None,
        joined_party_on: None,
        import_id: None,
    };
    add(county, &person);
    person.id
}

pub(crate) fn posting(
    person_id: PersonId,
    post: &str,
    division: &str,
    (from_on, until_on): (&str, Option<&str>),
) -> Posting {
    Posting {
        id: PostingId::new(now()),
        person_id,
        post: post.to_owned(),
        organisation_id: None,
        sent_by_id: None,
        division_code: code(division),
        from_on: day(from_on),
        until_on: until_on.map(day),
        ended_because: None,
        import_id: None,
    }
}

pub(crate) fn organisation(county: &County, kind: &str, division: &str) -> OrganisationId {
    let organisation = Organisation {
        id: OrganisationId::new(now()),
        kind: kind.to_owned(),
        name: "岳庄村党支部".to_owned(),
        credit_code: None,
        division_code: code(division),
        seated_on: None,
        from_on: day("2018-01-01"),
        until_on: None,
        import_id: None,
    };
    add(county, &organisation);
    organisation.id
}
