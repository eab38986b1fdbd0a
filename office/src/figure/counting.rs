//! An indicator as a question to the ledger.

use std::collections::BTreeMap;

use model::indicator::{Count, Distinct, Indicator};
use store::facts::{self, Filter, Once};

use super::{
    Ground,
    memo::{self, Answer, What},
};
use crate::{Act, Error};

/// What the ledger is asked: which facts, and what of them is counted once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counting {
    pub(super) filter: Filter,
    pub(super) once: Option<Once>,
}

impl Counting {
    /// Of a plain count; a share is two of them.
    pub(super) fn new(indicator: &Indicator, ground: &Ground) -> Counting {
        let period = ground.period;
        let filter = Filter {
            measure: indicator.measure,
            tags: indicator.tags.clone(),
            from: (!indicator.is_on_last_day()).then_some(period.from()),
            until: period.until(),
            within: ground.division.clone(),
            size: ground.size,
        };
        let once = match indicator.count {
            Count::Distinct { of: Distinct::Subject } => Some(Once::Subject),
            Count::Distinct { of: Distinct::Division } => Some(Once::Division),
            Count::Sum | Count::Stock | Count::Ratio { .. } => None,
        };
        Counting { filter, once }
    }

    pub(super) fn value(&self, act: &mut Act<'_>) -> Result<i64, Error> {
        let Counting { filter, once } = self;
        number(memo::answer(act, filter, What::Value(*once), |act| {
            Ok(Answer::Number(match once {
                None => facts::sum(act.tx, filter)?,
                Some(once) => facts::distinct(act.tx, filter, *once)?,
            }))
        })?)
    }

    pub(super) fn records(&self, act: &mut Act<'_>) -> Result<i64, Error> {
        let filter = &self.filter;
        number(memo::answer(act, filter, What::Records, |act| {
            Ok(Answer::Number(facts::count_behind(act.tx, filter)?))
        })?)
    }

    /// By the first digits of the divisions' codes.
    pub(super) fn by(
        &self,
        act: &mut Act<'_>,
        digits: i64,
    ) -> Result<BTreeMap<String, i64>, Error> {
        let Counting { filter, once } = self;
        let parts = memo::answer(act, filter, What::Parts(*once, digits), |act| {
            let parts = match once {
                None => facts::sum_by(act.tx, filter, digits)?,
                Some(once) => facts::distinct_by(act.tx, filter, *once, digits)?,
            };
            Ok(Answer::Parts(parts.into_iter().collect()))
        })?;
        match parts {
            Answer::Parts(parts) => Ok(parts),
            Answer::Number(_) => Err(Error::Broken("parts were asked for".into())),
        }
    }
}

fn number(answer: Answer) -> Result<i64, Error> {
    match answer {
        Answer::Number(number) => Ok(number),
        Answer::Parts(_) => Err(Error::Broken("a number was asked for".into())),
    }
}
