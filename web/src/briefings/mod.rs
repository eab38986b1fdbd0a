//! Briefings: texts in which every number is a link to the records behind it.

mod api;
mod comparison;
mod draft;
mod list;
mod show;
mod text;
mod withdrawal;

use crate::routes::Served;

pub(crate) fn routes() -> Vec<Served> {
    [
        list::routes(),
        draft::routes(),
        show::routes(),
        comparison::routes(),
        withdrawal::routes(),
        api::routes(),
    ]
    .concat()
}
