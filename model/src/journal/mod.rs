//! The journal's arithmetic: what an entry says, and how nobody can change it afterwards.
//!
//! Entries are the leaves of an RFC 6962 Merkle tree. Content stands outside, behind salted
//! commitments, so that a person can be erased while every proof still verifies.

pub mod commitment;
pub mod entry;
pub mod hash;
pub mod merkle;
pub mod tile;

pub use commitment::{Salt, change_commitment, entry_commitment, facts_digest};
pub use entry::Entry;
pub use hash::Hash;

#[cfg(test)]
mod tests;
