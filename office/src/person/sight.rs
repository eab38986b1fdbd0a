//! Whose record may be seen or kept: a person belongs to the division where they are registered
//! and to every place where they belong or serve.

use model::{Date, person::Person, right::Right};

use crate::{Act, Error};

/// Refuses unless the right is held where the person is registered, or where the person belongs or
/// serves: on `day`, or, without one, ever. Looking up a past posting needs the latter; keeping
/// and revealing need the former.
pub(crate) fn require(
    act: &mut Act<'_>,
    right: Right,
    person: &Person,
    day: Option<Date>,
) -> Result<(), Error> {
    let denied = match act.require(right, &person.division_code, None) {
        Err(denied @ Error::Denied { .. }) => denied,
        decided => return decided,
    };
    for tie in store::people::ties(act.tx, person.id, day)? {
        match act.require(right, &tie.division_code, tie.organisation_id) {
            Err(Error::Denied { .. }) => {}
            decided => return decided,
        }
    }
    Err(denied)
}

/// Whether the person who asks may see this record.
pub(super) fn may_see(act: &mut Act<'_>, person: &Person) -> Result<bool, Error> {
    match require(act, Right::SeePeople, person, None) {
        Ok(()) => Ok(true),
        Err(Error::Denied { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}
