//! The columns of a file of closed cases, and what is said when one is missing.

use model::{Text, text::Say};
use papers::Refused;

use crate::{Error, Refusal};

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    Division,
    Handler,
    OpenedOn,
    EndedOn,
    State,
    /// A field of the process, by its key.
    Field(String),
}

impl Column {
    /// Those that every process has, and whether a file must have them.
    pub(super) const ALL: [(Column, bool); 6] = [
        (Column::Number, true),
        (Column::Division, true),
        (Column::Handler, false),
        (Column::OpenedOn, true),
        (Column::EndedOn, true),
        (Column::State, true),
    ];

    pub(super) fn key(&self) -> &str {
        match self {
            Column::Number => "old_number",
            Column::Division => "division",
            Column::Handler => "handler",
            Column::OpenedOn => "opened_on",
            Column::EndedOn => "ended_on",
            Column::State => "state",
            Column::Field(key) => key,
        }
    }

    pub(super) fn title(&self) -> Text {
        match self {
            Column::Number => Text::fixed("原编号", "old number"),
            Column::Division => Text::fixed("行政区划", "division"),
            Column::Handler => Text::fixed("承办单位", "handler"),
            Column::OpenedOn => Text::fixed("登记日期", "opened on"),
            Column::EndedOn => Text::fixed("办结日期", "ended on"),
            Column::State => Text::fixed("办结状态", "final state"),
            Column::Field(key) => Text::new(key.clone(), key.clone()),
        }
    }
}

/// Whether somebody means this by these words.
pub(super) fn is_called(key: &str, title: &Text, words: &str) -> bool {
    words == title.zh || words.eq_ignore_ascii_case(&title.en) || words == key
}

pub(super) fn unread(refused: &Refused) -> Error {
    refuse(refused.say())
}

pub(super) fn unknown(words: &str) -> Error {
    refuse(Text::new(
        format!("表头「{words}」不是这种事项的栏目：请改成栏目名称，或删去这一列"),
        format!("the heading \"{words}\" is no field of this process: rename it or leave it out"),
    ))
}

pub(super) fn lacks(title: &Text) -> Error {
    refuse(Text::new(
        format!("缺少「{}」这一列", title.zh),
        format!("there is no column \"{}\"", title.en),
    ))
}

pub(super) fn empty(title: &Text) -> Text {
    Text::new(format!("「{}」没有填写", title.zh), format!("\"{}\" is empty", title.en))
}

pub(super) fn twice(first: u32) -> Text {
    Text::new(
        format!("与第 {first} 行是同一事项（原编号和登记日期相同），请删去一行"),
        format!("is the case of row {first} again (the same old number and day): leave one out"),
    )
}

pub(super) fn about(title: &Text, why: &Text) -> Text {
    Text::new(format!("「{}」{}", title.zh, why.zh), format!("\"{}\" {}", title.en, why.en))
}

fn refuse(text: Text) -> Error {
    Error::Refused(Refusal { field: Some("file"), text, about: None })
}
