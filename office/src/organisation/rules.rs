//! What an organisation must be to be recorded, by a page and by a roster alike.

use model::{
    Date, Text,
    division::holds_on,
    organisation::Organisation,
    programme::{OrganisationKind, Programme},
    standards::CreditCode,
    text::Say,
    word::Word,
};

use super::NewOrganisation;
use crate::{Act, Error, Refusal, days, error::first, words};

const NAME_LENGTH: usize = 100;

pub(super) fn build(act: &mut Act<'_>, new: &NewOrganisation) -> Result<Organisation, Error> {
    let kind = kind_of(act.programme, &new.kind)?;
    let organisation = Organisation {
        id: new.id,
        kind: new.kind.clone(),
        name: new.name.trim().to_owned(),
        credit_code: credit_code(new.credit_code.as_deref())?,
        division_code: new.division_code.clone(),
        seated_on: None,
        from_on: new.from_on,
        until_on: None,
        import_id: new.import_id,
    };
    let has_division = store::divisions::find(act.tx, &new.division_code, new.from_on)?.is_some();
    let same_code = with_code(act, &organisation)?;
    let today = act.moment.today;
    first(faults(&organisation, &Ground { kind, today, has_division, same_code: &same_code }))?;
    Ok(organisation)
}

/// Everything that an organisation is judged by, looked up beforehand.
pub(crate) struct Ground<'a> {
    pub(crate) kind: &'a OrganisationKind,
    pub(crate) today: Date,
    /// Whether there is such a division on the first day.
    pub(crate) has_division: bool,
    /// Whoever has the same credit code, whenever they existed.
    pub(crate) same_code: &'a [Organisation],
}

/// All that is wrong with an organisation.
pub(crate) fn faults(new: &Organisation, ground: &Ground<'_>) -> Vec<Refusal> {
    let checks = [
        name(&new.name).map(drop),
        days::not_far_ahead("from_on", new.from_on, ground.today),
        days::ends_after(new.from_on, new.until_on),
        stands_at(new, ground),
        code_is_free(new, ground.same_code),
    ];
    checks.into_iter().filter_map(Result::err).collect()
}

/// Whether the record found under the id is what an earlier try of the same request made.
pub(super) fn is_retry(earlier: &Organisation, sent: &Organisation) -> bool {
    let Organisation { kind, name, credit_code, division_code, from_on, .. } = earlier;
    (kind, name, credit_code, from_on) == (&sent.kind, &sent.name, &sent.credit_code, &sent.from_on)
        && *division_code == sent.division_code
}

pub(crate) fn kind_of<'a>(
    programme: &'a Programme,
    key: &str,
) -> Result<&'a OrganisationKind, Refusal> {
    programme.organisation_kind(key).ok_or_else(|| {
        Refusal::fixed(
            "kind",
            "没有这种组织类型，请从列表中选择",
            "there is no such kind; choose one from the list",
        )
    })
}

