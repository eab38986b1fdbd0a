//! Cases: list, what is brought up, the page of one case, and each of its steps.

mod diagram;
mod fields;
mod list;
mod open;
mod show;
mod step;
mod supervision;

use crate::routes::Served;

pub(crate) fn routes() -> Vec<Served> {
    [list::routes(), open::routes(), show::routes(), step::routes(), supervision::routes()].concat()
}
