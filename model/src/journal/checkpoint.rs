//! Checkpoints (C2SP `tlog-checkpoint`): a journal's size and root, signed.

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};

use super::{
    Hash,
    key::{SignerKey, VerifierKey},
    merkle::MAX_SIZE,
    note::{Note, NoteRefused},
};
use crate::{Text, text::Say};

/// What the whole journal was at one size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which journal: also the name of the keys that sign for it.
    pub origin: String,
    pub size: u64,
    pub root: Hash,
}

/// Why a checkpoint is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum CheckpointRefused {
    Note(NoteRefused),
    /// The text is not origin, size and root.
    Form,
    /// It speaks of one journal and a key of another has signed it.
    Origin {
        origin: String,
        signer: String,
    },
}

impl Checkpoint {
    /// Three lines: origin, size, root in Base64.
    pub fn text(&self) -> String {
        let Checkpoint { origin, size, root } = self;
        format!("{origin}\n{size}\n{}\n", BASE64.encode(root.as_bytes()))
    }

    /// Reads the three lines. Extension lines below them are allowed, and passed over.
    pub fn parse(text: &str) -> Option<Checkpoint> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let size = decimal(size).filter(|size| *size <= MAX_SIZE)?;
        let root = hash_of_base64(root)?;
        let is_form = !origin.is_empty() && lines.all(|extension| !extension.is_empty());
        is_form.then(|| Checkpoint { origin: origin.to_owned(), size, root })
    }

    pub fn sign(&self, keys: &[&SignerKey]) -> Result<Note, CheckpointRefused> {
        // What cannot be read back must not be signed.
        if Checkpoint::parse(&self.text()).as_ref() != Some(self) {
            return Err(CheckpointRefused::Form);
        }
        Note::sign(self.text(), keys).map_err(CheckpointRefused::Note)
    }

    /// The checkpoint in `note`, if a trusted key of that very journal has signed it.
    pub fn open(note: &Note, trusted: &[VerifierKey]) -> Result<Checkpoint, CheckpointRefused> {
        let signers = note.verify(trusted).map_err(CheckpointRefused::Note)?;
        let checkpoint =
            Checkpoint::parse(note.unverified_text()).ok_or(CheckpointRefused::Form)?;
        if !signers.iter().any(|key| key.name() == checkpoint.origin) {
            let signer = signers.first().map_or_else(String::new, |key| key.name().to_owned());
            return Err(CheckpointRefused::Origin { origin: checkpoint.origin, signer });
        }
        Ok(checkpoint)
    }
}

/// A decimal number in its one spelling: no sign, no leading zeros.
pub(super) fn decimal(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number: &u64| number.to_string() == text)
}

pub(super) fn hash_of_base64(text: &str) -> Option<Hash> {
    Hash::try_from(BASE64.decode(text).ok()?.as_slice()).ok()
}

impl Say for CheckpointRefused {
    fn say(&self) -> Text {
        match self {
            CheckpointRefused::Note(refused) => refused.say(),
            CheckpointRefused::Form => Text::fixed(
                "检查点应为三行：日志名称、条数、根哈希",
                "a checkpoint is three lines: the journal's name, its size, its root",
            ),
            CheckpointRefused::Origin { origin, signer } => Text::new(
                format!("检查点属于日志“{origin}”，签名的却是“{signer}”"),
                format!("the checkpoint is of the journal “{origin}” but signed by “{signer}”"),
            ),
        }
    }
}
