//! A list line by line, whole, however long it is.

use store::activities::{self, Line};

use super::list::{Wanted, filter};
use crate::{Act, Error};

/// Lines are fetched in pieces of this size.
const PIECE: i64 = 1000;

/// Hands everything that is wanted to `tell`, in the list's order.
pub fn each(
    act: &mut Act<'_>,
    wanted: &Wanted,
    mut tell: impl FnMut(&Act<'_>, &Line),
) -> Result<(), Error> {
    let filter = filter(act, wanted)?;
    let mut after = None;
    loop {
        let lines = activities::list(act.tx, &filter, wanted.order, after, PIECE)?;
        lines.iter().for_each(|line| tell(act, line));
        match lines.last() {
            Some(last) if lines.len() == PIECE as usize => after = Some((last.day, last.id)),
            _ => return Ok(()),
        }
    }
}
