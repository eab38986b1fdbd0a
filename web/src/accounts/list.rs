use askama::Template;
use axum::routing::get;
use model::{Text, programme::Programme};
use office::account::{Listed, admin};
use serde::Deserialize;

use crate::{
    Problem,
    asker::Asker,
    extract::Query,
    frame::Frame,
    list::Pager,
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /accounts", Kind::Page, Who::SignedIn, get(list))]
}

const SHOWN: usize = 50;

#[derive(Debug, Deserialize)]
struct Filters {
    q: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    id: String,
    login: String,
    name: String,
    roles: Vec<(Text, String)>,
    last: String,
    state: State,
}

/// What an administrator looks for in a list of accounts.
pub(super) struct State {
    pub(super) tone: &'static str,
    pub(super) words: Text,
}

impl State {
    pub(super) fn of(account: &Listed) -> State {
        let (tone, zh, en) = if account.disabled_at.is_some() {
            ("secondary", "已停用", "disabled")
        } else if account.must_change {
            ("warning", "待改密码", "must change the password")
        } else {
            ("success", "正常", "in use")
        };
        State { tone, words: Text::fixed(zh, en) }
    }
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<ListPage>, Problem> {
    let Filters { q, after } = filters;
    let limit = i64::try_from(SHOWN).unwrap_or(i64::MAX);
    let read = asker.read(move |act| {
        Ok(match &q {
            Some(words) => {
                let found = admin::search(act, words, limit)?;
                (i64::try_from(found.len()).unwrap_or(i64::MAX), found)
            }
            None => {
                let page = admin::list(act, after.as_deref().unwrap_or(""), limit)?;
                (admin::count(act)?, page)
            }
        })
    });
    let (total, accounts) = read.await?;
    let total = usize::try_from(total).unwrap_or(0);
    let is_full = accounts.len() == SHOWN && total > SHOWN;
    let last = accounts.last().filter(|_| is_full).map(|account| account.login.clone());
    let pager = Pager { total, shown: accounts.len(), before: None, after: last };
    let row = |account| row(account, asker.programme(), &frame);
    let rows = accounts.iter().map(row).collect();
    Ok(Page(ListPage { frame, rows, pager }))
}

fn row(account: &Listed, programme: &Programme, frame: &Frame) -> Row {
    let offset = programme.county.offset;
    let last = account.last_signed_in_at.map(|at| words::instant(at, offset, frame.lang));
    Row {
        id: account.id.to_string(),
        login: account.login.clone(),
        name: account.name.clone(),
        roles: account.grants_in_force().map(|grant| words::grant(grant, programme)).collect(),
        last: last.unwrap_or_else(|| frame.t("从未登录", "never").to_owned()),
        state: State::of(account),
    }
}
