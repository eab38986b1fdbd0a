//! The Merkle tree of RFC 6962 (and RFC 9162, section 2.1), over SHA-256.

use std::ops::Range;

use super::Hash;
use crate::{Text, text::Say};

/// The largest tree: far beyond any county, and small enough that no sum here can overflow.
pub const MAX_SIZE: u64 = 1 << 62;

/// The hash of a leaf's bytes.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Hash::of(&[&[0], leaf])
}

/// The hash of two neighbours.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash::of(&[&[1], left.as_bytes(), right.as_bytes()])
}

/// The root of the tree with these leaf hashes.
pub fn root(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::default();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    frontier.root()
}

/// The right edge of a growing tree: enough to go on and to know the root at every size,
/// in memory that grows with the logarithm only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Roots of the complete subtrees, from the widest (left) to the narrowest (right).
    complete: Vec<Hash>,
}

impl Frontier {
    pub fn size(&self) -> u64 {
        self.size
    }

    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        // Every one-bit at the end of the old size is a complete subtree as wide as this one.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.complete.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.complete.push(hash);
        self.size += 1;
    }

    pub fn root(&self) -> Hash {
        join(&self.complete)
    }
}

/// Joins complete subtrees, widest first. Nothing joined is the empty tree.
fn join(complete: &[Hash]) -> Hash {
    let join_two = |right: Hash, left: &Hash| node_hash(left, &right);
    match complete.split_last() {
        None => Hash::of(&[]),
        Some((last, wider)) => wider.iter().rev().fold(*last, join_two),
    }
}

/// The hashes that lead from leaf `index` to the root of the tree with these leaf hashes.
pub fn inclusion(leaves: &[Hash], index: u64) -> Option<Vec<Hash>> {
    let spans = inclusion_spans(index, leaves.len() as u64)?;
    Some(spans.into_iter().map(|span| in_memory(leaves, span)).collect())
}

/// The hashes that lead from the root of the first `old_size` leaves to the root of them all.
pub fn consistency(leaves: &[Hash], old_size: u64) -> Option<Vec<Hash>> {
    let spans = consistency_spans(old_size, leaves.len() as u64)?;
    Some(spans.into_iter().map(|span| in_memory(leaves, span)).collect())
}

fn in_memory(leaves: &[Hash], span: Range<u64>) -> Hash {
    root(&leaves[span.start as usize..span.end as usize])
}

/// Which runs of leaves an inclusion proof hashes, from the leaf's sibling up.
pub(super) fn inclusion_spans(index: u64, size: u64) -> Option<Vec<Range<u64>>> {
    if index >= size || size > MAX_SIZE {
        return None;
    }
    let (mut spans, mut tree) = (Vec::new(), 0..size);
    while tree.end - tree.start > 1 {
        descend(&mut tree, &mut spans, index);
    }
    spans.reverse();
    Some(spans)
}

/// Which runs of leaves a consistency proof hashes. From the empty tree nothing need be shown.
pub(super) fn consistency_spans(old_size: u64, size: u64) -> Option<Vec<Range<u64>>> {
    if old_size > size || size > MAX_SIZE {
        return None;
    }
    if old_size == 0 || old_size == size {
        return Some(Vec::new());
    }
    let (mut spans, mut tree) = (Vec::new(), 0..size);
    while tree.end != old_size {
        descend(&mut tree, &mut spans, old_size - 1);
    }
    // The old root itself is known to whoever checks; any other subtree is shown.
    if tree.start > 0 {
        spans.push(tree);
    }
    spans.reverse();
    Some(spans)
}

/// Goes down to the half of `tree` that holds `leaf`, leaving the other half in `spans`.
fn descend(tree: &mut Range<u64>, spans: &mut Vec<Range<u64>>, leaf: u64) {
    // The largest power of two below the number of leaves.
    let left = 1 << (tree.end - tree.start - 1).ilog2();
    let middle = tree.start + left;
    let (kept, other) = match leaf < middle {
        true => (tree.start..middle, middle..tree.end),
        false => (middle..tree.end, tree.start..middle),
    };
    *tree = kept;
    spans.push(other);
}

