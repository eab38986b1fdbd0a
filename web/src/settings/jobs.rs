//! The queue of later work, for the system administrator.

use askama::Template;
use axum::routing::{get, post};
use model::{Text, id::JobId, job::Job};

use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    page::{Done, Page},
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /jobs", Kind::Page, Who::SignedIn, get(list)),
        line("POST /jobs/{id}/attempt", Kind::Page, Who::SignedIn, post(retry)),
        line("POST /jobs/{id}/removal", Kind::Page, Who::SignedIn, post(put_away)),
    ]
}

#[derive(Template)]
#[template(path = "settings/jobs.html")]
struct JobsPage {
    frame: Frame,
    jobs: Vec<Row>,
    failed: usize,
}

struct Row {
    id: JobId,
    kind: String,
    title: Text,
    body: String,
    at: String,
    attempts: i64,
    problem: String,
    is_given_up: bool,
    tone: &'static str,
    state: Text,
}

async fn list(asker: Asker, frame: Frame) -> Result<Page<JobsPage>, Problem> {
    let jobs = asker.read(office::job::list).await?;
    let (offset, lang) = (asker.programme().county.offset, frame.lang);
    let row = |job: Job| {
        let (tone, zh, en) = match (&job.given_up_at, &job.taken_at) {
            (Some(_), _) => ("danger", "已失败", "failed"),
            (None, Some(_)) => ("info", "正在做", "at work"),
            (None, None) if job.attempts > 0 => ("warning", "待重试", "to be tried again"),
            (None, None) => ("secondary", "排队", "waiting"),
        };
        Row {
            id: job.id,
            title: office::job::title(&job.kind),
            kind: job.kind,
            body: job.body,
            at: words::instant(job.given_up_at.unwrap_or(job.run_at), offset, lang),
            attempts: job.attempts,
            problem: job.problem.unwrap_or_default(),
            is_given_up: job.given_up_at.is_some(),
            tone,
            state: Text::fixed(zh, en),
        }
    };
    let jobs: Vec<_> = jobs.into_iter().map(row).collect();
    let failed = jobs.iter().filter(|job| job.is_given_up).count();
    Ok(Page(JobsPage { frame, jobs, failed }))
}

async fn retry(asker: Asker, Path(id): Path<JobId>) -> Result<Done, Problem> {
    asker.write(move |act| office::job::retry(act, id)).await?;
    Ok(Done::new("/jobs", Text::fixed("已重新排队", "Queued again")))
}

async fn put_away(asker: Asker, Path(id): Path<JobId>) -> Result<Done, Problem> {
    asker.write(move |act| office::job::put_away(act, id)).await?;
    Ok(Done::new("/jobs", Text::fixed("已放下", "Put away")))
}
