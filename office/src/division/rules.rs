//! What a change to the list of divisions must respect.

use model::{
    Date, Text,
    code::{DivisionCode, Level},
    division::Division,
};

use crate::{Act, Error, Refusal, refuse, words};

const NAME_LENGTH: usize = 60;

pub(super) fn name(written: &str) -> Result<String, Error> {
    let name = written.trim();
    if name.is_empty() {
        return refuse("name", "请填写名称", "enter the name");
    }
    if name.chars().count() > NAME_LENGTH
        || name.chars().any(|c| c.is_control() || ",\"".contains(c))
    {
        return refuse(
            "name",
            "名称请不超过 60 个字，不含逗号和引号",
            "keep the name within 60 characters, without commas and quotes",
        );
    }
    Ok(name.to_owned())
}

/// People and what they do stand in one division at a time, so a change is recorded once it holds.
pub(super) fn holds_already(act: &Act<'_>, field: &'static str, day: Date) -> Result<(), Error> {
    if day <= act.moment.today {
        return Ok(());
    }
    refuse(
        field,
        "请在生效当日或以后登记",
        "record the change on the day it takes effect, or later",
    )
}

/// The version of a division that a change from this day on would end.
pub(super) fn current(
    act: &mut Act<'_>,
    field: &'static str,
    code: &DivisionCode,
    day: Date,
) -> Result<Division, Error> {
    let Some(division) = store::divisions::find(act.tx, code, day)? else {
        let day = words::day(day);
        let text = Text::new(
            format!("{}时没有代码为 {code} 的行政区划，请核对", day.zh),
            format!("no division had the code {code} on {}; check both", day.en),
        );
        return Err(Refusal::new(field, text).into());
    };
    if division.level == Level::County {
        return refuse(
            field,
            "县本身由方案确定，不在这里变更",
            "the county itself is the programme's",
        );
    }
    if let Some(until_on) = division.until_on {
        let day = words::day(until_on);
        let text = Text::new(
            format!("「{}」在{}已有变更，请选那天以后的日期", division.short_name(), day.zh),
            format!(
                "{} was changed on {} already; choose a later day",
                division.short_name(),
                day.en
            ),
        );
        return Err(Refusal::new("from_on", text).into());
    }
    if division.from_on == day {
        let text = Text::new(
            format!("「{}」正是从这天开始的，请选以后的日期", division.short_name()),
            format!("{} began on that very day; choose a later one", division.short_name()),
        );
        return Err(Refusal::new("from_on", text).into());
    }
    Ok(division)
}

/// Refuses a code of another county, without a division above it, or in use.
pub(super) fn free(
    act: &mut Act<'_>,
    field: &'static str,
    code: &DivisionCode,
    day: Date,
) -> Result<(), Error> {
    let level = code.level();
    if !act.programme.county.code.contains(code) || level == Level::County {
        return refuse(
            field,
            "请填写本县乡镇或村的 12 位代码",
            "enter the 12-digit code of a township or village of this county",
        );
    }
    let above = code.parent();
    let has_above = match &above {
        Some(above) => store::divisions::find(act.tx, above, day)?.is_some(),
        None => false,
    };
    if !has_above {
        let above = above.map(|above| above.to_string()).unwrap_or_default();
        let text = Text::new(
            format!("上级区划 {above} 在那天不存在，请先建立或核对代码"),
            format!(
                "the division {above} above it did not exist then; add it first or check the code"
            ),
        );
        return Err(Refusal::new(field, text).into());
    }
    if store::divisions::is_taken(act.tx, code, day)? {
        let text = Text::new(
            format!("代码 {code} 已有区划使用，请核对"),
            format!("the code {code} is in use; check it"),
        );
        return Err(Refusal::new(field, text).into());
    }
    Ok(())
}
