//! A text with the figures of now, and its publication.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{Text, id::BriefingId, right::Right};
use office::briefing::{self, NewBriefing};
use serde::Deserialize;

use super::text::{Line, Row, Writing};
use crate::{
    Problem,
    asker::Asker,
    extract::{Path, Query},
    figures::{Asked, Picker},
    frame::Frame,
    page::{Done, Page},
    routes::{Kind, Served, Who, line},
    typed::Typed,
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /briefings/drafts/{key}", Kind::Page, Who::SignedIn, get(draft)),
        line("POST /briefings", Kind::Page, Who::SignedIn, post(publish)),
    ]
}

#[derive(Debug, Deserialize)]
struct Filters {
    division: Option<String>,
    period: Option<String>,
    view: Option<String>,
}

#[derive(Template)]
#[template(path = "briefings/draft.html")]
struct DraftPage {
    frame: Frame,
    picker: Picker,
    title: String,
    lines: Vec<Line>,
    rows: Vec<Row>,
    as_of: String,
    key: String,
    at: i64,
    /// The number that it would be published under.
    number: i64,
    /// Made here, so that pressing twice publishes once.
    id: BriefingId,
    may_publish: bool,
    public: bool,
}

async fn draft(
    asker: Asker,
    frame: Frame,
    Path(key): Path<String>,
    Query(filters): Query<Filters>,
) -> Result<Page<DraftPage>, Problem> {
    let asked = Asked::read(filters.division.as_deref(), filters.period.as_deref())?;
    let public = filters.view.as_deref() == Some("public");
    let seen = asker.read(move |act| {
        let (division, period) = asked.settle(act)?;
        let draft = briefing::draft(act, &key, (&division, period), None)?;
        let may_publish = act.require(Right::PublishBriefing, &division, None).is_ok();
        Ok((draft, may_publish, office::figure::places(act, &division)?))
    });
    let (draft, may_publish, places) = seen.await?;
    let (period, at, lang) = (draft.period, draft.position.index, frame.lang);
    let picker = Picker::new(&asker, &places, &draft.division, period);
    let writing =
        Writing { body: &draft.body, division: &draft.division, period, at, public, lang };
    let offset = asker.programme().county.offset;
    let as_of = draft.position.as_of.map(|at| words::instant(at, offset, lang));
    Ok(Page(DraftPage {
        title: draft.body.title(lang),
        lines: writing.lines(),
        rows: writing.rows(),
        as_of: as_of.unwrap_or_default(),
        number: draft.published + 1,
        id: BriefingId::new(asker.now()),
        key: draft.key,
        frame,
        picker,
        at,
        may_publish,
        public,
    }))
}

async fn publish(asker: Asker, typed: Typed) -> Result<Response<Body>, Problem> {
    asker.must_hold(Right::PublishBriefing).await?;
    let new = sent(&typed).ok_or_else(|| {
        Problem::bad_request(Text::fixed(
            "这张表不完整，请从简报草稿重新发布",
            "This form is incomplete; publish again from the draft",
        ))
    })?;
    let published = asker.write(move |act| briefing::publish(act, &new)).await?;
    let said =
        Text::fixed("简报已发布，其中的数字不再变化", "Published; its numbers stay as they are");
    Ok(Done::new(format!("/briefings/{}", published.id), said).into_response())
}

/// All of it was put into the page by us.
fn sent(typed: &Typed) -> Option<NewBriefing> {
    Some(NewBriefing {
        id: typed.get("id").parse().ok()?,
        key: typed.get("key").to_owned(),
        division_code: typed.get("division").parse().ok()?,
        period: typed.get("period").parse().ok()?,
        at: typed.get("at").parse().ok()?,
    })
}

impl DraftPage {
    /// The button says what will be there afterwards.
    fn publish_words(&self) -> String {
        match self.frame.lang {
            model::Lang::Zh => format!("发布（第 {} 次）", self.number),
            model::Lang::En => format!("Publish as number {}", self.number),
        }
    }
}
