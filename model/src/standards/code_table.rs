//! Values that a national standard numbers: code, words in both languages, words people write.

use super::wide::narrow;
use crate::{Text, text::Say};

/// One value of a code table.
#[derive(Debug, PartialEq, Eq)]
pub struct Coded {
    pub code: &'static str,
    pub words: Text,
    /// Other words that forms and sheets use for it.
    pub also: &'static [&'static str],
}

impl Coded {
    pub(super) const fn new(
        code: &'static str,
        zh: &'static str,
        en: &'static str,
        also: &'static [&'static str],
    ) -> Coded {
        Coded { code, words: Text::fixed(zh, en), also }
    }

    fn is_called(&self, word: &str) -> bool {
        self.words.zh == word
            || self.words.en.eq_ignore_ascii_case(word)
            || self.also.iter().any(|known| known.eq_ignore_ascii_case(word))
    }
}

/// A word that a code table does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub struct BadWord {
    /// What the table lists, as “sex”.
    pub field: Text,
    pub word: String,
    /// A few words that it does have.
    pub examples: Text,
}

impl BadWord {
    /// Built by the tables.
    pub(super) fn new(field: Text, word: &str, rows: &[Coded]) -> BadWord {
        let examples =
            |of: fn(&Coded) -> &str| rows.iter().take(4).map(of).collect::<Vec<_>>().join(", ");
        let examples = Text::new(
            examples(|row| &row.words.zh).replace(", ", "、"),
            examples(|row| &row.words.en),
        );
        BadWord { field, word: word.chars().take(20).collect(), examples }
    }
}

impl Say for BadWord {
    fn say(&self) -> Text {
        let BadWord { field, word, examples } = self;
        Text::new(
            format!("{}里没有“{word}”:请写代码或词语,如{}", field.zh, examples.zh),
            format!(
                "“{word}” is not among the values of {}: write a code or a word, such as {}",
                field.en, examples.en
            ),
        )
    }
}

/// Finds a value by its code (leading zeros may be missing) or by a word.
pub(super) fn find(rows: &[Coded], text: &str) -> Option<usize> {
    let word: String = narrow(text).chars().filter(|c| !c.is_whitespace()).collect();
    let number = |code: &str| {
        let is_number = !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| code.trim_start_matches('0').to_owned())
    };
    let wanted = number(&word);
    rows.iter().position(|row| match &wanted {
        Some(wanted) => number(row.code).as_ref() == Some(wanted),
        None => row.is_called(&word) || row.is_called(narrow(text).as_str()),
    })
}

/// Declares a type over one table: an index, so that it is small and copies.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident, $zh:literal, $en:literal, $rows:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(u8);

        impl $name {
            /// Every value, in the standard's order.
            pub fn all() -> impl Iterator<Item = $name> {
                (0_u8..).take($rows.len()).map($name)
            }

            /// The value of a stored code.
            pub fn from_code(code: &str) -> Option<$name> {
                $name::all().find(|value| value.code() == code)
            }

            /// Reads a code or a word from a form or a sheet.
            pub fn read(text: &str) -> Result<$name, $crate::standards::BadWord> {
                $crate::standards::code_table::find(&$rows, text)
                    .and_then(|at| u8::try_from(at).ok())
                    .map($name)
                    .ok_or_else(|| {
                        let field = $crate::Text::fixed($zh, $en);
                        $crate::standards::BadWord::new(field, text, &$rows)
                    })
            }

            pub fn code(self) -> &'static str {
                $rows[usize::from(self.0)].code
            }

            pub fn words(self) -> &'static $crate::Text {
                &$rows[usize::from(self.0)].words
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.code())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::standards::BadWord;

            fn from_str(code: &str) -> Result<$name, $crate::standards::BadWord> {
                $name::read(code)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::standards::BadWord;

            fn try_from(code: String) -> Result<$name, $crate::standards::BadWord> {
                $name::read(&code)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.code().to_owned()
            }
        }
    };
}
pub(super) use coded;
