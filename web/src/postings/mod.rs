//! Postings: the list, gaps, terms that have run over, teams, one posting, and what becomes of it.

mod api;
mod api_schema;
mod change;
mod gaps;
mod list;
mod new;
mod overruns;
mod show;
mod teams;

pub(crate) use self::{
    gaps::{HEADS, SHOWN, by_township, cells},
    list::{state_on, states},
    new::people,
};

#[cfg(test)]
pub(crate) use self::change::Change;

use model::{Date, Text, code::DivisionCode, programme::Programme};
use office::division as divisions;

use crate::{Problem, asker::Asker, list::Choice, routes::Served, typed::Typed};

pub(crate) fn routes() -> Vec<Served> {
    [
        list::routes(),
        gaps::routes(),
        overruns::routes(),
        teams::routes(),
        new::routes(),
        show::routes(),
        change::routes(),
        api::routes(),
    ]
    .concat()
}

/// The posts of the programme, to choose one.
fn posts(programme: &Programme) -> Vec<Choice> {
    programme.posts.iter().map(|it| Choice::new(it.key.clone(), it.title.clone())).collect()
}

/// What a post is called; one that the programme has dropped by its key.
fn title(programme: &Programme, key: &str) -> Text {
    let known = programme.post(key).map(|post| post.title.clone());
    known.unwrap_or_else(|| Text::new(key.to_owned(), key.to_owned()))
}

/// The division that somebody wrote into a field, by its code or its name.
pub(crate) async fn division(
    asker: &Asker,
    typed: &mut Typed,
    field: &'static str,
) -> Result<Option<DivisionCode>, Problem> {
    division_on(asker, typed, field, asker.today()).await
}

/// The same as divisions were called on a day.
pub(crate) async fn division_on(
    asker: &Asker,
    typed: &mut Typed,
    field: &'static str,
    day: Date,
) -> Result<Option<DivisionCode>, Problem> {
    let Some(written) = typed.text(field, 60) else { return Ok(None) };
    if let Ok(code) = written.parse::<DivisionCode>() {
        return Ok(Some(code));
    }
    match asker.read(move |act| divisions::named(act, &written, day)).await {
        Ok(division) => Ok(Some(division.code)),
        Err(office::Error::Refused(refusal)) => {
            typed.refuse(field, refusal.text);
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Says a refusal in the form, or passes on what is no refusal. Gives the page of what is in the way.
pub(crate) fn refused(typed: &mut Typed, error: office::Error) -> Result<Option<String>, Problem> {
    match error {
        office::Error::Refused(refusal) => {
            typed.refuse(refusal.field.unwrap_or_default(), refusal.text);
            let page = |about: office::About| match about.kind {
                "person" => Some(format!("/people/{}", about.id)),
                "posting" => Some(format!("/postings/{}", about.id)),
                "pairing" => Some(format!("/pairings/{}", about.id)),
                _ => None,
            };
            Ok(refusal.about.and_then(page))
        }
        office::Error::Changed => {
            typed.refuse("", model::text::Say::say(&error));
            Ok(None)
        }
        error => Err(error.into()),
    }
}
