//! People: registering them once, keeping what is registered right, and guarding what is personal.

mod change;
mod known;
mod list;
mod page;
mod plain;
mod reveal;
pub(crate) mod rules;
mod seal;
mod sight;
#[cfg(test)]
mod tests;

use model::{
    Date,
    code::DivisionCode,
    id::{ImportId, PersonId},
    person::{Person, PersonalField},
    right::Right,
};
pub use store::{
    people::{Attended, Belongs, Line, Order},
    reveals::{Filter as RevealsOf, Rate, Seen},
};

pub(crate) use self::known::bearing;
pub(crate) use self::sight::require as require_sight;
pub use self::{
    change::{Field, PersonChange, change},
    known::by_id_number,
    list::{Found, Question, each, list},
    page::{Sheet, sheet},
    plain::Plain,
    reveal::{NewReveal, REASON_LENGTH, Revealed, Shown, rates, reveal, reveals, seen, seen_of_me},
};
use crate::{Act, Error, act::Added};

/// What is registered of a person openly. Codes may be typed as codes or as words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Particulars {
    pub name: String,
    /// May be blank beside an ID number, which says it.
    #[serde(default)]
    pub sex: String,
    #[serde(default)]
    pub ethnicity: Option<String>,
    #[serde(default)]
    pub birth_year: Option<i64>,
    #[serde(default)]
    pub political_status: Option<String>,
    #[serde(default)]
    pub schooling: Option<String>,
    /// Where the person is registered in the county.
    pub division_code: DivisionCode,
    #[serde(default)]
    pub joined_party_on: Option<Date>,
}

/// What a form, a roster row or the API says about a new person.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    pub id: PersonId,
    pub particulars: Particulars,
    #[serde(default)]
    pub id_number: Option<Plain>,
    #[serde(default)]
    pub phone: Option<Plain>,
    #[serde(skip)]
    pub import_id: Option<ImportId>,
}

/// Registers a person. Sending the same again changes nothing and succeeds; somebody whose ID
/// number is known is not registered a second time.
pub fn add(act: &mut Act<'_>, new: &NewPerson) -> Result<Person, Error> {
    act.require(Right::KeepPeople, &new.particulars.division_code, None)?;
    let number = rules::id_number(act, new.id_number.as_ref())?;
    let phone = rules::phone(new.phone.as_ref())?;
    let checked = rules::check(act, &new.particulars, number.as_ref())?;
    let mut person = blank(new, checked.division_code.clone());
    checked.write_to(&mut person);
    seal::set_id_number(act, &mut person, number.as_ref())?;
    seal::set_phone(act, &mut person, phone.as_ref())?;
    // Sealing the same twice gives different bytes, so a retry is known by what opens.
    let earlier = store::records::find::<Person>(act.tx, new.id.0)?;
    if let Some(earlier) = earlier {
        return if is_same(act, &earlier, &person)? { Ok(earlier) } else { Err(Error::IdTaken) };
    }
    known::refuse_twin(act, &person)?;
    match act.add_once(&person, |_| false)? {
        Added::Earlier(earlier) => return Ok(earlier),
        Added::New => {}
    }
    act.log("person.added", person.id.0)?;
    Ok(person)
}

/// A person whom the asker may see.
pub fn find(act: &mut Act<'_>, id: PersonId) -> Result<Person, Error> {
    let person: Person = act.find(id.0)?;
    sight::require(act, Right::SeePeople, &person, None)?;
    Ok(person)
}

impl Particulars {
    /// As a form shows them again.
    pub fn of(person: &Person) -> Particulars {
        Particulars {
            name: person.name.clone(),
            sex: person.sex.clone(),
            ethnicity: person.ethnicity.clone(),
            birth_year: person.birth_year,
            political_status: person.political_status.clone(),
            schooling: person.schooling.clone(),
            division_code: person.division_code.clone(),
            joined_party_on: person.joined_party_on,
        }
    }

    fn write_to(self, person: &mut Person) {
        person.name = self.name;
        person.sex = self.sex;
        person.ethnicity = self.ethnicity;
        person.birth_year = self.birth_year;
        person.political_status = self.political_status;
        person.schooling = self.schooling;
        person.division_code = self.division_code;
        person.joined_party_on = self.joined_party_on;
    }
}

fn blank(new: &NewPerson, division_code: DivisionCode) -> Person {
    Person {
        id: new.id,
        name: String::new(),
        sex: String::new(),
        ethnicity: None,
        birth_year: None,
        political_status: None,
        schooling: None,
        division_code,
        id_number_sealed: None,
        id_number_hash: None,
        phone_sealed: None,
        joined_party_on: None,
        import_id: new.import_id,
    }
}

fn is_same(act: &Act<'_>, earlier: &Person, person: &Person) -> Result<bool, Error> {
    let openly = Particulars::of(earlier) == Particulars::of(person)
        && earlier.id_number_hash == person.id_number_hash
        && earlier.import_id == person.import_id;
    let phone = |person| seal::open(act, person, PersonalField::Phone);
    Ok(openly && phone(earlier)? == phone(person)?)
}
