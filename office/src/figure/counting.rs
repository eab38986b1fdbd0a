//! An indicator as a question to the ledger.

use model::indicator::{Count, Distinct, Indicator};
use store::facts::{self, Filter, Once};

use super::Ground;
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
        Ok(match self.once {
            None => facts::sum(act.tx, &self.filter)?,
            Some(once) => facts::distinct(act.tx, &self.filter, once)?,
        })
    }

    pub(super) fn records(&self, act: &mut Act<'_>) -> Result<i64, Error> {
        Ok(facts::count_behind(act.tx, &self.filter)?)
    }

    /// By the first digits of the divisions' codes.
    pub(super) fn by(&self, act: &mut Act<'_>, digits: i64) -> Result<Vec<(String, i64)>, Error> {
        Ok(match self.once {
            None => facts::sum_by(act.tx, &self.filter, digits)?,
            Some(once) => facts::distinct_by(act.tx, &self.filter, once, digits)?,
        })
    }
}
