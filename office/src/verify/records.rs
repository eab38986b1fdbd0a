//! By record: each change against its commitment, each row against its last image, its facts and its
//! search terms.

use std::collections::HashMap;

use model::{
    code::DivisionCode,
    fact::Fact,
    journal::{Salt, change_commitment},
};
use store::{
    KINDS, Tx,
    audit::{self, Standing, Term, Version},
};
use uuid::Uuid;

use super::{
    Progress, Step,
    finding::{self, Findings},
    seen::Seen,
};
use crate::Error;

/// Changes looked at together, give or take those of one record.
const PIECE: i64 = 8192;

type Key = (&'static str, Uuid);

/// What the journal says of one record in the end.
#[derive(Default)]
struct Last {
    idx: Option<i64>,
    image: Option<String>,
    removed: bool,
    /// Removed by an entry that says that the record was erased.
    said_erased: bool,
    /// The first of its changes whose content is gone.
    erased: Option<Option<i64>>,
    standing: bool,
}

/// A range of records with all that stands about them.
struct Piece {
    county: DivisionCode,
    last: HashMap<Key, Last>,
    /// By record: each kind of fact, without its quantity, and what its quantities add up to.
    ledger: HashMap<Uuid, HashMap<String, i64>>,
    terms: HashMap<Uuid, Vec<Term>>,
    changes: i64,
    seen: Seen,
}

pub(super) fn walk(
    tx: &mut Tx,
    (changes, county): (i64, &DivisionCode),
    findings: &mut Findings,
    tell: &mut dyn FnMut(Progress),
) -> Result<Seen, Error> {
    let (mut from, mut done, mut seen) = (Uuid::nil(), 0, Seen::default());
    loop {
        let to = audit::boundary(tx, from, PIECE)?.unwrap_or(Uuid::max());
        let piece = piece(tx, (from, to), county, findings)?;
        done += piece.changes;
        seen.add(piece.seen);
        tell(Progress { step: Step::Records, done, of: changes });
        if to == Uuid::max() {
            seen.all(tx, findings)?;
            return Ok(seen);
        }
        from = Uuid::from_u128(to.as_u128() + 1);
    }
}

fn piece(
    tx: &mut Tx,
    (from, to): (Uuid, Uuid),
    county: &DivisionCode,
    findings: &mut Findings,
) -> Result<Piece, Error> {
    let mut piece = Piece::new(county);
    audit::changes(tx, from, to, &mut |change| {
        piece.change(change, findings);
        Ok(())
    })?;
    audit::facts_of(tx, from, to, &mut |posted| {
        let quantity = posted.quantity;
        let line = audit::Posted { quantity: 1, ..posted }.line();
        let sum = piece.ledger.entry(posted.record_id).or_default().entry(line).or_default();
        *sum = sum.wrapping_add(quantity);
        Ok(())
    })?;
    audit::terms_of(tx, from, to, &mut |term| {
        piece.seen.terms += 1;
        piece.terms.entry(term.record_id).or_default().push(term);
        Ok(())
    })?;
    for kind in KINDS {
        kind.rows(tx, from, to, &mut |standing| {
            piece.row(kind.table, standing, findings);
            Ok(())
        })?;
    }
    piece.remains(findings);
    Ok(piece)
}

/// A change's content is gone, salt and all.
fn is_erased(change: &audit::Change) -> bool {
    change.salt.is_none() && change.image.is_none()
}

impl Piece {
    fn new(county: &DivisionCode) -> Piece {
        Piece {
            county: county.clone(),
            last: HashMap::new(),
            ledger: HashMap::new(),
            terms: HashMap::new(),
            changes: 0,
            seen: Seen::default(),
        }
    }

    fn change(&mut self, change: audit::Change, findings: &mut Findings) {
        self.changes += 1;
        let id = || format!("{} {}", change.record_kind, change.record_id);
        if let Some(text) = wrong(&change) {
            findings.add("journal_change", id(), change.idx, text);
        }
        let Some(kind) = KINDS.iter().find(|kind| kind.table == change.record_kind) else {
            findings.add("journal_change", id(), change.idx, finding::UNKNOWN_KIND);
            return;
        };
        let last = self.last.entry((kind.table, change.record_id)).or_default();
        if is_erased(&change) {
            self.seen.erased += 1;
            last.erased.get_or_insert(change.idx);
        }
        last.idx = change.idx;
        last.removed = change.removed == Some(true);
        last.said_erased = last.removed && change.entry_kind.ends_with(".erased");
        last.image = change.image;
    }

    fn row(&mut self, table: &'static str, standing: Standing, findings: &mut Findings) {
        self.seen.rows += 1;
        *self.seen.by_table.entry(table).or_default() += 1;
        let Standing { id, version } = standing;
        let Some(last) = self.last.get_mut(&(table, id)) else {
            self.terms.remove(&id);
            self.ledger.remove(&id);
            return findings.add_row(table, id, None, finding::ROW_UNKNOWN);
        };
        last.standing = true;
        let index = last.idx;
        let Some(version) = version else {
            self.terms.remove(&id);
            self.ledger.remove(&id);
            return findings.add_row(table, id, index, finding::ROW_SPOILT);
        };
        match &last.image {
            None => findings.add_row(table, id, index, finding::ROW_BACK),
            Some(image) if *image == version.image => {}
            Some(image) => {
                let columns = differing(image, &version.image);
                findings.add_row(table, id, index, finding::row_differs(&columns));
            }
        }
        if !self.ledger_agrees(table, id, &version.facts) {
            findings.add_row("fact", id, index, finding::LEDGER);
        }
        if !self.terms_agree(table, id, version) {
            findings.add_row("search_term", id, index, finding::TERMS);
        }
    }

    /// Takes the record's facts out of the ledger. What it gives and what was posted must be equal.
    fn ledger_agrees(&mut self, table: &str, id: Uuid, facts: &[Fact]) -> bool {
        let mut sums = self.ledger.remove(&id).unwrap_or_default();
        for fact in facts {
            let one = Fact { quantity: 1, ..fact.clone() };
            let sum = sums.entry(store::facts::line(&one, table, id)).or_default();
            *sum = sum.wrapping_sub(fact.quantity);
        }
        sums.values().all(|sum| *sum == 0)
    }

    fn terms_agree(&mut self, table: &str, id: Uuid, version: Version) -> bool {
        let mut found = self.terms.remove(&id).unwrap_or_default();
        let Some(filing) = version.filing else { return found.is_empty() };
        found.sort_unstable_by(|a, b| a.term.cmp(&b.term));
        let division = filing.division_code.unwrap_or_else(|| self.county.clone());
        let mut terms = filing.terms;
        terms.sort_unstable();
        found.len() == terms.len()
            && found.iter().zip(&terms).all(|(found, term)| {
                found.term == *term
                    && found.record_kind == table
                    && found.division_code == division.as_str()
            })
    }

    /// What no row has claimed.
    fn remains(&mut self, findings: &mut Findings) {
        for ((table, id), last) in &self.last {
            if !last.standing && last.image.is_some() {
                findings.add_row(table, id, last.idx, finding::ROW_MISSING);
            }
            if let Some(idx) = last.erased.filter(|_| !last.said_erased) {
                findings.add(
                    "journal_change",
                    format!("{table} {id}"),
                    idx,
                    finding::ERASED_UNSAID,
                );
            }
        }
        for (id, sums) in &self.ledger {
            if sums.values().any(|sum| *sum != 0) {
                let of = self.last.iter().find(|((_, record), _)| record == id);
                findings.add_row(
                    "fact",
                    id,
                    of.and_then(|(_, last)| last.idx),
                    finding::LEDGER_UNKNOWN,
                );
            }
        }
        for id in self.terms.keys() {
            findings.add_row("search_term", id, None, finding::TERMS);
        }
    }
}

/// What is wrong with a change in itself.
fn wrong(change: &audit::Change) -> Option<model::Text> {
    let audit::Change { removed, salt, image, record_kind, record_id, .. } = change;
    if is_erased(change) {
        return removed.is_none().then_some(finding::CHANGE_FORM);
    }
    let salt = salt.as_deref().and_then(|salt| Salt::try_from(salt).ok());
    let Some(salt) = salt.filter(|_| *removed == Some(image.is_none())) else {
        return Some(finding::CHANGE_FORM);
    };
    let own = change_commitment(&salt, record_kind, *record_id, image.as_deref());
    let same = own.as_bytes() == change.commitment.as_slice();
    (!same).then_some(finding::CHANGE_COMMITMENT)
}

/// The columns in which two images differ.
fn differing(a: &str, b: &str) -> Vec<String> {
    type Image = serde_json::Map<String, serde_json::Value>;
    let read = |image| serde_json::from_str::<Image>(image).unwrap_or_default();
    let (a, b) = (read(a), read(b));
    let mut columns: Vec<String> = a.keys().chain(b.keys()).cloned().collect();
    columns.sort_unstable();
    columns.dedup();
    columns.retain(|column| a.get(column) != b.get(column));
    columns
}
