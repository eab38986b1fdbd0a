//! What the walk over the records has come by.

use std::collections::HashMap;

use store::{KINDS, Tx, audit, cases};

use super::finding::{self, Findings};
use crate::Error;

/// How much was looked at.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) rows: i64,
    pub(super) erased: i64,
    pub(super) terms: i64,
    pub(super) by_table: HashMap<&'static str, i64>,
}

impl Seen {
    pub(super) fn add(&mut self, more: Seen) {
        self.rows += more.rows;
        self.erased += more.erased;
        self.terms += more.terms;
        for (table, rows) in more.by_table {
            *self.by_table.entry(table).or_default() += rows;
        }
    }

    /// An id of another length than ours can stand between the ranges of two pieces.
    pub(super) fn all(&self, tx: &mut Tx, findings: &mut Findings) -> Result<(), Error> {
        let mut counts = vec![("search_term", self.terms, audit::terms(tx)?)];
        for kind in KINDS {
            let seen = self.by_table.get(kind.table).copied().unwrap_or_default();
            counts.push((kind.table, seen, kind.count(tx)?));
        }
        if cases::untrue(tx)? > 0 {
            findings.add_row("case_tally", "*", None, finding::TALLY);
        }
        for (table, seen, count) in counts {
            if seen != count {
                findings.add_row(table, "?", None, finding::OUT_OF_REACH);
            }
        }
        Ok(())
    }
}
