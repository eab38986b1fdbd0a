//! The form of a step, and taking it.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{
    Text,
    case::{Case, Taking},
    id::{CaseId, CaseStepId},
    process::Step,
};
use office::case::{self, StepForm};
use serde::Deserialize;

use super::fields::{self, Asked};
use crate::{
    Problem,
    asker::Asker,
    extract::{Path, Query},
    frame::Frame,
    list::Choice,
    number,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /cases/{id}/steps", Kind::Page, Who::SignedIn, get(form)),
        line("POST /cases/{id}/steps", Kind::Page, Who::SignedIn, post(take)),
    ]
}

const FORM: Labels = &[
    ("reason", Text::fixed("理由", "Reason")),
    ("hand_to", Text::fixed("交给", "Hand it to")),
    ("activity_id", Text::fixed("作为依据的活动", "The activity that shows it")),
    ("fields", Text::fixed("栏目", "Fields")),
    ("step", Text::fixed("步骤", "Step")),
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chosen {
    step: String,
}

#[derive(Template)]
#[template(path = "cases/step.html")]
struct StepPage {
    frame: Frame,
    typed: Typed,
    case: Case,
    step: Step,
    asked: Vec<Asked>,
    hand_to: Vec<Choice>,
    activities: Vec<Choice>,
}

fn page(frame: Frame, typed: Typed, form: StepForm) -> StepPage {
    let StepForm { case, process, step, hand_to, named, activities } = form;
    let required = step.requires.iter().map(|key| (key, true));
    let asked = required.chain(step.asks.iter().map(|key| (key, false)));
    let asked = fields::asked(&process, asked, &named);
    let plain = |words: String| Text::new(words.clone(), words);
    let hand_to = hand_to.into_iter();
    let activities = activities.into_iter().map(|(id, day, title)| {
        let words = format!("{} {title}", number::day(day, frame.lang));
        Choice::new(id.to_string(), plain(words))
    });
    StepPage {
        activities: activities.collect(),
        hand_to: hand_to.map(|(code, name)| Choice::new(code.as_str(), plain(name))).collect(),
        typed: typed.naming(fields::labels(&process)),
        frame,
        case,
        step,
        asked,
    }
}

async fn form(
    asker: Asker,
    frame: Frame,
    Path(id): Path<CaseId>,
    Query(chosen): Query<Chosen>,
) -> Result<Page<StepPage>, Problem> {
    let form = asker.read(move |act| case::step_form(act, id, &chosen.step)).await?;
    let mut typed = Typed::blank(FORM)
        .with("id", CaseStepId::new(asker.now()).to_string())
        .with("seen", form.case.steps.to_string());
    // What was filled in before stands in the form, to be put right or left.
    for (key, value) in form.case.filled().0 {
        typed = typed.with(&fields::name(&key), value);
    }
    Ok(Page(page(frame, typed, form)))
}

async fn take(
    asker: Asker,
    frame: Frame,
    Path(id): Path<CaseId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let key = typed.get("step").to_owned();
    let sent: Option<CaseStepId> = typed.get("id").parse().ok();
    let mut typed = typed.of(FORM);
    let wanted = key.clone();
    let form = match asker.read(move |act| case::step_form(act, id, &wanted)).await {
        // Its turn is over, perhaps by this very request: the act says what happened.
        Err(office::Error::Denied { .. }) => None,
        other => Some(other?),
    };
    let filled = match &form {
        Some(form) => fields::read(&mut typed, &form.process, asker.today()),
        None => model::case::Filled::default(),
    };
    if typed.faults().is_empty() {
        let taking = Taking {
            id: sent.unwrap_or_else(|| CaseStepId::new(asker.now())),
            step: key.clone(),
            seen: typed.get("seen").parse().ok(),
            reason: typed.get("reason").to_owned(),
            fields: filled,
            activity_id: typed.get("activity_id").parse().ok(),
            hand_to: typed.get("hand_to").parse().ok(),
        };
        let done = asker.write(move |act| case::take(act, id, &taking)).await;
        if typed.settle(done)?.is_some() {
            let said = Text::fixed("已办理", "Done");
            return Ok(Done::new(format!("/cases/{id}"), said).into_response());
        }
    }
    let form = form.ok_or_else(Problem::not_found)?;
    Ok(Returned(page(frame, typed, form)).into_response())
}
