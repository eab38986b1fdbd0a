//! The tree kept in tiles of 256 hashes, as C2SP `tlog-tiles` lays them out.
//!
//! Tile `n` of level `l` holds the roots of 256 neighbouring complete subtrees of `256^l` leaves.
//! The last tile of a level is partial. Pure: tiles are read through a closure.

use std::collections::BTreeMap;

use super::{
    Hash,
    merkle::{self, MAX_SIZE},
};

/// Hashes in a full tile.
pub const WIDTH: usize = 256;

/// A tile as it must be written now: new, or longer than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileChange {
    pub level: u8,
    pub n: u64,
    pub hashes: Vec<Hash>,
}

/// Why the tiles give no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileError<E> {
    #[error("{0}")]
    Read(E),
    #[error("journal tile {level}/{n} holds {found} hashes; the journal's size needs {needed}")]
    Width { level: u8, n: u64, needed: usize, found: usize },
    #[error("no such position in a journal of this size")]
    OutOfRange,
}

/// Appends `leaves` to a tree of `size` leaves: the tiles to write. Reads at most one tile a level.
pub fn append<E>(
    size: u64,
    leaves: &[Hash],
    mut read: impl FnMut(u8, u64) -> Result<Option<Vec<Hash>>, E>,
) -> Result<Vec<TileChange>, TileError<E>> {
    let new_size = size.checked_add(leaves.len() as u64).filter(|size| *size <= MAX_SIZE);
    new_size.ok_or(TileError::OutOfRange)?;
    let (mut changes, mut level, mut before, mut fresh) = (vec![], 0, size, leaves.to_vec());
    while !fresh.is_empty() {
        let mut n = before / WIDTH as u64;
        let mut tile = partial(level, n, before, &mut read)?;
        let mut above = Vec::new();
        for hash in fresh {
            tile.push(hash);
            if tile.len() == WIDTH {
                above.push(merkle::root(&tile));
                changes.push(TileChange { level, n, hashes: std::mem::take(&mut tile) });
                n += 1;
            }
        }
        if !tile.is_empty() {
            changes.push(TileChange { level, n, hashes: tile });
        }
        (level, before, fresh) = (level + 1, before / WIDTH as u64, above);
    }
    Ok(changes)
}

/// The last tile of a level that holds `before` hashes. A longer one than that is somebody else's
/// writing and must not be written over.
fn partial<E>(
    level: u8,
    n: u64,
    before: u64,
    read: &mut impl FnMut(u8, u64) -> Result<Option<Vec<Hash>>, E>,
) -> Result<Vec<Hash>, TileError<E>> {
    let needed = (before % WIDTH as u64) as usize;
    if needed == 0 {
        return Ok(Vec::new());
    }
    let tile = read(level, n).map_err(TileError::Read)?.unwrap_or_default();
    match tile.len() {
        found if found == needed => Ok(tile),
        found => Err(TileError::Width { level, n, needed, found }),
    }
}

/// The root of the tree's first `size` leaves.
pub fn root<E>(
    size: u64,
    read: impl FnMut(u8, u64) -> Result<Option<Vec<Hash>>, E>,
) -> Result<Hash, TileError<E>> {
    if size > MAX_SIZE {
        return Err(TileError::OutOfRange);
    }
    let mut tiles = Tiles { read, seen: BTreeMap::new() };
    merkle::span_root(0..size, |height, k| tiles.complete(height, k))
}

/// The hash of leaf `index`.
pub fn leaf<E>(
    index: u64,
    read: impl FnMut(u8, u64) -> Result<Option<Vec<Hash>>, E>,
) -> Result<Hash, TileError<E>> {
    Tiles { read, seen: BTreeMap::new() }.complete(0, index)
}

/// The inclusion proof of leaf `index` in the tree of the first `size` leaves.
pub fn inclusion<E>(
    index: u64,
    size: u64,
    read: impl FnMut(u8, u64) -> Result<Option<Vec<Hash>>, E>,
) -> Result<Vec<Hash>, TileError<E>> {
    let spans = merkle::inclusion_spans(index, size).ok_or(TileError::OutOfRange)?;
    let mut tiles = Tiles { read, seen: BTreeMap::new() };
    let hash = |span| merkle::span_root(span, |height, k| tiles.complete(height, k));
    spans.into_iter().map(hash).collect()
}

/// The proof that the first `old_size` leaves are the beginning of the first `size` leaves.
pub fn consistency<E>(
    old_size: u64,
    size: u64,
    read: impl FnMut(u8, u64) -> Result<Option<Vec<Hash>>, E>,
) -> Result<Vec<Hash>, TileError<E>> {
    let spans = merkle::consistency_spans(old_size, size).ok_or(TileError::OutOfRange)?;
    let mut tiles = Tiles { read, seen: BTreeMap::new() };
    let hash = |span| merkle::span_root(span, |height, k| tiles.complete(height, k));
    spans.into_iter().map(hash).collect()
}

/// A tile as the bytes of its hashes, one after the other, as `tlog-tiles` serves them.
pub fn to_bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// The hashes of a tile's bytes, if they are a whole number of hashes and at most a full tile.
pub fn from_bytes(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    (rest.is_empty() && hashes.len() <= WIDTH).then(|| hashes.iter().map(|h| Hash(*h)).collect())
}

/// Tiles read so far, each once.
struct Tiles<R> {
    read: R,
    seen: BTreeMap<(u8, u64), Vec<Hash>>,
}

impl<R> Tiles<R> {
    /// The root of the `k`-th complete subtree of `2^height` leaves: all in one tile.
    fn complete<E>(&mut self, height: u32, k: u64) -> Result<Hash, TileError<E>>
    where
        R: FnMut(u8, u64) -> Result<Option<Vec<Hash>>, E>,
    {
        let (level, within) = ((height / 8) as u8, height % 8);
        let first = k << within;
        let n = first / WIDTH as u64;
        let start = (first % WIDTH as u64) as usize;
        let needed = start + (1 << within);
        let tile = match self.seen.entry((level, n)) {
            std::collections::btree_map::Entry::Occupied(seen) => seen.into_mut(),
            std::collections::btree_map::Entry::Vacant(new) => {
                let tile = (self.read)(level, n).map_err(TileError::Read)?;
                new.insert(tile.unwrap_or_default())
            }
        };
        let hashes = tile.get(start..needed);
        let found = tile.len();
        hashes.map(merkle::root).ok_or(TileError::Width { level, n, needed, found })
    }
}
