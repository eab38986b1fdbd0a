//! The journal's arithmetic: what an entry says, and how nobody can change it afterwards.
//!
//! Entries are the leaves of an RFC 6962 Merkle tree. Content stands outside, behind salted
//! commitments, so that a person can be erased while every proof still verifies.

pub mod checkpoint;
pub mod commitment;
pub mod entry;
pub mod hash;
pub mod key;
pub mod merkle;
pub mod note;
pub mod receipt;
pub mod suite;
pub mod tile;

pub use checkpoint::Checkpoint;
pub use commitment::{Salt, change_commitment, entry_commitment, facts_digest};
pub use entry::Entry;
pub use hash::Hash;
pub use key::{SignerKey, VerifierKey};
pub use note::Note;
pub use receipt::Receipt;

#[cfg(test)]
mod tests;
