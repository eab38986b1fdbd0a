use std::{cell::Cell, collections::BTreeMap, convert::Infallible};

use proptest::prelude::*;

use uuid::Uuid;

use super::{leaves, reach};
use crate::{
    id::EntryId,
    journal::{
        Entry, Hash,
        entry::tests::entry,
        merkle::{self, Frontier, verify_consistency, verify_inclusion},
        tile::{self, TileError, WIDTH},
    },
};

/// A table of tiles as a store would keep it, counting what is read.
#[derive(Default)]
struct Table {
    size: u64,
    tiles: BTreeMap<(u8, u64), Vec<Hash>>,
    reads: Cell<usize>,
}

impl Table {
    fn of(leaves: &[Hash]) -> Table {
        let mut table = Table::default();
        table.append(leaves);
        table
    }

    fn append(&mut self, leaves: &[Hash]) {
        let changes = tile::append(self.size, leaves, |level, n| self.read(level, n)).unwrap();
        for change in changes {
            assert!((1..=WIDTH).contains(&change.hashes.len()));
            let bytes = tile::to_bytes(&change.hashes);
            let tile = tile::from_bytes(&bytes).unwrap();
            // A tile only ever grows.
            let before = self.tiles.insert((change.level, change.n), tile).unwrap_or_default();
            assert!(change.hashes.len() > before.len() && change.hashes.starts_with(&before));
        }
        self.size += leaves.len() as u64;
    }

    fn read(&self, level: u8, n: u64) -> Result<Option<Vec<Hash>>, Infallible> {
        self.reads.set(self.reads.get() + 1);
        Ok(self.tiles.get(&(level, n)).cloned())
    }

    fn reader(&self) -> impl FnMut(u8, u64) -> Result<Option<Vec<Hash>>, Infallible> + '_ {
        |level, n| self.read(level, n)
    }
}

#[test]
fn a_tree_of_70_000_has_the_tiles_that_the_format_describes() {
    let table = Table::of(&leaves(70_000));
    let widths = |level| -> Vec<usize> {
        table.tiles.iter().filter(|((l, _), _)| *l == level).map(|(_, t)| t.len()).collect()
    };
    let (first, second, third) = (widths(0), widths(1), widths(2));
    assert_eq!((first.len(), first[273]), (274, 112));
    assert!(first[..273].iter().all(|width| *width == 256));
    assert_eq!(second, [256, 17]);
    assert_eq!(third, [1]);
    assert_eq!(table.tiles.len(), 274 + 2 + 1);
}

#[test]
fn appending_reads_one_tile_a_level_and_a_proof_reads_few() {
    let mut table = Table::of(&leaves(70_000));
    table.reads.set(0);
    table.append(&leaves(3));
    assert!(table.reads.get() <= 3, "{}", table.reads.get());
    table.reads.set(0);
    tile::inclusion(12_345, table.size, table.reader()).unwrap();
    assert!(table.reads.get() <= 6, "{}", table.reads.get());
}

#[test]
fn the_root_at_every_edge_of_a_tile_is_the_trees_root() {
    let all = leaves(66_000);
    let table = Table::of(&all);
    for n in [0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 66_000] {
        let expected = merkle::root(&all[..n as usize]);
        // Also for a size of the past, out of tiles that have grown since.
        assert_eq!(tile::root(n, table.reader()), Ok(expected), "{n} leaves");
        assert_eq!(tile::root(n, Table::of(&all[..n as usize]).reader()), Ok(expected));
    }
    assert_eq!(tile::leaf(65_536, table.reader()), Ok(all[65_536]));
}

