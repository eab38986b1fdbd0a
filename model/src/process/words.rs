//! The closed words of a process.

use crate::{Text, words};

words! {
    /// Who has to do with a case. Each but the calendar is an office of a place, whoever serves there.
    pub enum Party {
        /// Who brought it up, or the resident whom it is about.
        Opener = "opener",
        /// Who gave it to the handler.
        Assigner = "assigner",
        /// Who works on it.
        Handler = "handler",
        /// Whoever is above the handler.
        Upper = "upper",
        /// Nobody: a day that has passed.
        Calendar = "calendar",
    }
}

words! {
    /// How a case ended. Solved by whose word is never left open.
    pub enum Closing {
        SolvedConfirmed = "solved_confirmed",
        SolvedUnconfirmed = "solved_unconfirmed",
        NotSolved = "not_solved",
        Withdrawn = "withdrawn",
    }
}

words! {
    /// The three classes of the monthly report (`domain.md` 3).
    pub enum Progress {
        NotStarted = "not_started",
        Part = "part",
        Done = "done",
    }
}

words! {
    /// What a step does besides leading on.
    pub enum Effect {
        /// Gives the case to another handler.
        HandOver = "hand_over",
        /// Gives it back to whoever gave it: counted, and never without a reason.
        Return = "return",
        /// Gives it to the office above the handler.
        Escalate = "escalate",
        /// Asks to put the promise off.
        AskExtension = "ask_extension",
        GrantExtension = "grant_extension",
        RefuseExtension = "refuse_extension",
    }
}

words! {
    /// What a field holds.
    pub enum FieldKind {
        /// One line.
        Line = "line",
        /// Several lines.
        Prose = "prose",
        Day = "day",
        Whole = "whole",
        Choice = "choice",
        YesNo = "yes_no",
        Organisation = "organisation",
        /// A person on record: shown by name to whoever may see people, never to the public.
        Person = "person",
    }
}

impl Party {
    pub const fn title(self) -> Text {
        match self {
            Party::Opener => Text::fixed("提出方", "whoever brought it up"),
            Party::Assigner => Text::fixed("交办方", "whoever assigned it"),
            Party::Handler => Text::fixed("承办方", "the handler"),
            Party::Upper => Text::fixed("承办方的上级", "the office above the handler"),
            Party::Calendar => Text::fixed("到期自动", "the calendar"),
        }
    }
}

impl Closing {
    pub const fn title(self) -> Text {
        match self {
            Closing::SolvedConfirmed => Text::fixed("已解决并确认", "solved and confirmed"),
            Closing::SolvedUnconfirmed => Text::fixed("已解决未确认", "solved, unconfirmed"),
            Closing::NotSolved => Text::fixed("未解决", "not solved"),
            Closing::Withdrawn => Text::fixed("已撤回", "withdrawn"),
        }
    }

    pub const fn is_solved(self) -> bool {
        matches!(self, Closing::SolvedConfirmed | Closing::SolvedUnconfirmed)
    }
}

impl Progress {
    pub const fn title(self) -> Text {
        match self {
            Progress::NotStarted => Text::fixed("未启动", "not started"),
            Progress::Part => Text::fixed("推进中", "under way"),
            Progress::Done => Text::fixed("已完成", "done"),
        }
    }
}

impl FieldKind {
    /// What a value of this kind looks like.
    pub const fn shape(self) -> Text {
        match self {
            FieldKind::Line | FieldKind::Prose => Text::fixed("文字", "text"),
            FieldKind::Day => Text::fixed("日期，如 2019-05-01", "a day such as 2019-05-01"),
            FieldKind::Whole => Text::fixed("整数", "a whole number"),
            FieldKind::Choice => Text::fixed("列表中的一项", "one of the list"),
            FieldKind::YesNo => Text::fixed("是或否", "yes or no"),
            FieldKind::Organisation => Text::fixed("已登记的组织", "an organisation on record"),
            FieldKind::Person => Text::fixed("已登记的人员", "a person on record"),
        }
    }
}
