//! The secrets of one county, in one small text file that lives outside its data.
//!
//! ```text
//! # comment
//! yaoshan-keyring 1
//! sealing 1 BASE64      seals personal fields; the highest number seals, all of them open
//! sealing 2 BASE64
//! lookup BASE64         keyed hashes that find exact duplicates
//! journal BASE64        seed of the Ed25519 key that signs checkpoints
//! ```

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use hmac::Mac;
use zeroize::Zeroizing;

use super::{BadSeal, HEADER, NONCE_LENGTH, Place, Sealed, VERSION};
use crate::{Text, text::Say};

/// Length of every key.
pub const KEY_LENGTH: usize = 32;
/// Random bytes that a new keyring is made of.
pub const RANDOM_LENGTH: usize = 3 * KEY_LENGTH;

type Key = Zeroizing<[u8; KEY_LENGTH]>;

/// Sealing keys by number, the key of keyed hashes, and the journal's signing seed.
#[derive(Clone, PartialEq, Eq)]
pub struct Keyring {
    sealing: BTreeMap<u8, Key>,
    newest: u8,
    lookup: Key,
    journal: Key,
}

/// Why a keyring file cannot be read. It never repeats what stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum BadKeyring {
    /// The first line is not `yaoshan-keyring 1`.
    NotAKeyring,
    /// This line is none of the format's.
    Line(usize),
    /// This line repeats an earlier one.
    Twice(usize),
    /// This line is missing.
    Missing(&'static str),
    /// No number is left for another sealing key.
    Full,
}

impl Keyring {
    /// A new keyring of bytes that nobody else knows.
    pub fn new(random: &[u8; RANDOM_LENGTH]) -> Keyring {
        let [sealing, lookup, journal] = std::array::from_fn(|at| {
            let mut key = Key::default();
            key.copy_from_slice(&random[at * KEY_LENGTH..][..KEY_LENGTH]);
            key
        });
        Keyring { sealing: BTreeMap::from([(1, sealing)]), newest: 1, lookup, journal }
    }

    /// This keyring with a new sealing key; fields sealed before still open.
    pub fn rotated(mut self, random: &[u8; KEY_LENGTH]) -> Result<Keyring, BadKeyring> {
        self.newest = self.newest.checked_add(1).ok_or(BadKeyring::Full)?;
        self.sealing.insert(self.newest, Zeroizing::new(*random));
        Ok(self)
    }

