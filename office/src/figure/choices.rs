//! Where and when figures can be looked at: what a page offers to choose from.

use model::{
    code::{DivisionCode, Level},
    division::Division,
    fact::Measure,
    period::Period,
    right::Right,
};

use crate::{Act, Error};

/// The divisions that figures may be asked for: the widest that is seen, the townships in it, and
/// the villages around the one that is looked at.
pub fn places(act: &mut Act<'_>, looked_at: &DivisionCode) -> Result<Vec<Division>, Error> {
    let scope = act.scope(Right::SeeFigures, None)?;
    let township = match looked_at.level() {
        Level::Village => looked_at.parent(),
        _ => Some(looked_at.clone()),
    };
    let mut all = store::divisions::within(act.tx, &scope, act.moment.today)?;
    all.retain(|division| {
        division.level < Level::Village
            || division.parent_code == township
            || division.code == *looked_at
    });
    Ok(all)
}

/// The year in which something was last held, else the present one: what a page shows unasked.
pub fn usual_period(act: &mut Act<'_>) -> Result<Period, Error> {
    use chrono::Datelike;
    let today = act.moment.today;
    let mut last = None;
    let programme = act.programme;
    for kind in &programme.activity_kinds {
        let day = store::facts::last_day(act.tx, Measure::Activity, &kind.key, today)?;
        last = last.max(day);
    }
    let year = last.unwrap_or(today).year();
    Period::year(year).map_err(|error| Error::Broken(error.to_string()))
}
