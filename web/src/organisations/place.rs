//! Moving an organisation below another from a day on.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{Text, id::OrganisationId, organisation::Organisation};
use office::organisation::{self, Line, Move};

use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    list::Choice,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /organisations/{id}/move", Kind::Page, Who::SignedIn, get(show)),
        line("POST /organisations/{id}/move", Kind::Page, Who::SignedIn, post(save)),
    ]
}

const FORM: Labels = &[
    ("parent_id", Text::fixed("新的上级组织", "New organisation above")),
    ("from_on", Text::fixed("自哪一天起", "From")),
];

#[derive(Template)]
#[template(path = "organisations/move.html")]
struct MovePage {
    frame: Frame,
    typed: Typed,
    organisation: Organisation,
    above: String,
    parents: Vec<Choice>,
}

/// An organisation to choose, with the place that tells two of one name apart.
pub(super) fn choice(line: &Line) -> Choice {
    let words = format!("{}（{}）", line.name, line.division_code);
    Choice::new(line.id.to_string(), Text::new(words.clone(), words))
}

async fn page(
    asker: &Asker,
    frame: Frame,
    id: OrganisationId,
    typed: Typed,
) -> Result<MovePage, Problem> {
    let today = asker.today();
    let read = asker.read(move |act| {
        let sheet = organisation::sheet(act, id, today)?;
        if !sheet.may_keep {
            return Err(office::Error::NotFound);
        }
        let (kind, code) =
            (sheet.organisation.kind.clone(), sheet.organisation.division_code.clone());
        let parents = organisation::parents_for(act, &kind, &code, today)?;
        Ok((sheet, parents))
    });
    let (sheet, parents) = read.await?;
    Ok(MovePage {
        above: sheet.path.last().map_or(String::new(), |up| up.name.clone()),
        organisation: sheet.organisation,
        parents: parents.iter().map(choice).collect(),
        frame,
        typed,
    })
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<OrganisationId>,
) -> Result<Page<MovePage>, Problem> {
    Ok(Page(page(&asker, frame, id, Typed::blank(FORM)).await?))
}

async fn save(
    asker: Asker,
    frame: Frame,
    Path(id): Path<OrganisationId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let parent_id = typed.get("parent_id").parse().ok();
    if let Some(from_on) = typed.day("from_on", asker.today()) {
        let wanted = Move { organisation_id: id, parent_id, from_on };
        let done = asker.write(move |act| organisation::move_below(act, &wanted)).await;
        if typed.settle(done)?.is_some() {
            let said = Text::fixed("已调整上级", "Moved");
            return Ok(Done::new(format!("/organisations/{id}"), said).into_response());
        }
    }
    Ok(Returned(page(&asker, frame, id, typed).await?).into_response())
}
