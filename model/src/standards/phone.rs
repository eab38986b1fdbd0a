//! Telephone numbers of the mainland: mobile (11 digits) and fixed line (area code and number).

use std::fmt;

use zeroize::Zeroizing;

use super::wide::narrow;
use crate::{Text, text::Say};

/// A telephone number in one form: `1xxxxxxxxxx`, or `0375-xxxxxxx` with `-x` for an extension.
/// It prints itself masked and forgets itself when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(Zeroizing<String>);

/// Why a text is not a telephone number. The refusal never repeats the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum BadPhone {
    Length(usize),
    NotDigits,
    /// A fixed line without its area code.
    NoArea,
    Several,
}

impl Phone {
    /// Reads what a person wrote: +86, blanks, hyphens, brackets and full width are forgiven.
    pub fn parse(text: &str) -> Result<Phone, BadPhone> {
        let text = Zeroizing::new(narrow(text));
        if text.contains(['、', ',', ';', '/']) {
            return Err(BadPhone::Several);
        }
        let (line, extension) = split_extension(&text);
        let mut digits = Zeroizing::new(String::with_capacity(text.len()));
        for c in line.chars() {
            match c {
                '0'..='9' => digits.push(c),
                '+' | '-' | '—' | '–' | '(' | ')' | '.' | ' ' => {}
                _ => return Err(BadPhone::NotDigits),
            }
        }
        let national = digits.strip_prefix("0086").unwrap_or(&digits);
        let national = if text.starts_with('+') || national.len() == 13 {
            national.strip_prefix("86").unwrap_or(national)
        } else {
            national
        };
        from_digits(national, extension)
    }

    /// The number in clear: for sealing, hashing and a logged reveal, for nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether short messages can reach it.
    pub fn is_mobile(&self) -> bool {
        self.0.starts_with('1')
    }

    /// What may be shown: `138****0000`, `0375-*****67`.
    pub fn masked(&self) -> String {
        match self.0.split_once('-') {
            None => format!("{}****{}", &self.0[..3], &self.0[7..]),
            Some((area, line)) => {
                let line = line.split('-').next().unwrap_or(line);
                format!("{area}-{}{}", "*".repeat(line.len() - 2), &line[line.len() - 2..])
            }
        }
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl Say for BadPhone {
    fn say(&self) -> Text {
        match self {
            BadPhone::Length(digits) => Text::new(
                format!("电话号码的位数不对(这里是 {digits} 位):手机 11 位,固定电话写“区号-号码”"),
                format!(
                    "a telephone number of {digits} digits: a mobile has 11, a fixed line is \
                     written as area code, hyphen, number"
                ),
            ),
            BadPhone::NotDigits => Text::fixed(
                "电话号码里有数字以外的字符:请只写号码",
                "the telephone number contains something other than digits: enter the number only",
            ),
            BadPhone::NoArea => Text::fixed(
                "固定电话缺少区号:请写成“0375-号码”的样子",
                "the fixed line has no area code: write it in the form 0375-number",
            ),
            BadPhone::Several => Text::fixed(
                "这里写了不止一个电话号码:请只留一个",
                "there is more than one telephone number here: keep one",
            ),
        }
    }
}

/// The line and its extension: `-8001` after a hyphenated line, `转8001`, `ext 8001`.
fn split_extension(text: &str) -> (&str, Option<&str>) {
    for mark in ["转", "分机", "ext.", "ext", "x"] {
        if let Some((line, extension)) = text.split_once(mark) {
            return (line.trim(), Some(extension.trim()));
        }
    }
    let parts: Vec<&str> = text.split('-').collect();
    let is_extended = parts.len() == 3 && parts[0].starts_with('0') && parts[1].len() >= 7;
    if is_extended {
        let at = text.len() - parts[2].len() - 1;
        return (&text[..at], Some(parts[2]));
    }
    (text, None)
}

fn from_digits(digits: &str, extension: Option<&str>) -> Result<Phone, BadPhone> {
    if let Some(extension) = extension {
        let is_extension =
            (1..=6).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_digit());
        if !is_extension {
            return Err(BadPhone::NotDigits);
        }
    }
    let bytes = digits.as_bytes();
    let is_mobile = bytes.len() == 11 && bytes[0] == b'1' && bytes[1] >= b'3';
    if is_mobile && extension.is_none() {
        return Ok(Phone(Zeroizing::new(digits.to_owned())));
    }
    match (bytes.first(), bytes.len()) {
        (Some(b'0'), 10..=12) => {}
        (Some(b'2'..=b'8'), 7 | 8) => return Err(BadPhone::NoArea),
        (_, length) => return Err(BadPhone::Length(length)),
    }
    // 010 and 02x are the three-digit area codes; every other has four.
    let area = if matches!(bytes[1], b'1' | b'2') { 3 } else { 4 };
    let line = &digits[area..];
    if !matches!(line.len(), 7 | 8) || line.starts_with(['0', '1']) {
        return Err(BadPhone::Length(bytes.len()));
    }
    let mut number = Zeroizing::new(format!("{}-{line}", &digits[..area]));
    if let Some(extension) = extension {
        number.push('-');
        number.push_str(extension);
    }
    Ok(Phone(number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<(&str, &str), BadPhone>) {
        let read = Phone::parse(text).map(|phone| (phone.expose().to_owned(), phone.masked()));
        assert_eq!(read, expected.map(|(number, masked)| (number.into(), masked.into())));
    }

    #[test]
    fn numbers_as_people_write_them() {
        // 199 0000 and 0375-2000 are invented lines.
        check("19900001234", Ok(("19900001234", "199****1234")));
        check("+86 199-0000-1234", Ok(("19900001234", "199****1234")));
        check("0086 19900001234", Ok(("19900001234", "199****1234")));
        check("８６１９９００００１２３４", Ok(("19900001234", "199****1234")));
        check("0375-2000123", Ok(("0375-2000123", "0375-*****23")));
        check("(0375)2000123", Ok(("0375-2000123", "0375-*****23")));
        check("03752000123转8001", Ok(("0375-2000123-8001", "0375-*****23")));
        check("0375-2000123-8001", Ok(("0375-2000123-8001", "0375-*****23")));
        check("010 20001234", Ok(("010-20001234", "010-******34")));
    }

    #[test]
    fn each_fault_has_its_own_sentence() {
        check("2000123", Err(BadPhone::NoArea));
        check("1990000123", Err(BadPhone::Length(10)));
        check("12900001234", Err(BadPhone::Length(11)));
        check("", Err(BadPhone::Length(0)));
        check("无", Err(BadPhone::NotDigits));
        check("19900001234、19900001235", Err(BadPhone::Several));
        check("0375-2000123转办公室", Err(BadPhone::NotDigits));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "\\PC{0,24}") {
            let _ = Phone::parse(&text);
        }

        #[test]
        fn one_form_is_read_again_as_itself(text in "0?[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,4})?") {
            if let Ok(phone) = Phone::parse(&text) {
                prop_assert_eq!(Phone::parse(phone.expose()).unwrap(), phone.clone());
                let shown = format!("{phone:?}");
                prop_assert!(!shown.contains(phone.expose()));
            }
        }
    }
}
