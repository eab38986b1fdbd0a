//! Signature algorithms of notes.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// A signature algorithm. Another (SM2 with SM3, say) stands beside Ed25519 by implementing this:
/// a note carries one line of each, and whoever does not know one passes over its line.
pub trait Suite: Sync {
    /// The identifier that C2SP signed-note assigns, or `ff` and a long name; no suite's identifier
    /// may begin another's.
    fn algorithm(&self) -> &'static [u8];

    /// The public key of a secret one, if that is one.
    fn public_key(&self, secret: &[u8]) -> Option<Vec<u8>>;

    fn is_public_key(&self, public: &[u8]) -> bool;

    fn sign(&self, secret: &[u8], text: &[u8]) -> Option<Vec<u8>>;

    fn verify(&self, public: &[u8], text: &[u8], signature: &[u8]) -> bool;
}

/// The suites this program knows.
pub const SUITES: &[&dyn Suite] = &[&Ed25519];

/// Ed25519 (RFC 8032), type `01`; a secret key is its 32-byte seed.
pub struct Ed25519;

impl Ed25519 {
    fn public(public: &[u8]) -> Option<VerifyingKey> {
        let key = VerifyingKey::from_bytes(public.try_into().ok()?).ok()?;
        // With a key of small order one signature fits every text.
        (!key.is_weak()).then_some(key)
    }
}

impl Suite for Ed25519 {
    fn algorithm(&self) -> &'static [u8] {
        &[1]
    }

    fn public_key(&self, secret: &[u8]) -> Option<Vec<u8>> {
        let key = SigningKey::from_bytes(secret.try_into().ok()?);
        Some(key.verifying_key().to_bytes().to_vec())
    }

    fn is_public_key(&self, public: &[u8]) -> bool {
        Ed25519::public(public).is_some()
    }

    fn sign(&self, secret: &[u8], text: &[u8]) -> Option<Vec<u8>> {
        let key = SigningKey::from_bytes(secret.try_into().ok()?);
        Some(key.sign(text).to_bytes().to_vec())
    }

    fn verify(&self, public: &[u8], text: &[u8], signature: &[u8]) -> bool {
        let (key, signature) = (Ed25519::public(public), Signature::from_slice(signature));
        match (key, signature) {
            (Some(key), Ok(signature)) => key.verify_strict(text, &signature).is_ok(),
            _ => false,
        }
    }
}
