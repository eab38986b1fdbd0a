use ct_merkle::{
    ConsistencyProof, InclusionProof, RootHash, digest::Output, mem_backed_tree::MemoryBackedTree,
};
use proptest::prelude::*;
use sha2::Sha256;

use super::{leaves, reach};
use crate::journal::{
    Hash,
    merkle::{
        Frontier, MAX_SIZE, ProofRefused, consistency, consistency_spans, inclusion,
        inclusion_spans, leaf_hash, node_hash, root, span_root, verify_consistency,
        verify_inclusion,
    },
};

/// The published example of Certificate Transparency: eight leaves, the root after each.
#[test]
fn the_roots_are_those_of_certificate_transparency() {
    let leaves: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let hashes = leaves.map(leaf_hash);
    for (size, expected) in roots.into_iter().enumerate() {
        assert_eq!(root(&hashes[..size]).to_string(), expected, "{size} leaves");
    }
    let path = inclusion(&hashes, 0).unwrap();
    let expected = [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ];
    assert_eq!(path.iter().map(Hash::to_string).collect::<Vec<_>>(), expected);
}

/// Section 2.1 of RFC 6962 word for word: slow, and so plain that it can be checked by eye.
mod rfc {
    use super::{Hash, node_hash};

    fn split(n: usize) -> usize {
        let mut k = 1;
        while k * 2 < n {
            k *= 2;
        }
        k
    }

    pub(super) fn mth(d: &[Hash]) -> Hash {
        match d.len() {
            0 => Hash::of(&[]),
            1 => d[0],
            n => node_hash(&mth(&d[..split(n)]), &mth(&d[split(n)..])),
        }
    }

    pub(super) fn path(m: usize, d: &[Hash]) -> Vec<Hash> {
        let n = d.len();
        if n == 1 {
            return vec![];
        }
        let k = split(n);
        let (mut path, other) = match m < k {
            true => (path(m, &d[..k]), mth(&d[k..])),
            false => (path(m - k, &d[k..]), mth(&d[..k])),
        };
        path.push(other);
        path
    }

    pub(super) fn subproof(m: usize, d: &[Hash], whole: bool) -> Vec<Hash> {
        let n = d.len();
        if m == n {
            return if whole { vec![] } else { vec![mth(d)] };
        }
        let k = split(n);
        let (mut proof, other) = match m <= k {
            true => (subproof(m, &d[..k], whole), mth(&d[k..])),
            false => (subproof(m - k, &d[k..], false), mth(&d[..k])),
        };
        proof.push(other);
        proof
    }
}

#[test]
fn roots_and_proofs_are_those_the_rfc_defines() {
    let all = leaves(70);
    for n in 0..=all.len() {
        let d = &all[..n];
        assert_eq!(root(d), rfc::mth(d));
        for m in 0..n {
            assert_eq!(inclusion(d, m as u64), Some(rfc::path(m, d)), "{m} in {n}");
        }
        for m in 1..=n {
            assert_eq!(consistency(d, m as u64), Some(rfc::subproof(m, d, true)), "{m} to {n}");
        }
    }
}

/// Every complete subtree, so that a proof costs its own hashes only.
struct Complete(Vec<Vec<Hash>>);

impl Complete {
    fn of(leaves: Vec<Hash>) -> Complete {
        let mut levels = vec![leaves];
        while let Some(below) = levels.last().filter(|below| below.len() > 1) {
            let above = below.chunks_exact(2).map(|two| node_hash(&two[0], &two[1])).collect();
            levels.push(above);
        }
        Complete(levels)
    }

    fn proof(&self, spans: Vec<std::ops::Range<u64>>) -> Vec<Hash> {
        let complete = |height, k| Some(self.0[height as usize][k as usize]).ok_or(());
        spans.into_iter().map(|span| span_root(span, complete).unwrap()).collect()
    }
}

fn theirs(hashes: &[Hash]) -> Vec<Output<Sha256>> {
    hashes.iter().map(|hash| hash.0.into()).collect()
}

