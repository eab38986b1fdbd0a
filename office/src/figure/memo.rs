//! Numbers that were worked out once, carried on by what the ledger has gained since.
//!
//! A fact that has its index is never changed, so a number at one position of the journal is that of an
//! earlier position and what the entries between the two have added. Nothing is kept but in memory, and
//! nothing depends on it but speed.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, PoisonError},
};

use store::facts::{self, Filter, Gained, Once};
use uuid::Uuid;

use crate::{Act, Error};

/// What is asked of the facts of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum What {
    Value(Option<Once>),
    Records,
    /// By the first digits of the divisions' codes.
    Parts(Option<Once>, i64),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    Number(i64),
    Parts(BTreeMap<String, i64>),
}

/// A filter at any position, and what is asked of it.
type Question = (Filter, What);

/// More than all the figures of a year for every division of a county.
const KEPT: usize = 50_000;
/// After so many facts, working it out anew is as quick.
const GAINED: i64 = 2000;

/// The latest answer to each question, and the size of the journal that it is of.
#[derive(Default)]
pub(crate) struct Memo(Mutex<HashMap<Question, (i64, Answer)>>);

impl Memo {
    fn get(&self, question: &Question) -> Option<(i64, Answer)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(question).cloned()
    }

    /// A later answer stays: who asks about the past does not make others wait.
    fn keep(&self, question: Question, size: i64, answer: &Answer) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.get(&question).is_some_and(|(later, _)| *later > size) {
            return;
        }
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(question, (size, answer.clone()));
    }
}

/// The answer at the filter's position: the one that is known, carried on, or worked out by `work`.
pub(super) fn answer(
    act: &mut Act<'_>,
    filter: &Filter,
    what: What,
    work: impl FnOnce(&mut Act<'_>) -> Result<Answer, Error>,
) -> Result<Answer, Error> {
    let question = (Filter { size: 0, ..filter.clone() }, what);
    let known = act.memo.get(&question);
    let carried = match known {
        Some((size, answer)) if size <= filter.size => carry(act, filter, what, (size, answer))?,
        _ => None,
    };
    let answer = match carried {
        Some(answer) => answer,
        None => work(act)?,
    };
    act.memo.keep(question, filter.size, &answer);
    Ok(answer)
}

/// None if it has to be worked out anew.
fn carry(
    act: &mut Act<'_>,
    filter: &Filter,
    what: What,
    (size, answer): (i64, Answer),
) -> Result<Option<Answer>, Error> {
    if size == filter.size {
        return Ok(Some(answer));
    }
    let gained = facts::gained(act.tx, filter, size, GAINED + 1)?;
    if gained.is_empty() {
        return Ok(Some(answer));
    }
    if gained.len() as i64 > GAINED {
        return Ok(None);
    }
    Ok(match (what, answer) {
        (What::Value(None), Answer::Number(number)) => {
            Some(Answer::Number(number + gained.iter().map(|fact| fact.quantity).sum::<i64>()))
        }
        (What::Parts(None, digits), Answer::Parts(parts)) => {
            Some(Answer::Parts(with(parts, &gained, digits)))
        }
        (What::Records, Answer::Number(number)) => {
            let before = Filter { size, ..filter.clone() };
            Some(Answer::Number(number + come_and_gone(act, &before, &gained)?))
        }
        // What is counted once may have been counted before.
        _ => None,
    })
}

fn with(mut parts: BTreeMap<String, i64>, gained: &[Gained], digits: i64) -> BTreeMap<String, i64> {
    let digits = usize::try_from(digits).unwrap_or(usize::MAX);
    for fact in gained {
        let code = fact.division_code.as_str();
        let part = code.get(..digits).unwrap_or(code);
        *parts.entry(part.to_owned()).or_default() += fact.quantity;
    }
    parts.retain(|_, number| *number != 0);
    parts
}

/// How many more records add something than before.
fn come_and_gone(act: &mut Act<'_>, before: &Filter, gained: &[Gained]) -> Result<i64, Error> {
    let mut by_record: BTreeMap<Uuid, i64> = BTreeMap::new();
    for fact in gained {
        *by_record.entry(fact.record_id).or_default() += fact.quantity;
    }
    let mut more = 0;
    for (record, gain) in by_record {
        let was = facts::sum_of(act.tx, before, record)?;
        more += i64::from(was + gain != 0) - i64::from(was != 0);
    }
    Ok(more)
}
