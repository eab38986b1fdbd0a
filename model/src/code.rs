//! Statistical codes of divisions.

use crate::{word::Word, words};

/// The 12-digit statistical code of a county, township or village
/// (National Bureau of Statistics; `domain.md` §4): 2-2-2-3-3 digits.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct DivisionCode(String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a division code has 12 digits")]
pub struct BadDivisionCode;

words! {
    /// Where a division stands. The order is from the widest to the narrowest.
    pub enum Level {
        Province = "province",
        Prefecture = "prefecture",
        County = "county",
        Township = "township",
        Village = "village",
    }
}

impl Level {
    /// Where the digits of a division of this level end in its code.
    const fn end(self) -> usize {
        match self {
            Level::Province => 2,
            Level::Prefecture => 4,
            Level::County => 6,
            Level::Township => 9,
            Level::Village => 12,
        }
    }
}

impl TryFrom<String> for DivisionCode {
    type Error = BadDivisionCode;

    fn try_from(code: String) -> Result<DivisionCode, BadDivisionCode> {
        let is_code = code.len() == 12 && code.bytes().all(|b| b.is_ascii_digit());
        if is_code { Ok(DivisionCode(code)) } else { Err(BadDivisionCode) }
    }
}

impl std::str::FromStr for DivisionCode {
    type Err = BadDivisionCode;

    fn from_str(code: &str) -> Result<DivisionCode, BadDivisionCode> {
        code.to_owned().try_into()
    }
}

impl From<DivisionCode> for String {
    fn from(code: DivisionCode) -> String {
        code.0
    }
}

impl std::fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl DivisionCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level at which the code's own digits end.
    pub fn level(&self) -> Level {
        let ends_at = |level: &Level| self.0[level.end()..].bytes().all(|b| b == b'0');
        Level::ALL.iter().copied().find(ends_at).unwrap_or(Level::Village)
    }

    /// Whether `other` is this division or lies below it.
    pub fn contains(&self, other: &DivisionCode) -> bool {
        other.0.starts_with(self.own_part())
    }

    /// The last code that this division contains: with itself, the bounds of a range of codes.
    #[must_use]
    pub fn last_within(&self) -> DivisionCode {
        DivisionCode(format!("{:9<12}", self.own_part()))
    }

    /// The division right above, or none above a province.
    pub fn parent(&self) -> Option<DivisionCode> {
        let above = Level::ALL.iter().rev().find(|&&level| level < self.level())?;
        Some(DivisionCode(format!("{:0<12}", &self.0[..above.end()])))
    }

    fn own_part(&self) -> &str {
        &self.0[..self.level().end()]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(code: &str) -> DivisionCode {
        code.parse().unwrap()
    }

    #[track_caller]
    fn check(unit: &str, other: &str, expected: bool) {
        assert_eq!(code(unit).contains(&code(other)), expected);
    }

    #[test]
    fn a_division_contains_what_lies_below_it() {
        check("410423000000", "410423101203", true);
        check("410423101000", "410423101203", true);
        check("410423101203", "410423101203", true);
        // The township code itself ends in zeros: trimming them would give away township 101.
        check("410423100000", "410423101203", false);
        check("410423101203", "410423101000", false);
    }

    #[test]
    fn a_parent_is_one_level_up() {
        assert_eq!(code("410423101203").parent(), Some(code("410423101000")));
        assert_eq!(code("410423101000").parent(), Some(code("410423000000")));
        assert_eq!(code("410000000000").parent(), None);
    }

    proptest! {
        #[test]
        fn containment_is_a_range_of_codes(a in "[0-9]{12}", b in "[0-9]{12}", keep in 0..12_usize) {
            // Codes that share a prefix are the interesting ones.
            let near = format!("{}{}", &a[..keep], &b[keep..]);
            for (unit, other) in [(&a, &b), (&a, &near), (&near, &a)] {
                let (unit, other) = (code(unit), code(other));
                let within = unit <= other && other <= unit.last_within();
                prop_assert_eq!(unit.contains(&other), within);
            }
        }

        #[test]
        fn what_is_contained_is_what_has_it_above(
            a in "[0-9]{12}", b in "[0-9]{12}", keep in 0..12_usize, cut in 0..12_usize,
        ) {
            // Wide codes, and zeros in the middle, are where a rule by trimmed zeros goes wrong.
            let wide = format!("{:0<12}", &a[..cut]);
            let near = format!("{}{}", &a[..keep], &b[keep..]);
            let above = |other: &DivisionCode| {
                std::iter::successors(Some(other.clone()), DivisionCode::parent).collect::<Vec<_>>()
            };
            for (unit, other) in [(&wide, &a), (&wide, &near), (&near, &a), (&a, &wide)] {
                let (unit, other) = (code(unit), code(other));
                prop_assert_eq!(unit.contains(&other), above(&other).contains(&unit));
                prop_assert!(unit.contains(&unit));
                if unit.contains(&other) && other.contains(&unit) {
                    prop_assert_eq!(unit, other);
                }
            }
        }

        #[test]
        fn a_parent_contains_its_child(a in "[1-9][0-9]{11}") {
            let child = code(&a);
            if let Some(parent) = child.parent() {
                prop_assert!(parent.contains(&child));
                prop_assert!(!child.contains(&parent));
                prop_assert!(parent.level() < child.level());
            }
        }
    }
}
