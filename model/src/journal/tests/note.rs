use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use proptest::prelude::*;
use zeroize::Zeroizing;

use super::{ORIGIN, flips, signer};
use crate::{
    journal::{
        Checkpoint, Hash, Note, SignerKey, VerifierKey,
        checkpoint::CheckpointRefused,
        key::KeyRefused,
        note::NoteRefused,
        suite::{SUITES, Suite},
    },
    text::Say,
};

/// The example that the makers of the format publish: key, text and signature are theirs.
const PUBLISHED_SECRET: &str =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const PUBLISHED_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PUBLISHED_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\
    \n\
    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

#[test]
fn the_published_example_verifies_and_is_signed_alike() {
    let key: VerifierKey = PUBLISHED_KEY.parse().unwrap();
    let note: Note = PUBLISHED_NOTE.parse().unwrap();
    assert_eq!(note.verify(std::slice::from_ref(&key)), Ok(vec![&key]));
    assert_eq!((key.to_string(), note.to_string()), (PUBLISHED_KEY.into(), PUBLISHED_NOTE.into()));

    let signer: SignerKey = PUBLISHED_SECRET.parse().unwrap();
    assert_eq!(signer.verifier(), &key);
    assert_eq!(signer.to_secret_text().as_str(), PUBLISHED_SECRET);
    assert_eq!(Note::sign(note.unverified_text().to_owned(), &[&signer]), Ok(note));
    assert!(!format!("{signer:?}").contains("AYEKFALV"));
}

#[test]
fn a_damaged_key_is_refused_with_its_reason() {
    let refused = |text: &str| text.parse::<VerifierKey>().unwrap_err();
    assert_eq!(refused(""), KeyRefused::Form);
    assert_eq!(refused("PeterNeumann+c74f20a3"), KeyRefused::Form);
    assert_eq!(refused(&PUBLISHED_KEY.replace("c74f20a3", "c74f20a")), KeyRefused::Form);
    assert_eq!(refused(&PUBLISHED_KEY.replace("c74f20a3", "+74f20a3")), KeyRefused::Form);
    assert_eq!(refused(&format!("{PUBLISHED_KEY}\n")), KeyRefused::Form);
    assert_eq!(refused(&PUBLISHED_KEY.replace("c74f20a3", "c74f20a4")), KeyRefused::Id);
    assert_eq!(refused(&PUBLISHED_KEY.replace("Peter", "Pieter")), KeyRefused::Id);
    assert_eq!(refused(&PUBLISHED_KEY.replace("Peter", "Peter ")), KeyRefused::Name);
    assert_eq!(refused(&PUBLISHED_KEY.replace("+AR", "+BR")), KeyRefused::Algorithm);
    assert_eq!(refused("a+00000000+AQAB"), KeyRefused::Value);
    // The neutral point: one signature would fit every text.
    let weak = BASE64.encode([&[1, 1][..], &[0; 31]].concat());
    assert_eq!(refused(&format!("a+00000000+{weak}")), KeyRefused::Value);

    let refused = |text: &str| text.parse::<SignerKey>().unwrap_err();
    assert_eq!(refused(PUBLISHED_KEY), KeyRefused::Form);
    assert_eq!(refused(&PUBLISHED_SECRET.replace("Peter", "Pieter")), KeyRefused::Id);
    for name in ["", "a b", "a\u{3000}b", "a+b", "a\nb", &"长".repeat(67)] {
        assert_eq!(SignerKey::from_seed(name, &[1; 32]).unwrap_err(), KeyRefused::Name, "{name}");
    }
}

