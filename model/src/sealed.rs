//! Personal fields at rest: sealed for one place, matched by a keyed hash, opened on purpose.

mod keyring;

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
pub use keyring::{BadKeyring, KEY_LENGTH, Keyring, RANDOM_LENGTH};

use crate::{Text, text::Say};

/// Random bytes that each sealing needs. 24 of them never meet twice by chance.
pub const NONCE_LENGTH: usize = 24;

const VERSION: u8 = 1;
const HEADER: usize = 2 + NONCE_LENGTH;
const TAG: usize = 16;

/// An encrypted field: version, key number, nonce, XChaCha20-Poly1305 ciphertext with tag.
///
/// It opens only at the [`Place`] it was sealed for, so a ciphertext copied to another row or
/// column of the database opens nowhere.
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sealed(Vec<u8>);

/// Where a sealed field stands: kind of record, its id, name of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    pub kind: &'a str,
    pub record: uuid::Uuid,
    pub field: &'a str,
}

/// A sealed field that does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum BadSeal {
    /// Not something that was ever sealed here.
    Malformed,
    /// Sealed with a key that the keyring does not hold.
    NoKey(u8),
    /// Altered, or moved from another place.
    Broken,
}

impl Place<'_> {
    /// Each part with its length, so that no two places read alike.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(32 + self.kind.len() + self.field.len());
        for part in [self.kind.as_bytes(), self.record.as_bytes(), self.field.as_bytes()] {
            bytes.extend((part.len() as u64).to_be_bytes());
            bytes.extend(part);
        }
        bytes
    }
}

impl Sealed {
    /// What a column holds.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Which of the keyring's keys sealed it: tells a rotation what is left to seal again.
    pub fn key_number(&self) -> u8 {
        self.0[1]
    }
}

impl TryFrom<Vec<u8>> for Sealed {
    type Error = BadSeal;

    fn try_from(bytes: Vec<u8>) -> Result<Sealed, BadSeal> {
        let is_whole = bytes.len() >= HEADER + TAG && bytes[0] == VERSION;
        if is_whole { Ok(Sealed(bytes)) } else { Err(BadSeal::Malformed) }
    }
}

impl TryFrom<String> for Sealed {
    type Error = BadSeal;

    fn try_from(text: String) -> Result<Sealed, BadSeal> {
        STANDARD_NO_PAD.decode(text).map_err(|_| BadSeal::Malformed)?.try_into()
    }
}

impl From<Sealed> for Vec<u8> {
    fn from(sealed: Sealed) -> Vec<u8> {
        sealed.0
    }
}

impl From<Sealed> for String {
    fn from(sealed: Sealed) -> String {
        STANDARD_NO_PAD.encode(sealed.0)
    }
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

impl Say for BadSeal {
    fn say(&self) -> Text {
        match self {
            BadSeal::Malformed => Text::fixed(
                "加密字段的格式不对:数据可能被改动,请运行 verify 核对",
                "the sealed field is malformed: the data may have been altered; run verify",
            ),
            BadSeal::NoKey(number) => Text::new(
                format!("密钥文件里没有第 {number} 号封存密钥:请使用写入这些数据时的密钥文件"),
                format!(
                    "the keyring has no sealing key {number}: use the keyring with which these \
                     data were written"
                ),
            ),
            BadSeal::Broken => Text::fixed(
                "加密字段打不开:密钥文件不是这份数据的,或数据被改动,请运行 verify 核对",
                "the sealed field does not open: the keyring belongs to other data, or the data \
                 were altered; run verify",
            ),
        }
    }
}

#[cfg(test)]
mod tests;