#[test]
fn a_tile_that_does_not_fit_the_size_is_named_and_never_written_over() {
    let (all, fresh) = (leaves(300), leaves(1));
    let mut table = Table::of(&all);
    let longer = tile::append(299, &fresh, table.reader());
    let width = |needed, found| Err(TileError::Width { level: 0, n: 1, needed, found });
    assert_eq!(longer, width(43, 44));
    table.tiles.insert((0, 1), all[256..290].to_vec());
    assert_eq!(tile::append(300, &fresh, table.reader()), width(44, 34));
    // A root asks for the first complete subtree that is not there: the leaves from 288 to 296.
    let missing = TileError::Width { level: 0, n: 1, needed: 40, found: 34 };
    assert_eq!(tile::root(300, table.reader()), Err(missing));
    table.tiles.remove(&(0, 1));
    assert_eq!(tile::append(300, &fresh, table.reader()), width(44, 0));
    assert_eq!(tile::append(u64::MAX, &fresh, table.reader()), Err(TileError::OutOfRange));
    assert_eq!(tile::inclusion(300, 300, table.reader()), Err(TileError::OutOfRange));
    assert_eq!(tile::consistency(301, 300, table.reader()), Err(TileError::OutOfRange));
    assert_eq!(tile::root(u64::MAX, table.reader()), Err(TileError::OutOfRange));
    let failing = |_, _| Err("disk on fire");
    assert_eq!(tile::root(1, failing), Err(TileError::Read("disk on fire")));
}

#[test]
fn bytes_that_are_no_tile_are_refused() {
    assert_eq!(tile::from_bytes(&[]), Some(vec![]));
    assert_eq!(tile::from_bytes(&[0; 31]), None);
    assert_eq!(tile::from_bytes(&[0; 33]), None);
    assert_eq!(tile::from_bytes(&[0; 32 * 257]), None);
    assert_eq!(tile::from_bytes(&[0; 32 * 256]).map(|tile| tile.len()), Some(256));
}

/// The whole journal again from its entries' texts, as `verify` does it (`JOURNAL_LEAVES` for more:
/// a million take under five seconds in a release build).
#[test]
fn a_whole_journal_is_hashed_again_from_its_texts() {
    let size = reach("JOURNAL_LEAVES", 5_000);
    let texts = (0..size).map(|n| Entry { id: EntryId(Uuid::from_u128(n.into())), ..entry() });
    let (mut table, mut frontier, mut batch) = (Table::default(), Frontier::default(), vec![]);
    for text in texts {
        batch.push(text.leaf_hash());
        frontier.push(text.leaf_hash());
        if batch.len() == 100 {
            table.append(&std::mem::take(&mut batch));
        }
    }
    table.append(&batch);
    assert_eq!((table.size, frontier.size()), (size, size));
    assert_eq!(tile::root(size, table.reader()), Ok(frontier.root()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_way_of_appending_gives_the_same_tiles_roots_and_proofs(
        steps in prop::collection::vec(prop_oneof![1..4_usize, 1..300_usize, Just(256)], 1..12),
        at in any::<[prop::sample::Index; 2]>(),
    ) {
        let all = leaves(steps.iter().sum::<usize>() as u64);
        let (mut table, mut rest) = (Table::default(), &all[..]);
        for step in steps {
            let (now, later) = rest.split_at(step);
            table.append(now);
            rest = later;
        }
        prop_assert_eq!(&table.tiles, &Table::of(&all).tiles);

        let size = all.len() as u64;
        let root = tile::root(size, table.reader()).unwrap();
        prop_assert_eq!(root, merkle::root(&all));

        let index = at[0].index(all.len());
        let path = tile::inclusion(index as u64, size, table.reader()).unwrap();
        prop_assert_eq!(&path, &merkle::inclusion(&all, index as u64).unwrap());
        prop_assert!(verify_inclusion(&all[index], index as u64, size, &path, &root).is_ok());

        let old = at[1].index(all.len()) as u64;
        let path = tile::consistency(old, size, table.reader()).unwrap();
        let old_root = tile::root(old, table.reader()).unwrap();
        prop_assert_eq!(&path, &merkle::consistency(&all, old).unwrap());
        prop_assert!(verify_consistency((old, &old_root), (size, &root), &path).is_ok());
    }
}
