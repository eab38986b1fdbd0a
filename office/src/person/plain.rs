//! A personal number on its way from a form to the seal.

use zeroize::Zeroizing;

/// What somebody typed into a field that will be sealed. It is never printed and forgets itself
/// when dropped.
#[derive(Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(from = "String")]
pub struct Plain(Zeroizing<String>);

impl Plain {
    /// For reading, sealing and hashing, for nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub(super) fn is_blank(&self) -> bool {
        self.0.chars().all(char::is_whitespace)
    }
}

impl From<String> for Plain {
    fn from(text: String) -> Plain {
        Plain(Zeroizing::new(text))
    }
}

impl std::fmt::Debug for Plain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Plain(…)")
    }
}
