//! Closed sets of words: an enum in Rust, one short word in a column, a file and an API.

/// A value that is written as one of a few fixed words.
pub trait Word: Sized + Copy + 'static {
    const ALL: &'static [Self];

    fn word(self) -> &'static str;

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.word() == word)
    }
}

/// `words! { /// doc  pub enum State { Planned = "planned", Held = "held" } }`
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $vis:vis enum $name:ident {
        $($(#[$item_doc:meta])* $item:ident = $word:literal),+ $(,)?
    }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        $vis enum $name {
            $($(#[$item_doc])* #[serde(rename = $word)] $item),+
        }

        impl $crate::word::Word for $name {
            const ALL: &'static [$name] = &[$($name::$item),+];

            fn word(self) -> &'static str {
                match self { $($name::$item => $word),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::word::UnknownWord;

            fn from_str(word: &str) -> Result<$name, $crate::word::UnknownWord> {
                $crate::word::Word::from_word(word)
                    .ok_or_else(|| $crate::word::UnknownWord(word.to_owned()))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::word::Word::word(*self))
            }
        }
    };
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not one of the known words")]
pub struct UnknownWord(pub String);
