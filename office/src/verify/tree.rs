//! The Merkle tree as it should be, grown leaf by leaf, against its tiles and signed checkpoints.

use model::{
    journal::{
        Checkpoint, Hash, Note, VerifierKey,
        merkle::{self, Frontier},
        tile::{self, WIDTH},
    },
    text::Say,
};
use store::{Tx, audit};

use super::finding::{self, Findings};
use crate::Error;

const CHUNK: i64 = 1000;
/// A tree with more levels of tiles than this is larger than any can be.
const LEVELS: i64 = 8;

/// What stands above the leaves.
pub(super) struct Tree<'a> {
    frontier: Frontier,
    /// The unfinished tile of each level.
    levels: Vec<Vec<Hash>>,
    trusted: &'a [VerifierKey],
    /// Signed sizes and roots yet to come, the next one last.
    signed: Vec<(i64, Hash)>,
    /// The largest size of a checkpoint that was read.
    read: Option<i64>,
    /// The largest checkpoint that agreed.
    good: i64,
    /// Leaves known to be wrong: what is computed from them says nothing new.
    doubts: Vec<i64>,
}

/// The next leaf, as far as it is known.
pub(super) struct Leaf {
    /// None if neither the entry nor its tile has it.
    pub(super) hash: Option<Hash>,
    /// The two differ, or one is missing.
    pub(super) is_doubtful: bool,
}

impl<'a> Tree<'a> {
    /// Checkpoints kept elsewhere are looked at together with those of the table.
    pub(super) fn new(
        trusted: &'a [VerifierKey],
        kept: &[Note],
        findings: &mut Findings,
    ) -> (Tree<'a>, Vec<(i64, Hash)>) {
        let mut outside = Vec::new();
        for note in kept {
            match Checkpoint::open(note, trusted) {
                Ok(checkpoint) => outside.push((checkpoint.size as i64, checkpoint.root)),
                Err(refused) => findings.add("(kept checkpoint)", "-", None, refused.say()),
            }
        }
        outside.sort_unstable_by_key(|(size, _)| *size);
        let tree = Tree {
            frontier: Frontier::default(),
            levels: vec![Vec::new()],
            trusted,
            signed: Vec::new(),
            read: None,
            good: 0,
            doubts: Vec::new(),
        };
        (tree, outside)
    }

    pub(super) fn size(&self) -> i64 {
        self.frontier.size() as i64
    }

    pub(super) fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The size at the last checkpoint that agreed.
    pub(super) fn good(&self) -> i64 {
        self.good
    }

