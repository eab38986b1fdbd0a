//! My account: roles, second factor, where I am signed in.

use askama::Template;
use axum::routing::get;
use model::{Text, programme::Programme};
use office::account::{Listed, own};

use super::Inside;
use crate::{
    Problem,
    asker::Asker,
    frame::Frame,
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /account", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Template)]
#[template(path = "door/mine.html")]
struct MinePage {
    frame: Frame,
    account: Listed,
    roles: Vec<(Text, String)>,
    recovery_left: i64,
    sessions: Vec<SessionRow>,
    sign_ins: Vec<SignInRow>,
}

struct SessionRow {
    id: String,
    agent: String,
    since: String,
    seen: String,
    is_this: bool,
}

struct SignInRow {
    at: String,
    result: Text,
    tone: &'static str,
    address: String,
}

async fn show(asker: Asker, inside: Inside, frame: Frame) -> Result<Page<MinePage>, Problem> {
    let read = asker.read(|act| {
        let account = own::show(act)?;
        Ok((account, own::recovery_left(act)?, own::sessions(act)?, own::sign_ins(act)?))
    });
    let (account, recovery_left, sessions, sign_ins) = read.await?;
    let offset = asker.programme().county.offset;
    let when = |at: model::Timestamp| words::instant(at, offset, frame.lang);
    let sessions = sessions.into_iter().map(|session| SessionRow {
        id: session.id.to_string(),
        agent: words::browser(&session.agent, frame.lang),
        since: when(session.created_at),
        seen: when(session.seen_at),
        is_this: session.id == inside.visitor.session.id,
    });
    let sign_ins = sign_ins.into_iter().map(|one| SignInRow {
        at: when(one.at),
        result: words::sign_in(one.result),
        tone: words::sign_in_tone(one.result),
        address: one.address,
    });
    let (sessions, sign_ins) = (sessions.collect(), sign_ins.collect());
    let roles = roles(&account, asker.programme());
    Ok(Page(MinePage { frame, account, roles, recovery_left, sessions, sign_ins }))
}

fn roles(account: &Listed, programme: &Programme) -> Vec<(Text, String)> {
    let grants = account.grants_in_force();
    grants.map(|grant| words::grant(grant, programme)).collect()
}
