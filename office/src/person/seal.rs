//! Sealing what identifies or reaches a person, and opening it again: masked, or on purpose.

use model::{
    id::PersonId,
    person::{Person, PersonalField},
    sealed::{BadSeal, Place, Sealed},
    standards::{IdNumber, Phone},
    word::Word,
};
use zeroize::Zeroizing;

use crate::{Act, Error};

const KIND: &str = "person";

fn place(id: PersonId, field: PersonalField) -> Place<'static> {
    Place { kind: KIND, record: id.0, field: field.word() }
}

/// The keyed hash by which the same person is found again.
pub(crate) fn hash(act: &Act<'_>, number: &IdNumber) -> Vec<u8> {
    act.keyring.lookup_hash(PersonalField::IdNumber.word(), number.expose()).to_vec()
}

/// Puts another ID number, or none, into a record.
pub(super) fn set_id_number(
    act: &Act<'_>,
    person: &mut Person,
    number: Option<&IdNumber>,
) -> Result<(), Error> {
    person.id_number_hash = number.map(|number| hash(act, number));
    person.id_number_sealed = match number {
        Some(number) => Some(seal(act, person.id, PersonalField::IdNumber, number.expose())?),
        None => None,
    };
    Ok(())
}

/// Puts another telephone number, or none, into a record.
pub(super) fn set_phone(
    act: &Act<'_>,
    person: &mut Person,
    phone: Option<&Phone>,
) -> Result<(), Error> {
    person.phone_sealed = match phone {
        Some(phone) => Some(seal(act, person.id, PersonalField::Phone, phone.expose())?),
        None => None,
    };
    Ok(())
}

fn seal(act: &Act<'_>, id: PersonId, field: PersonalField, plain: &str) -> Result<Vec<u8>, Error> {
    let nonce = act.nonce()?;
    let sealed = act.keyring.seal(place(id, field), nonce, plain.as_bytes()).map_err(broken)?;
    Ok(sealed.into())
}

/// A field in clear, or none if nothing was registered.
pub(super) fn open(
    act: &Act<'_>,
    person: &Person,
    field: PersonalField,
) -> Result<Option<Zeroizing<String>>, Error> {
    let bytes = match field {
        PersonalField::IdNumber => &person.id_number_sealed,
        PersonalField::Phone => &person.phone_sealed,
    };
    let Some(bytes) = bytes else { return Ok(None) };
    let sealed = Sealed::try_from(bytes.clone()).map_err(broken)?;
    act.keyring.open_text(place(person.id, field), &sealed).map(Some).map_err(broken)
}

/// As a page shows it to everybody who may see the record: `4104**********123X`.
pub(super) fn masked(act: &Act<'_>, person: &Person, field: PersonalField) -> Option<String> {
    match open(act, person, field) {
        Ok(None) => None,
        Ok(Some(plain)) => Some(mask(field, &plain)),
        // The page still shows everything else; `verify` tells what is wrong.
        Err(_) => Some("****".to_owned()),
    }
}

fn mask(field: PersonalField, plain: &str) -> String {
    let masked = match field {
        PersonalField::IdNumber => IdNumber::parse(plain).ok().map(|number| number.masked()),
        PersonalField::Phone => Phone::parse(plain).ok().map(|phone| phone.masked()),
    };
    masked.unwrap_or_else(|| "****".to_owned())
}

fn broken(error: BadSeal) -> Error {
    Error::Broken(error.to_string())
}
