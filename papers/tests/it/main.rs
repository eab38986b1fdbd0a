//! Tests of the package as a server uses it: through the child.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod book;
mod child;
mod corpus;
mod hostile;
mod workbook;
mod writing;