/// Every position and every older size of every size up to 300 (or `JOURNAL_TREES`), both ways:
/// our proofs are theirs byte for byte, and each side accepts them.
#[test]
fn every_proof_is_the_one_that_ct_merkle_makes() {
    let most = reach("JOURNAL_TREES", 300);
    let (all, ours) = (leaves(most), Complete::of(leaves(most)));
    let mut tree = MemoryBackedTree::<Sha256, [u8; 8]>::new();
    let mut roots = vec![Hash::of(&[])];
    for n in 1..=most {
        tree.push((n - 1).to_be_bytes());
        let their_root = tree.root();
        let root = Hash((*their_root.as_bytes()).into());
        roots.push(root);
        for m in 0..n {
            let path = ours.proof(inclusion_spans(m, n).unwrap());
            let proof = InclusionProof::<Sha256>::from_digests(&theirs(&path));
            assert_eq!(proof.as_bytes(), tree.prove_inclusion(m as usize).as_bytes());
            assert_eq!(verify_inclusion(&all[m as usize], m, n, &path, &root), Ok(()));
            their_root.verify_inclusion(&m.to_be_bytes(), m, &proof).unwrap();
        }
        for m in 1..=n {
            let old = roots[m as usize];
            let path = ours.proof(consistency_spans(m, n).unwrap());
            let proof = ConsistencyProof::<Sha256>::from_digests(&theirs(&path));
            assert_eq!(proof.as_bytes(), tree.prove_consistency((n - m) as usize).as_bytes());
            assert_eq!(verify_consistency((m, &old), (n, &root), &path), Ok(()));
            let their_old = RootHash::<Sha256>::new(old.0.into(), m);
            their_root.verify_consistency(&their_old, &proof).unwrap();
        }
    }
}

#[test]
fn a_frontier_knows_the_root_at_every_size() {
    let all = leaves(600);
    let mut frontier = Frontier::default();
    for n in 0..all.len() {
        assert_eq!((frontier.size(), frontier.root()), (n as u64, root(&all[..n])));
        frontier.push(all[n]);
    }
}

#[test]
fn the_ends_of_the_range_are_answered_without_panic() {
    let (one, empty) = (leaf_hash(b""), Hash::of(&[]));
    assert_eq!(inclusion(&[], 0), None);
    assert_eq!(inclusion(&[one], 1), None);
    assert_eq!(consistency(&[one], 2), None);
    assert_eq!(inclusion_spans(MAX_SIZE, MAX_SIZE), None);
    assert_eq!(inclusion_spans(MAX_SIZE - 1, MAX_SIZE).map(|spans| spans.len()), Some(62));
    assert_eq!(inclusion_spans(0, u64::MAX), None);
    for size in [0, MAX_SIZE + 1, u64::MAX] {
        let refused = verify_inclusion(&one, 0, size, &[], &one);
        assert_eq!(refused, Err(ProofRefused::OutOfRange));
    }
    assert_eq!(verify_inclusion(&one, 0, 1, &[], &one), Ok(()));
    assert_eq!(verify_inclusion(&one, 0, 1, &[], &empty), Err(ProofRefused::Root));
    assert_eq!(verify_inclusion(&one, 0, 1, &[one], &one), Err(ProofRefused::Length));

    assert_eq!(verify_consistency((0, &empty), (0, &empty), &[]), Ok(()));
    assert_eq!(verify_consistency((0, &empty), (1, &one), &[]), Ok(()));
    assert_eq!(verify_consistency((0, &one), (1, &one), &[]), Err(ProofRefused::Root));
    assert_eq!(verify_consistency((0, &empty), (1, &one), &[one]), Err(ProofRefused::Length));
    assert_eq!(verify_consistency((1, &empty), (1, &one), &[]), Err(ProofRefused::Root));
    assert_eq!(verify_consistency((1, &one), (1, &one), &[one]), Err(ProofRefused::Length));
    assert_eq!(verify_consistency((1, &one), (2, &one), &[]), Err(ProofRefused::Length));
    for (old, new) in [(2, 1), (1, MAX_SIZE + 1), (1, u64::MAX), (u64::MAX, u64::MAX)] {
        let refused = verify_consistency((old, &one), (new, &one), &[]);
        assert_eq!(refused, Err(ProofRefused::OutOfRange));
    }
}

