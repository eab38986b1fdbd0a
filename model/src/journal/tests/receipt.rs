use std::collections::BTreeSet;

use proptest::prelude::*;
use uuid::Uuid;

use super::{ORIGIN, flips, reach, signer};
use crate::{
    Lang,
    id::EntryId,
    journal::{
        Checkpoint, Entry, Hash, Note, Receipt, SignerKey,
        checkpoint::CheckpointRefused,
        entry::tests::entry,
        merkle::{self, ProofRefused},
        note::NoteRefused,
        receipt::{Checked, MAX_RECEIPT, ReceiptRefused},
    },
    text::Say,
};

fn entries(size: u64) -> Vec<Entry> {
    (0..size).map(|n| Entry { id: EntryId(Uuid::from_u128(n.into())), ..entry() }).collect()
}

fn checkpoint(entries: &[Entry], key: &SignerKey) -> Note {
    let hashes: Vec<_> = entries.iter().map(Entry::leaf_hash).collect();
    let (origin, size) = (key.verifier().name().to_owned(), entries.len() as u64);
    Checkpoint { origin, size, root: merkle::root(&hashes) }.sign(&[key]).unwrap()
}

fn receipt(index: u64, size: u64, key: &SignerKey) -> Receipt {
    let entries = entries(size);
    let hashes: Vec<_> = entries.iter().map(Entry::leaf_hash).collect();
    Receipt {
        entry: entries[index as usize].clone(),
        index,
        path: merkle::inclusion(&hashes, index).unwrap(),
        checkpoint: checkpoint(&entries, key),
    }
}

#[test]
fn a_receipt_says_who_when_what_and_where() {
    let key = signer(1);
    let text = receipt(4, 11, &key).to_string();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[0], "c2sp.org/tlog-proof@v1");
    assert!(lines[1].starts_with("extra eWFvc2hhbi9lbnRyeS92MQ"));
    assert_eq!(lines[2], "index 4");
    assert_eq!((lines[7], lines[8], lines[9]), ("", ORIGIN, "11"));
    assert!(text.len() < 2_000, "{}", text.len());

    let read: Receipt = text.parse().unwrap();
    assert_eq!(read.to_string(), text);
    let checked = read.check(&[signer(2).verifier().clone(), key.verifier().clone()]).unwrap();
    let expected =
        Checked { entry: entries(11)[4].clone(), index: 4, size: 11, origin: ORIGIN.into() };
    assert_eq!(checked, expected);
}

#[test]
fn every_entry_of_every_small_journal_has_its_receipt() {
    let key = signer(1);
    for size in 1..20 {
        for index in 0..size {
            let text = receipt(index, size, &key).to_string();
            let checked = text.parse::<Receipt>().unwrap().check(&[key.verifier().clone()]);
            assert_eq!(checked.map(|checked| checked.index), Ok(index));
        }
    }
}

/// Every bit of a few receipts (`JOURNAL_RECEIPTS` for more).
#[test]
fn no_flipped_bit_of_a_receipt_passes() {
    let key = signer(1);
    let trusted = [key.verifier().clone()];
    let mut reasons = BTreeSet::new();
    for size in 1..=reach("JOURNAL_RECEIPTS", 3) {
        let text = receipt(size / 2, size, &key).to_string();
        for (bit, forged) in flips(&text) {
            match forged.parse::<Receipt>().and_then(|receipt| receipt.check(&trusted)) {
                Ok(checked) => panic!("bit {bit} of {text} flipped passes as {checked:?}"),
                Err(refused) => reasons.insert(refused.to_string()),
            };
        }
    }
    // It is refused for many reasons, in each line, not for one early one.
    assert!(reasons.len() >= 15, "{reasons:?}");
}

