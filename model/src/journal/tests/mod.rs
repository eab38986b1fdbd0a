//! The tree against a second implementation, against the RFC's own words, and against forgery.

mod merkle;
mod tile;

use super::{Hash, merkle::leaf_hash};

/// The leaf hashes of the numbers below `size`.
fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

/// How far a test goes: `default` on every run, more when a campaign sets the variable.
fn reach(variable: &str, default: u64) -> u64 {
    match std::env::var(variable) {
        Ok(wanted) => wanted.parse().unwrap(),
        Err(_) => default,
    }
}
