//! The page of one activity.

use askama::Template;
use axum::routing::get;
use chrono::Datelike;
use model::{
    Text,
    activity::{Activity, ActivityState, reason_words},
    fact::Measure,
    id::ActivityId,
    programme::{ActivityKind, Programme},
    word::Word,
};
use office::{
    activity::{self, Next, Sheet},
    journal,
};

use super::words;
use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    history::{self, Entry},
    page::Page,
    routes::{Kind, Served, Who, line},
    words::instant,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /activities/{id}", Kind::Page, Who::SignedIn, get(show))]
}

/// A person on the list.
struct Attended {
    name: String,
    present: bool,
    reason: Option<Text>,
}

#[derive(Template)]
#[template(path = "activities/record.html")]
struct RecordPage {
    frame: Frame,
    sheet: Sheet,
    /// Its own path.
    own: String,
    state: Text,
    kind: Text,
    quorum: Text,
    headings: Vec<(Text, String)>,
    attended: Vec<Attended>,
    tone: &'static str,
    turnout: String,
    is_overdue: bool,
    recorded: String,
    signed: String,
    history: Vec<Entry>,
    /// Numbers that it counts in: words and the page.
    figures: Vec<(Text, String)>,
}

impl RecordPage {
    fn activity(&self) -> &Activity {
        &self.sheet.activity
    }

    fn is_open(&self) -> bool {
        self.activity().state.is_open()
    }

    fn is_next(&self, next: &str) -> bool {
        self.sheet.next.is_some_and(|wanted| wanted.word() == next)
    }

    fn may_correct(&self) -> bool {
        self.sheet.may_record && self.activity().counts()
    }

    fn may_list(&self, next: Next) -> bool {
        let is_held = self.activity().state == ActivityState::Held;
        is_held && self.sheet.may_record && self.sheet.next != Some(next)
    }
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ActivityId>,
) -> Result<Page<RecordPage>, Problem> {
    let loaded = asker.read(move |act| {
        let sheet = activity::sheet(act, id)?;
        Ok((sheet, journal::history(act, id.0, history::SHOWN)?))
    });
    let (sheet, steps) = loaded.await?;
    let programme = asker.programme();
    let Activity { ref kind, state, present, expected, .. } = sheet.activity;
    let known = programme.activity_kind(kind);
    let attended = sheet.attendees.iter().map(|attendee| Attended {
        name: attendee.name.clone(),
        present: attendee.present,
        reason: attendee.reason.as_deref().map(reason_words),
    });
    let at = |at: Option<model::Timestamp>| {
        at.map(|at| instant(at, programme.county.offset, frame.lang)).unwrap_or_default()
    };
    Ok(Page(RecordPage {
        own: format!("/activities/{id}"),
        state: words::state(state, known.is_some_and(|kind| kind.sign_off)),
        kind: words::kind(programme, kind),
        quorum: known.map_or(Text::fixed("", ""), |kind| kind.quorum.title()),
        headings: headings(&sheet, known),
        attended: attended.collect(),
        tone: words::tone(state, known.is_some_and(|kind| kind.sign_off)),
        turnout: words::turnout(&frame, present, expected),
        is_overdue: sheet.activity.is_overdue(asker.today()),
        recorded: at(sheet.activity.recorded_at),
        signed: at(sheet.activity.signed_at),
        history: history::entries(&steps, programme, &frame),
        figures: figures(&sheet.activity, programme),
        sheet,
        frame,
    }))
}

/// The minutes under the programme's headings; what stands under a dropped heading comes last.
fn headings(sheet: &Sheet, kind: Option<&ActivityKind>) -> Vec<(Text, String)> {
    let mut minutes = sheet.minutes.0.clone();
    let fields = kind.map(|kind| kind.minutes.as_slice()).unwrap_or_default();
    let mut headings = Vec::new();
    for field in fields {
        headings.extend(minutes.remove(&field.key).map(|text| (field.title.clone(), text)));
    }
    headings.extend(minutes.into_iter().map(|(key, text)| (Text::new(key.clone(), key), text)));
    headings
}

/// The indicators that count it, for its year and division.
fn figures(activity: &Activity, programme: &Programme) -> Vec<(Text, String)> {
    if !activity.counts() {
        return Vec::new();
    }
    let counts = |measure: Measure| matches!(measure, Measure::Activity | Measure::Attendance);
    let indicators = programme.indicators.iter();
    let indicators =
        indicators.filter(|one| counts(one.measure) && one.tags.contains(&activity.kind));
    let href = |key: &str| {
        let (division, year) = (&activity.division_code, activity.day().year());
        format!("/figures/{key}?division={division}&period={year}")
    };
    indicators.map(|one| (one.title.clone(), href(&one.key))).collect()
}
