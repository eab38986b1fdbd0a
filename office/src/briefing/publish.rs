//! Publishing what was read, and taking it back.

use model::{
    Text,
    briefing::{Body, Briefing},
    code::DivisionCode,
    id::BriefingId,
    period::Period,
    right::Right,
};
use store::briefings;

use super::draft;
use crate::{Act, Error, Refusal, act::Added, refuse};

/// What is to be published.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewBriefing {
    pub id: BriefingId,
    /// The key of the programme's text.
    pub key: String,
    pub division_code: DivisionCode,
    pub period: Period,
    /// The position of the draft that was read: what was read is what is published, whatever
    /// was recorded in between.
    pub at: i64,
}

/// Freezes a text with its figures. Sending the same again changes nothing and succeeds.
pub fn publish(act: &mut Act<'_>, new: &NewBriefing) -> Result<Briefing, Error> {
    act.require(Right::PublishBriefing, &new.division_code, None)?;
    if new.period.from() > act.moment.today {
        return refuse(
            "period",
            "时段还没有开始，请选择已开始的时段",
            "the period has not begun; choose one that has",
        );
    }
    let place = (&new.division_code, new.period);
    let body = draft(act, &new.key, place, Some(new.at))?.body;
    let number = briefings::last_number(act.tx, &new.key, new.period, &new.division_code)? + 1;
    let briefing = Briefing {
        id: new.id,
        key: new.key.clone(),
        number,
        title: body.title(act.programme.county.language),
        period: new.period,
        division_code: new.division_code.clone(),
        body: written(&body)?,
        journal_index: new.at,
        published_by: act.who.account_id,
        published_at: act.moment.at,
        withdrawn_at: None,
        withdrawn_because: None,
    };
    let is_retry = |earlier: &Briefing| {
        (&earlier.key, earlier.period, &earlier.division_code, earlier.journal_index)
            == (&new.key, new.period, &new.division_code, new.at)
    };
    if let Added::Earlier(earlier) = act.add_once(&briefing, is_retry)? {
        return Ok(earlier);
    }
    act.log("briefing.published", briefing.id.0)?;
    Ok(briefing)
}

/// Why a briefing is taken back.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    pub id: BriefingId,
    pub because: String,
}

/// Marks a briefing as no longer valid; it stays readable, with the reason on it.
pub fn withdraw(act: &mut Act<'_>, withdrawal: &Withdrawal) -> Result<Briefing, Error> {
    let old: Briefing = act.find(withdrawal.id.0)?;
    act.require(Right::PublishBriefing, &old.division_code, None)?;
    let because = reason(&withdrawal.because)?;
    if let Some(earlier) = &old.withdrawn_because {
        if *earlier == because {
            return Ok(old);
        }
        return Err(Refusal::whole(Text::fixed(
            "这份简报已经撤回",
            "this briefing has been withdrawn already",
        ))
        .into());
    }
    let new = Briefing {
        withdrawn_at: Some(act.moment.at),
        withdrawn_because: Some(because),
        ..old.clone()
    };
    act.change(&old, &new)?;
    act.log("briefing.withdrawn", new.id.0)?;
    Ok(new)
}

fn reason(written: &str) -> Result<String, Error> {
    let because = written.trim();
    match because.chars().count() {
        0 => refuse("because", "请写明撤回原因", "say why it is withdrawn"),
        1..=500 => Ok(because.to_owned()),
        _ => refuse("because", "原因请不超过 500 字", "keep the reason within 500 characters"),
    }
}

fn written(body: &Body) -> Result<String, Error> {
    serde_json::to_string(body).map_err(|error| Error::Broken(error.to_string()))
}
