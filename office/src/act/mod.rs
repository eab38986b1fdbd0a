//! One thing being done: right, rule, rows, journal entry, facts and jobs in one transaction.

mod rights;

use std::collections::{BTreeMap, HashMap};

use model::{
    Moment, Text,
    case::Tally,
    fact::{Fact, Posts},
    filing::{Filed, Filing},
    id::{AccountId, EntryId, JobId, NoticeId},
    job::Notice,
    programme::Programme,
    sealed::{Keyring, NONCE_LENGTH},
};
use store::{
    Journaled, Tx,
    facts::Posted,
    journal::{Change, NewEntry},
    records,
};
use uuid::Uuid;

use crate::{Entropy, Error, Who, figure::Memo};

/// A record that the journal covers, that may count, and that may be found by its words.
pub trait Kept: Journaled + Posts + Filed {}
impl<R: Journaled + Posts + Filed> Kept for R {}

/// It may have to be done over, so it must not change anything but its rows.
pub struct Act<'a> {
    pub who: &'a Who,
    pub moment: Moment,
    pub programme: &'a Programme,
    pub(crate) keyring: &'a Keyring,
    pub(crate) entropy: &'a Entropy,
    pub(crate) memo: &'a Memo,
    pub(crate) tx: &'a mut Tx,
    changes: Vec<Change>,
    facts: Vec<Posted>,
    tallies: BTreeMap<Tally, i64>,
    last_entry: Option<EntryId>,
}

/// What an act is built from, apart from its transaction.
pub(crate) struct Setting<'a> {
    pub(crate) who: &'a Who,
    pub(crate) moment: Moment,
    pub(crate) programme: &'a Programme,
    pub(crate) keyring: &'a Keyring,
    pub(crate) entropy: &'a Entropy,
    pub(crate) memo: &'a Memo,
}

impl<'a> Act<'a> {
    /// Runs `work` as one act. One that ends with a change that no entry names has failed.
    pub(crate) fn run<T>(
        setting: &Setting<'a>,
        tx: &'a mut Tx,
        work: impl FnOnce(&mut Act<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Setting { who, moment, programme, keyring, entropy, memo } = *setting;
        let mut act = Act {
            who,
            moment,
            programme,
            keyring,
            entropy,
            memo,
            tx,
            changes: Vec::new(),
            facts: Vec::new(),
            tallies: BTreeMap::new(),
            last_entry: None,
        };
        let done = work(&mut act)?;
        if act.changes.is_empty() { Ok(done) } else { Err(Error::Unlogged) }
    }
}

/// Rows.
impl Act<'_> {
    /// Adds a record. False when one with this id is already there; nothing is changed then.
    pub(crate) fn add<R: Kept>(&mut self, record: &R) -> Result<bool, Error> {
        if !records::insert(self.tx, record)? {
            return Ok(false);
        }
        self.note(record, Some(record.image()))?;
        self.post(record, &[], &record.facts());
        self.count(None, record.tally());
        self.file(record, None, record.filing())?;
        Ok(true)
    }

    /// Adds a record, or finds the same one from an earlier try. Another under this id is refused.
    pub(crate) fn add_once<R: Kept + PartialEq>(
        &mut self,
        record: &R,
        is_retry: impl FnOnce(&R) -> bool,
    ) -> Result<Added<R>, Error> {
        if self.add(record)? {
            return Ok(Added::New);
        }
        match records::find::<R>(self.tx, record.uuid())? {
            Some(earlier) if is_retry(&earlier) => Ok(Added::Earlier(earlier)),
            _ => Err(Error::IdTaken),
        }
    }

    /// Replaces a record by its new version. An unchanged one changes nothing.
    pub(crate) fn change<R: Kept>(&mut self, old: &R, new: &R) -> Result<bool, Error> {
        let image = new.image();
        if image == old.image() {
            return Ok(false);
        }
        if !records::update(self.tx, new)? {
            return Err(Error::NotFound);
        }
        self.note(new, Some(image))?;
        self.post(new, &old.facts(), &new.facts());
        self.count(old.tally(), new.tally());
        self.file(new, old.filing(), new.filing())?;
        Ok(true)
    }

    /// Takes a record away, as the undoing of an import does; the journal keeps its image.
    pub(crate) fn remove<R: Kept>(&mut self, old: &R) -> Result<(), Error> {
        if !records::delete::<R>(self.tx, old.uuid())? {
            return Err(Error::NotFound);
        }
        self.note(old, None)?;
        self.post(old, &old.facts(), &[]);
        self.count(old.tally(), None);
        self.file(old, old.filing(), None)
    }