pub(super) fn name(written: &str) -> Result<String, Refusal> {
    let wrong = |zh, en| Err(Refusal::fixed("name", zh, en));
    let name = written.trim();
    if name.is_empty() {
        return wrong("请填写组织名称", "enter the organisation's name");
    }
    if name.chars().count() > NAME_LENGTH {
        return wrong("名称请不超过 100 个字", "keep the name within 100 characters");
    }
    if name.chars().any(char::is_control) {
        return wrong("名称请写成一行", "write the name on one line");
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

/// Whoever has the organisation's credit code too.
pub(super) fn with_code(
    act: &mut Act<'_>,
    organisation: &Organisation,
) -> Result<Vec<Organisation>, Error> {
    match &organisation.credit_code {
        Some(code) => Ok(store::organisations::with_credit_code(act.tx, code)?),
        None => Ok(Vec::new()),
    }
}

/// One credit code names one unit at a time.
pub(super) fn code_is_free(new: &Organisation, same_code: &[Organisation]) -> Result<(), Refusal> {
    let is_in_the_way = |other: &&Organisation| {
        other.id != new.id && other.until_on.is_none_or(|until_on| until_on > new.from_on)
    };
    let Some(other) = same_code.iter().find(is_in_the_way) else { return Ok(()) };
    let name = &other.name;
    let text = Text::new(
        format!("「{name}」已登记这个信用代码，请核对"),
        format!("{name} is already registered with this credit code; check it"),
    );
    Err(Refusal::new("credit_code", text))
}

/// Whether such an organisation may be at this place on its first day.
fn stands_at(new: &Organisation, ground: &Ground<'_>) -> Result<(), Refusal> {
    let kind = ground.kind;
    if !kind.levels.contains(&new.division_code.level()) {
        let levels: Vec<_> = kind.levels.iter().map(|level| level_words(*level)).collect();
        let (zh, en): (Vec<_>, Vec<_>) = levels.into_iter().unzip();
        let text = Text::new(
            format!("「{}」设在{}，请另选所在地", kind.title.zh, zh.join("、")),
            format!("a {} sits at the {}; choose another division", kind.title.en, en.join(" or ")),
        );
        return Err(Refusal::new("division_code", text));
    }
    if !ground.has_division {
        let day = words::day(new.from_on);
        let text = Text::new(
            format!("{}时没有这个行政区划，请核对所在地和日期", day.zh),
            format!("there was no such division on {}; check the division and the date", day.en),
        );
        return Err(Refusal::new("division_code", text));
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

/// The same organisation, recorded before: of the same kind and name in the same place.
pub(crate) fn twin<'a>(new: &Organisation, named: &'a [Organisation]) -> Option<&'a Organisation> {
    let Organisation { id, kind, division_code, from_on, .. } = new;
    named.iter().find(|other| {
        let meets = other.until_on.is_none_or(|until_on| until_on > *from_on);
        other.id != *id && other.kind == *kind && other.division_code == *division_code && meets
    })
}

/// Refuses a second organisation of the same kind and name in the same place.
pub(super) fn no_twin(act: &mut Act<'_>, organisation: &Organisation) -> Result<(), Error> {
    let Organisation { name, division_code, .. } = organisation;
    let same = store::organisations::named(act.tx, name, division_code, 50)?;
    let Some(twin) = twin(organisation, &same) else { return Ok(()) };
    let (since, place) = (words::day(twin.from_on), words::division(act, division_code)?);
    let text = Text::new(
        format!("{place}自{}起已有「{name}」，请勿重复建立", since.zh),
        format!("{name} has been in {place} since {}; do not found it twice", since.en),
    );
    Err(Refusal::new("name", text).into())
}

/// Whether an organisation may stand right below another from a day on.
pub(crate) fn fits_below(
    organisation: &Organisation,
    parent: &Organisation,
    from_on: Date,
    programme: &Programme,
) -> Result<(), Refusal> {
    let kind = kind_of(programme, &organisation.kind)?;
    if !kind.under.contains(&parent.kind) {
        let above = kind_of(programme, &parent.kind)?;
        let text = Text::new(
            format!("按方案，「{}」不能设在「{}」之下", kind.title.zh, above.title.zh),
            format!(
                "by the programme, a {} cannot stand below a {}",
                kind.title.en, above.title.en
            ),
        );
        return Err(Refusal::new("parent_id", text));
    }
    joined(parent, from_on, organisation.until_on)
}

/// Refuses a span that is not within the organisation's own.
pub(crate) fn joined(
    organisation: &Organisation,
    from_on: Date,
    until_on: Option<Date>,
) -> Result<(), Refusal> {
    let Organisation { name, .. } = organisation;
    if from_on < organisation.from_on {
        let since = words::day(organisation.from_on);
        let text = Text::new(
            format!("「{name}」成立于{}，日期不能更早", since.zh),
            format!("{name} was founded on {}; the day cannot be earlier", since.en),
        );
        return Err(Refusal::new("from_on", text));
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
        return Err(Refusal::new(field, text));
    }
    Ok(())
}
