//! The site, called in-process.

mod browser;
mod door;
mod edge;
mod forgery;
mod gallery;
mod site;
mod templates;
