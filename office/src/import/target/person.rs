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
};

/// Since the Party constitution of 1956.
const AGE_OF_ADMISSION: i64 = 18;

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
pub(super) fn whom(case: &mut Case<'_>) -> Result<Option<PersonId>, Error> {
    if let Some(known) = find(case) {
        return Ok(Some(known.id));
    }
    make(case)
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

fn make(case: &mut Case<'_>) -> Result<Option<PersonId>, Error> {
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
    case.made.push(Made::Person(Box::new(person)));
    Ok(Some(id))
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

/// What the row says, else what the ID number says; the two have to agree.
fn sex(case: &mut Case<'_>) -> Sex {
    let said = case.parsed.values.words(Field::PersonSex).and_then(Sex::from_code);
    let by_number = case.parsed.values.id_number().map(IdNumber::sex);
    if let (Some(said), Some(by_number)) = (said, by_number)
        && [Sex::MALE, Sex::FEMALE].contains(&said)
        && said != by_number
    {
        let text = Text::fixed(
            "与身份证号不符：请核对性别和身份证号",
            "does not agree with the ID number: check both",
        );
        case.bad(Field::PersonSex, &text);
    }
    let found = by_number.or(said);
    if found.is_none() && !case.is_bad() {
        let text = Text::fixed(
            "是空的：请填写性别，或填写身份证号由系统读出",
            "is empty: enter the sex, or the ID number, which says it",
        );
        case.bad(Field::PersonSex, &text);
    }
    found.unwrap_or(Sex::FEMALE)
}

fn birth_year(case: &mut Case<'_>) -> Option<i64> {
    let said = case.parsed.values.number(Field::PersonBirthYear);
    let number = case.parsed.values.id_number();
    let by_number = number.map(|number| i64::from(chrono::Datelike::year(&number.born_on())));
    if let (Some(said), Some(by_number)) = (said, by_number)
        && said != by_number
    {
        let text = Text::fixed(
            "与身份证号不符：请核对出生年份和身份证号",
            "does not agree with the ID number: check both",
        );
        case.bad(Field::PersonBirthYear, &text);
    }
    said.or(by_number)
}

/// The same rule as where people are registered one by one.
fn check_joining(case: &mut Case<'_>, birth_year: Option<i64>) {
    let values = &case.parsed.values;
    let Some(joined) = values.date(Field::PersonJoinedPartyOn) else { return };
    let status = values.words(Field::PersonPoliticalStatus).and_then(PoliticalStatus::from_code);
    if !status.is_none_or(PoliticalStatus::is_party_member) {
        let text = Text::fixed(
            "不是党员：填写了入党时间的，政治面貌应为中共党员或中共预备党员",
            "is not that of a Party member, although a day of joining is given",
        );
        case.bad(Field::PersonPoliticalStatus, &text);
    }
    let year = i64::from(chrono::Datelike::year(&joined));
    if birth_year.is_some_and(|born| year >= 1956 && year - born < AGE_OF_ADMISSION) {
        let text = Text::fixed(
            "入党时不满十八岁：请核对入党时间和出生年份",
            "comes before the age of eighteen: check it and the year of birth",
        );
        case.bad(Field::PersonJoinedPartyOn, &text);
    }
}
