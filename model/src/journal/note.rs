//! Signed notes (C2SP `signed-note`): a text and the signatures below it.

use std::{fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};

use super::key::{SignerKey, VerifierKey, is_key_name};
use crate::{Text, text::Say};

/// The longest note that is read, in bytes: sixteen signatures of the largest kind fit well.
pub const MAX_NOTE: usize = 128 * 1024;

const MAX_SIGNATURES: usize = 64;

/// A text with signatures. Until [`Note::verify`] says whose they are, the text is hearsay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// One signature line: `— name base64(id ‖ signature)`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NoteSignature {
    name: String,
    key_id: u32,
    bytes: Vec<u8>,
}

/// Why a note is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum NoteRefused {
    TooLong,
    /// It does not have the form of a note.
    Form,
    /// A signature in the name of a trusted key is false.
    Forged {
        name: String,
    },
    /// No trusted key has signed.
    Unsigned {
        names: Vec<String>,
    },
    /// A key did not sign: its secret is not one.
    CannotSign {
        name: String,
    },
}

impl Note {
    /// Signs `text`, which ends in a line feed and has no other control characters.
    pub fn sign(text: String, keys: &[&SignerKey]) -> Result<Note, NoteRefused> {
        if !text.ends_with('\n') || !is_plain(&text) || keys.is_empty() {
            return Err(NoteRefused::Form);
        }
        let sign = |key: &&SignerKey| {
            let (name, key_id) = (key.verifier().name().to_owned(), key.verifier().id());
            match key.sign(&text) {
                Some(bytes) => Ok(NoteSignature { name, key_id, bytes }),
                None => Err(NoteRefused::CannotSign { name }),
            }
        };
        let signatures = keys.iter().map(sign).collect::<Result<_, _>>()?;
        Ok(Note { text, signatures })
    }

    /// The text, whoever wrote it.
    pub fn unverified_text(&self) -> &str {
        &self.text
    }

    /// The trusted keys that signed. Lines of unknown keys are passed over; one false line in the
    /// name of a trusted key spoils the note.
    pub fn verify<'a>(
        &self,
        trusted: &'a [VerifierKey],
    ) -> Result<Vec<&'a VerifierKey>, NoteRefused> {
        let mut signers = Vec::new();
        for NoteSignature { name, key_id, bytes } in &self.signatures {
            let known = trusted.iter().find(|key| key.name() == name && key.id() == *key_id);
            let Some(key) = known else { continue };
            if !key.verify(&self.text, bytes) {
                return Err(NoteRefused::Forged { name: name.clone() });
            }
            signers.push(key);
        }
        if signers.is_empty() {
            let names = self.signatures.iter().map(|signature| signature.name.clone());
            return Err(NoteRefused::Unsigned { names: names.collect() });
        }
        Ok(signers)
    }
}

/// No control characters but line feeds: nothing that a screen would not show.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| b >= b' ' || b == b'\n')
}

impl FromStr for Note {
    type Err = NoteRefused;

    fn from_str(note: &str) -> Result<Note, NoteRefused> {
        if note.len() > MAX_NOTE {
            return Err(NoteRefused::TooLong);
        }
        let (text, signatures) = note.rsplit_once("\n\n").ok_or(NoteRefused::Form)?;
        let signatures = signatures.strip_suffix('\n').ok_or(NoteRefused::Form)?;
        let signatures = signatures.split('\n').map(read_signature);
        let signatures: Option<Vec<_>> = signatures.take(MAX_SIGNATURES + 1).collect();
        match signatures {
            Some(signatures) if is_plain(note) && signatures.len() <= MAX_SIGNATURES => {
                Ok(Note { text: format!("{text}\n"), signatures })
            }
            _ => Err(NoteRefused::Form),
        }
    }
}

fn read_signature(line: &str) -> Option<NoteSignature> {
    let (name, value) = line.strip_prefix("— ")?.split_once(' ')?;
    let value = BASE64.decode(value).ok()?;
    let (key_id, bytes) = value.split_first_chunk::<4>()?;
    if !is_key_name(name) || bytes.is_empty() {
        return None;
    }
    let key_id = u32::from_be_bytes(*key_id);
    Some(NoteSignature { name: name.to_owned(), key_id, bytes: bytes.to_vec() })
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for NoteSignature { name, key_id, bytes } in &self.signatures {
            let value = BASE64.encode([&key_id.to_be_bytes()[..], bytes].concat());
            writeln!(f, "— {name} {value}")?;
        }
        Ok(())
    }
}

impl Say for NoteRefused {
    fn say(&self) -> Text {
        match self {
            NoteRefused::TooLong => {
                Text::fixed("签名文本过长", "the signed note is longer than any genuine one")
            }
            NoteRefused::Form => Text::fixed(
                "签名文本的格式不对：应为正文、空行、签名行",
                "the signed note is malformed: it must be a text, an empty line and signature lines",
            ),
            NoteRefused::Forged { name } => Text::new(
                format!("以“{name}”名义作出的签名是假的，或正文被改动过"),
                format!("the signature in the name of “{name}” is false, or the text was changed"),
            ),
            NoteRefused::Unsigned { names } => Text::new(
                format!("没有您所信任的密钥的签名；签名者为：{}", names.join("、")),
                format!(
                    "none of the keys you trust has signed it; signed by: {}",
                    names.join(", ")
                ),
            ),
            NoteRefused::CannotSign { name } => Text::new(
                format!("密钥“{name}”无法签名，请检查密钥文件"),
                format!("the key “{name}” cannot sign: check the key file"),
            ),
        }
    }
}
