//! Files to take away: empty templates, and the sheet with its problems.

use axum::{body::Body, http::Response, routing::get};
use model::{id::ImportId, right::Right};
use office::import;
use serde::Deserialize;

use super::apart;
use crate::{
    Problem,
    asker::Asker,
    extract::{Path, Query},
    frame::Frame,
    page::download,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /imports/templates/{recipe}", Kind::Page, Who::SignedIn, get(template)),
        line("GET /imports/{id}/errors.xlsx", Kind::Page, Who::SignedIn, get(errors)),
    ]
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn template(
    asker: Asker,
    frame: Frame,
    Path(key): Path<String>,
) -> Result<Response<Body>, Problem> {
    let programme = asker.programme();
    let recipe = programme.recipe(&key).filter(|_| asker.who().has(Right::ImportRosters));
    let recipe = recipe.ok_or_else(Problem::not_found)?;
    let file = import::template(programme, recipe, frame.lang)?;
    Ok(download(&format!("{}.xlsx", recipe.title.in_lang(frame.lang)), XLSX, file))
}

#[derive(Debug, Deserialize)]
struct Wanted {
    sheet: Option<i64>,
    /// Good rows too.
    all: Option<bool>,
}

async fn errors(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ImportId>,
    Query(wanted): Query<Wanted>,
) -> Result<Response<Body>, Problem> {
    let (office, lang) = (asker.0.clone(), frame.lang);
    let which = (wanted.sheet.unwrap_or(0), wanted.all.unwrap_or(false));
    let file = apart(move || import::error_sheet(&office, id, which, lang)).await??;
    let found = asker.read(move |act| import::find(act, id)).await?;
    let name = found.file_name.rsplit_once('.').map_or(found.file_name.as_str(), |(stem, _)| stem);
    let mark = frame.t("错误", "problems");
    Ok(download(&format!("{name}-{mark}.xlsx"), XLSX, file))
}