/// Every bit of `hashes` flipped in turn.
fn each_bit_flipped(hashes: &[Hash]) -> impl Iterator<Item = Vec<Hash>> + '_ {
    (0..hashes.len() * 256).map(|bit| {
        let mut forged = hashes.to_vec();
        forged[bit / 256].0[bit % 256 / 8] ^= 1 << (bit % 8);
        forged
    })
}

/// Attacks every part of proofs spread over all shapes of tree up to `JOURNAL_FORGED` leaves.
#[test]
fn no_flipped_bit_and_no_wrong_number_passes_an_inclusion_proof() {
    let most = reach("JOURNAL_FORGED", 28);
    let (all, ours) = (leaves(most), Complete::of(leaves(most)));
    for n in 1..=most {
        let root = root(&all[..n as usize]);
        for m in 0..n {
            let (leaf, path) = (all[m as usize], ours.proof(inclusion_spans(m, n).unwrap()));
            let passes = |leaf, m, n, path: &[Hash], root| {
                verify_inclusion(&leaf, m, n, path, &root).is_ok()
            };
            assert!(passes(leaf, m, n, &path, root));
            for forged in each_bit_flipped(&path) {
                assert!(!passes(leaf, m, n, &forged, root), "{m} in {n}");
            }
            for other in (0..n + 2).filter(|other| *other != m) {
                assert!(!passes(leaf, other, n, &path, root), "{m} as {other} in {n}");
            }
            // A size that gives this leaf the same way up is not told apart by the path alone;
            // the signed checkpoint binds size and root. None may pass with another root.
            for forged in each_bit_flipped(&[leaf, root]).filter(|_| m % 7 == n % 7) {
                assert!(!passes(forged[0], m, n, &path, forged[1]));
            }
            let (longer, added) = ([&path[..], &[leaf]].concat(), [&[leaf], &path[..]].concat());
            assert!(!passes(leaf, m, n, &longer, root) && !passes(leaf, m, n, &added, root));
            for cut in 0..path.len() {
                assert!(!passes(leaf, m, n, &path[..cut], root), "{m} in {n} cut to {cut}");
            }
        }
    }
}

#[test]
fn no_flipped_bit_and_no_wrong_root_passes_a_consistency_proof() {
    let most = reach("JOURNAL_FORGED", 28);
    let (all, ours) = (leaves(most), Complete::of(leaves(most)));
    let roots: Vec<_> = (0..=most as usize).map(|n| root(&all[..n])).collect();
    for n in 1..=most {
        for m in 1..=n {
            let path = ours.proof(consistency_spans(m, n).unwrap());
            let (old, new) = (roots[m as usize], roots[n as usize]);
            let passes =
                |old, new, path: &[Hash]| verify_consistency((m, &old), (n, &new), path).is_ok();
            assert!(passes(old, new, &path));
            for forged in each_bit_flipped(&path) {
                assert!(!passes(old, new, &forged), "{m} to {n}");
            }
            for forged in each_bit_flipped(&[old, new]).filter(|_| m % 7 == n % 7) {
                assert!(!passes(forged[0], forged[1], &path));
            }
            for other in roots.iter().filter(|other| **other != old && **other != new) {
                assert!(!passes(*other, new, &path) && !passes(old, *other, &path));
            }
            let (longer, added) = ([&path[..], &[old]].concat(), [&[old], &path[..]].concat());
            assert!(!passes(old, new, &longer) && !passes(old, new, &added));
            for cut in 0..path.len() {
                assert!(!passes(old, new, &path[..cut]), "{m} to {n} cut to {cut}");
            }
        }
    }
}

proptest! {
    #[test]
    fn no_numbers_and_no_hashes_make_the_checks_panic(
        m in any::<u64>(), n in any::<u64>(), path in prop::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        let (path, hash) = (path.into_iter().map(Hash).collect::<Vec<_>>(), Hash([7; 32]));
        prop_assert!(verify_inclusion(&hash, m, n, &path, &hash).is_err());
        prop_assert!(m == n || m == 0 || verify_consistency((m, &hash), (n, &hash), &path).is_err());
    }
}
