//! The people of an organisation: joining, leaving, transferring, duties, and the roster.

mod affiliation;
mod join;

#[cfg(test)]
pub(crate) use self::affiliation::Change;

use axum::{body::Body, http::Response, routing::get};
use model::{Text, id::OrganisationId};
use office::organisation;
use serde::Deserialize;

use crate::{
    Problem, as_of,
    asker::Asker,
    export::{self, Export, Head, Kind as Holds, Out},
    extract::{Path, Query},
    frame::Frame,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    let roster = "GET /organisations/{id}/members.xlsx";
    let own = vec![line(roster, Kind::Page, Who::SignedIn, get(spreadsheet))];
    [own, join::routes(), affiliation::routes()].concat()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Filters {
    day: Option<String>,
}

const HEADS: &[Head] = &[
    Head::new("姓名", "Name", Holds::Text),
    Head::new("职务", "Duty", Holds::Text).wide(20.0),
    Head::new("正式", "Formal", Holds::Text),
    Head::new("登记地", "Registered at", Holds::Text).wide(28.0),
    Head::new("自", "From", Holds::Day),
    Head::new("至", "Until", Holds::Day),
];

async fn spreadsheet(
    asker: Asker,
    frame: Frame,
    Path(id): Path<OrganisationId>,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let day = as_of::day(filters.day.as_deref(), asker.today())?;
    let name = asker.read(move |act| Ok(organisation::find(act, id)?.name)).await?;
    let title = Text::new(format!("{name} 成员名册"), format!("{name} members"));
    let export = Export { title, heads: HEADS, lang: frame.lang, day };
    export::workbook(&asker, export, move |act, rows| {
        organisation::members(act, id, day, |member, home| {
            let yes = rows.lang.pick("是", "yes");
            let no = rows.lang.pick("否", "no");
            rows.row(&[
                Out::text(member.name.as_str()),
                member.duty.as_deref().map_or(Out::Empty, Out::text),
                Out::text(if member.formal { yes } else { no }),
                Out::text(home),
                Out::Day(member.from_on),
                member.until_on.map_or(Out::Empty, Out::Day),
            ]);
        })
    })
    .await
}
