//! Pages of lists that run by day and can be turned both ways.

use std::{fmt, str::FromStr};

use model::Date;
use store::activities::Order;

use crate::Error;

/// Where a page of a list begins: after, or before, one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor<I> {
    pub day: Date,
    pub id: I,
    /// Towards the beginning of the list.
    pub back: bool,
}

impl<I: fmt::Display> fmt::Display for Cursor<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.back { "b" } else { "a" };
        write!(f, "{mark}{}_{}", self.day, self.id)
    }
}

/// A cursor that this program did not make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor")]
pub struct BadCursor;

impl<I: FromStr> FromStr for Cursor<I> {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Cursor<I>, BadCursor> {
        let (back, rest) = match text.strip_prefix('b') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('a').ok_or(BadCursor)?),
        };
        let (day, id) = rest.split_once('_').ok_or(BadCursor)?;
        let day = day.parse().map_err(|_| BadCursor)?;
        Ok(Cursor { day, id: id.parse().map_err(|_| BadCursor)?, back })
    }
}

/// The lines of a page, and where the pages beside it begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page<L, I> {
    pub lines: Vec<L>,
    pub before: Option<Cursor<I>>,
    pub after: Option<Cursor<I>>,
}

/// One page of a list in this order. `read` is asked for some lines, in an order, after a day and
/// id; `key` says the day and id of a line.
pub(crate) fn page<L, I: Copy>(
    order: Order,
    from: Option<Cursor<I>>,
    limit: i64,
    key: impl Fn(&L) -> (Date, I),
    read: impl FnOnce(Order, Option<(Date, I)>, i64) -> Result<Vec<L>, store::Error>,
) -> Result<Page<L, I>, Error> {
    let back = from.is_some_and(|cursor| cursor.back);
    let direction = if back { order.opposite() } else { order };
    // One more than is shown tells whether there are more.
    let mut lines = read(direction, from.map(|cursor| (cursor.day, cursor.id)), limit + 1)?;
    let shown = usize::try_from(limit).unwrap_or(0);
    let is_cut = lines.len() > shown;
    lines.truncate(shown);
    if back {
        lines.reverse();
    }
    let at = |line: Option<&L>, back| {
        let (day, id) = key(line?);
        Some(Cursor { day, id, back })
    };
    let has_before = if back { is_cut } else { from.is_some() };
    let has_after = if back { from.is_some() } else { is_cut };
    let before = at(lines.first(), true).filter(|_| has_before);
    let after = at(lines.last(), false).filter(|_| has_after);
    Ok(Page { lines, before, after })
}
