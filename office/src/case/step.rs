//! Taking a step.

use model::{
    Text,
    case::{Case, CaseStep, Taker, Taking},
    id::CaseId,
    process::{Effect, Process},
};
use store::records;

use super::{acting, check_named, definition, find, tell::tell};
use crate::{Act, Error, Refusal, refuse};

/// Moves a case. Sending the same again changes nothing and succeeds; of two who move it at once, one
/// does, and the other is told what happened.
pub fn take(act: &mut Act<'_>, id: CaseId, taking: &Taking) -> Result<Case, Error> {
    let case = find(act, id)?;
    if let Some(earlier) = records::find::<CaseStep>(act.tx, taking.id.0)? {
        let by = Some(act.who.account_id);
        let is_retry =
            earlier.case_id == id && earlier.step == taking.step && earlier.taken_by == by;
        return if is_retry { Ok(case) } else { Err(Error::IdTaken) };
    }
    let process = definition(act, &case.process, case.revision)?;
    // What nobody takes does not exist, for anybody.
    let step = process.step(&taking.step).ok_or(Error::NotFound)?;
    let right = step.right.ok_or(Error::NotFound)?;
    // Whoever saw an earlier state is told before anything else: perhaps it was theirs then.
    if taking.seen.is_some_and(|seen| seen != case.steps) {
        return Err(moved(act, &case, &process)?);
    }
    let Some((party, desk_code)) = acting(act, &case, right, &step.by) else {
        return Err(Error::Denied { wanted: right, division: Some(case.handler_code) });
    };
    if let (Some(Effect::HandOver), Some(to)) = (step.effect, &taking.hand_to)
        && store::divisions::find(act.tx, to, act.moment.today)?.is_none()
    {
        return refuse(
            "hand_to",
            "没有这个行政区划，请重新选择",
            "there is no such division today; choose another",
        );
    }
    check_named(act, &process, &taking.fields, taking.activity_id)?;
    let taker = Taker { by: act.who.account_id, party, desk_code, moment: act.moment };
    let (after, taken) = case.take(&process, &act.programme.calendar, taking, &taker)?;
    act.change(&case, &after)?;
    act.add(&taken)?;
    act.log("case.moved", id.0)?;
    tell(act, &process, &after, &taken)?;
    Ok(after)
}

/// What somebody else has done since the case was seen.
fn moved(act: &mut Act<'_>, case: &Case, process: &Process) -> Result<Error, Error> {
    let last = store::cases::steps(act.tx, case.id)?.pop();
    let step = last.as_ref().and_then(|last| process.step(&last.step));
    let step = step.map_or(Text::fixed("登记", "opened"), |step| step.title.clone());
    let state = process.state(&case.state).map(|state| state.title.clone());
    let state = state.unwrap_or_else(|| process.title.clone());
    Ok(Refusal::whole(Text::new(
        format!("刚才已有人「{}」，现在是「{}」：请刷新页面再办", step.zh, state.zh),
        format!(
            "meanwhile somebody took the step \"{}\", and it is now \"{}\": load the page again",
            step.en, state.en
        ),
    ))
    .into())
}
