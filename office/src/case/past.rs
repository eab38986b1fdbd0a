//! Cases of an earlier register, many at a time: an office that starts here brings its history along.

use std::collections::{HashMap, HashSet};

use model::{
    case::{Case, PastCase, Taker},
    code::DivisionCode,
    process::{Party, Process},
    right::Right,
};
use store::cases;

use super::keep_edition;
use crate::{Act, Error, refuse};

/// As many as one entry of the journal names: more would make its page long, fewer the journal.
pub const CHUNK: usize = 5000;

/// What came of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Brought {
    pub new: usize,
    /// Brought earlier, and left as they are.
    pub known: usize,
}

/// Brings up to [`CHUNK`] cases in as one act: all of them, or with one that is refused, none. Those that
/// were brought earlier are left as they are, so that a break is mended by doing it again.
pub fn bring(act: &mut Act<'_>, process: &str, chunk: &[PastCase]) -> Result<Brought, Error> {
    let process = ground(act, process)?;
    if chunk.len() > CHUNK {
        return refuse(
            "file",
            "一次至多 5000 条，请分批导入",
            "at most 5000 cases at a time; bring them in parts",
        );
    }
    let mut places = HashSet::new();
    let mut numbers: HashMap<i64, i64> = HashMap::new();
    let mut brought = Brought::default();
    for past in chunk {
        known_place(act, past, &mut places)?;
        let year = i64::from(chrono::Datelike::year(&past.opened_on));
        let number = match numbers.get(&year) {
            Some(number) => *number,
            None => cases::last_number(act.tx, &process.key, year)? + 1,
        };
        let calendar = &act.programme.calendar;
        let case = Case::past(past, process, calendar, &taker(act), number)?;
        let is_new = act.add(&case)?;
        numbers.insert(year, number + i64::from(is_new));
        if is_new { brought.new += 1 } else { brought.known += 1 }
    }
    if brought.new > 0 {
        let edition = keep_edition(act, process)?;
        act.log("cases.brought_in", edition.0)?;
    }
    Ok(brought)
}

/// What is wrong with each of these, by its place among them, before anything is brought in.
pub(super) fn judge(
    act: &mut Act<'_>,
    process: &str,
    chunk: &[PastCase],
) -> Result<Vec<(usize, Error)>, Error> {
    let process = ground(act, process)?;
    let mut places = HashSet::new();
    let mut wrong = Vec::new();
    for (nth, past) in chunk.iter().enumerate() {
        let calendar = &act.programme.calendar;
        let case = Case::past(past, process, calendar, &taker(act), 1).map_err(Error::from);
        match known_place(act, past, &mut places).and(case) {
            Err(error @ Error::Refused(_)) => wrong.push((nth, error)),
            other => other.map(drop)?,
        }
    }
    Ok(wrong)
}

fn ground<'p>(act: &mut Act<'p>, key: &str) -> Result<&'p Process, Error> {
    act.require_county(Right::ImportRosters)?;
    act.programme.process(key).map_or_else(
        || {
            refuse(
                "process",
                "没有这种事项，请查看县级方案 processes/ 下的名称",
                "there is no such process; see the names in the programme's processes/",
            )
        },
        Ok,
    )
}

fn taker(act: &Act<'_>) -> Taker {
    let desk_code = act.programme.county.code.clone();
    let (by, moment) = (act.who.account_id, act.moment);
    Taker { by, party: Party::Opener, desk_code, moment }
}

/// Both divisions must be there today, or have been on the day of the end.
fn known_place(
    act: &mut Act<'_>,
    past: &PastCase,
    known: &mut HashSet<DivisionCode>,
) -> Result<(), Error> {
    for code in [&past.division_code, &past.handler_code] {
        let mut found = known.contains(code);
        for day in [act.moment.today, past.ended_on] {
            found = found || store::divisions::find(act.tx, code, day)?.is_some();
        }
        if !found {
            return refuse(
                "division_code",
                "没有这个行政区划，请核对代码",
                "there is no such division; check its code",
            );
        }
        if !known.contains(code) {
            known.insert(code.clone());
        }
    }
    Ok(())
}
