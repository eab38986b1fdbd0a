//! Pages and the JSON API. The only package that awaits; what it awaits is an act.
//! How to write a page: `web/README.md`.

mod accounts;
mod activities;
mod address;
mod api;
mod as_of;
mod asked;
mod asker;
mod audit;
mod briefings;
mod cases;
mod cursor;
mod desk;
mod divisions;
mod door;
mod edge;
mod export;
mod extract;
mod figures;
mod frame;
mod history;
mod home;
mod imports;
mod list;
mod lists;
mod month;
mod number;
mod organisations;
mod page;
mod pairings;
mod people;
mod postings;
mod problem;
mod programme;
mod qr;
mod receipts;
mod routes;
mod search;
mod settings;
mod statics;
mod typed;
mod words;

pub use crate::{
    cases::picture as process_picture,
    desk::{Desk, Outside},
    frame::{Place, Section, Stop, Visitor},
    lists::{Unsent, lists, write as write_list},
    problem::{Code, Problem},
    routes::{Kind, Line, Who, lines},
};

use axum::Router;

/// The whole site: every route of the table, behind the edge that all requests pass.
pub fn router(desk: Desk) -> Router {
    edge::around(routes::router(), &desk).with_state(desk)
}

#[cfg(test)]
mod tests;
