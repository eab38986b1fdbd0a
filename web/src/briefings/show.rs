//! A published briefing.

use askama::Template;
use axum::routing::get;
use model::{Text, briefing::Briefing, id::BriefingId, right::Right};
use office::briefing;
use serde::Deserialize;

use super::text::{Line, Row, Writing};
use crate::{
    Problem,
    asker::Asker,
    extract::{Path, Query},
    frame::Frame,
    history::{self, Entry},
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /briefings/{id}", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Debug, Deserialize)]
struct Filters {
    /// `public` for the text as outsiders may have it.
    view: Option<String>,
}

#[derive(Template)]
#[template(path = "briefings/show.html")]
struct ShowPage {
    frame: Frame,
    briefing: Briefing,
    title: String,
    period: Text,
    at: String,
    by: String,
    lines: Vec<Line>,
    rows: Vec<Row>,
    entries: Vec<Entry>,
    may_withdraw: bool,
    public: bool,
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<BriefingId>,
    Query(filters): Query<Filters>,
) -> Result<Page<ShowPage>, Problem> {
    let public = filters.view.as_deref() == Some("public");
    let seen = asker.read(move |act| {
        let (briefing, body) = briefing::published(act, id)?;
        let steps = office::journal::history(act, id.0, history::SHOWN)?;
        let right = act.require(Right::PublishBriefing, &briefing.division_code, None);
        Ok((briefing, body, steps, right.is_ok()))
    });
    let (briefing, body, steps, may_publish) = seen.await?;
    let writing = Writing {
        body: &body,
        division: &briefing.division_code,
        period: briefing.period,
        at: briefing.journal_index,
        public,
        lang: frame.lang,
    };
    let by = steps.last().and_then(|step| step.actor.clone());
    let offset = asker.programme().county.offset;
    Ok(Page(ShowPage {
        title: body.title(frame.lang),
        period: briefing.period.words(),
        at: words::instant(briefing.published_at, offset, frame.lang),
        by: by.unwrap_or_else(|| frame.t("尧山", "Yaoshan").to_owned()),
        lines: writing.lines(),
        rows: writing.rows(),
        entries: history::entries(&steps, asker.programme(), &frame),
        may_withdraw: may_publish && briefing.withdrawn_at.is_none(),
        briefing,
        frame,
        public,
    }))
}
