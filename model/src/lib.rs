//! The county's nouns and rules: pure, so that each can be tested in microseconds.
//!
//! No I/O, no clock, no SQL, no randomness: what a rule needs it is given.

pub mod account;
pub mod activity;
pub mod briefing;
pub mod calendar;
pub mod case;
pub mod code;
pub mod division;
pub mod fact;
pub mod figure;
pub mod filing;
pub mod id;
pub mod import;
pub mod indicator;
pub mod job;
pub mod journal;
pub mod moment;
pub mod organisation;
pub mod period;
pub mod person;
pub mod posting;
pub mod process;
pub mod programme;
pub mod right;
pub mod sealed;
pub mod search;
pub mod span;
pub mod standards;
pub mod system;
pub mod text;
pub mod word;

pub use chrono::NaiveDate as Date;
pub use moment::{Moment, Timestamp};
pub use text::{Lang, Text};
