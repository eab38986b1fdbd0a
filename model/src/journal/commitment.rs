//! Commitments: the journal holds these in place of content.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use super::Hash;

/// Random bytes that keep a change's content from being guessed from its commitment.
///
/// Erasing the salt together with the image is what erases a person: 128 unknown bits stand between
/// the commitment that stays and even a one-digit field.
pub type Salt = [u8; 16];

/// What the journal keeps of one changed row, in place of its content.
///
/// `HMAC-SHA256(salt, "yaoshan/change/v1\n" ‖ len ‖ record_kind ‖ record_id ‖ image)`, where an
/// image is `01 ‖ len ‖ bytes`, no image (the record was removed) is `00`, the id is its 16 bytes
/// and every `len` is 8 bytes, big-endian.
pub fn change_commitment(
    salt: &Salt,
    record_kind: &str,
    record_id: Uuid,
    image: Option<&str>,
) -> Hash {
    // HMAC fills a short key up with zeros to one block; salts have one length, so none collide.
    let mut key = [0; 64];
    key[..salt.len()].copy_from_slice(salt);
    let mut mac = Hmac::<Sha256>::new(&key.into());
    mac.update(b"yaoshan/change/v1\n");
    mac.update(&length(record_kind.len()));
    mac.update(record_kind.as_bytes());
    mac.update(record_id.as_bytes());
    match image {
        None => mac.update(&[0]),
        Some(image) => {
            mac.update(&[1]);
            mac.update(&length(image.len()));
            mac.update(image.as_bytes());
        }
    }
    Hash(mac.finalize().into_bytes().into())
}

/// What an entry commits to: its changes in their order, and the facts they posted.
///
/// `SHA-256("yaoshan/changes/v1\n" ‖ count ‖ change commitments ‖ facts digest)`.
pub fn entry_commitment(changes: &[Hash], facts_digest: Hash) -> Hash {
    let count = length(changes.len());
    let mut parts: Vec<&[u8]> = vec![b"yaoshan/changes/v1\n", &count];
    parts.extend(changes.iter().map(|change| change.as_bytes().as_slice()));
    parts.push(facts_digest.as_bytes());
    Hash::of(&parts)
}

/// A digest of the facts that an entry posted, each written as one text, in their order.
///
/// `SHA-256("yaoshan/facts/v1\n" ‖ (len ‖ fact)…)`.
pub fn facts_digest<'a>(facts: impl IntoIterator<Item = &'a str>) -> Hash {
    let mut text = b"yaoshan/facts/v1\n".to_vec();
    for fact in facts {
        text.extend(length(fact.len()));
        text.extend(fact.as_bytes());
    }
    Hash::of(&[&text])
}

fn length(length: usize) -> [u8; 8] {
    (length as u64).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn everything_about_a_change_is_committed_to() {
        let (id, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let all = [
            change_commitment(&[1; 16], "person", id, Some("{}")),
            change_commitment(&[2; 16], "person", id, Some("{}")),
            change_commitment(&[1; 16], "parent", id, Some("{}")),
            change_commitment(&[1; 16], "person", other, Some("{}")),
            change_commitment(&[1; 16], "person", id, Some("{ }")),
            change_commitment(&[1; 16], "person", id, Some("")),
            change_commitment(&[1; 16], "person", id, None),
        ];
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    }

    #[test]
    fn a_change_commitment_is_what_its_description_says() {
        // printf 'yaoshan/change/v1\n\0\0\0\0\0\0\0\6person<16 bytes 07>\1\0\0\0\0\0\0\0\2{}' |
        //   openssl mac -digest SHA256 -macopt hexkey:01…01 HMAC
        let got = change_commitment(&[1; 16], "person", Uuid::from_bytes([7; 16]), Some("{}"));
        assert_eq!(
            got.to_string(),
            "0805e2af29bb44228dc0ce0c5e89c7f273c45db51f53fc62b48e87fc577f6544"
        );
    }

    #[test]
    fn order_number_and_facts_are_committed_to() {
        let (a, b) = (Hash([1; 32]), Hash([2; 32]));
        let none = facts_digest([]);
        let all = [
            entry_commitment(&[a, b], none),
            entry_commitment(&[b, a], none),
            entry_commitment(&[a], b),
            entry_commitment(&[], none),
            entry_commitment(&[a, b], facts_digest(["x"])),
        ];
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
        assert_ne!(facts_digest(["ab"]), facts_digest(["a", "b"]));
        assert_ne!(facts_digest([""]), none);
    }
}
