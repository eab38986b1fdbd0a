//! Where random bytes come from: the operating system; in tests too, for nothing hangs on them.

use crate::Error;

/// The one source of random bytes below the binary.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entropy;

impl Entropy {
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes).map_err(|error| Error::Broken(error.to_string()))?;
        Ok(bytes)
    }
}
