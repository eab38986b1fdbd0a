use askama::Template;
use axum::routing::get;
use model::{
    Text,
    id::{AccountId, GrantId},
    programme::Programme,
};
use office::account::{Listed, admin};

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
    page(&asker, frame, id, Typed::blank(GRANT)).await
}

/// The page of one account, with the grant form as it was typed.
pub(super) async fn page(
    asker: &Asker,
    frame: Frame,
    id: AccountId,
    typed: Typed,
) -> Result<Page<ShowPage>, Problem> {
    let account = asker.read(move |act| admin::show(act, id)).await?;
    let programme = asker.programme();
    let when = |at| words::instant(at, programme.county.offset, frame.lang);
    let (held, past): (Vec<_>, Vec<_>) =
        account.grants.iter().partition(|grant| grant.revoked_at.is_none());
    let row = |grant: &model::account::Grant| {
        let (title, place) = words::grant(grant, programme);
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
