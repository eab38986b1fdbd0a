//! Citizen identity numbers: GB 11643-1999 (check character by ISO/IEC 7064 MOD 11-2).

use std::fmt;

use zeroize::Zeroizing;

use super::{Sex, wide::narrow};
use crate::{Date, Text, text::Say};

/// A citizen identity number that satisfies GB 11643. It prints itself masked and forgets
/// itself when dropped; [`IdNumber::expose`] is the only way to its digits.
#[derive(Clone, PartialEq, Eq)]
pub struct IdNumber(Zeroizing<String>);

/// Why a text is not a citizen identity number. The refusal never repeats the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum BadIdNumber {
    /// So many characters.
    Length(usize),
    OldForm,
    NotDigits,
    Region,
    BirthDate,
    InFuture,
    Check,
    /// A spreadsheet kept it as a number and lost its last digits.
    Rounded,
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";
const LENGTH: usize = 18;

impl IdNumber {
    /// Reads what a person wrote: full-width digits, a small x and blanks are forgiven.
    pub fn parse(text: &str) -> Result<IdNumber, BadIdNumber> {
        let mut number = Zeroizing::new(narrow(text));
        number.retain(|c| !c.is_whitespace());
        number.make_ascii_uppercase();
        check_form(&number)?;
        let (first, digits) = (number.as_bytes(), &number[..LENGTH - 1]);
        if !is_region(&digits[..6]) {
            return Err(BadIdNumber::Region);
        }
        born_on(&number).ok_or(BadIdNumber::BirthDate)?;
        if first[LENGTH - 1] != check_character(digits) {
            return Err(BadIdNumber::Check);
        }
        Ok(IdNumber(number))
    }

    /// Refuses a number whose bearer would be born after `today`.
    pub fn born_by(self, today: Date) -> Result<IdNumber, BadIdNumber> {
        if self.born_on() <= today { Ok(self) } else { Err(BadIdNumber::InFuture) }
    }

    /// The number in clear: for sealing, hashing and a logged reveal, for nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What may be shown to anyone with a right to the record: `4104**********123X`.
    pub fn masked(&self) -> String {
        format!("{}**********{}", &self.0[..4], &self.0[14..])
    }

    /// The last four characters, by which people recognise a number over the telephone.
    pub fn tail(&self) -> &str {
        &self.0[14..]
    }

    pub fn born_on(&self) -> Date {
        // Parsing refused every number without a birth date.
        born_on(&self.0).unwrap_or(Date::MIN)
    }

    /// Odd sequence numbers are men's, even ones women's.
    pub fn sex(&self) -> Sex {
        let is_odd = self.0.as_bytes()[16] % 2 == 1;
        if is_odd { Sex::MALE } else { Sex::FEMALE }
    }

    /// The six digits of the place of first registration, which is not the present home.
    pub fn region(&self) -> &str {
        &self.0[..6]
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdNumber({})", self.masked())
    }
}

impl fmt::Display for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl std::str::FromStr for IdNumber {
    type Err = BadIdNumber;

    fn from_str(text: &str) -> Result<IdNumber, BadIdNumber> {
        IdNumber::parse(text)
    }
}

impl Say for BadIdNumber {
    fn say(&self) -> Text {
        match self {
            BadIdNumber::Length(length) => Text::new(
                format!("身份号码应为 18 位,这里是 {length} 位:请对照证件补全"),
                format!(
                    "an ID number has 18 characters, this one has {length}: complete it from the card"
                ),
            ),
            BadIdNumber::OldForm => Text::fixed(
                "这是 15 位的旧号码,2013 年起已停用:请填写第二代身份证上的 18 位号码",
                "this is the 15-digit number, out of use since 2013: enter the 18 characters of \
                 the present card",
            ),
            BadIdNumber::NotDigits => Text::fixed(
                "身份号码前 17 位只能是数字,末位是数字或 X:请去掉其他字符",
                "an ID number is 17 digits and a last digit or X: remove other characters",
            ),
            BadIdNumber::Region => Text::fixed(
                "身份号码前两位不是任何省份的代码:请对照证件核对",
                "the first two digits are no province's code: compare with the card",
            ),
            BadIdNumber::BirthDate => Text::fixed(
                "身份号码第 7 至 14 位不是一个日期:请对照证件核对",
                "characters 7 to 14 of the ID number are not a date: compare with the card",
            ),
            BadIdNumber::InFuture => Text::fixed(
                "身份号码中的出生日期在今天之后:请对照证件核对",
                "the birth date in the ID number lies after today: compare with the card",
            ),
            BadIdNumber::Check => Text::fixed(
                "身份号码的校验位不符,有一位抄错了:请对照证件逐位核对",
                "the ID number's check character does not fit, so one character is wrong: compare \
                 it with the card",
            ),
            BadIdNumber::Rounded => Text::fixed(
                "表格把身份号码存成了数字,末几位已丢失:请把该列设为文本后重新填写",
                "the sheet kept the ID number as a number and lost its last digits: make the \
                 column text and enter it again",
            ),
        }
    }
}

