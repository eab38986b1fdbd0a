//! Pairings: who serves which division, which are served by nobody, and what becomes of a pairing.

mod api;
mod change;
mod gaps;
mod list;
mod new;
mod show;

#[cfg(test)]
pub(crate) use self::change::Change;

use model::{Text, programme::Programme};

use crate::{list::Choice, routes::Served};

pub(crate) fn routes() -> Vec<Served> {
    [list::routes(), gaps::routes(), new::routes(), show::routes(), change::routes(), api::routes()]
        .concat()
}

/// The kinds of the programme, to choose one.
fn kinds(programme: &Programme) -> Vec<Choice> {
    let kinds = programme.pairing_kinds.iter();
    kinds.map(|it| Choice::new(it.key.clone(), it.title.clone())).collect()
}

/// What a kind is called; one that the programme has dropped by its key.
fn called(programme: &Programme, key: &str) -> Text {
    let known = programme.pairing_kind(key).map(|kind| kind.title.clone());
    known.unwrap_or_else(|| Text::new(key.to_owned(), key.to_owned()))
}
