//! The site, called in-process.

mod accounts;
mod browser;
mod door;
mod edge;
mod forgery;
mod gallery;
mod site;
mod templates;