fn check_form(number: &str) -> Result<(), BadIdNumber> {
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let length = number.chars().count();
    if number.contains("E+") {
        return Err(BadIdNumber::Rounded);
    }
    match length {
        15 if is_digits(number) => Err(BadIdNumber::OldForm),
        LENGTH if !number.is_ascii() || !is_digits(&number[..LENGTH - 1]) => {
            Err(BadIdNumber::NotDigits)
        }
        LENGTH if !matches!(number.as_bytes()[LENGTH - 1], b'0'..=b'9' | b'X') => {
            Err(BadIdNumber::NotDigits)
        }
        LENGTH => Ok(()),
        _ => Err(BadIdNumber::Length(length)),
    }
}

/// Provinces of GB/T 2260, with 83 (residents from Taiwan) and 9x (foreigners with permanent
/// residence). Counties come, go and keep living in old numbers, so four digits stay free.
fn is_region(digits: &str) -> bool {
    let province = digits[..2].parse().unwrap_or(0_u8);
    let known = matches!(
        province,
        11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 90..=99
    );
    known && &digits[2..] != "0000" || province == 83
}

fn born_on(number: &str) -> Option<Date> {
    let part = |range: std::ops::Range<usize>| number[range].parse::<u32>().ok();
    let year = i32::try_from(part(6..10)?).ok().filter(|year| (1850..2100).contains(year))?;
    Date::from_ymd_opt(year, part(10..12)?, part(12..14)?)
}

/// The 18th character of these 17 digits.
fn check_character(digits: &str) -> u8 {
    let sum: u32 =
        digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    CHECKS[sum as usize % CHECKS.len()]
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A number that nobody bears: its county code does not exist.
    pub(crate) fn invented(birth: &str, sequence: u32) -> String {
        let digits = format!("410499{birth}{sequence:03}");
        let check = char::from(check_character(&digits));
        format!("{digits}{check}")
    }

    #[test]
    fn the_check_character_is_that_of_the_standard() {
        // The worked example of the standard's annex.
        assert_eq!(check_character("11010519491231002"), b'X');
    }

    #[test]
    fn a_number_says_birth_and_sex_and_nothing_else() {
        let number = IdNumber::parse(&invented("19800229", 11)).unwrap();
        assert_eq!(number.born_on().to_string(), "1980-02-29");
        assert_eq!(number.sex(), Sex::MALE);
        assert_eq!(IdNumber::parse(&invented("19800229", 12)).unwrap().sex(), Sex::FEMALE);
        let shown = format!("{number} {number:?}");
        assert!(!shown.contains(&number.expose()[4..14]), "{shown}");
        assert_eq!(number.masked(), format!("4104**********{}", number.tail()));
    }

    #[test]
    fn what_an_input_method_leaves_is_forgiven() {
        let number = (0..).map(|n| invented("19991231", n)).find(|n| n.ends_with('X')).unwrap();
        let wide: String = number
            .to_lowercase()
            .chars()
            .map(|c| char::from_u32(c as u32 + 0xfee0).unwrap())
            .collect();
        let expected = IdNumber::parse(&number).unwrap();
        assert_eq!(IdNumber::parse(&format!("　{wide} ")).unwrap(), expected);
        assert_eq!(IdNumber::parse(&format!("{} {}", &number[..6], &number[6..])), Ok(expected));
    }

    #[track_caller]
    fn refused(text: &str, expected: BadIdNumber) {
        assert_eq!(IdNumber::parse(text).unwrap_err(), expected);
    }

    #[test]
    fn each_fault_has_its_own_sentence() {
        refused("", BadIdNumber::Length(0));
        refused("身份号码", BadIdNumber::Length(4));
        refused("410499800101123", BadIdNumber::OldForm);
        refused("4.10499E+17", BadIdNumber::Rounded);
        refused("41049919800101A123", BadIdNumber::NotDigits);
        refused("41049919800101123Y", BadIdNumber::NotDigits);
        refused("四一零四九九一九八零零一零一一二三四", BadIdNumber::NotDigits);
        refused("010499198001011234", BadIdNumber::Region);
        refused("410000198001011234", BadIdNumber::Region);
        refused("410499198002301234", BadIdNumber::BirthDate);
        refused("410499170001011234", BadIdNumber::BirthDate);
        let future = IdNumber::parse(&invented("20991231", 1)).unwrap();
        let today = Date::from_ymd_opt(2019, 6, 1).unwrap();
        assert_eq!(future.born_by(today), Err(BadIdNumber::InFuture));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "\\PC{0,24}") {
            let _ = IdNumber::parse(&text);
        }

        /// MOD 11-2 finds every single wrong digit and every swap of neighbours.
        #[test]
        fn a_slip_of_the_pen_is_found(
            sequence in 0..1000_u32, day in 10..29_u32, at in 0..17_usize, other in 0..10_u8,
        ) {
            let right = invented(&format!("198507{day}"), sequence);
            prop_assert!(IdNumber::parse(&right).is_ok());
            let mut wrong = right.clone().into_bytes();
            wrong[at] = b'0' + other;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(IdNumber::parse(&wrong).is_ok(), wrong == right);
            let mut swapped = right.clone().into_bytes();
            swapped.swap(at, at + 1);
            let swapped = String::from_utf8(swapped).unwrap();
            prop_assert_eq!(IdNumber::parse(&swapped).is_ok(), swapped == right);
        }
    }
}
