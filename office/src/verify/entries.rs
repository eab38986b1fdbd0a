//! By index: each entry's text against the tree, and its commitment against its changes and facts.

use model::{
    Timestamp,
    id::{AccountId, EntryId},
    journal::{
        self, Hash, entry_commitment, facts_digest,
        tile::{self, WIDTH},
    },
};
use store::{Tx, audit};

use super::{
    Keys, Progress, Step,
    finding::{self, Findings},
    tree::{Leaf, Tree},
};
use crate::Error;

/// Entries looked at together: whole tiles.
const BATCH: i64 = 16 * WIDTH as i64;

/// What the tree was found to be.
pub(super) struct Found {
    pub(super) size: i64,
    pub(super) root: Hash,
    pub(super) signed: i64,
}

/// What stands under one entry.
#[derive(Default)]
struct Under {
    changes: Vec<Hash>,
    facts: Vec<String>,
    changes_out_of_order: bool,
    facts_out_of_order: bool,
    wrong_index: bool,
}

pub(super) fn walk(
    tx: &mut Tx,
    keys: &Keys,
    findings: &mut Findings,
    tell: &mut dyn FnMut(Progress),
) -> Result<Found, Error> {
    let size = head(tx, findings)?;
    let (mut tree, kept) = Tree::new(&keys.trusted, &keys.kept, findings);
    let mut kept = kept.into_iter().peekable();
    let mut seen = (0, 0);
    while tree.size() < size {
        let (from, until) = (tree.size(), (tree.size() + BATCH).min(size));
        let batch = Batch::read(tx, from, until)?;
        if batch.is_empty() {
            // However large the head claims the journal to be.
            findings.add("journal_head", 1, Some(from), finding::MISSING_ENTRY);
            break;
        }
        seen = (seen.0 + batch.changes, seen.1 + batch.facts);
        for at in 0..(until - from) as usize {
            let leaf = batch.check(at, findings);
            tree.push(tx, &leaf, findings)?;
            while let Some((size, root)) = kept.next_if(|(size, _)| *size <= tree.size()) {
                tree.compare(size, &root, findings);
            }
        }
        tell(Progress { step: Step::Entries, done: until, of: size });
    }
    for (signed, _) in kept {
        let text = finding::truncated(signed, tree.size());
        findings.add("(kept checkpoint)", signed, Some(tree.size()), text);
    }
    tree.finish(tx, findings)?;
    stray(tx, tree.size(), seen, findings)?;
    Ok(Found { size: tree.size(), root: tree.root(), signed: tree.good() })
}

fn head(tx: &mut Tx, findings: &mut Findings) -> Result<i64, Error> {
    let heads = audit::heads(tx)?;
    match heads[..] {
        [(1, size, tiled)] if size == tiled && size >= 0 => return Ok(size),
        _ => findings.add("journal_head", 1, None, finding::HEAD),
    }
    let size = heads.iter().map(|(_, size, tiled)| *size.max(tiled)).max();
    Ok(size.unwrap_or(audit::counts(tx)?.entries))
}

/// What belongs to no entry of the journal.
fn stray(
    tx: &mut Tx,
    size: i64,
    (changes, facts): (i64, i64),
    findings: &mut Findings,
) -> Result<(), Error> {
    const SHOWN: i64 = 20;
    for (idx, id) in audit::outside(tx, size, SHOWN)? {
        findings.add("journal_entry", id, Some(idx), finding::OUTSIDE);
    }
    let (counts, waiting) = (audit::counts(tx)?, audit::under_waiting(tx)?);
    if counts.changes != changes + waiting.0 {
        for (kind, id) in audit::lost_changes(tx, SHOWN)? {
            findings.add("journal_change", format!("{kind} {id}"), None, finding::ORPHAN_CHANGE);
        }
    }
    if counts.facts != facts + waiting.1 {
        for (kind, id, idx) in audit::lost_facts(tx, SHOWN)? {
            let idx = idx.filter(|idx| (0..size).contains(idx));
            findings.add("fact", format!("{kind} {id}"), idx, finding::ORPHAN_FACT);
        }
    }
    Ok(())
}

/// A range of entries with all that stands under them.
struct Batch {
    from: i64,
    entries: Vec<Option<audit::Entry>>,
    under: Vec<Under>,
    leaves: Vec<Option<Hash>>,
    /// Tiles of the wrong length, each by its first leaf.
    odd: Vec<i64>,
    changes: i64,
    facts: i64,
}

