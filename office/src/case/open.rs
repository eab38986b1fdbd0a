//! Bringing something up.

use model::{
    case::{Case, NewCase, Taker},
    code::DivisionCode,
    process::{Party, Process},
    right::Right,
};
use store::cases;

use super::{check_named, keep_edition};
use crate::{Act, Error, act::Added, refuse};

/// Opens a case under the next number. Sending the same again changes nothing and succeeds.
pub fn open(act: &mut Act<'_>, new: &NewCase) -> Result<Case, Error> {
    let programme = act.programme;
    let Some(process) = programme.process(&new.process) else {
        return refuse(
            "process",
            "没有这种事项，请从列表中选择",
            "there is no such process; choose one from the list",
        );
    };
    let right = process.opening.right;
    act.require(right, &new.division_code, None)?;
    let desk_code = desk(act, right, &new.division_code).ok_or_else(|| Error::Denied {
        wanted: right,
        division: Some(new.division_code.clone()),
    })?;
    if store::divisions::find(act.tx, &new.division_code, act.moment.today)?.is_none() {
        return refuse(
            "division_code",
            "没有这个行政区划，请重新选择",
            "there is no such division today; choose another",
        );
    }
    check_named(act, process, &new.fields, new.activity_id)?;
    let (by, moment) = (act.who.account_id, act.moment);
    let taker = Taker { by, party: Party::Opener, desk_code, moment };
    let year = i64::from(chrono::Datelike::year(&moment.today));
    let number = cases::last_number(act.tx, &process.key, year)? + 1;
    let opened = Case::open(new, process, &programme.calendar, &taker, number)?;
    let is_retry = |earlier: &Case| is_same(earlier, &opened.case);
    if let Added::Earlier(earlier) = act.add_once(&opened.case, is_retry)? {
        return Ok(earlier);
    }
    keep_edition(act, process)?;
    act.add(&opened.step)?;
    act.log("case.opened", opened.case.id.0)?;
    Ok(opened.case)
}

/// A retry may come after others have moved the case.
fn is_same(earlier: &Case, opened: &Case) -> bool {
    earlier.process == opened.process
        && earlier.division_code == opened.division_code
        && earlier.opened_by == opened.opened_by
        && earlier.title == opened.title
        && earlier.activity_id == opened.activity_id
}

/// The nearest office of the asker's that a division belongs to.
fn desk(act: &Act<'_>, right: Right, division: &DivisionCode) -> Option<DivisionCode> {
    let held = act.who.holding(right).filter(|held| held.organisation_id.is_none());
    let offices = held.map(|held| &held.division_code).filter(|code| code.contains(division));
    offices.max_by_key(|code| code.level()).cloned()
}

/// The processes whose cases the asker may open somewhere.
pub fn choices(act: &Act<'_>) -> Vec<Process> {
    let may = |process: &&Process| act.who.has(process.opening.right);
    act.programme.processes.iter().filter(may).cloned().collect()
}
