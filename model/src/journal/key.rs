//! Keys that sign notes, and their texts, by the signed-note convention.

use std::{fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use zeroize::Zeroizing;

use super::{
    Hash,
    suite::{Ed25519, SUITES, Suite},
};
use crate::{Text, text::Say};

/// What checks a signature; public.
///
/// As text: `name+id+base64(algorithm ‖ public key)`, the id in 8 hexadecimal digits.
#[derive(Clone)]
pub struct VerifierKey {
    name: String,
    id: u32,
    suite: &'static dyn Suite,
    public: Vec<u8>,
}

/// What makes a signature; secret. As text: `PRIVATE+KEY+name+id+base64(algorithm ‖ secret key)`.
pub struct SignerKey {
    secret: Zeroizing<Vec<u8>>,
    verifier: VerifierKey,
}

/// Why a text is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum KeyRefused {
    Form,
    Name,
    /// The id does not follow from the key: most often a slip in copying.
    Id,
    Algorithm,
    Value,
}

const SECRET_HEAD: &str = "PRIVATE+KEY+";

impl VerifierKey {
    /// The name in the signature line; for a log, its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A short hint that tells keys of one name apart.
    pub fn id(&self) -> u32 {
        self.id
    }

    pub(super) fn verify(&self, text: &str, signature: &[u8]) -> bool {
        self.suite.verify(&self.public, text.as_bytes(), signature)
    }

    /// Reads a key whose algorithm is one of `suites`.
    pub fn parse(text: &str, suites: &[&'static dyn Suite]) -> Result<VerifierKey, KeyRefused> {
        let parts = Parts::read(text, suites)?;
        if !parts.suite.is_public_key(&parts.key) {
            return Err(KeyRefused::Value);
        }
        VerifierKey::new(parts.name, parts.suite, parts.key.to_vec())?.with_id(parts.id)
    }

    fn new(
        name: &str,
        suite: &'static dyn Suite,
        public: Vec<u8>,
    ) -> Result<VerifierKey, KeyRefused> {
        if !is_key_name(name) {
            return Err(KeyRefused::Name);
        }
        let digest = Hash::of(&[name.as_bytes(), b"\n", suite.algorithm(), &public]);
        let [a, b, c, d, ..] = digest.0;
        let id = u32::from_be_bytes([a, b, c, d]);
        Ok(VerifierKey { name: name.to_owned(), id, suite, public })
    }

    fn with_id(self, id: u32) -> Result<VerifierKey, KeyRefused> {
        if self.id == id { Ok(self) } else { Err(KeyRefused::Id) }
    }
}

impl SignerKey {
    /// The Ed25519 key of a random seed.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<SignerKey, KeyRefused> {
        SignerKey::new(name, &Ed25519, Zeroizing::new(seed.to_vec()))
    }

    /// A key of any suite from its secret bytes.
    pub fn new(
        name: &str,
        suite: &'static dyn Suite,
        secret: Zeroizing<Vec<u8>>,
    ) -> Result<SignerKey, KeyRefused> {
        let public = suite.public_key(&secret).ok_or(KeyRefused::Value)?;
        Ok(SignerKey { secret, verifier: VerifierKey::new(name, suite, public)? })
    }

    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    pub(super) fn sign(&self, text: &str) -> Option<Vec<u8>> {
        self.verifier.suite.sign(&self.secret, text.as_bytes())
    }

    /// The secret text that goes to the key file, and nowhere else.
    pub fn to_secret_text(&self) -> Zeroizing<String> {
        let VerifierKey { name, id, suite, .. } = &self.verifier;
        let key = Zeroizing::new([suite.algorithm(), &self.secret].concat());
        let key = Zeroizing::new(BASE64.encode(&key));
        Zeroizing::new(format!("{SECRET_HEAD}{name}+{id:08x}+{}", key.as_str()))
    }

