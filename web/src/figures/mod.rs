//! Figures: the tiles, one figure with the records behind it, the same as JSON.

mod api;
mod export;
mod ground;
mod list;
mod seen;
mod show;
mod written;

pub(crate) use self::{
    ground::{Asked, Picker},
    written::{link, number},
};
use crate::routes::Served;

pub(crate) fn routes() -> Vec<Served> {
    [list::routes(), show::routes(), export::routes(), api::routes()].concat()
}