#[test]
fn parts_of_two_good_receipts_make_no_third() {
    let key = signer(1);
    let trusted = [key.verifier().clone()];
    let (good, other) = (receipt(3, 11, &key), receipt(5, 11, &key));
    let older = receipt(3, 8, &key);
    let root = Err(ReceiptRefused::Proof(ProofRefused::Root));
    let check = |receipt: Receipt| receipt.check(&trusted).map(|_| ());
    let with = |change: &dyn Fn(&mut Receipt)| {
        let mut receipt = good.clone();
        change(&mut receipt);
        check(receipt)
    };
    assert_eq!(with(&|_| ()), Ok(()));
    assert_eq!(with(&|r| r.entry = other.entry.clone()), root);
    assert_eq!(with(&|r| r.index = 5), root);
    assert_eq!(with(&|r| r.path = other.path.clone()), root);
    let refused = |why| Err(ReceiptRefused::Proof(why));
    assert_eq!(with(&|r| r.checkpoint = older.checkpoint.clone()), refused(ProofRefused::Length));
    assert_eq!(with(&|r| r.index = 11), refused(ProofRefused::OutOfRange));
    assert_eq!(with(&|r| r.index = u64::MAX), refused(ProofRefused::OutOfRange));
    assert_eq!(with(&|r| r.path.push(Hash([0; 32]))), refused(ProofRefused::Length));
    assert_eq!(with(&|r| r.path.clear()), refused(ProofRefused::Length));
}

#[test]
fn another_countys_signature_is_not_ours() {
    let (ours, stranger) = (signer(1), SignerKey::from_seed(ORIGIN, &[66; 32]).unwrap());
    let refused = receipt(3, 11, &stranger).check(&[ours.verifier().clone()]).unwrap_err();
    let unsigned = NoteRefused::Unsigned { names: vec![ORIGIN.into()] };
    assert_eq!(refused, ReceiptRefused::Checkpoint(CheckpointRefused::Note(unsigned)));
    assert!(refused.say().in_lang(Lang::Zh).contains("没有您所信任的密钥的签名"));
}

#[track_caller]
fn check_refused(text: &str, expected: ReceiptRefused) {
    assert_eq!(text.parse::<Receipt>(), Err(expected), "{text}");
}

#[test]
fn a_receipt_out_of_form_is_refused_and_the_line_named() {
    let text = receipt(4, 11, &signer(1)).to_string();
    let line = |n: usize| text.lines().nth(n).unwrap();
    check_refused("", ReceiptRefused::Head);
    check_refused(&text.replace("@v1", "@v2"), ReceiptRefused::Head);
    check_refused(&format!("\u{feff}{text}"), ReceiptRefused::Head);
    check_refused(&text.replace('\n', "\r\n"), ReceiptRefused::Head);
    check_refused(&text.replace(&format!("{}\n", line(1)), ""), ReceiptRefused::Extra);
    check_refused(&text.replace("extra eW", "extra  eW"), ReceiptRefused::Extra);
    check_refused(&text.replace("extra eW", "extra /W"), ReceiptRefused::Extra);
    for index in ["04", "+4", "-4", "", "4 ", "99999999999999999999"] {
        let index = format!("index {index}");
        check_refused(&text.replace("index 4", &index), ReceiptRefused::Index);
    }
    check_refused(&text.replace(line(3), &line(3)[1..]), ReceiptRefused::Path);
    check_refused(&text.replace(line(3), &format!("{} ", line(3))), ReceiptRefused::Path);
    let unended = text.split_once("\n\n").unwrap().0;
    check_refused(unended, ReceiptRefused::Path);
    check_refused(&format!("{unended}\n\n"), ReceiptRefused::Note(NoteRefused::Form));
    check_refused(text.trim_end(), ReceiptRefused::Note(NoteRefused::Form));
    check_refused(&"x".repeat(MAX_RECEIPT + 1), ReceiptRefused::TooLong);
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "(?s)(.|\n| ){0,300}", from in any::<prop::sample::Index>(), cut in 0..400_usize) {
        let _ = text.parse::<Receipt>();
        let whole = receipt(2, 5, &signer(1)).to_string();
        let from = whole.floor_char_boundary(from.index(whole.len()));
        let until = whole.ceil_char_boundary((from + cut).min(whole.len()));
        let mixed = format!("{}{text}{}", &whole[..from], &whole[until..]);
        if let Ok(receipt) = mixed.parse::<Receipt>() {
            prop_assert_eq!(receipt.to_string(), mixed);
        }
    }
}
