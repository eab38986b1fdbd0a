//! Why something about an activity is not accepted: which field, and what to do.

use super::ActivityState;
use crate::{Text, text::Say, words};

words! {
    /// What somebody wants to do with an activity.
    pub enum Verb {
        Replan = "replan",
        Notify = "notify",
        Cancel = "cancel",
        Hold = "hold",
        Attend = "attend",
        Sign = "sign",
        Correct = "correct",
    }
}

impl Verb {
    pub const fn title(self) -> Text {
        match self {
            Verb::Replan => Text::fixed("调整计划", "replan it"),
            Verb::Notify => Text::fixed("发通知", "announce it"),
            Verb::Cancel => Text::fixed("取消", "cancel it"),
            Verb::Hold => Text::fixed("登记为已举办", "record it as held"),
            Verb::Attend => Text::fixed("改到会名单", "change who came"),
            Verb::Sign => Text::fixed("签审", "sign it"),
            Verb::Correct => Text::fixed("更正", "correct it"),
        }
    }
}

/// A rule about activities that was not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum ActivityRefused {
    Missing(&'static str),
    TooLong(&'static str, usize),
    OutOfRange(&'static str),
    /// More came than were expected.
    MoreThanExpected,
    NotATime,
    PlannedInPast,
    TooFarAhead,
    TooLongAgo,
    InFuture,
    /// The kind is not held at the division's level.
    WrongLevel(Text),
    /// The kind is held by organisations, and none is named.
    NoOrganisation(Text),
    /// The kind is not held by organisations of that kind.
    WrongOrganisation(Text),
    /// A required heading of the minutes is empty.
    NoMinutes(Text),
    UnknownMinutes(String),
    WrongState(ActivityState, Verb),
    /// Who recorded it cannot sign it too.
    SameHand,
    /// The kind asks for no signature.
    NothingToSign,
    /// The kind asks for a list of who came, and there is none.
    NoList,
    /// Somebody stands on the list twice; lines are counted from 1.
    Twice(usize),
    /// Somebody was absent and nobody says why.
    NoReason(usize),
    ListTooLong,
}

impl ActivityRefused {
    /// The field as forms and the API know it; absent if it is about the whole.
    pub const fn field(&self) -> Option<&'static str> {
        use ActivityRefused as R;
        match self {
            R::Missing(field) | R::TooLong(field, _) | R::OutOfRange(field) => Some(field),
            R::MoreThanExpected => Some("present"),
            R::NotATime => Some("starts"),
            R::PlannedInPast | R::TooFarAhead => Some("planned_on"),
            R::TooLongAgo | R::InFuture => Some("held_on"),
            R::WrongLevel(_) => Some("division_code"),
            R::NoOrganisation(_) | R::WrongOrganisation(_) => Some("organisation_id"),
            R::NoMinutes(_) | R::UnknownMinutes(_) => Some("minutes"),
            R::NoList | R::Twice(_) | R::NoReason(_) | R::ListTooLong => Some("attendance"),
            R::WrongState(..) | R::SameHand | R::NothingToSign => None,
        }
    }
}

/// What a form calls a field.
fn label(field: &str) -> (&'static str, &'static str) {
    match field {
        "title" => ("名称", "the title"),
        "place" => ("地点", "the place"),
        "speaker" => ("主讲人", "the speaker"),
        "summary" => ("情况", "the summary"),
        "because" => ("原因", "the reason"),
        "expected" => ("应到人数", "how many were expected"),
        "present" => ("实到人数", "how many came"),
        "minutes" => ("记录", "the minutes"),
        _ => ("这一项", "this field"),
    }
}

impl Say for ActivityRefused {
    fn say(&self) -> Text {
        use ActivityRefused as R;
        match self {
            R::Missing(field) => {
                let (zh, en) = label(field);
                Text::new(format!("请填写{zh}"), format!("fill in {en}"))
            }
            R::TooLong(field, most) => {
                let (zh, en) = label(field);
                Text::new(
                    format!("{zh}请不超过 {most} 个字"),
                    format!("keep {en} within {most} characters"),
                )
            }
            R::OutOfRange(field) => {
                let (zh, en) = label(field);
                Text::new(
                    format!("{zh}请填 0 到 1,000,000 之间的整数"),
                    format!("give {en} as a whole number from 0 to 1,000,000"),
                )
            }
            R::WrongLevel(kind) => Text::new(
                format!("「{}」不在这一级举办，请另选地点所在的区划", kind.zh),
                format!("a {} is not held at this level; choose another division", kind.en),
            ),
            R::NoOrganisation(kind) => Text::new(
                format!("「{}」由组织举办，请选择举办的组织", kind.zh),
                format!("a {} is held by an organisation; choose which", kind.en),
            ),
            R::WrongOrganisation(kind) => Text::new(
                format!("按方案，所选组织不举办「{}」，请另选组织或活动类型", kind.zh),
                format!(
                    "by the programme this organisation does not hold a {}; choose another",
                    kind.en
                ),
            ),
            R::NoMinutes(heading) => Text::new(
                format!("请填写记录中的「{}」", heading.zh),
                format!("fill in “{}” in the minutes", heading.en),
            ),
            R::UnknownMinutes(key) => Text::new(
                format!("这类活动的记录没有「{key}」这一栏"),
                format!("the minutes of this kind have no heading “{key}”"),
            ),
            R::WrongState(state, verb) => wrong_state(*state, *verb),
            R::Twice(line) => Text::new(
                format!("名单第 {line} 行的人已在前面出现，请只留一行"),
                format!("line {line} of the list repeats somebody; keep one line each"),
            ),
            R::NoReason(line) => Text::new(
                format!("名单第 {line} 行缺席，请选择原因（不清楚时选「未说明」）"),
                format!("line {line} of the list is absent: choose why, or “not given”"),
            ),
            _ => self.fixed(),
        }
    }
}

impl ActivityRefused {
    const fn fixed(&self) -> Text {
        use ActivityRefused as R;
        match self {
            R::MoreThanExpected => Text::fixed(
                "实到人数多于应到人数，请核对，或一并改正应到人数",
                "more came than were expected; check both, or put the number expected right",
            ),
            R::NotATime => Text::fixed("时间请写作 09:30", "write the time as 09:30"),
            R::PlannedInPast => Text::fixed(
                "计划日期已过；已经举办的请直接登记为已举办",
                "the planned day has passed; record what was held instead",
            ),
            R::TooFarAhead => Text::fixed(
                "计划日期在三年之后，请核对年份",
                "the planned day is more than three years ahead; check the year",
            ),
            R::TooLongAgo => {
                Text::fixed("举办日期过早，请核对年份", "that day is too long ago; check the year")
            }
            R::InFuture => Text::fixed(
                "举办日期还没有到；还没举办的请先列入计划",
                "that day is still to come; plan it instead",
            ),
            R::SameHand => Text::fixed(
                "签审人不能是登记人本人，请由另一位有权限的同志签审",
                "who recorded it cannot sign it; ask somebody else who may sign",
            ),
            R::NothingToSign => {
                Text::fixed("这类活动不需要签审", "this kind of activity needs no signature")
            }
            R::NoList => Text::fixed(
                "这类活动要有到会名单，请先填写名单再签审",
                "this kind needs a list of who came; write it before signing",
            ),
            R::ListTooLong => Text::fixed(
                "名单请不超过 2,000 人，人数更多的只填人数",
                "keep the list within 2,000 people; give only the number beyond that",
            ),
            _ => Text::fixed("这样填写不行", "this cannot be accepted"),
        }
    }
}

fn wrong_state(state: ActivityState, verb: Verb) -> Text {
    let (is, verb) = (state.title(), verb.title());
    let (zh, en) = match state {
        ActivityState::Corrected => ("，请打开更正后的记录", "; open the record that corrects it"),
        ActivityState::Held | ActivityState::Signed => {
            ("，有误请更正", "; correct it if it is wrong")
        }
        ActivityState::Cancelled => ("，需要时请重新计划", "; plan it anew if need be"),
        ActivityState::Planned | ActivityState::Notified => {
            ("，请先登记为已举办", "; record it as held first")
        }
    };
    Text::new(
        format!("这次活动{}，不能再{}{zh}", is.zh, verb.zh),
        format!("this activity is {}: nobody can {} now{en}", is.en, verb.en),
    )
}

/// One line of text, without blanks around it. `most` counts characters.
pub(super) fn line(
    field: &'static str,
    text: &str,
    most: usize,
) -> Result<String, ActivityRefused> {
    let text = text.trim();
    if text.chars().count() > most {
        return Err(ActivityRefused::TooLong(field, most));
    }
    Ok(text.to_owned())
}

/// As [`line`], and not empty.
pub(super) fn required(
    field: &'static str,
    text: &str,
    most: usize,
) -> Result<String, ActivityRefused> {
    let text = line(field, text, most)?;
    if text.is_empty() { Err(ActivityRefused::Missing(field)) } else { Ok(text) }
}

/// As [`line`]; an empty one is absent.
pub(super) fn optional(
    field: &'static str,
    text: Option<&str>,
    most: usize,
) -> Result<Option<String>, ActivityRefused> {
    let text = line(field, text.unwrap_or_default(), most)?;
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// A number of people.
pub(super) fn heads(field: &'static str, count: Option<i64>) -> Result<(), ActivityRefused> {
    let is_fit = count.is_none_or(|count| (0..=1_000_000).contains(&count));
    if is_fit { Ok(()) } else { Err(ActivityRefused::OutOfRange(field)) }
}
