//! (being written)

pub mod account;