#[test]
fn a_note_out_of_form_is_refused() {
    let note = PUBLISHED_NOTE;
    let line = note.lines().last().unwrap();
    let wrong = [
        String::new(),
        "\n".into(),
        note.trim_end().into(),
        format!("{note}\n"),
        format!("{note} \n"),
        note.replace("\n\n", "\n"),
        note.replace("\n\n", "\r\n\r\n"),
        note.replace("If you", "If\tyou"),
        note.replace("— Peter", "- Peter"),
        note.replace("— Peter", "—Peter"),
        note.replace("— PeterNeumann", "— "),
        note.replace("— Peter", "— Peter+"),
        note.replace("— Peter", "— Peter\u{2003}"),
        note.replace("nAM=", "nAM"),
        note.replace("nAM=", "nAN="),
        "text\n\n— a AAAAAA==\n".into(),
        format!("{note}{}", format!("{line}\n").repeat(64)),
    ];
    for wrong in wrong {
        assert_eq!(wrong.parse::<Note>(), Err(NoteRefused::Form), "{wrong}");
    }
    assert_eq!("x".repeat(200_000).parse::<Note>(), Err(NoteRefused::TooLong));
    let key = signer(1);
    for text in ["", "no line feed", "tab\there\n"] {
        assert_eq!(Note::sign(text.into(), &[&key]), Err(NoteRefused::Form));
    }
    assert_eq!(Note::sign("text\n".into(), &[]), Err(NoteRefused::Form));
}

#[test]
fn lines_of_unknown_keys_are_passed_over_and_false_ones_of_known_keys_are_not() {
    let (ours, other) = (signer(1), signer(2));
    let stranger = SignerKey::from_seed("witness.example/1", &[3; 32]).unwrap();
    let note = Note::sign("first\n\nsecond\n".into(), &[&stranger, &ours, &other]).unwrap();
    let note: Note = note.to_string().parse().unwrap();
    assert_eq!(note.unverified_text(), "first\n\nsecond\n");
    let trusted =
        |keys: &[&SignerKey]| -> Vec<_> { keys.iter().map(|key| key.verifier().clone()).collect() };
    let (one, both) = (trusted(&[&ours]), trusted(&[&other, &ours]));
    assert_eq!(note.verify(&one).unwrap(), one.iter().collect::<Vec<_>>());
    assert_eq!(note.verify(&both).unwrap().len(), 2);

    let unknown = trusted(&[&signer(9)]);
    let unsigned = note.verify(&unknown);
    let names = [stranger.verifier().name(), ORIGIN, ORIGIN].map(str::to_owned);
    assert_eq!(unsigned, Err(NoteRefused::Unsigned { names: names.into() }));
    assert!(note.verify(&[]).is_err());

    // Another text below the same signatures: every trusted key must speak for the text.
    let forged = note.to_string().replace("second", "Second");
    let forged = forged.parse::<Note>().unwrap().verify(&both).unwrap_err();
    assert_eq!(forged, NoteRefused::Forged { name: ORIGIN.into() });
    assert!(forged.say().zh.contains(ORIGIN));
}

/// Not a signature at all: it only shows that a second suite finds its place.
struct Toy;

impl Suite for Toy {
    fn algorithm(&self) -> &'static [u8] {
        b"\xfftoy"
    }

    fn public_key(&self, secret: &[u8]) -> Option<Vec<u8>> {
        Some(secret.to_vec())
    }

    fn is_public_key(&self, public: &[u8]) -> bool {
        !public.is_empty()
    }

    fn sign(&self, secret: &[u8], text: &[u8]) -> Option<Vec<u8>> {
        Some(Hash::of(&[secret, text]).0.to_vec())
    }

    fn verify(&self, public: &[u8], text: &[u8], signature: &[u8]) -> bool {
        Hash::of(&[public, text]).0 == signature
    }
}

#[test]
fn a_second_suite_signs_beside_the_first_and_old_programs_pass_over_it() {
    let first = signer(1);
    let second = SignerKey::new(ORIGIN, &Toy, Zeroizing::new(vec![5; 20])).unwrap();
    assert_ne!(first.verifier().id(), second.verifier().id());
    let note = Note::sign("text\n".into(), &[&first, &second]).unwrap();

    let public = second.verifier().to_string();
    assert_eq!(public.parse::<VerifierKey>(), Err(KeyRefused::Algorithm));
    let suites = [SUITES, &[&Toy]].concat();
    let key = VerifierKey::parse(&public, &suites).unwrap();
    let secret = SignerKey::parse(&second.to_secret_text(), &suites).unwrap();
    assert_eq!((&key, secret.verifier()), (second.verifier(), second.verifier()));
    assert_eq!(note.verify(&[key]).unwrap().len(), 1);
    assert_eq!(note.verify(&[first.verifier().clone()]).unwrap().len(), 1);
}

