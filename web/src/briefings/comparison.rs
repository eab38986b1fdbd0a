//! What a briefing said, beside what the records say now.

use askama::Template;
use axum::routing::get;
use model::{Text, id::BriefingId};
use office::briefing::{self, Compared};

use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    figures::{link, number},
    frame::Frame,
    page::Page,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /briefings/{id}/comparison", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Template)]
#[template(path = "briefings/comparison.html")]
struct ComparisonPage {
    frame: Frame,
    id: BriefingId,
    title: String,
    rows: Vec<Row>,
    changed: usize,
}

struct Row {
    title: Text,
    unit: Text,
    then: (String, String),
    now: (String, String),
    changed: bool,
    redefined: bool,
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<BriefingId>,
) -> Result<Page<ComparisonPage>, Problem> {
    let seen = asker.read(move |act| {
        let (briefing, body) = briefing::published(act, id)?;
        Ok((briefing.journal_index, body, briefing::compare(act, id)?))
    });
    let (at, body, compared) = seen.await?;
    let changed = compared.iter().filter(|one| one.has_changed()).count();
    let mut rows: Vec<Row> = compared.into_iter().map(|one| row(one, at)).collect();
    // What changed is what one came for.
    rows.sort_by_key(|row| !row.changed);
    let title = body.title(frame.lang);
    Ok(Page(ComparisonPage { frame, id, title, rows, changed }))
}

fn row(compared: Compared, at: i64) -> Row {
    let (changed, redefined) = (compared.has_changed(), compared.is_redefined());
    let Compared { then, now } = compared;
    let mut published = now.wanted();
    (published.at, published.revision) = (Some(at), Some(then.revision));
    let mut live = now.wanted();
    (live.at, live.revision) = (None, None);
    Row {
        then: (number(then.value), link(&published)),
        now: (number(now.value), link(&live)),
        title: then.title,
        unit: then.unit,
        changed,
        redefined,
    }
}
