//! The slip that whoever brought something up takes home: its number, its days, and the entry of the
//! journal that proves it was taken in.

use askama::Template;
use axum::routing::get;
use model::{Text, case::Case, id::CaseId};
use office::{case, journal};

use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    page::Page,
    qr::Qr,
    routes::{Kind, Served, Who, line},
    words::instant,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /cases/{id}/slip", Kind::Page, Who::SignedIn, get(slip))]
}

#[derive(Template)]
#[template(path = "cases/slip.html")]
struct SlipPage {
    frame: Frame,
    own: String,
    case: Case,
    process: Text,
    division: String,
    handler: String,
    opened: String,
    state: Text,
    /// Title and value of what was filled in.
    fields: Vec<(Text, Text)>,
    /// Where the opening stands in the journal, and what it commits to.
    index: Option<i64>,
    commitment: String,
    qr: Option<Qr>,
}

async fn slip(
    asker: Asker,
    frame: Frame,
    Path(id): Path<CaseId>,
) -> Result<Page<SlipPage>, Problem> {
    let (sheet, proof) = asker
        .read(move |act| {
            let sheet = case::sheet(act, id)?;
            let proof = journal::proof(act, sheet.opening)?;
            Ok((sheet, proof))
        })
        .await?;
    let offset = asker.programme().county.offset;
    let commitment = proof.entry.commitment.to_string();
    let case = sheet.case;
    let index = proof.index;
    let state = sheet.process.state(&case.state).map(|state| state.title.clone());
    Ok(Page(SlipPage {
        own: format!("/cases/{id}"),
        process: sheet.process.title,
        division: sheet.division,
        handler: sheet.handler,
        opened: instant(proof.entry.at, offset, frame.lang),
        state: state.unwrap_or(Text::fixed("", "")),
        fields: sheet.fields,
        qr: Qr::of(&said(&case, index, &commitment)),
        index,
        commitment,
        case,
        frame,
    }))
}

/// What the code says: enough to find the entry, and to see that it is still the same.
fn said(case: &Case, index: Option<i64>, commitment: &str) -> String {
    let index = index.map(|index| format!("#{index} ")).unwrap_or_default();
    format!("{} {}\n{index}{commitment}", case.number, case.opened_on)
}
