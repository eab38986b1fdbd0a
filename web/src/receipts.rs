//! Receipts: what an entry of the journal can be proved by, and the proof as a file.

use askama::Template;
use axum::{body::Body, http::Response, routing::get};
use model::Text;
use office::journal::{self, Proof};
use uuid::Uuid;

use crate::{
    Code, Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    page::{self, Page},
    routes::{Kind, Served, Who, line},
    words,
};

pub(crate) fn routes() -> Vec<Served> {
    vec![
        line("GET /receipts/{id}", Kind::Page, Who::SignedIn, get(show)),
        line("GET /receipts/{id}/file", Kind::Page, Who::SignedIn, get(file)),
    ]
}

#[derive(Template)]
#[template(path = "receipts/show.html")]
struct ReceiptPage {
    frame: Frame,
    /// The entry's id, or that of a record, as the address has it.
    id: Uuid,
    what: Text,
    when: String,
    proof: Proof,
    /// What checks the receipt.
    command: String,
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<Uuid>,
) -> Result<Page<ReceiptPage>, Problem> {
    let proof = asker.read(move |act| journal::proof(act, id)).await?;
    let offset = asker.programme().county.offset;
    let key = journal::public_key(asker.0.office())?;
    let name = name(proof.index);
    Ok(Page(ReceiptPage {
        what: journal::title(&proof.entry.kind),
        when: words::instant(proof.entry.at, offset, frame.lang),
        command: format!("verifier --key \"{key}\" {name}"),
        frame,
        id,
        proof,
    }))
}

/// The receipt itself, as `verifier` reads it.
async fn file(asker: Asker, Path(id): Path<Uuid>) -> Result<Response<Body>, Problem> {
    let proof = asker.read(move |act| journal::proof(act, id)).await?;
    let Some(covered) = proof.covered else {
        let wait = Text::fixed(
            "这条日志还没有被签名的检查点盖住，请过十几秒再来下载凭据",
            "No signed checkpoint covers this entry yet; come back for the receipt in some seconds",
        );
        return Err(Problem::new(Code::Conflict).because(wait));
    };
    let name = name(proof.index);
    let bytes = covered.receipt.to_string().into_bytes();
    Ok(page::download(&name, "text/plain; charset=utf-8", bytes))
}

fn name(index: Option<i64>) -> String {
    index.map_or("yaoshan.receipt".to_owned(), |index| format!("yaoshan-{index}.receipt"))
}
