//! Cases: opened, moved by whoever's turn it is, moved by the calendar, listed and read.

mod columns;
mod expire;
mod form;
mod list;
mod open;
mod past;
mod register;
mod sheet;
mod step;
mod supervise;
mod tell;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use model::{
    case::{Case, CaseRefused, Edition, Filled},
    code::DivisionCode,
    id::{ActivityId, CaseId, EditionId, OrganisationId, PersonId},
    process::{FieldKind, Party, Process},
    right::Right,
    text::Say,
};
use store::records;

pub(crate) use self::expire::{expire, is_due};
pub use self::{
    form::{Named, OpenForm, StepForm, open_form, step_form},
    list::{
        Calendar, Counted, Cursor, Line, Listed, Row, View, Wanted, by_clock, calendar, each, list,
        place, tally, to_do, waiting,
    },
    open::{choices, open},
    past::{Brought, CHUNK, bring},
    register::{Opener, Progress, Registered, register},
    sheet::{Sheet, Told, Way, sheet},
    step::take,
    supervise::{Supervision, Watch, Watched, supervise},
};
use crate::{Act, Error, Refusal};

impl From<CaseRefused> for Error {
    fn from(refused: CaseRefused) -> Error {
        let about = None;
        Error::Refused(Refusal { field: refused.field(), text: refused.say(), about })
    }
}

/// The definition that a case runs on, which may be older than the programme's.
fn definition<'p>(
    act: &mut Act<'p>,
    process: &str,
    revision: i64,
) -> Result<Cow<'p, Process>, Error> {
    let programme = act.programme;
    let current = programme.process(process).filter(|process| process.revision == revision);
    if let Some(current) = current {
        return Ok(Cow::Borrowed(current));
    }
    let edition: Edition = act.find(Edition::id(process, revision).0)?;
    let process = edition.process();
    process.map(Cow::Owned).map_err(|e| Error::Broken(format!("case edition: {e}")))
}

/// A case that exists for the asker: of a division that is theirs, or in the hands of one.
fn find(act: &mut Act<'_>, id: CaseId) -> Result<Case, Error> {
    let case: Case = act.find(id.0)?;
    match act.require(Right::SeeCases, &case.division_code, None) {
        Err(Error::Denied { .. }) => act.require(Right::SeeCases, &case.handler_code, None)?,
        other => other?,
    }
    Ok(case)
}

/// Refuses unless the case exists for the asker.
pub(crate) fn require_sight(act: &mut Act<'_>, id: CaseId) -> Result<(), Error> {
    find(act, id).map(drop)
}

/// The office for which the asker is one of these parties, with the right: a role held for just that
/// division, or above the handler's for the office above.
fn acting(act: &Act<'_>, case: &Case, right: Right, by: &[Party]) -> Option<(Party, DivisionCode)> {
    let offices = || {
        let whole = |held: &&crate::Held| held.organisation_id.is_none();
        act.who.holding(right).filter(whole).map(|held| &held.division_code)
    };
    by.iter().find_map(|party| {
        let desk = case.desk(*party)?;
        let is_top = desk == case.handler_code;
        let found = offices().find(|code| match party {
            Party::Upper if !is_top => {
                **code != case.handler_code && code.contains(&case.handler_code)
            }
            _ => **code == desk,
        })?;
        Some((*party, found.clone()))
    })
}

/// The records that fields name, and the activity that shows something: each must exist for the asker.
fn check_named(
    act: &mut Act<'_>,
    process: &Process,
    fields: &Filled,
    activity: Option<ActivityId>,
) -> Result<(), Error> {
    for (key, value) in &fields.0 {
        let kind = process.field(key).map(|field| (field.kind, &field.title));
        let Some((kind, title)) = kind else { continue };
        let Ok(id) = value.trim().parse() else { continue };
        let found = match kind {
            FieldKind::Organisation => crate::organisation::find(act, OrganisationId(id)).map(drop),
            FieldKind::Person => crate::person::find(act, PersonId(id)).map(drop),
            _ => Ok(()),
        };
        match found {
            Err(Error::NotFound | Error::Denied { .. }) => {
                return Err(CaseRefused::WrongField(title.clone(), kind).into());
            }
            other => other?,
        }
    }
    match activity.map(|id| crate::activity::find(act, id)) {
        Some(Err(Error::NotFound | Error::Denied { .. })) => Err(CaseRefused::NoEvidence.into()),
        Some(other) => other.map(drop),
        None => Ok(()),
    }
}

/// Keeps the definition that a case begins on, if no case has begun on it yet.
fn keep_edition(act: &mut Act<'_>, process: &Process) -> Result<EditionId, Error> {
    let edition = Edition::of(process).map_err(|e| Error::Broken(format!("case edition: {e}")))?;
    if records::find::<Edition>(act.tx, edition.id.0)?.is_none() {
        act.add(&edition)?;
    }
    Ok(edition.id)
}
