use proptest::prelude::*;

use super::*;

fn keyring(seed: u8) -> Keyring {
    Keyring::new(&std::array::from_fn(|at| (at as u8).wrapping_mul(7).wrapping_add(seed)))
}

fn place(field: &str) -> Place<'_> {
    Place { kind: "person", record: uuid::Uuid::from_u128(7), field }
}

#[test]
fn a_field_opens_only_where_it_was_sealed() {
    let (keys, here) = (keyring(1), place("id_number"));
    let sealed = keys.seal(here, [9; NONCE_LENGTH], "秘密".as_bytes()).unwrap();
    assert_eq!(&**keys.open_text(here, &sealed).unwrap(), "秘密");
    let elsewhere = [
        place("phone"),
        Place { kind: "account", ..here },
        Place { record: uuid::Uuid::from_u128(8), ..here },
        // The same letters cut at another point are another place.
        Place { kind: "personi", field: "d_number", ..here },
    ];
    for other in elsewhere {
        assert_eq!(keys.open(other, &sealed), Err(BadSeal::Broken));
    }
    assert_eq!(keyring(2).open(here, &sealed), Err(BadSeal::Broken));
}

#[test]
fn a_new_key_seals_and_the_old_one_still_opens() {
    let here = place("id_number");
    let old = keyring(1);
    let before = old.seal(here, [1; NONCE_LENGTH], b"before").unwrap();
    let new = old.clone().rotated(&[5; KEY_LENGTH]).unwrap();
    let after = new.seal(here, [2; NONCE_LENGTH], b"after").unwrap();
    assert_eq!((before.key_number(), after.key_number(), new.newest()), (1, 2, 2));
    assert_eq!(**new.open(here, &before).unwrap(), *b"before");
    assert_eq!(**new.open(here, &after).unwrap(), *b"after");
    assert_eq!(old.open(here, &after), Err(BadSeal::NoKey(2)));
    let text = new.to_text();
    assert_eq!(Keyring::parse(&text).unwrap(), new);
}

#[test]
fn a_keyring_file_says_what_is_wrong_with_it() {
    let text = keyring(1).to_text();
    let line = text.lines().position(|line| line.starts_with("lookup")).unwrap() + 1;
    let without = |name: &str| -> String {
        text.lines()
            .filter(|line| !line.starts_with(name))
            .map(|line| format!("{line}\n"))
            .collect()
    };
    assert_eq!(Keyring::parse(""), Err(BadKeyring::NotAKeyring));
    assert_eq!(Keyring::parse(&without("yaoshan")), Err(BadKeyring::NotAKeyring));
    for name in ["sealing", "lookup", "journal"] {
        assert_eq!(Keyring::parse(&without(name)), Err(BadKeyring::Missing(name)));
    }
    let short = text.replace("lookup ", "lookup AAAA");
    assert_eq!(Keyring::parse(&short), Err(BadKeyring::Line(line)));
    let zero = text.replace("sealing 1", "sealing 0");
    assert_eq!(Keyring::parse(&zero), Err(BadKeyring::Line(line - 1)));
    let twice = format!("{}{}\n", *text, text.lines().nth(line - 1).unwrap());
    assert_eq!(Keyring::parse(&twice), Err(BadKeyring::Twice(line + 2)));
}

#[test]
fn nothing_secret_is_printed() {
    let keys = keyring(1);
    let sealed = keys.seal(place("id_number"), [1; NONCE_LENGTH], b"secret").unwrap();
    assert_eq!(format!("{keys:?} {sealed:?}"), "Keyring(1 sealing keys) Sealed(48 bytes)");
}

#[test]
fn a_lookup_hash_depends_on_key_kind_and_value() {
    let keys = keyring(1);
    let hash = keys.lookup_hash("phone", "1");
    assert_eq!(hash, keys.lookup_hash("phone", "1"));
    for other in [keys.lookup_hash("phone", "2"), keys.lookup_hash("phone1", ""), {
        keyring(2).lookup_hash("phone", "1")
    }] {
        assert_ne!(hash, other);
    }
}

proptest! {
    #[test]
    fn any_changed_bit_is_found(plain in proptest::collection::vec(any::<u8>(), 0..40), bit in any::<prop::sample::Index>()) {
        let (keys, here) = (keyring(3), place("phone"));
        let sealed = keys.seal(here, [4; NONCE_LENGTH], &plain).unwrap();
        prop_assert_eq!(&**keys.open(here, &sealed).unwrap(), &plain);
        let stored: Sealed = serde_json::from_str(&serde_json::to_string(&sealed).unwrap()).unwrap();
        prop_assert_eq!(&stored, &sealed);
        let mut bytes = sealed.as_bytes().to_vec();
        let at = bit.index(bytes.len() * 8);
        bytes[at / 8] ^= 1 << (at % 8);
        let opened = Sealed::try_from(bytes).and_then(|sealed| keys.open(here, &sealed).map(drop));
        prop_assert!(opened.is_err());
    }

    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..64), text in "\\PC{0,80}") {
        if let Ok(sealed) = Sealed::try_from(bytes) {
            prop_assert!(keyring(1).open(place("phone"), &sealed).is_err());
        }
        let _ = Keyring::parse(&text);
        let _ = Sealed::try_from(text);
    }
}
