//! Keeping what is registered right.

use model::{id::PersonId, person::Person, right::Right};

use super::{Particulars, Plain, known, rules, seal, sight};
use crate::{Act, Error, version};

/// What becomes of a sealed field. A form shows it masked, so leaving it alone must be sayable.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    #[default]
    Keep,
    Clear,
    Set(Plain),
}

/// A person's particulars as they should stand.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonChange {
    pub id: PersonId,
    /// Which version was seen; absent when nobody else can be writing.
    #[serde(default)]
    pub version: Option<String>,
    pub particulars: Particulars,
    #[serde(default)]
    pub id_number: Field,
    #[serde(default)]
    pub phone: Field,
}

/// Changes what is registered. The same again changes nothing and succeeds.
pub fn change(act: &mut Act<'_>, wanted: &PersonChange) -> Result<Person, Error> {
    let old: Person = act.find(wanted.id.0)?;
    let today = act.moment.today;
    sight::require(act, Right::KeepPeople, &old, Some(today))?;
    if old.division_code != wanted.particulars.division_code {
        // Both ends of a move must be the asker's: nobody can push a person onto another place.
        act.require(Right::KeepPeople, &old.division_code, None)?;
        act.require(Right::KeepPeople, &wanted.particulars.division_code, None)?;
    }
    let mut new = old.clone();
    let number = match &wanted.id_number {
        Field::Keep => opened_number(act, &old)?,
        Field::Clear => None,
        Field::Set(typed) => rules::id_number(act, Some(typed))?,
    };
    rules::check(act, &wanted.particulars, number.as_ref())?.write_to(&mut new);
    if wanted.id_number != Field::Keep {
        let hash = number.as_ref().map(|number| seal::hash(act, number));
        // The same number typed again keeps its seal, so that nothing seems to have changed.
        if hash != old.id_number_hash {
            seal::set_id_number(act, &mut new, number.as_ref())?;
            known::refuse_twin(act, &new)?;
        }
    }
    set_phone(act, &old, &mut new, &wanted.phone)?;
    // A repeated request finds its own result; only another's change in between is a collision.
    if new != old {
        version::check(&old, wanted.version.as_deref())?;
    }
    act.change(&old, &new)?;
    act.log("person.changed", new.id.0)?;
    Ok(new)
}

fn opened_number(
    act: &Act<'_>,
    person: &Person,
) -> Result<Option<model::standards::IdNumber>, Error> {
    use model::{person::PersonalField, standards::IdNumber};
    let plain = seal::open(act, person, PersonalField::IdNumber)?;
    Ok(plain.and_then(|plain| IdNumber::parse(&plain).ok()))
}

fn set_phone(act: &Act<'_>, old: &Person, new: &mut Person, wanted: &Field) -> Result<(), Error> {
    use model::person::PersonalField;
    let phone = match wanted {
        Field::Keep => return Ok(()),
        Field::Clear => None,
        Field::Set(typed) => rules::phone(Some(typed))?,
    };
    let before = seal::open(act, old, PersonalField::Phone)?;
    let same = before.as_deref().map(String::as_str) == phone.as_ref().map(|phone| phone.expose());
    if same { Ok(()) } else { seal::set_phone(act, new, phone.as_ref()) }
}