/// The hash of a run of leaves that is a subtree, out of complete subtrees:
/// `complete(height, k)` is the root over the leaves `k << height .. (k + 1) << height`.
pub(super) fn span_root<E>(
    span: Range<u64>,
    mut complete: impl FnMut(u32, u64) -> Result<Hash, E>,
) -> Result<Hash, E> {
    let (mut start, mut found) = (span.start, Vec::new());
    while start < span.end {
        let height = (span.end - start).ilog2();
        found.push(complete(height, start >> height)?);
        start += 1 << height;
    }
    Ok(join(&found))
}

/// Why a proof is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum ProofRefused {
    /// The position does not exist in a tree of this size.
    OutOfRange,
    /// The proof has more or fewer hashes than such a proof has.
    Length,
    /// The hashes do not lead to the root.
    Root,
}

/// Checks that `leaf` stands at `index` in the tree of `size` leaves with this `root`.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    path: &[Hash],
    root: &Hash,
) -> Result<(), ProofRefused> {
    if index >= size || size > MAX_SIZE {
        return Err(ProofRefused::OutOfRange);
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in path {
        if last == 0 {
            return Err(ProofRefused::Length);
        }
        if at % 2 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            skip_lone_levels(&mut at, &mut last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        (at, last) = (at / 2, last / 2);
    }
    match last {
        0 if hash == *root => Ok(()),
        0 => Err(ProofRefused::Root),
        _ => Err(ProofRefused::Length),
    }
}

/// Checks that the tree of `old_size` leaves with `old_root` is the beginning of the tree of `size`
/// leaves with `root`.
pub fn verify_consistency(
    (old_size, old_root): (u64, &Hash),
    (size, root): (u64, &Hash),
    path: &[Hash],
) -> Result<(), ProofRefused> {
    if old_size > size || size > MAX_SIZE {
        return Err(ProofRefused::OutOfRange);
    }
    if old_size == 0 || old_size == size {
        let expected = if old_size == 0 { Hash::of(&[]) } else { *root };
        return trivial(path, *old_root == expected);
    }
    let (mut at, mut last) = (old_size - 1, size - 1);
    let shared = at.trailing_ones();
    (at, last) = (at >> shared, last >> shared);
    // A complete old tree is itself the first hash, and is not sent.
    let sent = path.split_first().ok_or(ProofRefused::Length)?;
    let (seed, path) = if at == 0 { (old_root, path) } else { sent };
    let (mut old, mut new) = (*seed, *seed);
    for sibling in path {
        if last == 0 {
            return Err(ProofRefused::Length);
        }
        if at % 2 == 1 || at == last {
            (old, new) = (node_hash(sibling, &old), node_hash(sibling, &new));
            skip_lone_levels(&mut at, &mut last);
        } else {
            new = node_hash(&new, sibling);
        }
        (at, last) = (at / 2, last / 2);
    }
    match last {
        0 if old == *old_root && new == *root => Ok(()),
        0 => Err(ProofRefused::Root),
        _ => Err(ProofRefused::Length),
    }
}

/// On the right edge a node without a neighbour rises unchanged until it has one on its left.
fn skip_lone_levels(at: &mut u64, last: &mut u64) {
    while at.is_multiple_of(2) && *at != 0 {
        (*at, *last) = (*at / 2, *last / 2);
    }
}

fn trivial(path: &[Hash], holds: bool) -> Result<(), ProofRefused> {
    match (path.is_empty(), holds) {
        (false, _) => Err(ProofRefused::Length),
        (true, false) => Err(ProofRefused::Root),
        (true, true) => Ok(()),
    }
}

impl Say for ProofRefused {
    fn say(&self) -> Text {
        match self {
            ProofRefused::OutOfRange => Text::fixed(
                "所称位置超出了日志的长度",
                "the position lies beyond the end of the journal",
            ),
            ProofRefused::Length => Text::fixed(
                "证明路径的长度与日志长度不符",
                "the proof has the wrong number of hashes for a journal of this size",
            ),
            ProofRefused::Root => Text::fixed(
                "证明路径算不出日志的根哈希：内容或路径被改动过",
                "the hashes do not lead to the journal's root: the entry or the proof was changed",
            ),
        }
    }
}
