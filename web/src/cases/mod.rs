//! Cases: list, what is brought up, the page of one case, each of its steps, and the same for
//! programs.

mod api;
mod api_schema;
mod board;
mod calendar;
mod diagram;
mod fields;
mod list;
mod open;
mod show;
mod slip;
mod step;
mod supervision;

pub use self::diagram::picture;
use crate::routes::Served;

pub(crate) fn routes() -> Vec<Served> {
    [
        api::routes(),
        board::routes(),
        calendar::routes(),
        list::routes(),
        open::routes(),
        show::routes(),
        slip::routes(),
        step::routes(),
        supervision::routes(),
    ]
    .concat()
}
