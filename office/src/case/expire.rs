//! What the calendar does: cases whose state has lasted too long.

use model::case::Case;

use super::{definition, tell::tell};
use crate::{Act, Asker, Error};

/// As many cases as one transaction moves.
const CHUNK: i64 = 100;

/// Whether a day has passed that the calendar has to do something about.
pub(crate) fn is_due(asker: &Asker, _since: i64) -> Result<bool, Error> {
    asker.read(|act| Ok(!store::cases::expired(act.tx, act.moment.today, 1)?.is_empty()))
}

/// Moves every case that has waited too long; one that was moved is not found again.
pub(crate) fn expire(asker: &Asker) -> Result<(), Error> {
    while asker.write(some)? > 0 {}
    Ok(())
}

fn some(act: &mut Act<'_>) -> Result<usize, Error> {
    let found = store::cases::expired(act.tx, act.moment.today, CHUNK)?;
    for case in &found {
        one(act, case)?;
    }
    Ok(found.len())
}

fn one(act: &mut Act<'_>, case: &Case) -> Result<(), Error> {
    let process = definition(act, &case.process, case.revision)?;
    let Some((after, taken)) = case.expire(&process, &act.programme.calendar, act.moment) else {
        // Nothing that can be done: asked once, and not again.
        act.change(case, &Case { expires_on: None, ..case.clone() })?;
        return act.log("case.expired", case.id.0);
    };
    act.change(case, &after)?;
    act.add(&taken)?;
    act.log("case.expired", case.id.0)?;
    tell(act, &process, &after, &taken)
}
