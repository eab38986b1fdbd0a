//! What rows of each kind of roster make.

pub(super) mod activity;
pub(super) mod affiliation;
mod named;
pub(super) mod organisation;
pub(super) mod pairing;
pub(super) mod person;
pub(super) mod posting;
