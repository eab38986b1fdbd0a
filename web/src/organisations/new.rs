//! Founding an organisation.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{Date, Text, code::DivisionCode, id::OrganisationId, right::Right};
use office::organisation::{self, NewOrganisation};

use super::kinds;
use crate::{
    Problem,
    asker::Asker,
    frame::Frame,
    list::Choice,
    page::{Done, Page, Returned},
    postings,
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /organisations/new", Kind::Page, Who::SignedIn, get(show)),
        line("POST /organisations", Kind::Page, Who::SignedIn, post(create)),
    ]
}

const FORM: Labels = &[
    ("kind", Text::fixed("类型", "Kind")),
    ("name", Text::fixed("名称", "Name")),
    ("division_code", Text::fixed("所在地", "Where")),
    ("parent_id", Text::fixed("上级组织", "Below")),
    ("credit_code", Text::fixed("统一社会信用代码", "Credit code")),
    ("from_on", Text::fixed("成立日期", "Founded")),
];

#[derive(Template)]
#[template(path = "organisations/new.html")]
struct NewPage {
    frame: Frame,
    typed: Typed,
    id: String,
    kinds: Vec<Choice>,
    /// What it can stand below, once kind and place are known.
    parents: Vec<Choice>,
}

async fn show(asker: Asker, frame: Frame) -> Result<Page<NewPage>, Problem> {
    asker.must_hold(Right::KeepOrganisations).await?;
    let id = OrganisationId::new(asker.now()).to_string();
    let kinds = kinds(asker.programme());
    let typed = Typed::blank(FORM).with("division_code", frame.address.get("division"));
    Ok(Page(NewPage { frame, typed, id, kinds, parents: Vec::new() }))
}

async fn create(asker: Asker, frame: Frame, typed: Typed) -> Result<Response<Body>, Problem> {
    asker.must_hold(Right::KeepOrganisations).await?;
    let mut typed = typed.of(FORM);
    let id: OrganisationId = typed.get("id").parse().map_err(|_| Problem::not_found())?;
    let mut parents = Vec::new();
    if let Some(new) = read(&asker, &mut typed, id, &mut parents).await? {
        let done = asker.write(move |act| organisation::found(act, &new)).await;
        if let Some(founded) = typed.settle(done)? {
            let said = Text::fixed("已登记", "Recorded");
            return Ok(Done::new(format!("/organisations/{}", founded.id), said).into_response());
        }
    }
    let kinds = kinds(asker.programme());
    Ok(Returned(NewPage { frame, typed, id: id.to_string(), kinds, parents }).into_response())
}

/// What was asked for, if all of it could be read. `parents` are then known in any case.
async fn read(
    asker: &Asker,
    typed: &mut Typed,
    id: OrganisationId,
    parents: &mut Vec<Choice>,
) -> Result<Option<NewOrganisation>, Problem> {
    let today = asker.today();
    let (kind, name) = (typed.text("kind", 60), typed.text("name", 100));
    let from_on = typed.day("from_on", today);
    let credit_code = typed.optional_text("credit_code", 40);
    let founded = from_on.unwrap_or(today);
    let place = postings::division_on(asker, typed, "division_code", founded).await?;
    let (Some(kind), Some(place), Some(from_on)) = (kind, place, from_on) else { return Ok(None) };
    let sent = typed.get("parent_id").parse().ok();
    let parent_id = match parent(asker, typed, (&kind, &place, from_on), parents).await? {
        Ok(only) => sent.or(only),
        Err(()) if sent.is_some() => sent,
        Err(()) => {
            let text = Text::fixed("请选择上级组织", "Choose what it stands below");
            typed.refuse("parent_id", text);
            return Ok(None);
        }
    };
    let Some(name) = name else { return Ok(None) };
    Ok(Some(NewOrganisation {
        id,
        kind,
        name,
        credit_code,
        division_code: place,
        parent_id,
        from_on,
        import_id: None,
    }))
}

/// The only thing that it can stand below, nothing where it stands at the top, or a choice to make.
async fn parent(
    asker: &Asker,
    typed: &mut Typed,
    (kind, place, day): (&str, &DivisionCode, Date),
    parents: &mut Vec<Choice>,
) -> Result<Result<Option<OrganisationId>, ()>, Problem> {
    let (kind, place) = (kind.to_owned(), place.clone());
    let own = place.clone();
    let found = asker.read(move |act| organisation::parents_for(act, &kind, &place, day)).await;
    let Some(lines) = typed.settle(found)? else { return Ok(Err(())) };
    let above: Vec<_> = lines.iter().filter(|line| line.division_code.contains(&own)).collect();
    *parents = lines.iter().map(super::place::choice).collect();
    Ok(match above[..] {
        [only] => Ok(Some(only.id)),
        [] if lines.is_empty() => Ok(None),
        _ => Err(()),
    })
}
