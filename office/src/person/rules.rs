//! What must fit before a person is registered, by a page and by a roster alike.

use chrono::Datelike;
use model::{
    Date, Text,
    code::Level,
    standards::{Ethnicity, IdNumber, PersonName, Phone, PoliticalStatus, Schooling, Sex},
    text::Say,
};

use super::{Particulars, plain::Plain};
use crate::{Act, Error, Refusal, refuse};

/// The first birth year that anybody alive can have.
const FIRST_YEAR: i64 = 1900;
/// Since the Party constitution of 1956.
const AGE_OF_ADMISSION: i64 = 18;

/// Reads an ID number, or none from a blank field.
pub(super) fn id_number(act: &Act<'_>, typed: Option<&Plain>) -> Result<Option<IdNumber>, Error> {
    let Some(typed) = typed.filter(|typed| !typed.is_blank()) else { return Ok(None) };
    let number = IdNumber::parse(typed.expose()).and_then(|n| n.born_by(act.moment.today));
    Ok(Some(number.map_err(|bad| Refusal::new("id_number", bad.say()))?))
}

/// Reads a telephone number, or none from a blank field.
pub(super) fn phone(typed: Option<&Plain>) -> Result<Option<Phone>, Error> {
    let Some(typed) = typed.filter(|typed| !typed.is_blank()) else { return Ok(None) };
    Ok(Some(Phone::parse(typed.expose()).map_err(|bad| Refusal::new("phone", bad.say()))?))
}

/// The particulars in the county's one way of writing them.
pub(super) fn check(
    act: &mut Act<'_>,
    typed: &Particulars,
    number: Option<&IdNumber>,
) -> Result<Particulars, Error> {
    let name = PersonName::parse(&typed.name).map_err(|bad| Refusal::new("name", bad.say()))?;
    let politics = PoliticalStatus::read;
    let checked = Particulars {
        name: name.into(),
        sex: sex(stated_sex(&typed.sex)?, number)?.code().to_owned(),
        ethnicity: coded("ethnicity", &typed.ethnicity, |text| {
            Ethnicity::read(text).map(|value| value.code().to_owned())
        })?,
        birth_year: birth_year(typed.birth_year, number, act.moment.today)?,
        political_status: coded("political_status", &typed.political_status, |text| {
            politics(text).map(|value| value.code().to_owned())
        })?,
        schooling: coded("schooling", &typed.schooling, |text| {
            Schooling::read(text).map(|value| value.code().to_owned())
        })?,
        division_code: typed.division_code.clone(),
        joined_party_on: typed.joined_party_on,
    };
    check_division(act, &checked)?;
    let status = checked.political_status.as_deref().and_then(PoliticalStatus::from_code);
    if let Some(joined) = checked.joined_party_on {
        joining(joined, status, checked.birth_year, act.moment.today)?;
    }
    Ok(checked)
}

/// A code from the table, or none from a blank field.
fn coded<B: Say>(
    field: &'static str,
    typed: &Option<String>,
    read: impl FnOnce(&str) -> Result<String, B>,
) -> Result<Option<String>, Error> {
    match typed.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => Ok(Some(read(text).map_err(|bad| Refusal::new(field, bad.say()))?)),
    }
}

fn stated_sex(typed: &str) -> Result<Option<Sex>, Refusal> {
    match typed.trim() {
        "" => Ok(None),
        text => Sex::read(text).map(Some).map_err(|bad| Refusal::new("sex", bad.say())),
    }
}

/// The ID number says it; what was stated beside it must agree.
pub(crate) fn sex(stated: Option<Sex>, number: Option<&IdNumber>) -> Result<Sex, Refusal> {
    let stated_clearly = stated.filter(|sex| [Sex::MALE, Sex::FEMALE].contains(sex));
    match (stated_clearly, number.map(IdNumber::sex)) {
        (Some(stated), Some(by_number)) if stated != by_number => {
            let (zh, en) = (&by_number.words().zh, &by_number.words().en);
            let text = Text::new(
                format!("性别与身份号码不符：号码表示{zh}，请核对两处"),
                format!("the sex does not fit the ID number, which says {en}; check both"),
            );
            Err(Refusal::new("sex", text))
        }
        (_, Some(by_number)) => Ok(by_number),
        (_, None) => stated.ok_or_else(|| {
            Refusal::fixed(
                "sex",
                "请填写性别，或填写身份号码由系统读出",
                "enter the sex, or the ID number, which says it",
            )
        }),
    }
}

pub(crate) fn birth_year(
    typed: Option<i64>,
    number: Option<&IdNumber>,
    today: Date,
) -> Result<Option<i64>, Refusal> {
    let this_year = i64::from(today.year());
    if typed.is_some_and(|year| !(FIRST_YEAR..=this_year).contains(&year)) {
        let text = Text::new(
            format!("出生年份应在 {FIRST_YEAR} 年至 {this_year} 年之间，请核对"),
            format!("the year of birth must lie between {FIRST_YEAR} and {this_year}; check it"),
        );
        return Err(Refusal::new("birth_year", text));
    }
    let by_number = number.map(|number| i64::from(number.born_on().year()));
    match (typed, by_number) {
        (Some(typed), Some(year)) if typed != year => {
            let text = Text::new(
                format!("出生年份与身份号码不符：号码表示 {year} 年，请核对两处"),
                format!(
                    "the year of birth does not fit the ID number, which says {year}; check both"
                ),
            );
            Err(Refusal::new("birth_year", text))
        }
        (typed, by_number) => Ok(by_number.or(typed)),
    }
}

fn check_division(act: &mut Act<'_>, checked: &Particulars) -> Result<(), Error> {
    let code = &checked.division_code;
    let in_county = act.programme.county.code.contains(code) && code.level() >= Level::County;
    if !in_county || store::divisions::find(act.tx, code, act.moment.today)?.is_none() {
        return refuse(
            "division_code",
            "没有这个行政区划，请从列表中选择人员登记所在的县、乡镇或村",
            "there is no such division; choose the county, township or village where the person is registered",
        );
    }
    Ok(())
}

/// Who joined the Party is a member of it, unless nothing is known of that, and was of age.
pub(crate) fn joining(
    joined: Date,
    status: Option<PoliticalStatus>,
    birth_year: Option<i64>,
    today: Date,
) -> Result<(), Refusal> {
    if joined > today {
        return Err(Refusal::fixed(
            "joined_party_on",
            "入党日期在今天之后，请核对",
            "the day of joining the Party lies after today; check it",
        ));
    }
    if !status.is_none_or(PoliticalStatus::is_party_member) {
        return Err(Refusal::fixed(
            "political_status",
            "填写了入党日期，政治面貌应为中共党员或中共预备党员",
            "with a day of joining the Party, the political status is that of a full or probationary member",
        ));
    }
    let too_young = birth_year.is_some_and(|year| {
        joined.year() >= 1956 && i64::from(joined.year()) - year < AGE_OF_ADMISSION
    });
    if too_young {
        return Err(Refusal::fixed(
            "joined_party_on",
            "按入党日期计算，入党时不满十八岁，请核对入党日期和出生年份",
            "by these dates the person joined the Party before the age of eighteen; check the day and the year of birth",
        ));
    }
    Ok(())
}
