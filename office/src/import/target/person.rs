//! A roster of people; and the person whom a row of another roster names.

use model::{
    Text,
    id::PersonId,
    person::Person,
    programme::Field,
    sealed::Place,
    standards::{IdNumber, PoliticalStatus, Sex},
};

use crate::{
    Error,
    import::{judge::Case, made::Made, register::Somebody},
    person::rules,
};

pub(in crate::import) fn judge(case: &mut Case<'_>) -> Result<(), Error> {
    let Some(known) = find(case) else {
        make(case)?;
        return Ok(());
    };
    if case.is_bad() {
        return Ok(());
    }
    if case.register.line(known.id.0).is_some() {
        twice(case, &known);
    } else if !case.judge.import.division_code.contains(&known.division_code) {
        let text = Text::fixed(
            "这个身份证号的人登记在别的乡镇：请由县级核对后调整",
            "whoever has this ID number is registered in another township: let the county check",
        );
        case.bad(Field::PersonIdNumber, &text);
    }
    Ok(())
}

/// The person of a row: found, or made by it. Absent if that cannot be told, which is then noted.
pub(super) fn whom(case: &mut Case<'_>) -> Result<Option<Somebody>, Error> {
    match find(case) {
        Some(known) => Ok(Some(known)),
        None => make(case),
    }
}

/// Somebody known already. A namesake with another year of birth is somebody else.
fn find(case: &mut Case<'_>) -> Option<Somebody> {
    let values = &case.parsed.values;
    let name = values.owned(Field::PersonName)?;
    if let Some(number) = values.id_number() {
        let hash = case.judge.hash(number.expose());
        let known = case.register.by_id_number.get(&hash).cloned()?;
        if known.name != name {
            let place = case.where_is(known.id.0);
            let text = Text::new(
                format!("与另一个姓名登记在一起（{}）：请核对姓名和身份证号", place.zh),
                format!("is registered with another name ({}): check name and number", place.en),
            );
            case.bad(Field::PersonIdNumber, &text);
        }
        return Some(known);
    }
    // A number that was given wrongly is no reason to take somebody of the same name.
    if case.is_bad() {
        return None;
    }
    let key = (name, case.parsed.place.clone()?);
    let born = values.number(Field::PersonBirthYear);
    let same = |known: &&Somebody| match (known.birth_year, born) {
        (Some(known), Some(born)) => known == born,
        _ => true,
    };
    let namesakes: Vec<Somebody> =
        case.register.namesakes.get(&key)?.iter().filter(same).cloned().collect();
    match namesakes.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        [first, ..] => {
            let text = Text::fixed(
                "这里有几个同名的人：请填写身份证号",
                "several people here have this name: give the ID number",
            );
            case.bad(Field::PersonName, &text);
            Some(first.clone())
        }
    }
}

fn twice(case: &mut Case<'_>, known: &Somebody) {
    let place = case.where_is(known.id.0);
    let has_number = case.parsed.values.id_number().is_some();
    let (field, text) = if has_number {
        let zh = format!("在表中重复（{}）：请只留一行", place.zh);
        (
            Field::PersonIdNumber,
            Text::new(zh, format!("stands in the sheet twice ({}): keep one row", place.en)),
        )
    } else {
        let zh =
            format!("同一地方已有同名的人（{}）：是同一人请只留一行，不是请填身份证号", place.zh);
        let en = format!(
            "the same name stands here twice ({}): keep one row, or give ID numbers if they are two people",
            place.en
        );
        (Field::PersonName, Text::new(zh, en))
    };
    case.bad(field, &text);
}

fn make(case: &mut Case<'_>) -> Result<Option<Somebody>, Error> {
    let (sex, birth_year) = (sex(case), birth_year(case));
    check_joining(case, birth_year);
    let values = &case.parsed.values;
    let (Some(name), Some(place)) = (values.owned(Field::PersonName), case.parsed.place.clone())
    else {
        return Ok(None);
    };
    let id = PersonId(case.next_id());
    let number = values.id_number().map(IdNumber::expose);
    let person = Person {
        id,
        name,
        sex: sex.code().to_owned(),
        ethnicity: values.owned(Field::PersonEthnicity),
        birth_year,
        political_status: values.owned(Field::PersonPoliticalStatus),
        schooling: values.owned(Field::PersonSchooling),
        division_code: place,
        id_number_sealed: sealed(case, id, "id_number", number)?,
        id_number_hash: number.map(|number| case.judge.hash(number).to_vec()),
        phone_sealed: sealed(case, id, "phone", values.phone().map(|phone| phone.expose()))?,
        joined_party_on: values.date(Field::PersonJoinedPartyOn),
        import_id: Some(case.judge.import.id),
    };
    let somebody = Somebody::of(&person);
    case.made.push(Made::Person(Box::new(person)));
    Ok(Some(somebody))
}

fn sealed(
    case: &Case<'_>,
    id: PersonId,
    field: &str,
    plain: Option<&str>,
) -> Result<Option<Vec<u8>>, Error> {
    let Some(plain) = plain.filter(|_| case.judge.entropy.is_some()) else { return Ok(None) };
    let place = Place { kind: "person", record: id.0, field };
    let sealed = case.judge.keyring.seal(place, case.judge.nonce()?, plain.as_bytes());
    Ok(Some(sealed.map_err(|bad| Error::Broken(bad.to_string()))?.into()))
}

/// Nobody asks for the sex beside a number that is wrong: the right one may say it.
fn sex(case: &mut Case<'_>) -> Sex {
    let values = &case.parsed.values;
    let stated = values.words(Field::PersonSex).and_then(Sex::from_code);
    let number = values.id_number();
    if stated.is_none() && number.is_none() && case.is_bad() {
        return Sex::FEMALE;
    }
    rules::sex(stated, number).unwrap_or_else(|refusal| {
        case.refuse(refusal);
        Sex::FEMALE
    })
}

fn birth_year(case: &mut Case<'_>) -> Option<i64> {
    let values = &case.parsed.values;
    let (said, number) = (values.number(Field::PersonBirthYear), values.id_number());
    rules::birth_year(said, number, case.judge.moment.today).unwrap_or_else(|refusal| {
        case.refuse(refusal);
        said
    })
}

fn check_joining(case: &mut Case<'_>, birth_year: Option<i64>) {
    let values = &case.parsed.values;
    let Some(joined) = values.date(Field::PersonJoinedPartyOn) else { return };
    let status = values.words(Field::PersonPoliticalStatus).and_then(PoliticalStatus::from_code);
    if let Err(refusal) = rules::joining(joined, status, birth_year, case.judge.moment.today) {
        case.refuse(refusal);
    }
}