    /// Reads a keyring file.
    pub fn parse(text: &str) -> Result<Keyring, BadKeyring> {
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line.split('#').next().unwrap_or("")))
            .map(|(at, line)| (at, line.split_whitespace().collect::<Vec<_>>()))
            .filter(|(_, words)| !words.is_empty());
        match lines.next() {
            Some((_, words)) if words == ["yaoshan-keyring", "1"] => {}
            _ => return Err(BadKeyring::NotAKeyring),
        }
        let (mut sealing, mut lookup, mut journal) = (BTreeMap::new(), None, None);
        for (at, words) in lines {
            let key = |text: &str| key(text).ok_or(BadKeyring::Line(at));
            let earlier = match words[..] {
                ["sealing", number, text] => {
                    let number = number.parse().ok().filter(|&number| number > 0);
                    sealing.insert(number.ok_or(BadKeyring::Line(at))?, key(text)?)
                }
                ["lookup", text] => lookup.replace(key(text)?),
                ["journal", text] => journal.replace(key(text)?),
                _ => return Err(BadKeyring::Line(at)),
            };
            if earlier.is_some() {
                return Err(BadKeyring::Twice(at));
            }
        }
        let newest = *sealing.keys().next_back().ok_or(BadKeyring::Missing("sealing"))?;
        let lookup = lookup.ok_or(BadKeyring::Missing("lookup"))?;
        let journal = journal.ok_or(BadKeyring::Missing("journal"))?;
        Ok(Keyring { sealing, newest, lookup, journal })
    }

    /// The keyring file's text.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(1024));
        text.push_str(
            "# 尧山 Yaoshan: the keys of one county. Whoever has this file and the data can read \
             every personal field;\n# whoever loses it can read none. Keep it outside the data \
             and outside its backups, readable by the program alone.\nyaoshan-keyring 1\n",
        );
        let mut line = |name: &str, key: &Key| {
            let encoded = Zeroizing::new(STANDARD.encode(**key));
            for part in [name, " ", &encoded, "\n"] {
                text.push_str(part);
            }
        };
        for (number, key) in &self.sealing {
            line(&format!("sealing {number}"), key);
        }
        line("lookup", &self.lookup);
        line("journal", &self.journal);
        text
    }

    /// Seals `plain` for one place with the newest key. A nonce is used once.
    pub fn seal(
        &self,
        place: Place<'_>,
        nonce: [u8; NONCE_LENGTH],
        plain: &[u8],
    ) -> Result<Sealed, BadSeal> {
        let key = self.sealing.get(&self.newest).ok_or(BadSeal::NoKey(self.newest))?;
        let payload = Payload { msg: plain, aad: &place.bytes() };
        let encrypted =
            cipher(key).encrypt(&nonce.into(), payload).map_err(|_| BadSeal::Malformed)?;
        let mut sealed = Vec::with_capacity(HEADER + encrypted.len());
        sealed.extend([VERSION, self.newest]);
        sealed.extend(nonce);
        sealed.extend(encrypted);
        Ok(Sealed(sealed))
    }

    /// Opens what was sealed for this place.
    pub fn open(&self, place: Place<'_>, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, BadSeal> {
        let number = sealed.key_number();
        let key = self.sealing.get(&number).ok_or(BadSeal::NoKey(number))?;
        let (header, encrypted) = sealed.0.split_at(HEADER);
        let mut nonce = [0; NONCE_LENGTH];
        nonce.copy_from_slice(&header[2..]);
        let payload = Payload { msg: encrypted, aad: &place.bytes() };
        cipher(key).decrypt(&nonce.into(), payload).map(Zeroizing::new).map_err(|_| BadSeal::Broken)
    }

    /// Opens a text that was sealed for this place.
    pub fn open_text(
        &self,
        place: Place<'_>,
        sealed: &Sealed,
    ) -> Result<Zeroizing<String>, BadSeal> {
        let plain = self.open(place, sealed)?;
        let text = std::str::from_utf8(&plain).map_err(|_| BadSeal::Broken)?;
        Ok(Zeroizing::new(text.to_owned()))
    }

    /// The number of the key that seals now.
    pub fn newest(&self) -> u8 {
        self.newest
    }

    /// A keyed hash by which exact duplicates are found without opening any field.
    ///
    /// `kind` keeps an ID number and a telephone number apart; `normalised` is the one form of
    /// the value. An ID number has too few possibilities for an unkeyed hash to hide it.
    pub fn lookup_hash(&self, kind: &str, normalised: &str) -> [u8; 32] {
        // HMAC takes keys of any length, so this cannot fail.
        let Ok(mut mac) = hmac::Hmac::<sha2::Sha256>::new_from_slice(&*self.lookup) else {
            return [0; 32];
        };
        mac.update(&(kind.len() as u64).to_be_bytes());
        mac.update(kind.as_bytes());
        mac.update(normalised.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// Seed of the Ed25519 key that signs the journal's checkpoints.
    pub fn journal_seed(&self) -> &[u8; KEY_LENGTH] {
        &self.journal
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keyring({} sealing keys)", self.sealing.len())
    }
}

impl Say for BadKeyring {
    fn say(&self) -> Text {
        match self {
            BadKeyring::NotAKeyring => Text::fixed(
                "这不是密钥文件:首行应为 yaoshan-keyring 1",
                "this is not a keyring file: its first line must be yaoshan-keyring 1",
            ),
            BadKeyring::Line(at) => Text::new(
                format!(
                    "密钥文件第 {at} 行无法识别:应为 sealing N、lookup 或 journal 加 32 字节的 Base64"
                ),
                format!(
                    "keyring line {at} is not `sealing N`, `lookup` or `journal` with 32 bytes of \
                     Base64"
                ),
            ),
            BadKeyring::Twice(at) => Text::new(
                format!("密钥文件第 {at} 行与前面重复:请只留一行"),
                format!("keyring line {at} repeats an earlier one: keep one"),
            ),
            BadKeyring::Missing(name) => Text::new(
                format!("密钥文件缺少 {name} 一行:请从备份恢复密钥文件"),
                format!("the keyring has no `{name}` line: restore the file from its backup"),
            ),
            BadKeyring::Full => Text::fixed(
                "密钥文件已有 255 把封存密钥,不能再轮换",
                "the keyring already has 255 sealing keys and cannot be rotated again",
            ),
        }
    }
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&**key).into())
}

fn key(text: &str) -> Option<Key> {
    let mut key = Key::default();
    let written = STANDARD.decode_slice(text, &mut *key).ok()?;
    (written == KEY_LENGTH).then_some(key)
}
