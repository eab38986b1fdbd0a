//! Changing the programme: one file at a time, checked and compared before it comes into force.
//! Changes of several files at once are applied from a folder by the command line.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{Text, id::ProgrammeId, programme::Files, text::Say};
use office::{
    Error,
    programme::{self, NewProgramme, Proposal, Step},
};
use serde::Deserialize;
use tokio::sync::oneshot;

use crate::{
    Problem,
    asker::Asker,
    extract::Query,
    frame::Frame,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /programme/edit", Kind::Page, Who::SignedIn, get(edit)),
        line("POST /programme/revisions", Kind::Page, Who::SignedIn, post(send)),
    ]
}

const FORM: Labels = &[
    ("files", Text::fixed("方案", "Programme")),
    ("text", Text::fixed("文件内容", "Text of the file")),
    ("note", Text::fixed("修订说明", "Note")),
];

#[derive(Deserialize)]
struct Filters {
    file: Option<String>,
}

#[derive(Template)]
#[template(path = "programme/edit.html")]
struct EditPage {
    frame: Frame,
    typed: Typed,
    /// The files there are.
    names: Vec<String>,
    file: String,
    /// What was found of the changed file; absent before anybody asked.
    found: Option<Found>,
    /// The number of the programme that is being changed.
    over: i64,
    /// Chosen with the page, so that a form sent twice applies once.
    id: String,
}

struct Found {
    changes: Vec<Text>,
    faults: Vec<Fault>,
}

struct Fault {
    file: String,
    line: usize,
    words: Text,
}

impl From<Proposal> for Found {
    fn from(proposal: Proposal) -> Found {
        let fault = |fault: model::programme::Fault| Fault {
            words: fault.say(),
            file: fault.file,
            line: fault.line,
        };
        Found {
            changes: proposal.changes.iter().map(Say::say).collect(),
            faults: proposal.faults.into_iter().map(fault).collect(),
        }
    }
}

async fn edit(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<EditPage>, Problem> {
    let (over, files) = asker.read(programme::to_edit).await?;
    let file = filters.file.unwrap_or_else(|| "programme.toml".to_owned());
    let text = files.get(&file).ok_or_else(Problem::not_found)?;
    let typed = Typed::blank(FORM).with("text", text.clone());
    let id = ProgrammeId::new(asker.now()).to_string();
    let names = files.into_keys().collect();
    Ok(Page(EditPage { frame, typed, names, file, found: None, over, id }))
}

/// The form's two buttons: look at what would change, or apply it.
async fn send(asker: Asker, frame: Frame, typed: Typed) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let (over, mut files) = asker.read(programme::to_edit).await?;
    let names: Vec<String> = files.keys().cloned().collect();
    let file = typed.get("file").to_owned();
    let kept = files.get_mut(&file).ok_or_else(Problem::not_found)?;
    // Browsers send the ends of lines as two characters.
    *kept = typed.get("text").replace("\r\n", "\n");
    let sent = typed.get("id").to_owned();
    let id: ProgrammeId = sent.parse().map_err(|_| Problem::not_found())?;
    let applies = typed.get("do") == "apply";
    if applies {
        let (note, over) = (typed.get("note").to_owned(), typed.get("over").parse().ok());
        let new = NewProgramme { id, files: files.clone(), note, over };
        if apply(&asker, &mut typed, new).await? {
            in_force_here(&asker).await?;
            let said = Text::fixed("已启用，立即生效", "Applied; in force from this moment on");
            return Ok(Done::new("/programme", said).into_response());
        }
    }
    let found = Some(proposed(&asker, files).await?.into());
    let page = EditPage { frame, typed, names, file, found, over, id: sent };
    Ok(if applies { Returned(page).into_response() } else { Page(page).into_response() })
}

async fn proposed(asker: &Asker, files: Files) -> Result<Proposal, Problem> {
    Ok(asker.read(move |act| programme::propose(act, &files, Step::Forward)).await?)
}

/// Whether it has come into force; if not, the form says why.
async fn apply(asker: &Asker, typed: &mut Typed, new: NewProgramme) -> Result<bool, Problem> {
    match asker.write(move |act| programme::apply(act, &new).map(drop)).await {
        // What was typed stays on the page; proving oneself happens beside it.
        Err(Error::StepUp) => typed.refuse(
            "",
            Text::fixed(
                "请先在另一个标签页打开“再次验证”（/account/proof）验证身份，再回来按“启用”",
                "Prove first in another tab that it is you (/account/proof), then press “Apply” again",
            ),
        ),
        Err(Error::Changed) => typed.refuse(
            "",
            Text::fixed(
                "方案刚被别人修订过：请复制您的内容，重新打开本页再改",
                "Somebody has just changed the programme: copy your text, open this page anew",
            ),
        ),
        done => return Ok(typed.settle(done)?.is_some()),
    }
    Ok(false)
}

/// Waits until this process works by the programme that has just come into force.
pub(super) async fn in_force_here(asker: &Asker) -> Result<(), Problem> {
    let (reply, answer) = oneshot::channel();
    asker.0.office().renew(move |renewed| drop(reply.send(renewed)));
    answer.await.unwrap_or_else(|_| Err(Error::unanswered()))?;
    Ok(())
}
