//! The program as a person runs it.

#![expect(clippy::unwrap_used, reason = "a test ends where its preparation fails")]

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use model::journal::{Checkpoint, Entry, Receipt, SignerKey, merkle};
use tempfile::TempDir;

struct Answer {
    code: i32,
    out: String,
    err: String,
}

fn run(args: &[&str], input: &[u8]) -> Answer {
    let mut child = Command::new(env!("CARGO_BIN_EXE_verifier"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that answers before it has read everything closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input);
    let done = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Answer { code: done.status.code().unwrap(), out: text(done.stdout), err: text(done.stderr) }
}

fn signer() -> SignerKey {
    SignerKey::from_seed("lushan.example/journal", &[1; 32]).unwrap()
}

fn key() -> String {
    signer().verifier().to_string()
}

/// The receipt of the third of five entries.
fn receipt() -> String {
    let entries: Vec<_> = (0..5)
        .map(|n| Entry {
            id: format!("016b4f0c-1b00-7000-8000-00000000000{n}").parse().unwrap(),
            at: "2019-06-14T17:30:00Z".parse().unwrap(),
            actor: "016b4f0c-1b00-7000-8000-0000000000aa".parse().unwrap(),
            kind: "activity.held".into(),
            subject: "016b4f0c-1b00-7000-8000-0000000000bb".parse().unwrap(),
            commitment: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
                .parse()
                .unwrap(),
        })
        .collect();
    let hashes: Vec<_> = entries.iter().map(Entry::leaf_hash).collect();
    let (origin, root) = (signer().verifier().name().to_owned(), merkle::root(&hashes));
    let checkpoint = Checkpoint { origin, size: 5, root }.sign(&[&signer()]).unwrap();
    let path = merkle::inclusion(&hashes, 2).unwrap();
    Receipt { entry: entries[2].clone(), index: 2, path, checkpoint }.to_string()
}

fn write(dir: &TempDir, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = dir.path().join(name);
    fs::write(&path, content).unwrap();
    path_text(&path)
}

fn path_text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_good_receipt_is_told_in_both_languages() {
    let dir = TempDir::new().unwrap();
    let file = write(&dir, "good.tlog-proof", receipt());
    let answer = run(&[&file, "--key", &key()], b"");
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    for words in
        ["有效：", "VALID: ", "第 3 条", "entry number 3", "2019-06-15 01:30:00", "5 entries"]
    {
        assert!(answer.out.contains(words), "{words} in {}", answer.out);
    }
    let english = run(&[&file, "--key", &key(), "--lang", "en"], b"").out;
    assert!(english.starts_with("VALID: ") && !english.contains("有效"));
    let chinese = run(&[&file, "--key", &key(), "--lang", "zh"], b"").out;
    assert!(chinese.starts_with("有效：") && !chinese.contains("VALID"));
}

#[test]
fn a_receipt_comes_through_a_pipe_and_through_mail() {
    let key = key();
    let from_pipe = |text: &str| run(&["-", "--key", &key], text.as_bytes()).code;
    assert_eq!(from_pipe(&receipt()), 0);
    assert_eq!(from_pipe(&format!("\u{feff}{}", receipt().replace('\n', "\r\n"))), 0);
    assert_eq!(from_pipe(receipt().trim_end()), 0);
    assert_eq!(from_pipe(&format!("\n{}\n\n", receipt())), 0);
}

#[test]
fn keys_come_from_a_file_of_them() {
    let dir = TempDir::new().unwrap();
    let old = SignerKey::from_seed("lushan.example/journal", &[2; 32]).unwrap();
    let keys = format!("# 2018\n{}\n\n# 2019\r\n  {}  \n", old.verifier(), key());
    let keys = write(&dir, "keys", keys);
    assert_eq!(run(&["-", "--key", &keys], receipt().as_bytes()).code, 0);
    let keys = write(&dir, "old", old.verifier().to_string());
    let answer = run(&["-", "--key", &keys], receipt().as_bytes());
    assert_eq!(answer.code, 1);
    assert!(answer.out.contains("none of the keys you trust"), "{}", answer.out);
}

#[test]
fn a_false_receipt_is_told_with_its_reason() {
    let key = key();
    let check = |content: &[u8], reason: &str| {
        let answer = run(&["-", "--key", &key, "--lang", "en"], content);
        assert_eq!(answer.code, 1, "{}", answer.out);
        let told = answer.out.starts_with("NOT VALID: ") && answer.out.contains(reason);
        assert!(told, "{reason} in {}", answer.out);
    };
    let good = receipt();
    check(good.replace("\n5\n", "\n6\n").as_bytes(), "the signature in the name of");
    check(good.replace("index 2", "index 3").as_bytes(), "do not lead to the journal's root");
    check(good.replace("index 2", "index 5").as_bytes(), "beyond the end");
    check(b"", "first line");
    check(&[0xff; 100], "first line");
    check(&vec![b'x'; 10_000_000], "too large");
    check(&good.as_bytes()[..300], "(extra)");
    let (above, _) = good.split_once("\n\n").unwrap();
    check(above.as_bytes(), "one Base64 hash a line");
}

#[test]
fn without_a_usable_key_nothing_is_judged() {
    let dir = TempDir::new().unwrap();
    let check = |key: &[&str], reason: &str| {
        let args = [&["-", "--lang", "en"], key].concat();
        let answer = run(&args, receipt().as_bytes());
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{}", answer.err);
        assert!(answer.err.contains(reason), "{reason} in {}", answer.err);
    };
    check(&[], "that the county has published");
    check(&["--key", "/nowhere/key"], "Cannot read /nowhere/key");
    check(&["--key", &key().replace('+', " ")], "Cannot read");
    check(&["--key", &key().replace("lushan", "lushen")], "copy the key again");
    check(&["--key", &write(&dir, "empty", "# none yet\n")], "contains no key");
    check(&["--key", &write(&dir, "bad", format!("\n{}x\n", key()))], "line 2");
    let secret = signer().to_secret_text();
    check(&["--key", &write(&dir, "secret", secret.as_str())], "the secret key");
    check(&["--key", secret.as_str()], "the secret key");
}

#[test]
fn a_missing_file_and_a_wrong_option_are_no_verdict() {
    let missing = run(&["/nowhere/receipt", "--key", &key()], b"");
    assert_eq!((missing.code, missing.out.as_str()), (2, ""));
    assert!(missing.err.contains("读不到文件") && missing.err.contains("Cannot read"));
    assert_eq!(run(&["-", "--what"], b"").code, 2);
    assert_eq!(run(&[], b"").code, 2);
    assert_eq!(run(&["--help"], b"").code, 0);
}
