//! Passwords: what may be one, and how its hash is made and checked.
//!
//! Hashing takes 19 MiB and some ten milliseconds on purpose: never call it on a database thread.

use std::sync::LazyLock;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::PasswordHash,
};
use model::{Text, text::Say};
use zeroize::Zeroizing;

use super::{
    common,
    rules::{PasswordPolicy, SignInRules},
    totp,
};

/// A password as somebody typed it. It prints as nothing and forgets itself when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

/// Argon2id in the PHC string format.
#[derive(Clone, PartialEq, Eq)]
pub struct Hashed(String);

/// Why a password will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum WeakPassword {
    /// Shorter than this.
    Short(usize),
    Long,
    /// Fewer than three kinds of characters.
    Kinds,
    Common,
    /// It contains the login name.
    Login,
    Same,
}

/// OWASP's second choice for Argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// Longer input costs only the sender's patience, yet must have an end.
const MAX_LENGTH: usize = 256;

impl Password {
    pub fn new(text: String) -> Password {
        Password(Zeroizing::new(text))
    }

    /// A password to hand to somebody once, who must then choose another.
    pub fn invented(random: &[u8; 10]) -> Password {
        let mut text = totp::base32(random).to_lowercase();
        // Three kinds of characters whatever the dice say.
        text.replace_range(15.., &(2 + random[9] % 8).to_string());
        for at in [12, 8, 4] {
            text.insert(at, '-');
        }
        Password::new(text)
    }

    /// For showing an invented password once.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Slow. Makes the hash to be stored.
    pub fn hash(&self, salt: &[u8; 16]) -> Result<Hashed, argon2::password_hash::Error> {
        let hash = argon2().hash_password_with_salt(self.0.as_bytes(), salt)?;
        Ok(Hashed(hash.to_string()))
    }

    /// Slow, and equally slow when there is nothing to compare with.
    pub fn is(&self, stored: Option<&str>) -> bool {
        let known = stored.and_then(|stored| PasswordHash::new(stored).ok());
        let is_known = known.is_some();
        let hash = known.or_else(|| PasswordHash::new(&STAND_IN).ok());
        let matches = hash.is_some_and(|hash| {
            self.0.len() <= MAX_LENGTH && argon2().verify_password(self.0.as_bytes(), &hash).is_ok()
        });
        matches && is_known
    }

    /// Whether it may become the password of the account with this login name.
    pub fn check(&self, login: &str, rules: &SignInRules) -> Result<(), WeakPassword> {
        let length = self.0.chars().count();
        let least = match rules.password_policy {
            PasswordPolicy::Mlps => 10,
            PasswordPolicy::Nist => 12,
        };
        let folded = self.0.to_lowercase();
        if length < least {
            Err(WeakPassword::Short(least))
        } else if self.0.len() > MAX_LENGTH {
            Err(WeakPassword::Long)
        } else if login.chars().count() >= 3 && folded.contains(&login.to_lowercase()) {
            Err(WeakPassword::Login)
        } else if common::is_common(&self.0) {
            Err(WeakPassword::Common)
        } else if rules.password_policy == PasswordPolicy::Mlps && self.kinds() < 3 {
            Err(WeakPassword::Kinds)
        } else {
            Ok(())
        }
    }

    fn kinds(&self) -> usize {
        let kinds: [fn(char) -> bool; 4] = [
            |c| c.is_ascii_lowercase(),
            |c| c.is_ascii_uppercase(),
            |c| c.is_ascii_digit(),
            |c| !c.is_ascii_alphanumeric(),
        ];
        kinds.into_iter().filter(|is_kind| self.0.chars().any(is_kind)).count()
    }
}

impl Hashed {
    /// For the column.
    pub fn into_text(self) -> String {
        self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

impl std::fmt::Debug for Hashed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hashed(…)")
    }
}

impl<'de> serde::Deserialize<'de> for Password {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Password, D::Error> {
        String::deserialize(source).map(Password::new)
    }
}

