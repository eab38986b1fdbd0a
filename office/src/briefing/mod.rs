//! Briefings: a text of the programme with figures in it. A draft is computed as it is read;
//! publishing freezes text, values, revisions and position.

mod compare;
mod publish;
#[cfg(test)]
mod tests;

use model::{
    Lang, Text, Timestamp,
    briefing::{Body, Briefing, Frozen},
    code::DivisionCode,
    id::BriefingId,
    period::Period,
    programme::BriefingText,
    right::Right,
};
use store::briefings;

pub use self::{
    compare::{Compared, compare},
    publish::{NewBriefing, Withdrawal, publish, withdraw},
};
use crate::{
    Act, Error,
    figure::{self, Figure, Position, Wanted},
    record::Places,
};

/// A text as it would be published at a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub key: String,
    pub period: Period,
    pub division: DivisionCode,
    pub body: Body,
    pub position: Position,
    /// How often this text was published for the period and division.
    pub published: i64,
}

/// A text with its figures of now, or of an earlier position.
pub fn draft(
    act: &mut Act<'_>,
    key: &str,
    (division, period): (&DivisionCode, Period),
    at: Option<i64>,
) -> Result<Draft, Error> {
    act.require(Right::SeeFigures, division, None)?;
    let text = text(act, key)?;
    let position = figure::position(act, at)?;
    let mut figures = Vec::new();
    for key in text.figures() {
        let wanted = Wanted {
            key: key.to_owned(),
            revision: None,
            division: division.clone(),
            period,
            at: Some(position.index),
        };
        figures.push(frozen(&figure::value(act, &wanted)?));
    }
    let name = Places::on(period.last_day()).name(act, division)?;
    let body = Body::new(&text, &period.words(), &Text::new(name.clone(), name), figures);
    let published = briefings::last_number(act.tx, key, period, division)?;
    let key = key.to_owned();
    Ok(Draft { key, period, division: division.clone(), body, position, published })
}

/// The texts that the programme has, by key, with their titles for a period and division.
pub fn texts(
    act: &mut Act<'_>,
    division: &DivisionCode,
    period: Period,
) -> Result<Vec<(String, Text)>, Error> {
    act.require(Right::SeeFigures, division, None)?;
    let name = Places::on(period.last_day()).name(act, division)?;
    let name = Text::new(name.clone(), name);
    let programme = act.programme;
    let titled = programme.briefings.iter().map(|text| {
        let body = Body::new(text, &period.words(), &name, Vec::new());
        (text.key.clone(), Text::new(body.title(Lang::Zh), body.title(Lang::En)))
    });
    Ok(titled.collect())
}

/// A published briefing with its frozen text.
pub fn published(act: &mut Act<'_>, id: BriefingId) -> Result<(Briefing, Body), Error> {
    let briefing: Briefing = act.find(id.0)?;
    act.require(Right::SeeFigures, &briefing.division_code, None)?;
    let body = read(&briefing)?;
    Ok((briefing, body))
}

/// What a list of briefings is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Narrowed {
    pub key: Option<String>,
    pub period: Option<Period>,
    pub division: Option<DivisionCode>,
    pub withdrawn: bool,
}

/// Published briefings, the latest first, those before `before`; and how many there are in all.
pub fn list(
    act: &mut Act<'_>,
    narrowed: &Narrowed,
    before: Option<(Timestamp, BriefingId)>,
    limit: i64,
) -> Result<(Vec<Briefing>, i64), Error> {
    let Narrowed { key, period, division, withdrawn } = narrowed.clone();
    let scope = act.scope(Right::SeeFigures, division.as_ref())?;
    let filter = briefings::Filter { scope, key, period, withdrawn };
    Ok((briefings::list(act.tx, &filter, before, limit)?, briefings::count(act.tx, &filter)?))
}

fn text(act: &Act<'_>, key: &str) -> Result<BriefingText, Error> {
    act.programme.briefing(key).cloned().ok_or(Error::NotFound)
}

fn frozen(figure: &Figure) -> Frozen {
    let indicator = &figure.indicator;
    Frozen {
        key: indicator.key.clone(),
        revision: indicator.revision,
        title: indicator.title.clone(),
        definition: indicator.definition.clone(),
        unit: indicator.unit.clone(),
        value: figure.value,
        records: figure.records,
        publishable_from: indicator.publishable_from,
    }
}

fn read(briefing: &Briefing) -> Result<Body, Error> {
    serde_json::from_str(&briefing.body)
        .map_err(|error| Error::Broken(format!("briefing {}: {error}", briefing.id)))
}
