//! Rosters from outside: sent, looked over row by row, applied, undone.

mod api;
mod columns;
mod files;
mod list;
mod new;
mod sent;
mod show;
mod steps;

use model::{
    Text,
    import::{Import, ImportState},
    programme::Programme,
};
use office::Error;
use tokio::task;

use crate::{Problem, list::Choice, routes::Served};

pub(crate) fn routes() -> Vec<Served> {
    [
        list::routes(),
        new::routes(),
        show::routes(),
        steps::routes(),
        columns::routes(),
        files::routes(),
        api::routes(),
    ]
    .concat()
}

/// Runs what seals or writes a whole file away from the threads that serve pages.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<Result<T, Error>, Problem> {
    task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "a thread with a file ended");
        Problem::internal()
    })
}

/// The tone of a state: what waits for somebody, what is done, what went wrong.
fn tone(state: ImportState) -> &'static str {
    match state {
        ImportState::Uploaded | ImportState::Applying | ImportState::Undoing => "info",
        ImportState::Unmatched | ImportState::Judged => "warning",
        ImportState::Unreadable => "danger",
        ImportState::Applied => "success",
        ImportState::Undone | ImportState::Discarded => "secondary",
    }
}

/// The title of an import's recipe, or its key where the programme has dropped it.
fn recipe_title(programme: &Programme, import: &Import) -> Text {
    let recipe = programme.recipe(&import.recipe);
    recipe.map_or_else(
        || Text::new(import.recipe.clone(), import.recipe.clone()),
        |recipe| recipe.title.clone(),
    )
}

fn recipes(programme: &Programme) -> Vec<Choice> {
    let choice =
        |recipe: &model::programme::Recipe| Choice::new(recipe.key.clone(), recipe.title.clone());
    programme.recipes.iter().map(choice).collect()
}
