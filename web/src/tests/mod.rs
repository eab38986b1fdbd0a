//! The site, called in-process.

mod accounts;
mod activities;
mod api;
mod browser;
mod door;
mod edge;
mod figures;
mod forgery;
mod gallery;
mod home;
mod imports;
mod organisations;
mod people;
mod programme;
mod receipts;
mod rights;
mod site;
mod templates;
