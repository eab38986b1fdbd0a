//! Figures: an indicator at a division, a period and a position of the journal.
//!
//! A position is the number of journal entries that are taken into account. Entries are only ever
//! added, so a figure at a position is the same for ever; the live figure is that at the journal's
//! present size.

mod behind;
mod breakdown;
mod choices;
mod counting;
mod definition;
mod export;
mod memo;
#[cfg(test)]
pub(crate) mod tests;
mod told;
mod trend;

use model::{
    Date, Text, Timestamp,
    code::DivisionCode,
    figure::Value,
    indicator::{Count, Indicator},
    period::Period,
    right::Right,
};

pub(crate) use self::memo::Memo;
pub use self::{
    behind::{Line, Records, Within, records},
    breakdown::{Part, breakdown},
    choices::{places, usual_period},
    export::sheet,
    told::Told,
    trend::{Point, before, trend},
};
use self::{counting::Counting, definition::Defined};
use crate::{Act, Error, refuse};

/// Which figure: what a link to a number says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub key: String,
    /// Absent for the indicator as the programme in force defines it.
    pub revision: Option<i64>,
    pub division: DivisionCode,
    pub period: Period,
    /// How many journal entries count; absent for all there are now.
    pub at: Option<i64>,
}

/// A number with everything that it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub indicator: Indicator,
    pub value: Value,
    /// How many records are behind it; those of the numerator if it is a share.
    pub records: i64,
    pub period: Period,
    pub division: DivisionCode,
    /// How many journal entries were taken into account.
    pub journal_index: i64,
}

impl Figure {
    pub fn key(&self) -> &str {
        &self.indicator.key
    }

    pub fn title(&self) -> &Text {
        &self.indicator.title
    }

    /// The two indicators that a share is made of.
    pub fn made_of(&self) -> Option<(&str, &str)> {
        match &self.indicator.count {
            Count::Ratio { numerator, denominator } => Some((numerator, denominator)),
            _ => None,
        }
    }

    /// What the public may see of it.
    pub fn public(&self) -> Option<Value> {
        self.value.public(self.indicator.publishable_from)
    }

    /// What asks for this very number again, whatever is recorded or decided later.
    pub fn wanted(&self) -> Wanted {
        Wanted {
            key: self.indicator.key.clone(),
            revision: Some(self.indicator.revision),
            division: self.division.clone(),
            period: self.period,
            at: Some(self.journal_index),
        }
    }

    /// The path of the page that shows this very number for ever.
    pub fn href(&self) -> String {
        let Figure { indicator, division, period, journal_index, .. } = self;
        format!(
            "/figures/{}?division={division}&period={period}&at={journal_index}&revision={}",
            indicator.key, indicator.revision
        )
    }
}

/// Where in the journal figures are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    pub index: i64,
    /// When the last entry that counts was made; absent at the journal's very beginning.
    pub as_of: Option<Timestamp>,
    /// Nothing has been recorded since.
    pub is_latest: bool,
}

/// One figure.
pub fn value(act: &mut Act<'_>, wanted: &Wanted) -> Result<Figure, Error> {
    require(act, &wanted.division)?;
    let defined = definition::find(act, &wanted.key, wanted.revision)?;
    let size = size(act, wanted.at)?;
    compute(act, &defined, &Ground::of(wanted, size))
}

/// Every figure of the programme in force, all of one snapshot, in the programme's order.
pub fn all(
    act: &mut Act<'_>,
    division: &DivisionCode,
    period: Period,
    at: Option<i64>,
) -> Result<Vec<Figure>, Error> {
    require(act, division)?;
    let size = size(act, at)?;
    let ground = Ground { division: division.clone(), period, size };
    let programme = act.programme;
    let defined = programme.indicators.iter().map(|indicator| Defined::of(programme, indicator));
    defined.map(|defined| compute(act, &defined?, &ground)).collect()
}

/// The position that a request names, or the latest.
pub fn position(act: &mut Act<'_>, at: Option<i64>) -> Result<Position, Error> {
    let latest = size(act, None)?;
    let index = size(act, at)?;
    let last = store::journal::at_index(act.tx, index - 1)?;
    Ok(Position { index, as_of: last.map(|entry| entry.at), is_latest: index == latest })
}

/// Where a figure is computed: place, days, position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ground {
    pub(crate) division: DivisionCode,
    pub(crate) period: Period,
    pub(crate) size: i64,
}

impl Ground {
    fn of(wanted: &Wanted, size: i64) -> Ground {
        Ground { division: wanted.division.clone(), period: wanted.period, size }
    }
}

fn compute(act: &mut Act<'_>, defined: &Defined, ground: &Ground) -> Result<Figure, Error> {
    let (value, counted) = match &defined.share {
        None => {
            let counting = Counting::new(&defined.indicator, ground);
            (Value::Count(counting.value(act)?), counting)
        }
        Some((numerator, denominator)) => {
            let counting = Counting::new(numerator, ground);
            let below = Counting::new(denominator, ground).value(act)?;
            (Value::share(counting.value(act)?, below), counting)
        }
    };
    Ok(Figure {
        indicator: defined.indicator.clone(),
        value,
        records: counted.records(act)?,
        period: ground.period,
        division: ground.division.clone(),
        journal_index: ground.size,
    })
}

/// Figures are seen by whoever holds the right for the whole division; others find nothing.
fn require(act: &mut Act<'_>, division: &DivisionCode) -> Result<(), Error> {
    act.require(Right::SeeFigures, division, None)?;
    if store::divisions::versions(act.tx, division)?.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// A position of the future would one day show another number, so it is refused.
fn size(act: &mut Act<'_>, at: Option<i64>) -> Result<i64, Error> {
    let latest = store::journal::head(act.tx)?.size;
    match at {
        None => Ok(latest),
        Some(at) if (0..=latest).contains(&at) => Ok(at),
        Some(_) => refuse(
            "at",
            "日志还没有这个位置，请去掉 at 查看当前数字",
            "the journal does not reach this position; leave out \"at\" for the present number",
        ),
    }
}

/// A day of the period on which the tree of divisions is looked at.
pub(crate) fn tree_day(period: Period, today: Date) -> Date {
    period.last_day().min(today).max(period.from())
}
