//! Everything about one person on one page, personal fields masked.

use model::{
    id::PersonId,
    person::{Person, PersonalField},
    posting::Pairing,
    right::Right,
};
use store::{
    people::{Attended, Belongs},
    reveals::Seen,
};

use super::{Particulars, find, seal, sight};
use crate::{Act, Error, journal, journal::Step, posting, version};

/// How many reveals and steps a page shows at first.
const LATEST: i64 = 50;

/// One person's page.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Sheet {
    pub id: PersonId,
    pub particulars: Particulars,
    /// Masked, or absent when none is registered.
    pub id_number: Option<String>,
    pub phone: Option<String>,
    pub version: String,
    pub belongs: Vec<Belongs>,
    pub postings: Vec<posting::Held>,
    pub pairings: Vec<Pairing>,
    pub attended: Vec<Attended>,
    pub reveals: Vec<Seen>,
    #[serde(skip)]
    pub history: Vec<Step>,
    pub may_keep: bool,
    pub may_reveal: bool,
}

/// A person's page, for whoever may see the person.
pub fn sheet(act: &mut Act<'_>, id: PersonId) -> Result<Sheet, Error> {
    let person = find(act, id)?;
    let now = |act: &mut Act<'_>, right| {
        let today = act.moment.today;
        match sight::require(act, right, &person, Some(today)) {
            Ok(()) => Ok(true),
            Err(Error::Denied { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    };
    Ok(Sheet {
        id,
        particulars: Particulars::of(&person),
        id_number: masked(act, &person, PersonalField::IdNumber),
        phone: masked(act, &person, PersonalField::Phone),
        version: version::of(&person),
        belongs: store::people::belongs(act.tx, id)?,
        postings: posting::of_person(act, id)?,
        pairings: store::pairings::by_helper(act.tx, id.0)?,
        attended: store::people::attended(act.tx, id)?,
        reveals: store::reveals::of_person(act.tx, id, LATEST)?,
        history: journal::steps(act, id.0, LATEST)?,
        may_keep: now(act, Right::KeepPeople)?,
        may_reveal: now(act, Right::RevealPersonal)?,
    })
}

fn masked(act: &Act<'_>, person: &Person, field: PersonalField) -> Option<String> {
    seal::masked(act, person, field)
}
