//! Activities to come, and held.

use model::{
    activity::{Mark, Minutes, NewActivity, Report},
    id::{ActivityId, PersonId},
};
use office::activity;
use store::testing::now;

use super::{
    records::day,
    scene::{Ground, Scene},
};

impl Scene {
    pub(super) fn planned(&self, ground: &Ground) -> (String, String) {
        let new = plan(ground);
        let id = new.id;
        self.program(move |act| activity::plan(act, &new).map(drop));
        (id.to_string(), self.program(move |act| Ok(activity::to_replan(act, id)?.1)))
    }

    /// Held, with somebody of the place on its list.
    pub(super) fn held(&self, ground: &Ground) -> (String, PersonId) {
        let person_id = self.member(ground).1;
        let new = plan(ground);
        let id = new.id.to_string();
        let marks = vec![Mark { person_id, present: true, reason: None }];
        let report = Report { attendance: Some(marks), ..report(ground) };
        self.program(move |act| activity::record(act, &new, &report).map(drop));
        (id, person_id)
    }
}

/// An activity of the place, as it can be planned there.
pub(super) fn plan(ground: &Ground) -> NewActivity {
    NewActivity {
        id: ActivityId::new(now()),
        kind: if ground.holder.is_some() { "theme_day" } else { "touring_show" }.to_owned(),
        title: "一次活动".to_owned(),
        division_code: ground.code.clone(),
        organisation_id: ground.holder,
        place: "文化大院".to_owned(),
        planned_on: day("2026-11-25"),
        starts: None,
        expected: None,
        speaker: None,
    }
}

/// What can be said of it afterwards.
pub(super) fn report(ground: &Ground) -> Report {
    let heading = if ground.holder.is_some() { "topic" } else { "programme_list" };
    let minutes = [(heading.to_owned(), "一段记录".to_owned())];
    Report {
        held_on: day("2026-11-24"),
        title: None,
        place: None,
        speaker: None,
        expected: None,
        present: Some(30),
        summary: String::new(),
        minutes: Minutes(minutes.into()),
        attendance: None,
    }
}
