//! Receipts (C2SP `tlog-proof@v1`): proof that an entry is in the journal, for anyone, offline.

use std::{fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};

use super::{
    Entry, Hash,
    checkpoint::{Checkpoint, CheckpointRefused, decimal, hash_of_base64},
    entry::BadEntry,
    key::VerifierKey,
    merkle::{ProofRefused, verify_inclusion},
    note::{MAX_NOTE, Note, NoteRefused},
};
use crate::{Text, text::Say};

/// The longest receipt that is read, in bytes; a genuine one has fewer than 2,000.
pub const MAX_RECEIPT: usize = MAX_NOTE + 16 * 1024;

const HEAD: &str = "c2sp.org/tlog-proof@v1";

/// An entry, its place, the way from there to the root, and the signed root.
///
/// The `extra` line carries the entry's text in Base64. The format leaves extra data
/// unauthenticated; here it is what the proof is about, since the leaf is the hash of that text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub entry: Entry,
    pub index: u64,
    pub path: Vec<Hash>,
    pub checkpoint: Note,
}

/// What a good receipt shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub entry: Entry,
    pub index: u64,
    /// How many entries the journal had at the checkpoint.
    pub size: u64,
    /// Which journal.
    pub origin: String,
}

/// Why a receipt proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum ReceiptRefused {
    TooLong,
    /// The first line is not that of a receipt.
    Head,
    Extra,
    Entry(BadEntry),
    Index,
    Path,
    /// What stands below the path is not a signed note.
    Note(NoteRefused),
    Checkpoint(CheckpointRefused),
    Proof(ProofRefused),
}

impl Receipt {
    /// Whether the entry was in a journal that one of the `trusted` keys signs for.
    pub fn check(&self, trusted: &[VerifierKey]) -> Result<Checked, ReceiptRefused> {
        let Receipt { entry, index, path, checkpoint } = self;
        let checkpoint =
            Checkpoint::open(checkpoint, trusted).map_err(ReceiptRefused::Checkpoint)?;
        let Checkpoint { origin, size, root } = checkpoint;
        verify_inclusion(&entry.leaf_hash(), *index, size, path, &root)
            .map_err(ReceiptRefused::Proof)?;
        Ok(Checked { entry: entry.clone(), index: *index, size, origin })
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Receipt { entry, index, path, checkpoint } = self;
        let extra = BASE64.encode(entry.leaf_text());
        writeln!(f, "{HEAD}\nextra {extra}\nindex {index}")?;
        for hash in path {
            writeln!(f, "{}", BASE64.encode(hash.as_bytes()))?;
        }
        write!(f, "\n{checkpoint}")
    }
}

impl FromStr for Receipt {
    type Err = ReceiptRefused;

    fn from_str(text: &str) -> Result<Receipt, ReceiptRefused> {
        if text.len() > MAX_RECEIPT {
            return Err(ReceiptRefused::TooLong);
        }
        let (head, rest) = text.split_once('\n').ok_or(ReceiptRefused::Head)?;
        if head != HEAD {
            return Err(ReceiptRefused::Head);
        }
        let (extra, rest) = field(rest, "extra ").ok_or(ReceiptRefused::Extra)?;
        let entry = read_entry(extra)?;
        let (index, mut rest) = field(rest, "index ").ok_or(ReceiptRefused::Index)?;
        let index = decimal(index).ok_or(ReceiptRefused::Index)?;
        let mut path = Vec::new();
        loop {
            let (line, after) = rest.split_once('\n').ok_or(ReceiptRefused::Path)?;
            rest = after;
            if line.is_empty() {
                break;
            }
            path.push(hash_of_base64(line).ok_or(ReceiptRefused::Path)?);
        }
        let checkpoint = rest.parse().map_err(ReceiptRefused::Note)?;
        Ok(Receipt { entry, index, path, checkpoint })
    }
}

/// The value of a line that begins with `name`, and the text below the line.
fn field<'a>(text: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let (line, rest) = text.split_once('\n')?;
    Some((line.strip_prefix(name)?, rest))
}

fn read_entry(extra: &str) -> Result<Entry, ReceiptRefused> {
    let bytes = BASE64.decode(extra).map_err(|_| ReceiptRefused::Extra)?;
    let text = String::from_utf8(bytes).map_err(|_| ReceiptRefused::Extra)?;
    Entry::parse(&text).map_err(ReceiptRefused::Entry)
}

impl Say for ReceiptRefused {
    fn say(&self) -> Text {
        match self {
            ReceiptRefused::TooLong => {
                Text::fixed("文件过大，不是凭据", "the file is too large to be a receipt")
            }
            ReceiptRefused::Head => Text::new(
                format!("不是凭据：第一行应为 {HEAD}"),
                format!("not a receipt: its first line must be {HEAD}"),
            ),
            ReceiptRefused::Extra => Text::fixed(
                "凭据第二行（extra）缺失或被改动：其中应有日志条目原文",
                "the receipt's second line (extra), which holds the entry, is missing or altered",
            ),
            ReceiptRefused::Entry(bad) => bad.say(),
            ReceiptRefused::Index => Text::fixed(
                "凭据第三行（index）应为条目序号",
                "the receipt's third line (index) must be the entry's number",
            ),
            ReceiptRefused::Path => Text::fixed(
                "凭据的证明路径格式不对：每行一个 Base64 哈希，以空行结束",
                "the receipt's proof must be one Base64 hash a line, ended by an empty line",
            ),
            ReceiptRefused::Note(refused) => refused.say(),
            ReceiptRefused::Checkpoint(refused) => refused.say(),
            ReceiptRefused::Proof(refused) => refused.say(),
        }
    }
}
