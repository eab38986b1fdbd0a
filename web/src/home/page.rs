use askama::Template;
use axum::routing::get;
use model::{Text, right::Right};
use office::{Who, activity, case, notice, waiting};

use super::{inbox::Entry, task::Line};
use crate::{
    Problem,
    asker::Asker,
    frame::Frame,
    page::Page,
    routes::{self, Kind, Served, Who as For, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /", Kind::Page, For::SignedIn, get(show))]
}

#[derive(Template)]
#[template(path = "home/page.html")]
struct HomePage {
    frame: Frame,
    tasks: Vec<Line>,
    coming: Vec<activity::Line>,
    cases: Vec<case::Row>,
    notices: Vec<Entry>,
    begins: Vec<Begin>,
}

/// Something that one may begin right here.
struct Begin {
    icon: &'static str,
    words: Text,
    href: &'static str,
}

async fn show(asker: Asker, frame: Frame) -> Result<Page<HomePage>, Problem> {
    const LATEST: i64 = 5;
    let read = asker.read(|act| Ok((waiting::day(act)?, notice::list(act, None, LATEST)?)));
    let (day, notices) = read.await?;
    let offset = asker.programme().county.offset;
    let lang = frame.lang;
    Ok(Page(HomePage {
        frame,
        tasks: day.waiting.iter().map(Line::of).collect(),
        coming: day.coming,
        cases: day.cases,
        notices: notices.into_iter().map(|line| Entry::of(line, offset, lang)).collect(),
        begins: begins(asker.who()),
    }))
}

/// The forms that somebody with these rights most often opens.
fn begins(who: &Who) -> Vec<Begin> {
    let all = [
        (Right::PlanActivity, "plus", ("计划一次活动", "Plan an activity"), "/activities/new"),
        (
            Right::RecordActivity,
            "edit",
            ("登记已办的活动", "Record what was held"),
            "/activities/new?held=yes",
        ),
        (Right::RaiseCase, "briefcase", ("登记事项", "Open a case"), "/cases/new"),
        (Right::ImportRosters, "upload", ("导入名册", "Import a roster"), "/imports/new"),
        (Right::KeepPostings, "user-check", ("登记任职", "Record a posting"), "/postings/new"),
        (Right::PublishBriefing, "file-text", ("写一期简报", "Write a briefing"), "/briefings"),
        (Right::ManageAccounts, "user", ("新建账号", "Make an account"), "/accounts/new"),
        (Right::ManageSystem, "refresh", ("查看后台任务", "Look at the jobs"), "/jobs"),
        (Right::Audit, "shield-check", ("查阅操作日志", "Read the journal"), "/journal"),
    ];
    all.into_iter()
        .filter(|(right, _, _, href)| {
            who.has(*right) && routes::serves(href.split('?').next().unwrap_or_default())
        })
        .map(|(_, icon, (zh, en), href)| Begin { icon, words: Text::fixed(zh, en), href })
        .collect()
}
