//! Spreadsheets in and out. Bytes in, rows out; rows in, bytes out. It knows no county and no SQL.
//!
//! A file from outside is read by [`read`], and in a server only through [`child`]: a process of its own with limits on
//! memory and time. [`mod@write`] makes workbooks and CSV files, [`annotate`] gives an uploaded sheet back with what was
//! found wrong in it.

pub mod annotate;
mod cell;
pub mod child;
mod limits;
mod place;
pub mod read;
mod refused;
pub mod write;

pub use cell::{At, Cell};
pub use limits::Limits;
pub use place::{Events, Place};
pub use read::{Event, Row};
pub use refused::{Foreign, Refused};
