//! Walks everything back: entries against the tree, the tree against its signed checkpoints, changes
//! against commitments, every row of a journaled table against its last image, every record's facts
//! against the ledger, and the search index against the rows.
//!
//! Not looked at, because the journal does not cover them: sessions, sign-in guards, denials, jobs,
//! notices, settings, and the rows of uploaded files. What was appended after the last checkpoint and
//! then taken away again together with its rows leaves no trace here: hence a checkpoint every few
//! seconds, receipts in other hands, and [`verify_against`].

mod entries;
mod finding;
mod records;
mod seen;
mod tree;

use std::sync::mpsc;

use model::{
    Text,
    code::DivisionCode,
    journal::{Hash, Note, VerifierKey},
    text::Say,
};
use store::{Mode, Tx, audit};

pub use self::finding::Finding;
use self::finding::Findings;
use crate::{Error, Office};

/// How far a verification has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub step: Step,
    pub done: i64,
    pub of: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Entries, tree and checkpoints, by index.
    Entries,
    /// Changes, rows, facts and search index, by record.
    Records,
}

/// What a verification found, and how much it looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Entries with an index, and the root over them.
    pub size: i64,
    pub root: Hash,
    /// Entries that PostgreSQL's sequencer has yet to number.
    pub waiting: i64,
    pub changes: i64,
    /// Changes whose content was erased.
    pub erased: i64,
    pub facts: i64,
    pub rows: i64,
    pub checkpoints: i64,
    /// The size at the last checkpoint: what came later, no signature protects yet.
    pub signed: i64,
    /// By journal index, at most 100; `wrong` is how many there were.
    pub findings: Vec<Finding>,
    pub wrong: u64,
    /// The index of the first entry that something is wrong with.
    pub first_bad: Option<i64>,
}

impl Verdict {
    pub fn is_good(&self) -> bool {
        self.wrong == 0
    }
}

impl Say for Verdict {
    fn say(&self) -> Text {
        let Verdict { size, signed, rows, facts, wrong, first_bad, .. } = self;
        let looked = Text::new(
            format!("查验日志 {size} 条（签名至 {signed} 条）、记录 {rows} 行、计数 {facts} 条"),
            format!("looked at {size} entries (signed up to {signed}), {rows} rows, {facts} facts"),
        );
        match (wrong, first_bad) {
            (0, _) => Text::new(
                format!("{}：全部相符", looked.zh),
                format!("{}: everything agrees", looked.en),
            ),
            (wrong, Some(first)) => Text::new(
                format!("{}：{wrong} 处不符，最早涉及日志第 {first} 条", looked.zh),
                format!("{}: {wrong} do not agree, the first at journal entry {first}", looked.en),
            ),
            (wrong, None) => Text::new(
                format!("{}：{wrong} 处不符", looked.zh),
                format!("{}: {wrong} do not agree", looked.en),
            ),
        }
    }
}

/// Verifies the county on one snapshot, while others go on working.
pub fn verify(office: &Office, progress: &mut dyn FnMut(Progress)) -> Result<Verdict, Error> {
    verify_against(office, Vec::new(), progress)
}

/// Verifies the county against checkpoints kept elsewhere as well: with these, nobody who holds the
/// database, not even with its key, can have taken back what they cover.
pub fn verify_against(
    office: &Office,
    kept: Vec<Note>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Verdict, Error> {
    let keys = Keys {
        trusted: vec![crate::journal::public_key(office)?],
        kept,
        county: office.programme().county.code.clone(),
    };
    let (send, receive) = mpsc::channel();
    let (tell, reply) = (send.clone(), send);
    // Nobody listens only if the one who asked is gone.
    let walk = move |tx: &mut Tx| walk(tx, &keys, &mut |progress| drop(tell.send(Ok(progress))));
    office.store.submit(Mode::Read, walk, move |done| drop(reply.send(Err(done))));
    for message in receive {
        match message {
            Ok(step) => progress(step),
            Err(done) => return done,
        }
    }
    Err(Error::unanswered())
}

/// What is known from elsewhere.
struct Keys {
    trusted: Vec<VerifierKey>,
    kept: Vec<Note>,
    county: DivisionCode,
}

fn walk(tx: &mut Tx, keys: &Keys, tell: &mut dyn FnMut(Progress)) -> Result<Verdict, Error> {
    audit::begin(tx)?;
    let mut findings = Findings::default();
    let counts = audit::counts(tx)?;
    let tree = entries::walk(tx, keys, &mut findings, tell)?;
    if counts.waiting > 0 && audit::numbers_at_once(tx) {
        for id in audit::waiting(tx, 20)? {
            findings.add("journal_entry", id, None, finding::UNNUMBERED);
        }
    }
    let records = records::walk(tx, (counts.changes, &keys.county), &mut findings, tell)?;
    let (findings, wrong, first_bad) = findings.settle();
    Ok(Verdict {
        size: tree.size,
        root: tree.root,
        waiting: counts.waiting,
        changes: counts.changes,
        erased: records.erased,
        facts: counts.facts,
        rows: records.rows,
        checkpoints: counts.checkpoints,
        signed: tree.signed,
        findings,
        wrong,
        first_bad,
    })
}

#[cfg(test)]
pub(crate) mod tests;
