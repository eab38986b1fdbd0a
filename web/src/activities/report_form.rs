//! The form of a record: of what was planned, of what was not, or of what puts another right.

use askama::Template;
use axum::{body::Body, http::Response, response::IntoResponse};
use model::{
    Date, Text,
    activity::{Activity, Minutes, Report},
    code::DivisionCode,
    id::OrganisationId,
    programme::ActivityKind,
};

use office::activity::Sheet;

use super::{
    plan::number,
    roster::{self, Roster},
};
use crate::{
    Problem,
    asker::Asker,
    frame::Frame,
    list::Choice,
    page::{Page, Returned},
    typed::{Labels, Typed},
};

pub(super) const FORM: Labels = &[
    ("because", Text::fixed("更正原因", "Why it is corrected")),
    ("title", Text::fixed("名称", "Title")),
    ("kind", Text::fixed("类型", "Kind")),
    ("organisation_id", Text::fixed("举办组织", "Held by")),
    ("division_code", Text::fixed("地点所在区划", "Division")),
    ("place", Text::fixed("地点", "Place")),
    ("held_on", Text::fixed("举办日期", "Day held")),
    ("speaker", Text::fixed("主讲人", "Speaker")),
    ("expected", Text::fixed("应到人数", "How many were expected")),
    ("present", Text::fixed("实到人数", "How many came")),
    ("summary", Text::fixed("情况", "Summary")),
    ("minutes", Text::fixed("记录", "Minutes")),
    roster::LABEL,
];

/// One heading of the minutes with what stands under it.
struct Heading {
    name: String,
    title: Text,
    required: bool,
    text: String,
    /// What the record that is being corrected says.
    was: String,
}

/// What surrounds the fields.
pub(super) struct Around {
    pub(super) title: Text,
    pub(super) action: String,
    pub(super) back: String,
    pub(super) submit: Text,
    pub(super) kind: ActivityKind,
    pub(super) organisation: Option<(OrganisationId, String)>,
    /// Where it may have been held; empty when that stands already.
    pub(super) places: Vec<(DivisionCode, String)>,
    /// The record that is being corrected.
    pub(super) old: Option<Activity>,
}

#[derive(Template)]
#[template(path = "activities/report.html")]
struct ReportPage {
    frame: Frame,
    typed: Typed,
    title: Text,
    kind: Text,
    action: String,
    back: String,
    submit: Text,
    organisation: Option<(OrganisationId, String)>,
    places: Vec<Choice>,
    headings: Vec<Heading>,
    roster: Roster,
    has_list: bool,
    old: Option<Activity>,
}

impl Around {
    fn page(self, frame: Frame, typed: Typed, roster: Roster) -> ReportPage {
        let was = Minutes::of(self.old.as_ref().and_then(|old| old.minutes.as_deref()));
        let heading = |field: &model::programme::MinutesField| {
            let name = format!("minutes-{}", field.key);
            Heading {
                text: typed.get(&name).to_owned(),
                was: was.get(&field.key).to_owned(),
                name,
                title: field.title.clone(),
                required: field.required,
            }
        };
        let places = self.places.into_iter();
        ReportPage {
            headings: self.kind.minutes.iter().map(heading).collect(),
            has_list: self.kind.attendance_list,
            kind: self.kind.title,
            places: places
                .map(|(code, name)| Choice::new(code.as_str(), Text::new(name.clone(), name)))
                .collect(),
            title: self.title,
            action: self.action,
            back: self.back,
            submit: self.submit,
            organisation: self.organisation,
            old: self.old,
            frame,
            typed,
            roster,
        }
    }

    pub(super) fn show(self, frame: Frame, typed: Typed, roster: Roster) -> Response<Body> {
        Page(self.page(frame, typed, roster)).into_response()
    }

    /// The form again: with what was wrong, or with the people who were looked for.
    pub(super) async fn again(
        self,
        asker: &Asker,
        frame: Frame,
        typed: Typed,
    ) -> Result<Response<Body>, Problem> {
        let mut roster = Roster::typed(&typed);
        if typed.has("find", "yes") {
            roster.add(roster::found(asker, &typed).await?, true);
            return Ok(self.show(frame, typed, roster));
        }
        Ok(Returned(self.page(frame, typed, roster)).into_response())
    }
}

/// The fields that a report fills, from a record.
pub(super) fn prefilled(typed: Typed, sheet: &Sheet, held_on: Option<Date>) -> Typed {
    let activity = &sheet.activity;
    // Where there is a list, it counts anew.
    let is_counted = sheet.attendees.is_empty();
    let number =
        |n: Option<i64>| n.filter(|_| is_counted).map(|n| n.to_string()).unwrap_or_default();
    let typed = typed
        .with("title", activity.title.clone())
        .with("place", activity.place.clone())
        .with("speaker", activity.speaker.clone().unwrap_or_default())
        .with("held_on", held_on.map(|day| day.to_string()).unwrap_or_default())
        .with("expected", number(activity.expected))
        .with("present", number(activity.present))
        .with("summary", activity.summary.clone());
    let minutes = Minutes::of(activity.minutes.as_deref());
    minutes.0.iter().fold(typed, |typed, (key, text)| typed.with(&format!("minutes-{key}"), text))
}

/// The report as it was sent, unless a field cannot be read.
pub(super) fn read(typed: &mut Typed, kind: &ActivityKind, today: Date) -> Option<Report> {
    let held_on = typed.day("held_on", today);
    let (expected, present) = (number(typed, "expected"), number(typed, "present"));
    let title = typed.text("title", 100);
    let place = typed.text("place", 100);
    let speaker = typed.optional_text("speaker", 100);
    let summary = typed.optional_text("summary", 4000).unwrap_or_default();
    let heading = |field: &model::programme::MinutesField| {
        let text = typed.get(&format!("minutes-{}", field.key)).trim();
        (!text.is_empty()).then(|| (field.key.clone(), text.replace("\r\n", "\n")))
    };
    let minutes = Minutes(kind.minutes.iter().filter_map(heading).collect());
    let attendance = kind.attendance_list.then(|| roster::marks(typed)).flatten();
    let report = Report {
        held_on: held_on?,
        title,
        place,
        speaker: Some(speaker.unwrap_or_default()),
        expected: expected.ok()?,
        present: present.ok()?,
        summary: summary.replace("\r\n", "\n"),
        minutes,
        attendance,
    };
    typed.faults().is_empty().then_some(report)
}
