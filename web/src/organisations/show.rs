//! One organisation's page.

use askama::Template;
use axum::routing::get;
use model::{
    Date, Text,
    id::OrganisationId,
    programme::{Membership, Programme},
};
use office::organisation::{self, Sheet};
use serde::Deserialize;

use super::{kind, membership_title, tree_title};
use crate::{
    Problem, as_of,
    asker::Asker,
    extract::{Path, Query},
    frame::Frame,
    history::{self, Entry},
    page::Page,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /organisations/{id}", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Filters {
    day: Option<String>,
}

#[derive(Template)]
#[template(path = "organisations/show.html")]
struct ShowPage {
    frame: Frame,
    day: Date,
    sheet: Sheet,
    own: String,
    entries: Vec<Entry>,
    programme: std::sync::Arc<Programme>,
    /// The end has been recorded, whatever day is looked at.
    is_over: bool,
}

impl ShowPage {
    fn kind(&self, key: &str) -> Text {
        kind(&self.programme, key)
    }

    fn pairing(&self, key: &str) -> Text {
        let dropped = || Text::new(key.to_owned(), key.to_owned());
        self.programme.pairing_kind(key).map_or_else(dropped, |kind| kind.title.clone())
    }

    fn place(&self, code: &model::code::DivisionCode) -> String {
        crate::words::division(code, &self.programme)
    }

    fn tree(&self) -> Text {
        tree_title(self.sheet.tree)
    }

    /// The members as a spreadsheet, as of the same day.
    fn roster(&self) -> String {
        self.frame.address.at(&format!("{}/members.xlsx", self.own))
    }

    fn membership(&self) -> Text {
        membership_title(self.sheet.membership)
    }

    fn has_members(&self) -> bool {
        self.sheet.membership != Membership::None
    }

    fn takes_transfers(&self) -> bool {
        self.sheet.membership == Membership::Formal
    }
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<OrganisationId>,
    Query(filters): Query<Filters>,
) -> Result<Page<ShowPage>, Problem> {
    let day = as_of::day(filters.day.as_deref(), asker.today())?;
    let sheet = asker.read(move |act| organisation::sheet(act, id, day)).await?;
    Ok(Page(ShowPage {
        day,
        own: format!("/organisations/{id}"),
        entries: history::entries(&sheet.history, asker.programme(), &frame),
        programme: asker.0.programme().clone(),
        is_over: sheet.organisation.until_on.is_some(),
        sheet,
        frame,
    }))
}