    /// Takes a record away for good: what the journal kept of it goes too, and every proof stands.
    /// The entry that says so is of a kind that ends in `.erased`.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the erasing of a person comes with its own page")
    )]
    pub(crate) fn erase<R: Kept>(&mut self, old: &R) -> Result<(), Error> {
        self.remove(old)?;
        Ok(store::journal::erase(self.tx, old.uuid())?)
    }

    pub(crate) fn find<R: Kept>(&mut self, id: Uuid) -> Result<R, Error> {
        records::find(self.tx, id)?.ok_or(Error::NotFound)
    }

    fn note<R: Kept>(&mut self, record: &R, image: Option<String>) -> Result<(), Error> {
        let (record_kind, record_id) = (R::TABLE, record.uuid());
        let salt = self.entropy.bytes()?;
        self.changes.push(Change { record_kind, record_id, salt, image });
        Ok(())
    }

    /// Keeps the search index with the row.
    fn file<R: Kept>(
        &mut self,
        record: &R,
        old: Option<Filing>,
        new: Option<Filing>,
    ) -> Result<(), Error> {
        if old == new {
            return Ok(());
        }
        if old.is_some() {
            store::search::forget(self.tx, record.uuid())?;
        }
        if let Some(Filing { division_code, terms }) = new {
            let division_code = division_code.unwrap_or_else(|| self.programme.county.code.clone());
            store::search::add(self.tx, R::TABLE, record.uuid(), &division_code, &terms)?;
        }
        Ok(())
    }

    /// Keeps what lists count; written with the entry, so that a chunk of rows changes each place once.
    fn count(&mut self, old: Option<Tally>, new: Option<Tally>) {
        if old == new {
            return;
        }
        for (tally, by) in old.map(|old| (old, -1)).into_iter().chain(new.map(|new| (new, 1))) {
            *self.tallies.entry(tally).or_default() += by;
        }
    }

    /// Posts what the new version gives and reverses what the old one gave, where they differ.
    fn post<R: Kept>(&mut self, record: &R, old: &[Fact], new: &[Fact]) {
        let mut balance: HashMap<Fact, i64> = HashMap::new();
        let mut order = Vec::new();
        for (fact, sign) in old.iter().map(|f| (f, -1)).chain(new.iter().map(|f| (f, 1))) {
            let key = Fact { quantity: 1, ..fact.clone() };
            let entry = balance.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                0
            });
            *entry += sign * fact.quantity;
        }
        for key in order {
            let quantity = balance.get(&key).copied().unwrap_or(0);
            if quantity != 0 {
                let fact = Fact { quantity, ..key };
                self.facts.push(Posted { fact, record_kind: R::TABLE, record_id: record.uuid() });
            }
        }
    }
}

/// What came of [`Act::add_once`].
pub(crate) enum Added<R> {
    New,
    Earlier(R),
}

/// Journal, jobs, notices.
impl Act<'_> {
    /// Ends a step of the act: everything changed since the last entry goes under this one.
    /// With nothing changed there is nothing to say, as when a request is repeated.
    pub(crate) fn log(&mut self, kind: &'static str, subject: Uuid) -> Result<(), Error> {
        if self.changes.is_empty() {
            return Ok(());
        }
        let (changes, facts) = (std::mem::take(&mut self.changes), std::mem::take(&mut self.facts));
        for (tally, by) in std::mem::take(&mut self.tallies) {
            store::cases::add_to_tally(self.tx, &tally, by)?;
        }
        let at = self.moment.at;
        // An act's entries have ids in their order: it is all that tells PostgreSQL's sequencer.
        let id = match self.last_entry {
            Some(EntryId(last)) => EntryId(Uuid::from_u128(last.as_u128().wrapping_add(1))),
            None => EntryId::new(at),
        };
        self.last_entry = Some(id);
        let actor_id = self.who.account_id;
        let new = NewEntry { id, at, actor_id, kind, subject, changes: &changes, facts: &facts };
        Ok(store::journal::append(self.tx, &new)?)
    }

    /// Leaves work for later. A job that is already waiting is not queued twice.
    pub(crate) fn queue(&mut self, kind: &str, body: &str) -> Result<(), Error> {
        let at = self.moment.at;
        Ok(store::jobs::push(self.tx, JobId::new(at), kind, body, at)?)
    }

    /// Leaves a line in somebody's inbox.
    pub(crate) fn notify(
        &mut self,
        account_id: AccountId,
        kind: &str,
        subject: Uuid,
        words: &Text,
    ) -> Result<(), Error> {
        let words = serde_json::to_string(words).map_err(|e| Error::Broken(e.to_string()))?;
        let (id, at) = (NoticeId::new(self.moment.at), self.moment.at);
        let kind = kind.to_owned();
        let notice = Notice { id, account_id, kind, subject, words, at, read_at: None };
        Ok(store::notices::add(self.tx, &notice)?)
    }

    /// A fresh nonce for sealing one field.
    pub(crate) fn nonce(&self) -> Result<[u8; NONCE_LENGTH], Error> {
        self.entropy.bytes()
    }
}