impl Batch {
    fn read(tx: &mut Tx, from: i64, until: i64) -> Result<Batch, Error> {
        let width = (until - from) as usize;
        let mut under: Vec<Under> = (0..width).map(|_| Under::default()).collect();
        let (mut changes, mut facts) = (0, 0);
        audit::marks(tx, from, until, &mut |mark| {
            changes += 1;
            under[(mark.idx - from) as usize].change(&mark);
            Ok(())
        })?;
        audit::facts(tx, from, until, &mut |fact| {
            facts += 1;
            if let Some(idx) = fact.idx {
                under[(idx - from) as usize].fact(&fact);
            }
            Ok(())
        })?;
        let mut entries: Vec<Option<audit::Entry>> = (0..width).map(|_| None).collect();
        for entry in audit::entries(tx, from, until)? {
            let at = (entry.idx - from) as usize;
            entries[at] = Some(entry);
        }
        let (leaves, odd) = leaves(tx, from, until)?;
        Ok(Batch { from, entries, under, leaves, odd, changes, facts })
    }

    fn is_empty(&self) -> bool {
        self.entries.iter().all(Option::is_none) && self.leaves.iter().all(Option::is_none)
    }

    /// The leaf that stands in the tree, or else the one that the entry gives.
    fn check(&self, at: usize, findings: &mut Findings) -> Leaf {
        let idx = self.from + at as i64;
        if self.odd.contains(&idx) {
            let tile = format!("0/{}", idx / WIDTH as i64);
            findings.add("journal_tile", tile, Some(idx), finding::TILE);
        }
        let Some(entry) = &self.entries[at] else {
            findings.add("journal_entry", idx, Some(idx), finding::MISSING_ENTRY);
            return Leaf { hash: self.leaves[at], is_doubtful: true };
        };
        let own = leaf(entry);
        let (in_tree, mut wrong) = (self.leaves[at], Vec::new());
        let differs = own.is_none() || (in_tree.is_some() && in_tree != own);
        if differs {
            wrong.push(finding::ENTRY_TEXT);
        }
        if entry.turn.is_some() {
            wrong.push(finding::TURN);
        }
        self.under[at].check(entry, &mut wrong);
        for text in wrong {
            findings.add("journal_entry", entry.id, Some(idx), text);
        }
        Leaf { hash: in_tree.or(own), is_doubtful: differs || in_tree.is_none() }
    }
}

impl Under {
    fn change(&mut self, mark: &audit::Mark) {
        self.changes_out_of_order |= mark.n != self.changes.len() as i64;
        // What is not 32 bytes cannot be the commitment of anything.
        let hash = Hash::try_from(mark.commitment.as_slice()).unwrap_or(Hash([0; 32]));
        self.changes.push(hash);
    }

    fn fact(&mut self, fact: &audit::Posted) {
        self.facts_out_of_order |= fact.n != self.facts.len() as i64;
        self.wrong_index |= fact.journal_index != fact.idx;
        self.facts.push(fact.line());
    }

    fn check(&self, entry: &audit::Entry, wrong: &mut Vec<model::Text>) {
        let digest = facts_digest(self.facts.iter().map(String::as_str));
        if digest.as_bytes() != entry.facts_digest.as_slice() {
            wrong.push(finding::FACTS_DIGEST);
        }
        let whole = entry_commitment(&self.changes, digest);
        if whole.as_bytes() != entry.commitment.as_slice() {
            wrong.push(finding::ENTRY_COMMITMENT);
        }
        for (is_wrong, text) in [
            (self.changes_out_of_order, finding::CHANGE_ORDER),
            (self.facts_out_of_order, finding::FACT_ORDER),
            (self.wrong_index, finding::FACT_INDEX),
        ] {
            if is_wrong {
                wrong.push(text);
            }
        }
    }
}

/// The hash that an entry gives; none if it cannot be one.
fn leaf(entry: &audit::Entry) -> Option<Hash> {
    let entry = journal::Entry {
        id: EntryId(entry.id),
        at: Timestamp::from_millis(entry.at)?,
        actor: AccountId(entry.actor_id),
        kind: entry.kind.clone(),
        subject: entry.subject,
        commitment: Hash::try_from(entry.commitment.as_slice()).ok()?,
    };
    Some(entry.leaf_hash())
}

/// The leaves of a range as the tiles have them, and the tiles that are too short or too long.
fn leaves(tx: &mut Tx, from: i64, until: i64) -> Result<(Vec<Option<Hash>>, Vec<i64>), Error> {
    let width = WIDTH as i64;
    let (first, last) = (from / width, (until + width - 1) / width);
    let mut leaves = vec![None; (until - from) as usize];
    let mut odd: Vec<i64> = (first..last).map(|n| n * width).collect();
    for (n, bytes) in audit::tiles(tx, 0, first, last)? {
        let start = (n * width - from) as usize;
        let room = leaves.len().min(start + WIDTH) - start;
        let hashes = tile::from_bytes(&bytes).unwrap_or_default();
        if hashes.len() == room {
            odd.retain(|leaf| *leaf != n * width);
        }
        for (place, hash) in leaves[start..].iter_mut().take(room).zip(hashes) {
            *place = Some(hash);
        }
    }
    Ok((leaves, odd))
}
