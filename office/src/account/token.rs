//! Secrets that we hand out and keep only the hash of.

use model::journal::Hash;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// What a browser's cookie holds: 256 random bits. The database holds its SHA-256, so a copied
/// database signs nobody in.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(Zeroizing<String>);

const BYTES: usize = 32;

impl SessionToken {
    pub(crate) fn of(random: &[u8; BYTES]) -> SessionToken {
        SessionToken(Zeroizing::new(hex(random)))
    }

    /// Reads a cookie. What cannot be a token is no token, and costs no query.
    pub fn read(text: &str) -> Option<SessionToken> {
        let is_token =
            text.len() == 2 * BYTES && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_token.then(|| SessionToken(Zeroizing::new(text.to_owned())))
    }

    /// For the cookie alone.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> Hash {
        Hash(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
