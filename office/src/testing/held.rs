//! Activities recorded through the office, for tests of what is counted.

use model::{
    Date, Timestamp,
    activity::{Activity, Minutes, NewActivity, Report},
    id::ActivityId,
};

use super::code;
use crate::{Office, activity};

/// A touring show that was held on a day, recorded there and then.
pub fn show(office: &Office, division: &str, held_on: Date, title: &str) -> Activity {
    let at: Timestamp = format!("{held_on}T02:00:00Z").parse().expect("a day has a morning");
    let new = NewActivity {
        id: ActivityId::new(at),
        kind: "touring_show".to_owned(),
        title: title.to_owned(),
        division_code: code(division),
        organisation_id: None,
        place: "文化大院".to_owned(),
        planned_on: held_on,
        starts: None,
        expected: None,
        speaker: None,
    };
    let minutes = [("programme_list".to_owned(), "曲剧《山村第一书记》".to_owned())];
    let report = Report {
        held_on,
        title: None,
        place: None,
        speaker: None,
        expected: None,
        present: Some(120),
        summary: "村民和党员观看演出".to_owned(),
        minutes: Minutes(minutes.into()),
        attendance: None,
    };
    let record = move |act: &mut crate::Act<'_>| activity::record(act, &new, &report);
    office.program(at).write(record).expect("a show is recorded")
}
