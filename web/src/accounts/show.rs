use askama::Template;
use axum::routing::get;
use model::{
    Text,
    id::{AccountId, GrantId},
    programme::Programme,
};
use office::account::{Listed, admin, grants};

use super::list::State;
use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    list::Choice,
    page::Page,
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /accounts/{id}", Kind::Page, Who::SignedIn, get(show))]
}

pub(super) const GRANT: Labels = &[
    ("role", Text::fixed("角色", "Role")),
    ("division", Text::fixed("区划", "Division")),
    ("organisation", Text::fixed("组织", "Organisation")),
    ("organisation_id", Text::fixed("哪一个组织", "Which organisation")),
];

#[derive(Template)]
#[template(path = "accounts/show.html")]
pub(super) struct ShowPage {
    frame: Frame,
    account: Listed,
    path: String,
    state: State,
    created: String,
    last: String,
    held: Vec<GrantRow>,
    past: Vec<GrantRow>,
    typed: Typed,
    /// Organisations of the name that was typed, if there are several.
    offered: Vec<Choice>,
    roles: Vec<Choice>,
    /// Chosen with the page, so that a form sent twice gives one grant.
    grant_id: String,
    is_own: bool,
}

struct GrantRow {
    id: String,
    title: Text,
    place: String,
    since: String,
    until: String,
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<AccountId>,
) -> Result<Page<ShowPage>, Problem> {
    page(&asker, frame, id, (Typed::blank(GRANT), Vec::new())).await
}

/// The page of one account, with the grant form as it was typed.
pub(super) async fn page(
    asker: &Asker,
    frame: Frame,
    id: AccountId,
    (typed, offered): (Typed, Vec<Choice>),
) -> Result<Page<ShowPage>, Problem> {
    let read = asker.read(move |act| {
        let account = admin::show(act, id)?;
        let names = grants::names(act, &account.grants)?;
        Ok((account, names))
    });
    let (account, names) = read.await?;
    let programme = asker.programme();
    let when = |at| words::instant(at, programme.county.offset, frame.lang);
    let (held, past): (Vec<_>, Vec<_>) =
        account.grants.iter().partition(|grant| grant.revoked_at.is_none());
    let row = |grant: &model::account::Grant| {
        let (title, mut place) = words::grant(grant, programme);
        if let Some(name) = grant.organisation_id.and_then(|id| names.get(&id)) {
            place = format!("{place} · {name}");
        }
        let until = grant.revoked_at.map(when).unwrap_or_default();
        GrantRow { id: grant.id.to_string(), title, place, since: when(grant.granted_at), until }
    };
    Ok(Page(ShowPage {
        path: format!("/accounts/{id}"),
        state: State::of(&account),
        created: when(account.created_at),
        last: account.last_signed_in_at.map(when).unwrap_or_default(),
        held: held.into_iter().map(row).collect(),
        past: past.into_iter().map(row).collect(),
        typed,
        offered,
        roles: roles(programme),
        grant_id: GrantId::new(asker.now()).to_string(),
        is_own: id == asker.who().account_id,
        account,
        frame,
    }))
}

fn roles(programme: &Programme) -> Vec<Choice> {
    let choice = |role: &model::programme::Role| {
        let (title, reach) = (&role.title, role.reach.title());
        let words = Text::new(
            format!("{}（{}）", title.zh, reach.zh),
            format!("{} ({})", title.en, reach.en),
        );
        Choice::new(role.key.clone(), words)
    };
    programme.roles.iter().map(choice).collect()
}
