//! Names of people, and how they are shown to those who need not know them.

use std::fmt;

use super::wide::{is_han, is_invisible, narrow_char};
use crate::{Text, text::Say};

/// A person's name: Chinese characters of any plane, the middle dot of minority names,
/// or Latin letters. Blanks that only line up a list (王　芳) are gone.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum BadPersonName {
    Empty,
    OneCharacter,
    Long,
    Character(char),
    /// A character of someone's own making, which no other machine can show.
    PrivateUse,
    Dot,
}

/// As on identity cards of the longest names.
const MAX_LENGTH: usize = 50;

const TWO_CHARACTER_SURNAMES: [&str; 24] = [
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文",
    "司徒", "夏侯", "轩辕", "端木", "百里", "东郭", "南宫", "西门", "呼延", "澹台", "申屠", "闻人",
];

impl PersonName {
    pub fn parse(text: &str) -> Result<PersonName, BadPersonName> {
        let name = tidy(text);
        if let Some(bad) = name.chars().find(|&c| !is_allowed(c)) {
            let is_private = matches!(bad, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
            return Err(if is_private {
                BadPersonName::PrivateUse
            } else {
                BadPersonName::Character(bad)
            });
        }
        let is_dot_astray = name.starts_with('·') || name.ends_with('·') || name.contains("··");
        match name.chars().count() {
            0 => Err(BadPersonName::Empty),
            _ if is_dot_astray => Err(BadPersonName::Dot),
            1 => Err(BadPersonName::OneCharacter),
            2..=MAX_LENGTH => Ok(PersonName(name)),
            _ => Err(BadPersonName::Long),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The family name and a star for each other character: 王**, 欧阳*, 阿*·**.
    pub fn masked(&self) -> String {
        let keep = self.surname_length();
        let star = |(at, c)| if at < keep || matches!(c, '·' | ' ') { c } else { '*' };
        self.0.chars().enumerate().map(star).collect()
    }

    /// As a notice or a press text says it: 王某, 王某某.
    pub fn anonymous(&self) -> String {
        let keep = self.surname_length();
        let rest = self.0.chars().count().saturating_sub(keep).clamp(1, 2);
        let surname: String = self.0.chars().take(keep).collect();
        format!("{surname}{}", "某".repeat(rest))
    }

    fn surname_length(&self) -> usize {
        let is_double = self.0.chars().count() > 2
            && TWO_CHARACTER_SURNAMES.iter().any(|surname| self.0.starts_with(surname));
        if is_double { 2 } else { 1 }
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PersonName {
    type Error = BadPersonName;

    fn try_from(name: String) -> Result<PersonName, BadPersonName> {
        PersonName::parse(&name)
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> String {
        name.0
    }
}

impl Say for BadPersonName {
    fn say(&self) -> Text {
        match self {
            BadPersonName::Empty => Text::fixed("姓名是空的:请填写", "the name is empty: enter it"),
            BadPersonName::OneCharacter => Text::fixed(
                "姓名只有一个字:请写全姓和名",
                "the name has one character: enter family and given name",
            ),
            BadPersonName::Long => Text::fixed(
                "姓名超过 50 个字:请核对是否把别的内容写了进来",
                "the name has more than 50 characters: check that nothing else slipped in",
            ),
            BadPersonName::Character(c) => Text::new(
                format!("姓名里不能有“{}”:请只写姓名", c.escape_debug()),
                format!("a name cannot contain “{}”: enter the name only", c.escape_debug()),
            ),
            BadPersonName::PrivateUse => Text::fixed(
                "姓名里有自造字,别的电脑显示不出来:请改用 GB 18030 中的汉字",
                "the name contains a home-made character that no other computer can show: use \
                 the character of GB 18030",
            ),
            BadPersonName::Dot => Text::fixed(
                "姓名里的间隔号“·”应在两个部分之间:请核对",
                "the middle dot of a name stands between two parts: check it",
            ),
        }
    }
}

/// One kind of middle dot, no blanks beside Chinese characters, single blanks between words.
fn tidy(text: &str) -> String {
    let visible = text.chars().filter(|&c| !is_invisible(c)).map(narrow_char);
    let dotted: String = visible
        .map(|c| {
            if matches!(c, '•' | '・' | '‧' | '∙' | '⋅' | '●' | '･') {
                '·'
            } else {
                c
            }
        })
        .collect();
    let mut name = String::with_capacity(dotted.len());
    for word in dotted.split_whitespace() {
        let is_latin = |c: Option<char>| c.is_some_and(|c| !is_han(c) && c != '·');
        if is_latin(name.chars().next_back()) && is_latin(word.chars().next()) {
            name.push(' ');
        }
        name.push_str(word);
    }
    // A full stop stands for the dot in many sheets; in a Latin name it ends an initial.
    if name.chars().any(is_han) { name.replace('.', "·") } else { name }
}

fn is_allowed(c: char) -> bool {
    is_han(c) || c.is_alphabetic() || matches!(c, '·' | ' ' | '-' | '\'' | '’' | '.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: (&str, &str, &str)) {
        let name = PersonName::parse(text).unwrap();
        assert_eq!((name.as_str(), &*name.masked(), &*name.anonymous()), expected);
    }

    #[test]
    fn names_as_sheets_have_them() {
        check("王　芳", ("王芳", "王*", "王某"));
        check(" 李建国 ", ("李建国", "李**", "李某某"));
        check("欧阳一", ("欧阳一", "欧阳*", "欧阳某"));
        check("欧阳", ("欧阳", "欧*", "欧某"));
        check("阿依古丽•买买提", ("阿依古丽·买买提", "阿***·***", "阿某某"));
        check("阿依古丽.买买提", ("阿依古丽·买买提", "阿***·***", "阿某某"));
        check("𠮷田禾", ("𠮷田禾", "𠮷**", "𠮷某某"));
        check("㛃㛃", ("㛃㛃", "㛃*", "㛃某"));
        check("John  Q. Public", ("John Q. Public", "J*** ** ******", "J某某"));
    }

    #[test]
    fn each_fault_has_its_own_sentence() {
        let refused = |text: &str| PersonName::parse(text).unwrap_err();
        assert_eq!(refused("　"), BadPersonName::Empty);
        assert_eq!(refused("王"), BadPersonName::OneCharacter);
        assert_eq!(refused("王3"), BadPersonName::Character('3'));
        assert_eq!(refused("王芳(女)"), BadPersonName::Character('('));
        assert_eq!(refused("王\u{e123}"), BadPersonName::PrivateUse);
        assert_eq!(refused("·王芳"), BadPersonName::Dot);
        assert_eq!(refused("阿··依"), BadPersonName::Dot);
        assert_eq!(refused(&"王".repeat(51)), BadPersonName::Long);
    }

    proptest! {
        #[test]
        fn a_tidy_name_is_read_again_as_itself(text in "\\PC{0,12}") {
            if let Ok(name) = PersonName::parse(&text) {
                prop_assert_eq!(PersonName::parse(name.as_str()).unwrap(), name);
            }
        }

        #[test]
        fn a_mask_keeps_nothing_of_the_given_name(given in "[\u{4e00}-\u{9fff}]{1,3}") {
            let name = PersonName::parse(&format!("王{given}")).unwrap();
            prop_assert_eq!(name.masked(), format!("王{}", "*".repeat(given.chars().count())));
        }
    }
}
