//! What the page of one figure shows, read in one go.

use model::{code::DivisionCode, division::Division, period::Period};
use office::{
    Act, Error,
    figure::{self, Figure, Part, Point, Position, Records, Wanted, Within},
};

use super::ground::Asked;

/// Everything that the page shows, of one snapshot.
pub(super) struct Seen {
    pub(super) division: DivisionCode,
    pub(super) period: Period,
    pub(super) places: Vec<Division>,
    pub(super) records: Records,
    pub(super) position: Position,
    pub(super) live: Option<Figure>,
    pub(super) before: Option<Figure>,
    pub(super) share: Option<(Figure, Figure)>,
    pub(super) parts: Vec<Part>,
    pub(super) points: Vec<Point>,
}

pub(super) fn look(
    act: &mut Act<'_>,
    key: &str,
    (at, revision): (Option<i64>, Option<i64>),
    asked: &Asked,
    within: &Within,
) -> Result<Seen, Error> {
    let (division, period) = asked.settle(act)?;
    let wanted = Wanted { key: key.to_owned(), revision, division: division.clone(), period, at };
    let records = figure::records(act, &wanted, within)?;
    let position = figure::position(act, at)?;
    // From here on the very number, whatever was left open.
    let exact = records.figure.wanted();
    let in_force = act.programme.indicator(key).is_some();
    let live = Wanted { revision: None, at: None, ..wanted.clone() };
    let live = in_force.then(|| figure::value(act, &live)).transpose()?;
    let share = match records.figure.made_of() {
        None => None,
        Some((numerator, denominator)) => {
            let part = |key: &str| Wanted { key: key.to_owned(), revision: None, ..exact.clone() };
            let (numerator, denominator) = (part(numerator), part(denominator));
            Some((figure::value(act, &numerator)?, figure::value(act, &denominator)?))
        }
    };
    Ok(Seen {
        before: figure::before(act, &exact)?,
        parts: figure::breakdown(act, &exact)?,
        points: figure::trend(act, &exact)?,
        places: figure::places(act, &division)?,
        division,
        period,
        records,
        position,
        live,
        share,
    })
}
