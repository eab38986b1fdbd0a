//! The county's programme: what is in force, what was, and how the next comes into force.

mod cases;
mod edit;
mod parts;
mod revision;
mod show;

use crate::routes::Served;

pub(crate) fn routes() -> Vec<Served> {
    [show::routes(), revision::routes(), edit::routes()].concat()
}
