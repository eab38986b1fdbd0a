//! People: the list, one person's page, forms, and seeing a personal field for a reason.

mod api;
mod api_schema;
mod form;
mod list;
mod lookup;
mod reveal;
mod reveals;
mod show;

use model::{
    Text,
    standards::{Ethnicity, PoliticalStatus, Schooling, Sex},
};

use crate::{list::Choice, routes::Served};

pub(crate) fn routes() -> Vec<Served> {
    [
        list::routes(),
        lookup::routes(),
        form::routes(),
        show::routes(),
        reveal::routes(),
        reveals::routes(),
        api::routes(),
    ]
    .concat()
}

/// A code in words; a code of a newer table as itself.
fn said(code: Option<&str>, words: impl FnOnce(&str) -> Option<Text>) -> Text {
    let Some(code) = code else { return Text::fixed("–", "–") };
    words(code).unwrap_or_else(|| Text::new(code.to_owned(), code.to_owned()))
}

fn sex(code: &str) -> Text {
    said(Some(code), |code| Sex::from_code(code).map(|sex| sex.words().clone()))
}

fn ethnicity(code: Option<&str>) -> Text {
    said(code, |code| Ethnicity::from_code(code).map(|it| it.words().clone()))
}

fn politics(code: Option<&str>) -> Text {
    said(code, |code| PoliticalStatus::from_code(code).map(|it| it.words().clone()))
}

fn schooling(code: Option<&str>) -> Text {
    said(code, |code| Schooling::from_code(code).map(|it| it.words().clone()))
}

fn sexes() -> Vec<Choice> {
    Sex::all().map(|it| Choice::new(it.code(), it.words().clone())).collect()
}

fn ethnicities() -> Vec<Choice> {
    Ethnicity::all().map(|it| Choice::new(it.code(), it.words().clone())).collect()
}

fn statuses() -> Vec<Choice> {
    PoliticalStatus::all().map(|it| Choice::new(it.code(), it.words().clone())).collect()
}

fn schoolings() -> Vec<Choice> {
    Schooling::all().map(|it| Choice::new(it.code(), it.words().clone())).collect()
}
