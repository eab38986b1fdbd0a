//! The tree against a second implementation, against the RFC's own words, and against forgery.

mod merkle;
mod note;
mod receipt;
mod tile;

use super::{Hash, SignerKey, merkle::leaf_hash};

const ORIGIN: &str = "lushan.example/journal";

fn signer(seed: u8) -> SignerKey {
    SignerKey::from_seed(ORIGIN, &[seed; 32]).unwrap()
}

/// Every text that differs from this one in a single bit. What is no longer UTF-8 is no text.
fn flips(text: &str) -> impl Iterator<Item = (usize, String)> + '_ {
    (0..text.len() * 8).filter_map(|bit| {
        let mut bytes = text.as_bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        Some((bit, String::from_utf8(bytes).ok()?))
    })
}

/// The leaf hashes of the numbers below `size`.
fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

/// How far a test goes: `default` on every run, more when a campaign sets the variable. Before a
/// release, in a release build, about a minute: `JOURNAL_TREES=2048 JOURNAL_FORGED=128`
/// (27 million forgeries) `JOURNAL_RECEIPTS=60 JOURNAL_LEAVES=1000000`.
fn reach(variable: &str, default: u64) -> u64 {
    match std::env::var(variable) {
        Ok(wanted) => wanted.parse().unwrap(),
        Err(_) => default,
    }
}
