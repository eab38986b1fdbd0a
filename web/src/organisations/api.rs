//! Organisations and affiliations for programs.

mod read;
mod write;

use utoipa_axum::routes;

use crate::routes::{Served, Who, operation};

pub(super) fn routes() -> Vec<Served> {
    let one = |routes| operation(Who::SignedIn, routes);
    vec![
        one(routes!(read::list)),
        one(routes!(read::show)),
        one(routes!(read::level)),
        one(routes!(write::found)),
        one(routes!(write::change)),
        one(routes!(write::place)),
        one(routes!(write::dissolve)),
        one(routes!(write::join)),
        one(routes!(write::leave)),
        one(routes!(write::transfer)),
    ]
}
