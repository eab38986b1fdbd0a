//! Unified social credit codes of units: GB 32100-2015 (check character MOD 31-3).

use std::fmt;

use super::wide::narrow;
use crate::{Text, text::Say};

/// The 18-character code of a unit: registrar, kind, division, organisation, check character.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditCode(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum BadCreditCode {
    Length(usize),
    /// A character outside the standard's 31, as `I`, `O`, `S`, `V` or `Z`.
    Character(char),
    Division,
    Check,
}

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH: usize = 18;

impl CreditCode {
    /// Reads what a person wrote: full-width, small letters, blanks and hyphens are forgiven.
    pub fn parse(text: &str) -> Result<CreditCode, BadCreditCode> {
        let mut code = narrow(text).to_uppercase();
        code.retain(|c| !c.is_whitespace() && c != '-');
        let length = code.chars().count();
        if length != LENGTH {
            return Err(BadCreditCode::Length(length));
        }
        let values = code
            .chars()
            .map(|c| value(c).ok_or(BadCreditCode::Character(c)))
            .collect::<Result<Vec<_>, _>>()?;
        if values[2..8].iter().any(|&digit| digit > 9) {
            return Err(BadCreditCode::Division);
        }
        if values[LENGTH - 1] != check(&values[..LENGTH - 1]) {
            return Err(BadCreditCode::Check);
        }
        Ok(CreditCode(code))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for CreditCode {
    type Error = BadCreditCode;

    fn try_from(code: String) -> Result<CreditCode, BadCreditCode> {
        CreditCode::parse(&code)
    }
}

impl From<CreditCode> for String {
    fn from(code: CreditCode) -> String {
        code.0
    }
}

impl Say for BadCreditCode {
    fn say(&self) -> Text {
        match self {
            BadCreditCode::Length(length) => Text::new(
                format!("统一社会信用代码应为 18 位,这里是 {length} 位:请对照证书补全"),
                format!(
                    "a unit's credit code has 18 characters, this one has {length}: complete it \
                     from the certificate"
                ),
            ),
            BadCreditCode::Character(c) => Text::new(
                format!("统一社会信用代码里不会有“{c}”(不使用 I、O、S、V、Z):请对照证书核对"),
                format!(
                    "no unit's credit code contains “{c}” (I, O, S, V, Z are not used): compare \
                     with the certificate"
                ),
            ),
            BadCreditCode::Division => Text::fixed(
                "统一社会信用代码第 3 至 8 位是区划代码,只能是数字:请对照证书核对",
                "characters 3 to 8 of a unit's credit code are its division's digits: compare \
                 with the certificate",
            ),
            BadCreditCode::Check => Text::fixed(
                "统一社会信用代码的校验位不符,有一位抄错了:请对照证书逐位核对",
                "the credit code's check character does not fit, so one character is wrong: \
                 compare it with the certificate",
            ),
        }
    }
}

fn value(c: char) -> Option<u32> {
    let at = ALPHABET.iter().position(|&known| char::from(known) == c)?;
    u32::try_from(at).ok()
}

fn check(values: &[u32]) -> u32 {
    let mut weight = 1;
    let mut sum = 0;
    for value in values {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A code that no unit bears: its division does not exist.
    fn invented(organisation: &str) -> String {
        let start = format!("91410499{organisation}");
        let values: Vec<u32> = start.chars().map(|c| value(c).unwrap()).collect();
        format!("{start}{}", char::from(ALPHABET[check(&values) as usize]))
    }

    #[test]
    fn the_weights_are_those_of_the_standard() {
        // GB 32100-2015, table 4: powers of three modulo 31.
        let mut weights = vec![1_u32];
        while weights.len() < 17 {
            weights.push(weights[weights.len() - 1] * 3 % 31);
        }
        assert_eq!(weights, [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]);
    }

    #[track_caller]
    fn refused(text: &str, expected: BadCreditCode) {
        assert_eq!(CreditCode::parse(text).unwrap_err(), expected);
    }

    #[test]
    fn each_fault_has_its_own_sentence() {
        refused("9141", BadCreditCode::Length(4));
        refused("9141049912345678OX", BadCreditCode::Character('O'));
        refused("91A104991234567890", BadCreditCode::Division);
    }

    proptest! {
        #[test]
        fn a_slip_of_the_pen_is_found(
            organisation in "[0-9A-HJ-NP-RTUWXY]{9}", at in 8..18_usize, other in 0..31_usize,
        ) {
            let right = invented(&organisation);
            let spaced = format!(" {}-{} ", right[..8].to_lowercase(), &right[8..]);
            let read = CreditCode::parse(&spaced).unwrap();
            prop_assert_eq!(read.as_str(), &right);
            let mut wrong = right.clone().into_bytes();
            wrong[at] = ALPHABET[other];
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(CreditCode::parse(&wrong).is_ok(), wrong == right);
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,24}") {
            let _ = CreditCode::parse(&text);
        }
    }
}