#[test]
fn a_checkpoint_says_origin_size_and_root() {
    let checkpoint = Checkpoint { origin: ORIGIN.into(), size: 20_852_163, root: Hash([10; 32]) };
    let text = format!("{ORIGIN}\n20852163\nCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo=\n");
    assert_eq!(checkpoint.text(), text);
    assert_eq!(Checkpoint::parse(&text).as_ref(), Some(&checkpoint));
    let extended = format!("{text}one more line\n");
    assert_eq!(Checkpoint::parse(&extended).as_ref(), Some(&checkpoint));
    let wrong = [
        text.trim_end().to_owned(),
        format!("{text}\n"),
        text.replace("20852163", "020852163"),
        text.replace("20852163", "+20852163"),
        text.replace("20852163", "-1"),
        text.replace("20852163", "18446744073709551615"),
        text.replace("20852163", "99999999999999999999999"),
        text.replace("Cgo=", "Cgp="),
        text.replace("CgoK", "Cgo"),
        text.replace(ORIGIN, ""),
    ];
    for wrong in wrong {
        assert_eq!(Checkpoint::parse(&wrong), None, "{wrong}");
    }
    let unreadable = Checkpoint { origin: "two\nlines".into(), ..checkpoint };
    assert_eq!(unreadable.sign(&[&signer(1)]), Err(CheckpointRefused::Form));
}

#[test]
fn a_key_speaks_for_its_own_journal_only() {
    let (key, other) = (signer(1), "another.example/journal");
    let trusted = [key.verifier().clone()];
    let checkpoint =
        |origin: &str| Checkpoint { origin: origin.into(), size: 0, root: Hash::of(&[]) };
    let note = checkpoint(ORIGIN).sign(&[&key]).unwrap();
    assert_eq!(Checkpoint::open(&note, &trusted), Ok(checkpoint(ORIGIN)));
    let note = checkpoint(other).sign(&[&key]).unwrap();
    let refused = CheckpointRefused::Origin { origin: other.into(), signer: ORIGIN.into() };
    assert_eq!(Checkpoint::open(&note, &trusted), Err(refused));
    let note = Note::sign("a letter\n".into(), &[&key]).unwrap();
    assert_eq!(Checkpoint::open(&note, &trusted), Err(CheckpointRefused::Form));
}

#[test]
fn no_flipped_bit_of_a_checkpoint_passes() {
    let (key, origin) = (signer(1), ORIGIN.to_owned());
    let trusted = [key.verifier().clone()];
    let note = Checkpoint { origin, size: 300, root: Hash([7; 32]) }.sign(&[&key]).unwrap();
    let mut reasons = BTreeSet::new();
    for (bit, forged) in flips(&note.to_string()) {
        let opened = forged.parse().map(|note| Checkpoint::open(&note, &trusted));
        match opened {
            Ok(Ok(checkpoint)) => panic!("bit {bit} flipped passes as {checkpoint:?}"),
            Ok(Err(refused)) => reasons.insert(refused.to_string()),
            Err(refused) => reasons.insert(refused.to_string()),
        };
    }
    assert!(reasons.len() >= 3, "{reasons:?}");
}

proptest! {
    #[test]
    fn whatever_is_signed_is_read_back_and_verifies(text in "([^\\p{Cc}]{0,40}\n){1,4}", seed in any::<u8>()) {
        let key = signer(seed);
        let note = Note::sign(text, &[&key]).unwrap();
        let read: Note = note.to_string().parse().unwrap();
        prop_assert!(read.verify(std::slice::from_ref(key.verifier())).is_ok());
        prop_assert_eq!(read, note);
    }

    #[test]
    fn no_text_makes_the_readers_panic(text in "(?s)(.|\n|\\+|— | ){0,200}", at in any::<prop::sample::Index>()) {
        let _ = (text.parse::<Note>(), text.parse::<VerifierKey>(), Checkpoint::parse(&text));
        for whole in [PUBLISHED_NOTE, PUBLISHED_KEY, PUBLISHED_SECRET] {
            let cut = whole.floor_char_boundary(at.index(whole.len()));
            let mixed = format!("{}{text}{}", &whole[..cut], &whole[cut..]);
            let _ = (mixed.parse::<Note>(), mixed.parse::<VerifierKey>(), mixed.parse::<SignerKey>());
        }
    }
}
