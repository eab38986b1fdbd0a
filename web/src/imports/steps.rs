//! What somebody decides about an import: apply it, undo it, judge it again, put it away.

use axum::{body::Body, http::Response, response::IntoResponse, routing::post};
use model::{Text, id::ImportId, import::Import};
use office::{Act, Error, import};

use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    page::Done,
    routes::{Kind, Served, Who, line},
    typed::Typed,
};

pub(super) fn routes() -> Vec<Served> {
    let posts = |path, handler| line(path, Kind::Page, Who::SignedIn, handler);
    vec![
        posts("POST /imports/{id}/application", post(apply)),
        posts("POST /imports/{id}/undoing", post(undo)),
        posts("POST /imports/{id}/discarding", post(discard)),
        posts("POST /imports/{id}/judging", post(judge)),
    ]
}

async fn apply(
    asker: Asker,
    Path(id): Path<ImportId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let leave_bad = typed.has("leave_bad", "yes");
    let said = Text::fixed("开始应用", "Applying has begun");
    step(&asker, id, said, move |act| import::apply(act, id, leave_bad)).await
}

async fn undo(asker: Asker, Path(id): Path<ImportId>) -> Result<Response<Body>, Problem> {
    let said = Text::fixed("开始撤销", "Undoing has begun");
    step(&asker, id, said, move |act| import::undo(act, id)).await
}

async fn discard(asker: Asker, Path(id): Path<ImportId>) -> Result<Response<Body>, Problem> {
    let said = Text::fixed("已放弃，没有改动任何记录", "Discarded; no record was changed");
    step(&asker, id, said, move |act| import::discard(act, id)).await
}

async fn judge(asker: Asker, Path(id): Path<ImportId>) -> Result<Response<Body>, Problem> {
    let said = Text::fixed("正在重新预检", "It is being judged again");
    step(&asker, id, said, move |act| import::judge_again(act, id)).await
}

/// Back to the import's page, which says what was done or why not.
async fn step(
    asker: &Asker,
    id: ImportId,
    said: Text,
    work: impl Fn(&mut Act<'_>) -> Result<Import, Error> + Send + 'static,
) -> Result<Response<Body>, Problem> {
    let back = format!("/imports/{id}");
    match asker.write(work).await {
        Ok(_) => Ok(Done::new(back, said).into_response()),
        Err(Error::Refused(refusal)) => Ok(Done::new(back, refusal.text).into_response()),
        Err(error) => Err(error.into()),
    }
}
