//! What an organisation must be to be recorded.

use model::{
    Date, Text, code::DivisionCode, division::holds_on, organisation::Organisation,
    programme::OrganisationKind, standards::CreditCode, text::Say, word::Word,
};

use super::NewOrganisation;
use crate::{Act, Error, Refusal, refuse, words};

const NAME_LENGTH: usize = 100;

pub(super) fn build(act: &mut Act<'_>, new: &NewOrganisation) -> Result<Organisation, Error> {
    let kind = kind_of(act, &new.kind)?;
    let name = name(&new.name)?;
    stands_at(act, &kind, &new.division_code, new.from_on)?;
    let organisation = Organisation {
        id: new.id,
        kind: new.kind.clone(),
        name,
        credit_code: credit_code(new.credit_code.as_deref())?,
        division_code: new.division_code.clone(),
        seated_on: None,
        from_on: new.from_on,
        until_on: None,
        import_id: new.import_id,
    };
    code_is_free(act, &organisation)?;
    Ok(organisation)
}

/// Whether the record found under the id is what an earlier try of the same request made.
pub(super) fn is_retry(earlier: &Organisation, sent: &Organisation) -> bool {
    let Organisation { kind, name, credit_code, division_code, from_on, .. } = earlier;
    (kind, name, credit_code, from_on) == (&sent.kind, &sent.name, &sent.credit_code, &sent.from_on)
        && *division_code == sent.division_code
}

pub(crate) fn kind_of(act: &Act<'_>, key: &str) -> Result<OrganisationKind, Error> {
    let kind = act.programme.organisation_kind(key).cloned();
    kind.ok_or_else(|| {
        let text = Text::fixed(
            "没有这种组织类型，请从列表中选择",
            "there is no such kind; choose one from the list",
        );
        Refusal::new("kind", text).into()
    })
}

pub(super) fn name(written: &str) -> Result<String, Error> {
    let name = written.trim();
    if name.is_empty() {
        return refuse("name", "请填写组织名称", "enter the organisation's name");
    }
    if name.chars().count() > NAME_LENGTH {
        return refuse("name", "名称请不超过 100 个字", "keep the name within 100 characters");
    }
    if name.chars().any(char::is_control) {
        return refuse("name", "名称请写成一行", "write the name on one line");
    }
    Ok(name.to_owned())
}

pub(super) fn credit_code(written: Option<&str>) -> Result<Option<String>, Error> {
    match written.map(str::trim).filter(|code| !code.is_empty()) {
        None => Ok(None),
        Some(code) => match CreditCode::parse(code) {
            Ok(code) => Ok(Some(code.to_string())),
            Err(bad) => Err(Refusal::new("credit_code", bad.say()).into()),
        },
    }
}

/// One credit code names one unit at a time.
pub(super) fn code_is_free(act: &mut Act<'_>, organisation: &Organisation) -> Result<(), Error> {
    let Some(code) = &organisation.credit_code else { return Ok(()) };
    let (id, day) = (organisation.id, organisation.from_on);
    let Some(other) = store::organisations::with_credit_code(act.tx, code, id, day)? else {
        return Ok(());
    };
    let name = &other.name;
    let text = Text::new(
        format!("「{name}」已登记这个信用代码，请核对"),
        format!("{name} is already registered with this credit code; check it"),
    );
    Err(Refusal::new("credit_code", text).into())
}

/// Whether such an organisation may be at this place on its first day.
fn stands_at(
    act: &mut Act<'_>,
    kind: &OrganisationKind,
    code: &DivisionCode,
    day: Date,
) -> Result<(), Error> {
    if !kind.levels.contains(&code.level()) {
        let levels: Vec<_> = kind.levels.iter().map(|level| level_words(*level)).collect();
        let (zh, en): (Vec<_>, Vec<_>) = levels.into_iter().unzip();
        let text = Text::new(
            format!("「{}」设在{}，请另选所在地", kind.title.zh, zh.join("、")),
            format!("a {} sits at the {}; choose another division", kind.title.en, en.join(" or ")),
        );
        return Err(Refusal::new("division_code", text).into());
    }
    if store::divisions::find(act.tx, code, day)?.is_none() {
        let day = words::day(day);
        let text = Text::new(
            format!("{}时没有这个行政区划，请核对所在地和日期", day.zh),
            format!("there was no such division on {}; check the division and the date", day.en),
        );
        return Err(Refusal::new("division_code", text).into());
    }
    Ok(())
}

fn level_words(level: model::code::Level) -> (&'static str, &'static str) {
    use model::code::Level::{County, Prefecture, Province, Township, Village};
    let zh = match level {
        Province => "省级",
        Prefecture => "市级",
        County => "县级",
        Township => "乡镇级",
        Village => "村级",
    };
    (zh, level.word())
}

/// Refuses a second organisation of the same kind and name in the same place.
pub(super) fn no_twin(act: &mut Act<'_>, organisation: &Organisation) -> Result<(), Error> {
    let Organisation { id, kind, name, division_code, from_on, .. } = organisation;
    let same = store::organisations::named(act.tx, name, division_code, 50)?;
    let twin = same.into_iter().find(|other| {
        let meets = other.until_on.is_none_or(|until_on| until_on > *from_on);
        other.id != *id && other.kind == *kind && other.division_code == *division_code && meets
    });
    let Some(twin) = twin else { return Ok(()) };
    let (since, place) = (words::day(twin.from_on), words::division(act, division_code)?);
    let text = Text::new(
        format!("{place}自{}起已有「{name}」，请勿重复建立", since.zh),
        format!("{name} has been in {place} since {}; do not found it twice", since.en),
    );
    Err(Refusal::new("name", text).into())
}

/// Refuses a span that is not within the organisation's own.
pub(crate) fn joined(
    organisation: &Organisation,
    from_on: Date,
    until_on: Option<Date>,
) -> Result<(), Error> {
    let Organisation { name, .. } = organisation;
    if from_on < organisation.from_on {
        let since = words::day(organisation.from_on);
        let text = Text::new(
            format!("「{name}」成立于{}，日期不能更早", since.zh),
            format!("{name} was founded on {}; the day cannot be earlier", since.en),
        );
        return Err(Refusal::new("from_on", text).into());
    }
    let Some(end) = organisation.until_on else { return Ok(()) };
    if !holds_on(organisation.from_on, Some(end), from_on)
        || until_on.is_none_or(|until| until > end)
    {
        let field = if from_on >= end { "from_on" } else { "until_on" };
        let end = words::day(end);
        let text = Text::new(
            format!("「{name}」已于{}撤销，请把日期写在此前", end.zh),
            format!("{name} was dissolved on {}; keep the days before that", end.en),
        );
        return Err(Refusal::new(field, text).into());
    }
    Ok(())
}
