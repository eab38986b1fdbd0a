//! Login names.

use model::{Text, standards::wide::narrow};

use crate::{Error, Refusal};

const LENGTH: std::ops::RangeInclusive<usize> = 2..=40;

/// One spelling of what somebody typed: half-width, small letters.
pub(super) fn fold(login: &str) -> String {
    narrow(login).to_lowercase()
}

/// Reads a new login name.
pub(super) fn read(login: &str) -> Result<String, Error> {
    let login = fold(login);
    let is_name = LENGTH.contains(&login.chars().count())
        && login.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
    if is_name {
        return Ok(login);
    }
    let text = Text::fixed(
        "登录名要 2 至 40 个字，只用文字、数字和 . _ -，中间没有空格",
        "a login has 2 to 40 characters: letters, digits and . _ - without blanks",
    );
    Err(Refusal::new("login", text).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_one_spelling() {
        assert_eq!(read(" Ｗang.Fang ").unwrap(), "wang.fang");
        assert_eq!(read("王芳-2").unwrap(), "王芳-2");
        for bad in ["", "a", "wang fang", "a@b", "<b>", &"x".repeat(41)] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
