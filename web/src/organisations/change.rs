//! Renaming, dissolving and restoring an organisation.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{Text, id::OrganisationId};
use office::organisation::{self, Dissolution, OrganisationChange, Sheet};

use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    use Kind::Page;
    use Who::SignedIn;
    vec![
        line("GET /organisations/{id}/edit", Page, SignedIn, get(edit)),
        line("POST /organisations/{id}/edit", Page, SignedIn, post(save)),
        line("GET /organisations/{id}/dissolve", Page, SignedIn, get(end)),
        line("POST /organisations/{id}/dissolve", Page, SignedIn, post(dissolve)),
        line("POST /organisations/{id}/restoration", Page, SignedIn, post(restore)),
    ]
}

const FORM: Labels = &[
    ("name", Text::fixed("名称", "Name")),
    ("credit_code", Text::fixed("统一社会信用代码", "Credit code")),
    ("until_on", Text::fixed("撤销日期", "Dissolved on")),
];

#[derive(Template)]
#[template(path = "organisations/edit.html")]
struct EditPage {
    frame: Frame,
    typed: Typed,
    sheet: Sheet,
}

#[derive(Template)]
#[template(path = "organisations/dissolve.html")]
struct EndPage {
    frame: Frame,
    typed: Typed,
    sheet: Sheet,
}

/// The organisation as it is today, for whoever may keep it.
async fn kept(asker: &Asker, id: OrganisationId) -> Result<Sheet, Problem> {
    let today = asker.today();
    let sheet = asker.read(move |act| organisation::sheet(act, id, today)).await?;
    if sheet.may_keep { Ok(sheet) } else { Err(Problem::not_found()) }
}

async fn edit(
    asker: Asker,
    frame: Frame,
    Path(id): Path<OrganisationId>,
) -> Result<Page<EditPage>, Problem> {
    let sheet = kept(&asker, id).await?;
    let typed = Typed::blank(FORM)
        .with("name", sheet.organisation.name.clone())
        .with("credit_code", sheet.organisation.credit_code.clone().unwrap_or_default())
        .with("version", sheet.version.clone());
    Ok(Page(EditPage { frame, typed, sheet }))
}

async fn save(
    asker: Asker,
    frame: Frame,
    Path(id): Path<OrganisationId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let (name, code) = (typed.text("name", 100), typed.optional_text("credit_code", 40));
    if let Some(name) = name {
        let version = Some(typed.get("version").to_owned()).filter(|version| !version.is_empty());
        let wanted = OrganisationChange { organisation_id: id, name, credit_code: code, version };
        let done = asker.write(move |act| organisation::change(act, &wanted)).await;
        if typed.settle(done)?.is_some() {
            let said =
                Text::fixed("已保存，原名留在历史里", "Saved; the old name stays in the history");
            return Ok(Done::new(format!("/organisations/{id}"), said).into_response());
        }
    }
    let sheet = kept(&asker, id).await?;
    Ok(Returned(EditPage { frame, typed, sheet }).into_response())
}

async fn end(
    asker: Asker,
    frame: Frame,
    Path(id): Path<OrganisationId>,
) -> Result<Page<EndPage>, Problem> {
    let sheet = kept(&asker, id).await?;
    Ok(Page(EndPage { frame, typed: Typed::blank(FORM), sheet }))
}

async fn dissolve(
    asker: Asker,
    frame: Frame,
    Path(id): Path<OrganisationId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    if let Some(until_on) = typed.day("until_on", asker.today()) {
        let end = Dissolution { organisation_id: id, until_on };
        let done = asker.write(move |act| organisation::dissolve(act, &end)).await;
        if typed.settle(done)?.is_some() {
            let own = format!("/organisations/{id}");
            let done = Done::new(own.clone(), Text::fixed("已撤销", "Dissolved"));
            return Ok(done.undo_at(format!("{own}/restoration")).into_response());
        }
    }
    let sheet = kept(&asker, id).await?;
    Ok(Returned(EndPage { frame, typed, sheet }).into_response())
}

async fn restore(asker: Asker, Path(id): Path<OrganisationId>) -> Result<Response<Body>, Problem> {
    asker.write(move |act| organisation::restore(act, id)).await?;
    Ok(Done::new(format!("/organisations/{id}"), Text::fixed("已恢复", "Restored")).into_response())
}
