//! The page that a working day begins with, and the inbox.

mod inbox;
mod page;
mod task;

use crate::routes::Served;

pub(crate) fn routes() -> Vec<Served> {
    [page::routes(), inbox::routes()].concat()
}