    pub(super) fn push(
        &mut self,
        tx: &mut Tx,
        leaf: &Leaf,
        findings: &mut Findings,
    ) -> Result<(), Error> {
        if leaf.is_doubtful {
            self.doubts.push(self.size());
        }
        let mut hash = leaf.hash.unwrap_or(Hash([0; 32]));
        self.frontier.push(hash);
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            self.levels[level].push(hash);
            if self.levels[level].len() < WIDTH {
                break;
            }
            hash = merkle::root(&self.levels[level]);
            self.check_tile(tx, level, findings)?;
            self.levels[level].clear();
        }
        self.check_signed(tx, findings)
    }

    /// Compares the last tile of a level, which the leaves so far have just filled or left partial.
    fn check_tile(&self, tx: &mut Tx, level: usize, findings: &mut Findings) -> Result<(), Error> {
        // Level 0 is compared leaf by leaf.
        if level == 0 {
            return Ok(());
        }
        let span = 1_i64 << (8 * level);
        let (hashes, below) = (&self.levels[level], self.size() / span);
        let n = (below - 1) / WIDTH as i64;
        let stored = audit::tiles(tx, level as i64, n, n + 1)?.pop();
        let stored = stored.and_then(|(_, bytes)| tile::from_bytes(&bytes)).unwrap_or_default();
        if stored != *hashes {
            let same = stored.iter().zip(hashes).take_while(|(a, b)| a == b).count();
            let same = same.min(hashes.len() - 1) as i64;
            let leaf = (n * WIDTH as i64 + same) * span;
            if !self.doubts.iter().any(|doubt| (leaf..leaf + span).contains(doubt)) {
                findings.add("journal_tile", format!("{level}/{n}"), Some(leaf), finding::TILE);
            }
        }
        Ok(())
    }

    /// Looks at the tiles that stayed partial, and for tiles that do not belong.
    pub(super) fn finish(&mut self, tx: &mut Tx, findings: &mut Findings) -> Result<(), Error> {
        for level in 1..self.levels.len() {
            if !self.levels[level].is_empty() {
                self.check_tile(tx, level, findings)?;
            }
        }
        let mut hashes = self.size();
        let mut outside = audit::levels_outside(tx, LEVELS)?;
        for level in 0..LEVELS {
            let tiles = (hashes + WIDTH as i64 - 1) / WIDTH as i64;
            outside.extend(audit::tiles_outside(tx, level, tiles)?);
            hashes /= WIDTH as i64;
        }
        for (level, n) in outside {
            let index = Some(self.size());
            findings.add("journal_tile", format!("{level}/{n}"), index, finding::TILE_OUTSIDE);
        }
        self.look_beyond(tx, findings)
    }

    /// Checkpoints at sizes that the journal does not reach.
    fn look_beyond(&mut self, tx: &mut Tx, findings: &mut Findings) -> Result<(), Error> {
        let size = self.size();
        loop {
            for (signed, _) in std::mem::take(&mut self.signed) {
                let text = finding::truncated(signed, size);
                findings.add("journal_checkpoint", signed, Some(size), text);
            }
            if !self.read_signed(tx, findings)? {
                return Ok(());
            }
        }
    }

    /// Compares the root with whatever was signed at this size.
    fn check_signed(&mut self, tx: &mut Tx, findings: &mut Findings) -> Result<(), Error> {
        if self.signed.is_empty() {
            self.read_signed(tx, findings)?;
        }
        while self.signed.last().is_some_and(|(size, _)| *size <= self.size()) {
            let Some((size, root)) = self.signed.pop() else { break };
            self.compare(size, &root, findings);
            if self.signed.is_empty() {
                self.read_signed(tx, findings)?;
            }
        }
        Ok(())
    }

    pub(super) fn compare(&mut self, size: i64, root: &Hash, findings: &mut Findings) {
        if self.frontier.root() == *root {
            self.good = size;
        } else if !self.doubts.iter().any(|doubt| *doubt < size) {
            self.doubts.push(self.good);
            let text = finding::root_differs(self.good, size);
            findings.add("journal_checkpoint", size, Some(self.good), text);
        }
    }

    /// The next checkpoints, those with a good signature. False if there are no more.
    fn read_signed(&mut self, tx: &mut Tx, findings: &mut Findings) -> Result<bool, Error> {
        // Sizes below one are found too: the smallest of all is where the reading starts.
        let mut rows = Vec::new();
        if self.read != Some(i64::MAX) {
            rows = audit::checkpoints(tx, self.read.unwrap_or(i64::MIN), CHUNK)?;
        }
        self.read = Some(rows.last().map_or(i64::MAX, |(size, _)| *size));
        let is_more = !rows.is_empty();
        for (size, note) in rows.into_iter().rev() {
            match open(&note, self.trusted) {
                Ok(opened) if opened.size as i64 == size && size > 0 => {
                    self.signed.push((size, opened.root));
                }
                Ok(_) => {
                    findings.add("journal_checkpoint", size, None, finding::CHECKPOINT_SIZE);
                }
                Err(text) => findings.add("journal_checkpoint", size, None, text),
            }
        }
        Ok(is_more)
    }
}

fn open(note: &str, trusted: &[VerifierKey]) -> Result<Checkpoint, model::Text> {
    let note: Note =
        note.parse().map_err(|refused: model::journal::note::NoteRefused| refused.say())?;
    Checkpoint::open(&note, trusted).map_err(|refused| refused.say())
}
