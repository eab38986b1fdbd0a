//! One revision: what it changed, its files, and going back to it.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{Text, id::ProgrammeId, right::Right, text::Say};
use office::programme::{self, Told};

use super::edit::in_force_here;
use crate::{
    Problem,
    accounts::proof,
    asker::Asker,
    extract::Path,
    frame::Frame,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /programme/revisions/{number}", Kind::Page, Who::SignedIn, get(show)),
        line("POST /programme/revisions/{number}/return", Kind::Page, Who::SignedIn, post(go_back)),
    ]
}

const FORM: Labels = &[("note", Text::fixed("为什么退回", "Why go back"))];

#[derive(Template)]
#[template(path = "programme/revision.html")]
struct RevisionPage {
    frame: Frame,
    typed: Typed,
    told: Told,
    when: String,
    changes: Vec<Text>,
    /// Chosen with the page, so that a form sent twice goes back once.
    id: String,
    may_return: bool,
}

async fn page(
    asker: &Asker,
    frame: Frame,
    number: i64,
    (typed, id): (Typed, String),
) -> Result<RevisionPage, Problem> {
    let told = asker.read(move |act| programme::revision(act, number)).await?;
    let offset = asker.programme().county.offset;
    Ok(RevisionPage {
        when: words::instant(told.past.at, offset, frame.lang),
        changes: told.changes.iter().map(Say::say).collect(),
        may_return: !told.in_force && asker.who().has(Right::ApplyProgramme),
        frame,
        typed,
        told,
        id,
    })
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(number): Path<i64>,
) -> Result<Page<RevisionPage>, Problem> {
    let id = ProgrammeId::new(asker.now()).to_string();
    page(&asker, frame, number, (Typed::blank(FORM), id)).await.map(Page)
}

async fn go_back(
    asker: Asker,
    frame: Frame,
    Path(number): Path<i64>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let sent = typed.get("id").to_owned();
    let id: ProgrammeId = sent.parse().map_err(|_| Problem::not_found())?;
    let note = typed.get("note").to_owned();
    let done = asker.write(move |act| programme::roll_back(act, id, number, &note)).await;
    if matches!(done, Err(office::Error::StepUp)) {
        return Ok(proof(&format!("/programme/revisions/{number}")));
    }
    match typed.settle(done)? {
        Some(_) => {
            in_force_here(&asker).await?;
            let said = Text::fixed("已退回，立即生效", "Gone back; in force from this moment on");
            Ok(Done::new("/programme", said).into_response())
        }
        None => Ok(Returned(page(&asker, frame, number, (typed, sent)).await?).into_response()),
    }
}
