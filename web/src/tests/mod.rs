//! The site, called in-process.

mod edge;
mod forgery;
mod gallery;
mod site;
mod templates;
