//! Why a written name is no division.

use crate::{Date, Text, code::DivisionCode, text::Say};

/// Each can be told to whoever wrote the name: what is wrong and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum Unnamed {
    Blank,
    Unknown {
        written: String,
        near: Vec<String>,
    },
    Ambiguous {
        written: String,
        among: Vec<String>,
    },
    /// There is none in that township, but elsewhere.
    Elsewhere {
        written: String,
        elsewhere: Vec<String>,
    },
    Ended {
        path: String,
        until_on: Date,
        now: Vec<(String, DivisionCode)>,
    },
    NotYet {
        path: String,
        from_on: Date,
    },
}

impl Say for Unnamed {
    fn say(&self) -> Text {
        match self {
            Unnamed::Blank => Text::fixed("请填写乡镇和村", "enter the township and the village"),
            Unnamed::Unknown { written, near } => unknown(written, near),
            Unnamed::Ambiguous { written, among } => {
                let first = among.first().map_or("", String::as_str);
                Text::new(
                    format!(
                        "「{written}」有 {} 个（{}），请写上乡镇，如「{first}」",
                        among.len(),
                        among.join("、")
                    ),
                    format!(
                        "there are {} called {written} ({}); write the township too, as in {first}",
                        among.len(),
                        among.join(", ")
                    ),
                )
            }
            Unnamed::Elsewhere { written, elsewhere } => Text::new(
                format!("没有「{written}」；叫这个名字的是{}，请核对乡镇", elsewhere.join("、")),
                format!("there is no {written}, but {}; check the township", elsewhere.join(", ")),
            ),
            Unnamed::Ended { path, until_on, now } => ended(path, *until_on, now),
            Unnamed::NotYet { path, from_on } => Text::new(
                format!("「{path}」自 {from_on} 起才有，请核对日期"),
                format!("{path} exists only from {from_on} on; check the date"),
            ),
        }
    }
}

fn unknown(written: &str, near: &[String]) -> Text {
    if near.is_empty() {
        return Text::new(
            format!("「{written}」不是本县的乡镇或村，请核对写法，或填写 12 位代码"),
            format!(
                "{written} is no division of this county; check it, or write its 12-digit code"
            ),
        );
    }
    Text::new(
        format!("「{written}」不是本县的乡镇或村；是否为{}？", near.join("、")),
        format!("{written} is no division of this county; did you mean {}?", near.join(", ")),
    )
}

fn ended(path: &str, until_on: Date, now: &[(String, DivisionCode)]) -> Text {
    if now.is_empty() {
        return Text::new(
            format!("「{path}」自 {until_on} 起已撤销，请改写现在的地点"),
            format!("{path} was dissolved on {until_on}; write where it is now"),
        );
    }
    let written = |between: &str| {
        let each = now.iter().map(|(path, code)| format!("{path} ({code})"));
        each.collect::<Vec<_>>().join(between)
    };
    Text::new(
        format!("「{path}」自 {until_on} 起改为{}，请照此填写", written("、")),
        format!("{path} became {} on {until_on}; write that", written(", ")),
    )
}
