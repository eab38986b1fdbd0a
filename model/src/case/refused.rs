//! Why a case is not opened or not moved: which field, and what to do.

use crate::{Date, Text, process::FieldKind, text::Say};

/// A rule about cases that was not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum CaseRefused {
    /// Cases of this process are not about divisions of that level.
    WrongLevel(Text),
    UnknownField(String),
    NoField(Text),
    LongField(Text, usize),
    WrongField(Text, FieldKind),
    /// The day by which it is to be settled has passed, or is none.
    DueInPast,
    UnknownStep,
    /// The state it is in, and the step that does not start there.
    WrongState(Text, Text),
    NoReason,
    LongReason(usize),
    NoEvidence,
    /// Who worked on it cannot accept it.
    SameHand,
    NobodyToHandTo,
    NotInLine,
    ExtensionTooLate(Date),
    ExtensionTwice,
    /// Of a case from an earlier register: its number there, which has so many characters at most.
    OldNumber(usize),
    PastDays,
    NotEnded,
}

impl CaseRefused {
    /// The field as forms and the API know it; absent if it is about the whole.
    pub const fn field(&self) -> Option<&'static str> {
        use CaseRefused as R;
        match self {
            R::WrongLevel(_) => Some("division_code"),
            R::UnknownField(_)
            | R::NoField(_)
            | R::LongField(..)
            | R::WrongField(..)
            | R::DueInPast => Some("fields"),
            R::NoReason | R::LongReason(_) => Some("reason"),
            R::NoEvidence => Some("activity_id"),
            R::NobodyToHandTo | R::NotInLine => Some("hand_to"),
            R::UnknownStep => Some("step"),
            R::OldNumber(_) => Some("old_number"),
            R::PastDays => Some("ended_on"),
            R::NotEnded => Some("state"),
            R::WrongState(..) | R::SameHand | R::ExtensionTooLate(_) | R::ExtensionTwice => None,
        }
    }
}

impl Say for CaseRefused {
    fn say(&self) -> Text {
        use CaseRefused as R;
        match self {
            R::WrongLevel(title) => Text::new(
                format!("「{}」不登记在这一级区划，请选择下级或上级区划", title.zh),
                format!("\"{}\" is not about divisions of this level; choose another", title.en),
            ),
            R::UnknownField(key) => Text::new(
                format!("此时没有要填写的栏目「{key}」，请删去"),
                format!("there is no field \"{key}\" to fill in now; leave it out"),
            ),
            R::NoField(title) => Text::new(
                format!("请填写「{}」", title.zh),
                format!("please fill in \"{}\"", title.en),
            ),
            R::LongField(title, most) => Text::new(
                format!("「{}」至多 {most} 字，请缩短", title.zh),
                format!("\"{}\" has at most {most} characters; shorten it", title.en),
            ),
            R::WrongField(title, kind) => {
                let should = kind.shape();
                Text::new(
                    format!("「{}」应为{}", title.zh, should.zh),
                    format!("\"{}\" must be {}", title.en, should.en),
                )
            }
            R::WrongState(state, step) => Text::new(
                format!(
                    "现在是「{}」，不能「{}」：请刷新页面，看看它已走到哪一步",
                    state.zh, step.zh
                ),
                format!(
                    "it is now \"{}\", from where \"{}\" is not possible: load the page again to see what happened",
                    state.en, step.en
                ),
            ),
            R::LongReason(most) => Text::new(
                format!("理由至多 {most} 字，请缩短"),
                format!("the reason has at most {most} characters; shorten it"),
            ),
            R::ExtensionTooLate(day) => Text::new(
                format!("承诺时限 {day} 已过，不能再申请延期"),
                format!("the promise ended on {day}; it is too late to ask for more time"),
            ),
            R::OldNumber(most) => Text::new(
                format!("请填写原登记册中的编号，至多 {most} 字"),
                format!(
                    "please give its number in the earlier register, of at most {most} characters"
                ),
            ),
            _ => self.fixed(),
        }
    }
}

impl CaseRefused {
    const fn fixed(&self) -> Text {
        use CaseRefused as R;
        match self {
            R::DueInPast => Text::fixed(
                "时限不能早于今天，请选择今天或以后的日期",
                "the day by which it is to be settled has passed; choose today or a later day",
            ),
            R::PastDays => Text::fixed(
                "办结日期不能早于登记日期，也不能晚于今天",
                "it ends on the day of its opening or later, and not after today",
            ),
            R::NotEnded => Text::fixed(
                "历史事项只收已办结的，请选择一个办结状态",
                "only what has ended comes from an earlier register; choose a final state",
            ),
            R::UnknownStep => Text::fixed(
                "没有这个步骤，请刷新页面后重试",
                "there is no such step; load the page again",
            ),
            R::NoReason => Text::fixed("请写明理由", "please give the reason"),
            R::NoEvidence => Text::fixed(
                "请选择一条能说明情况的活动记录作为依据",
                "please choose the record of an activity that shows it",
            ),
            R::SameHand => Text::fixed(
                "承办过的人不能自己验收，请由另一人办理",
                "who worked on it cannot accept it; leave it to somebody else",
            ),
            R::NobodyToHandTo => {
                Text::fixed("请选择交给哪个区划承办", "please choose the division that it goes to")
            }
            R::NotInLine => Text::fixed(
                "只能交给本区划、下级或上级；交给平级请先交上级",
                "it goes up or down the line only; to reach a neighbour, hand it to the office above",
            ),
            R::ExtensionTwice => {
                Text::fixed("只能申请延期一次", "more time can be asked for once only")
            }
            // Those with something to say of it are told above.
            _ => Text::fixed("这一步现在不能办", "this cannot be done now"),
        }
    }
}
