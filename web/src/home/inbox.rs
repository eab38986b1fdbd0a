//! Notices: read, and gone from the count.

use askama::Template;
use axum::{
    http::Response,
    response::{IntoResponse, Redirect},
    routing::{get, post},
};
use chrono::FixedOffset;
use model::{Lang, Text, Timestamp, id::NoticeId};
use office::notice::{self, Line};
use serde::Deserialize;

use crate::{
    Problem,
    asker::Asker,
    extract::{Path, Query},
    frame::Frame,
    page::{Done, Page},
    routes::{Kind, Served, Who, line},
    words,
};

const SHOWN: i64 = 50;

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /inbox", Kind::Page, Who::SignedIn, get(list)),
        line("POST /inbox/reading", Kind::Page, Who::SignedIn, post(read_all)),
        line("POST /inbox/{id}/reading", Kind::Page, Who::SignedIn, post(read)),
    ]
}

#[derive(Template)]
#[template(path = "home/inbox.html")]
struct InboxPage {
    frame: Frame,
    entries: Vec<Entry>,
    unread: i64,
    older: Option<String>,
}

/// One line, ready to be shown.
pub(super) struct Entry {
    pub(super) id: NoticeId,
    pub(super) words: Text,
    pub(super) at: String,
    pub(super) is_unread: bool,
}

impl Entry {
    pub(super) fn of(line: Line, offset: FixedOffset, lang: Lang) -> Entry {
        let Line { id, words, at, read_at, .. } = line;
        Entry { id, words, at: words::instant(at, offset, lang), is_unread: read_at.is_none() }
    }
}

#[derive(Deserialize)]
struct Older {
    before: Option<String>,
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(older): Query<Older>,
) -> Result<Page<InboxPage>, Problem> {
    let before = older.before.as_deref().map(cursor).transpose()?;
    let read =
        asker.read(move |act| Ok((notice::list(act, before, SHOWN + 1)?, notice::unread(act)?)));
    let (mut lines, unread) = read.await?;
    let is_cut = lines.len() > SHOWN as usize;
    lines.truncate(SHOWN as usize);
    let older = lines.last().filter(|_| is_cut);
    let older = older.map(|line| format!("{}_{}", line.at.as_millis(), line.id));
    let (offset, lang) = (asker.programme().county.offset, frame.lang);
    let entries = lines.into_iter().map(|line| Entry::of(line, offset, lang)).collect();
    Ok(Page(InboxPage { frame, entries, unread, older }))
}

fn cursor(text: &str) -> Result<(Timestamp, NoticeId), Problem> {
    let read = || {
        let (at, id) = text.split_once('_')?;
        Some((Timestamp::from_millis(at.parse().ok()?)?, id.parse().ok()?))
    };
    read().ok_or_else(Problem::not_found)
}

/// To what the line is about; it has been read with that.
async fn read(
    asker: Asker,
    Path(id): Path<NoticeId>,
) -> Result<Response<axum::body::Body>, Problem> {
    let line = asker.write(move |act| notice::read(act, id)).await?;
    Ok(Redirect::to(&about(&line)).into_response())
}

async fn read_all(asker: Asker) -> Result<Done, Problem> {
    asker.write(notice::read_all).await?;
    Ok(Done::new("/inbox", Text::fixed("全部标为已读", "All marked as read")))
}

/// The page of what a line is about, or else the inbox.
fn about(line: &Line) -> String {
    let noun = line.kind.split('.').next().unwrap_or_default();
    let place = match noun {
        "activity" => "/activities",
        "case" => "/cases",
        "import" => "/imports",
        "organisation" => "/organisations",
        "person" => "/people",
        "posting" => "/postings",
        "briefing" => "/briefings",
        _ => return "/inbox".to_owned(),
    };
    format!("{place}/{}", line.subject)
}