    /// Reads a key whose algorithm is one of `suites`.
    pub fn parse(text: &str, suites: &[&'static dyn Suite]) -> Result<SignerKey, KeyRefused> {
        let text = text.strip_prefix(SECRET_HEAD).ok_or(KeyRefused::Form)?;
        let Parts { name, id, suite, key } = Parts::read(text, suites)?;
        let SignerKey { secret, verifier } = SignerKey::new(name, suite, key)?;
        Ok(SignerKey { secret, verifier: verifier.with_id(id)? })
    }
}

/// A key's text taken apart.
struct Parts<'a> {
    name: &'a str,
    id: u32,
    suite: &'static dyn Suite,
    key: Zeroizing<Vec<u8>>,
}

impl Parts<'_> {
    fn read<'a>(text: &'a str, suites: &[&'static dyn Suite]) -> Result<Parts<'a>, KeyRefused> {
        let mut parts = text.splitn(3, '+');
        let mut part = || parts.next().ok_or(KeyRefused::Form);
        let (name, id, key) = (part()?, part()?, part()?);
        if id.len() != 8 || !id.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(KeyRefused::Form);
        }
        let id = u32::from_str_radix(id, 16).map_err(|_| KeyRefused::Form)?;
        let bytes = Zeroizing::new(BASE64.decode(key).map_err(|_| KeyRefused::Form)?);
        let of = |suite: &&&'static dyn Suite| bytes.starts_with(suite.algorithm());
        let suite = *suites.iter().find(of).ok_or(KeyRefused::Algorithm)?;
        let key = Zeroizing::new(bytes[suite.algorithm().len()..].to_vec());
        Ok(Parts { name, id, suite, key })
    }
}

/// Names stand in a line between spaces and in a key between plus signs, so they contain neither.
pub fn is_key_name(name: &str) -> bool {
    let banned = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    !name.is_empty() && name.len() <= 200 && !name.contains(banned)
}

impl FromStr for VerifierKey {
    type Err = KeyRefused;

    fn from_str(text: &str) -> Result<VerifierKey, KeyRefused> {
        VerifierKey::parse(text, SUITES)
    }
}

impl FromStr for SignerKey {
    type Err = KeyRefused;

    fn from_str(text: &str) -> Result<SignerKey, KeyRefused> {
        SignerKey::parse(text, SUITES)
    }
}

impl PartialEq for VerifierKey {
    fn eq(&self, other: &VerifierKey) -> bool {
        let algorithm = (self.suite.algorithm(), other.suite.algorithm());
        algorithm.0 == algorithm.1 && self.name == other.name && self.public == other.public
    }
}

impl Eq for VerifierKey {}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = BASE64.encode([self.suite.algorithm(), &self.public].concat());
        write!(f, "{}+{:08x}+{key}", self.name, self.id)
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Says whose key it is, never the key.
impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignerKey({}+{:08x})", self.verifier.name, self.verifier.id)
    }
}

impl Say for KeyRefused {
    fn say(&self) -> Text {
        match self {
            KeyRefused::Form => Text::fixed(
                "密钥应为“名称+八位十六进制编号+Base64”一行文字，请原样复制",
                "a key is one line, name+8 hexadecimal digits+Base64: copy it as it was published",
            ),
            KeyRefused::Name => Text::fixed(
                "密钥名称不能为空，不能含空格或加号，最长 200 字节",
                "a key's name must not be empty, contain spaces or plus signs, or exceed 200 bytes",
            ),
            KeyRefused::Id => Text::fixed(
                "密钥编号与内容不符，可能复制时漏字或改动，请重新复制",
                "the key's id does not match its content: copy the key again, whole",
            ),
            KeyRefused::Algorithm => Text::fixed(
                "不认识该密钥的签名算法，请升级本程序",
                "the key's signature algorithm is unknown to this program: use a newer one",
            ),
            KeyRefused::Value => {
                Text::fixed("密钥内容不是有效的密钥", "the key's bytes are not a valid key")
            }
        }
    }
}
