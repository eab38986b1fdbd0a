//! The second factor: six digits from a telephone's authenticator (RFC 6238 over RFC 4226).
//!
//! SHA-1, six digits, thirty seconds: the only variant that every authenticator implements.
//! HMAC-SHA-1 is not touched by SHA-1's collisions.

use hmac::{Hmac, KeyInit, Mac};
use model::Timestamp;
use sha1::Sha1;
use zeroize::Zeroizing;

/// Random bytes of a secret, as RFC 4226 recommends.
pub(super) const SECRET_LENGTH: usize = 20;

const STEP_MILLIS: i64 = 30_000;
/// Clocks may differ by one step.
const SKEW: i64 = 1;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The secret that the authenticator and we share.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    pub(super) fn of(bytes: &[u8]) -> Secret {
        Secret(Zeroizing::new(bytes.to_vec()))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// For typing into an authenticator by hand.
    pub fn base32(&self) -> Zeroizing<String> {
        Zeroizing::new(base32(&self.0))
    }

    /// For the QR code that an authenticator scans.
    pub fn uri(&self, issuer: &str, login: &str) -> Zeroizing<String> {
        let (issuer, login, secret) = (percent(issuer), percent(login), self.base32());
        Zeroizing::new(format!(
            "otpauth://totp/{issuer}:{login}?secret={}&issuer={issuer}",
            secret.as_str()
        ))
    }

    /// The step whose code this is, if it is near enough and later than the last one used:
    /// a code that somebody looked over a shoulder is worth nothing any more.
    pub(super) fn matching_step(
        &self,
        code: &str,
        at: Timestamp,
        last_used: Option<i64>,
    ) -> Option<i64> {
        let code: String = model::standards::wide::narrow(code).replace(' ', "");
        let now = at.as_millis().div_euclid(STEP_MILLIS);
        let mut found = None;
        for step in now - SKEW..=now + SKEW {
            // Every candidate is compared, and in full, so time tells nothing.
            if is_same(&self.code(step), &code) && last_used.is_none_or(|last| step > last) {
                found = Some(step);
            }
        }
        found
    }

    /// What the telephone shows at this time.
    #[cfg(test)]
    pub(super) fn shown_at(&self, at: Timestamp) -> String {
        self.code(at.as_millis().div_euclid(STEP_MILLIS))
    }

    fn code(&self, step: i64) -> String {
        // HMAC takes keys of any length, so this cannot fail; a wrong code is harmless.
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&self.0) else { return String::new() };
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let at = usize::from(digest[19] & 0xf);
        let word = u32::from_be_bytes([digest[at], digest[at + 1], digest[at + 2], digest[at + 3]]);
        format!("{:06}", (word & 0x7fff_ffff) % 1_000_000)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// RFC 4648 without padding.
pub(super) fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut bits, mut held) = (0_u32, 0);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            text.push(char::from(ALPHABET[(bits >> held & 31) as usize]));
        }
    }
    if held > 0 {
        text.push(char::from(ALPHABET[(bits << (5 - held) & 31) as usize]));
    }
    text
}

fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            out.push(char::from(byte));
        } else {
            use std::fmt::Write;
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    a.len() == b.len() && a.iter().zip(b).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000).unwrap()
    }

    /// RFC 6238, appendix B (SHA-1), the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_rfc() {
        let secret = Secret::of(b"12345678901234567890");
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret.matching_step(code, at(seconds), None), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_serves_once_and_only_near_its_time() {
        let secret = Secret::of(b"12345678901234567890");
        let step = secret.matching_step(" 081 804 ", at(1_111_111_109), None);
        assert!(step.is_some());
        for seconds in [1_111_111_109 - 30, 1_111_111_109, 1_111_111_109 + 30] {
            assert_eq!(secret.matching_step("081804", at(seconds), None), step);
            assert_eq!(secret.matching_step("081804", at(seconds), step), None);
        }
        for seconds in [1_111_111_109 - 60, 1_111_111_109 + 60] {
            assert_eq!(secret.matching_step("081804", at(seconds), None), None);
        }
        assert_eq!(secret.matching_step("", at(59), None), None);
        // The earlier code of the window is refused once the later one was used.
        assert_eq!(secret.matching_step("081804", at(1_111_111_111), step.map(|s| s + 1)), None);
    }

    #[test]
    fn base32_is_that_of_the_rfc() {
        for (plain, coded) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(plain.as_bytes()), coded);
        }
        let uri = Secret::of(b"foobar").uri("尧山", "li ming");
        assert_eq!(
            *uri,
            "otpauth://totp/%E5%B0%A7%E5%B1%B1:li%20ming?secret=MZXW6YTBOI&issuer=%E5%B0%A7%E5%B1%B1"
        );
    }
}
