//! The page of one case.

use askama::Template;
use axum::routing::get;
use model::{Date, Text, id::CaseId, process::Effect};
use office::case::{self, Sheet, Told, Way};

use super::diagram::{self, Diagram};
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
    vec![line("GET /cases/{id}", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Template)]
#[template(path = "cases/show.html")]
struct ShowPage {
    frame: Frame,
    sheet: Sheet,
    own: String,
    state: Text,
    tone: &'static str,
    /// The clocks that still run: of the state, and the promise.
    state_left: Option<Left>,
    promise_left: Option<Left>,
    closing: Text,
    told: Vec<(Told, String)>,
    history: Vec<Entry>,
    diagram: Diagram,
}

/// How much time is left of a clock.
struct Left {
    words: Text,
    tone: &'static str,
}

impl Left {
    /// Of working days; negative when it has run out.
    fn of(days: i64) -> Left {
        let (words, tone) = match days {
            0 => (Text::fixed("今天到期", "due today"), "warning"),
            1.. => {
                let en = format!("{days} working days left");
                (Text::new(format!("还剩 {days} 个工作日"), en), "info")
            }
            _ => {
                let over = days.abs();
                let en = format!("{over} working days over");
                (Text::new(format!("已逾期 {over} 个工作日"), en), "danger")
            }
        };
        Left { words, tone }
    }
}

impl ShowPage {
    /// The step that leads on is offered first; what sends a case back or away is not pressed by mistake.
    fn is_main(&self, at: &usize, way: &Way) -> bool {
        *at == 0 && way.step.effect != Some(Effect::Return)
    }

    fn ended(&self) -> Option<Date> {
        self.sheet.case.ended_on
    }
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<CaseId>,
) -> Result<Page<ShowPage>, Problem> {
    let mut sheet = asker.read(move |act| case::sheet(act, id)).await?;
    let programme = asker.programme();
    let state = sheet.process.state(&sheet.case.state).map(|state| state.title.clone());
    let tone = match sheet.case.overdue_since(asker.today()) {
        Some(_) => "danger",
        None if sheet.case.is_open() => "info",
        None if sheet.case.closing.is_some_and(|closing| closing.is_solved()) => "success",
        None => "secondary",
    };
    let offset = programme.county.offset;
    let told = std::mem::take(&mut sheet.told).into_iter();
    let told = told.map(|told| {
        let at = instant(told.at, offset, frame.lang);
        (told, at)
    });
    Ok(Page(ShowPage {
        own: format!("/cases/{id}"),
        state: state.unwrap_or_else(|| sheet.process.title.clone()),
        state_left: sheet.state_left.map(Left::of),
        promise_left: sheet.promise_left.map(Left::of),
        closing: sheet.case.closing.map_or(Text::fixed("", ""), |closing| closing.title()),
        told: told.collect(),
        // What each entry changed is told step by step; here stands its receipt.
        history: history::entries(&sheet.history, programme, &frame)
            .into_iter()
            .map(|entry| Entry { changes: Vec::new(), ..entry })
            .collect(),
        diagram: diagram::of(&sheet.process, &sheet.case.state, frame.lang),
        tone,
        sheet,
        frame,
    }))
}