impl Say for WeakPassword {
    fn say(&self) -> Text {
        match self {
            WeakPassword::Short(least) => Text::new(
                format!("密码太短:至少 {least} 个字符,用几个不相干的词连起来最好记"),
                format!(
                    "the password is too short: at least {least} characters; a few unrelated \
                     words in a row are easiest to remember"
                ),
            ),
            WeakPassword::Long => Text::fixed(
                "密码太长:最多 256 个字节",
                "the password is too long: at most 256 bytes",
            ),
            WeakPassword::Kinds => Text::fixed(
                "密码要含大写字母、小写字母、数字、其他符号中的至少三种",
                "the password needs three of: small letters, capitals, digits, other characters",
            ),
            WeakPassword::Common => Text::fixed(
                "这个密码太常见,一猜就中:请换一个",
                "this password is among the first that anyone guesses: choose another",
            ),
            WeakPassword::Login => Text::fixed(
                "密码里不能包含登录名:请换一个",
                "the password must not contain the login name: choose another",
            ),
            WeakPassword::Same => Text::fixed(
                "新密码不能与现在的密码相同:请换一个",
                "the new password must differ from the present one: choose another",
            ),
        }
    }
}

/// What an unknown login's password is compared with, so that both take the same time.
static STAND_IN: LazyLock<String> = LazyLock::new(|| {
    Password::new(String::new()).hash(&[0; 16]).map(Hashed::into_text).unwrap_or_default()
});

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::new(text.to_owned())
    }

    #[test]
    fn a_password_is_known_by_its_hash_alone() {
        let right = password("三棵老槐树 West 4");
        let stored = right.hash(&[7; 16]).unwrap().into_text();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(right.is(Some(&stored)));
        assert!(!password("三棵老槐树 West 5").is(Some(&stored)));
        assert!(!password("").is(None));
        assert!(!password("").is(Some("")));
        assert!(!password("").is(Some(&STAND_IN[1..])));
        assert_eq!(format!("{right:?}"), "Password(…)");
    }

    #[test]
    fn an_invented_password_satisfies_the_policy() {
        for dice in 0..=255_u8 {
            let random = std::array::from_fn(|at| {
                dice.wrapping_mul(37).wrapping_add((at as u8).wrapping_mul(91))
            });
            let password = Password::invented(&random);
            password.check("nobody", &SignInRules::default()).unwrap();
            assert_eq!(password.expose().len(), 19, "{}", password.expose());
        }
    }

    #[track_caller]
    fn check(policy: PasswordPolicy, text: &str, expected: Result<(), WeakPassword>) {
        let rules = SignInRules { password_policy: policy, ..SignInRules::default() };
        assert_eq!(password(text).check("Wang.Fang", &rules), expected, "{text}");
    }

    #[test]
    fn each_policy_refuses_what_it_must() {
        use PasswordPolicy::{Mlps, Nist};
        check(Mlps, "Tuo9!Lin4", Err(WeakPassword::Short(10)));
        check(Mlps, "tuolinhaomenjiu", Err(WeakPassword::Kinds));
        check(Mlps, "TuoLin haomenjiu", Ok(()));
        check(Mlps, "三棵老槐树 West4", Ok(()));
        check(Nist, "tuolinhaomenjiu", Ok(()));
        check(Nist, "tuolinhaome", Err(WeakPassword::Short(12)));
        check(Nist, "my wang.fang here", Err(WeakPassword::Login));
        check(Nist, "123456789012345", Err(WeakPassword::Common));
        check(Mlps, "P@ssw0rd2019!", Err(WeakPassword::Common));
        check(Nist, &"长".repeat(64), Err(WeakPassword::Common));
        check(Nist, &"尧山 county work ".repeat(4), Ok(()));
        check(Nist, &"尧山 county work ".repeat(40), Err(WeakPassword::Long));
    }
}
