//! The program as a person at a terminal runs it, on both databases.

#![expect(clippy::unwrap_used, reason = "a test ends where its preparation fails")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use model::journal::Receipt;
use store::{Place, on_both, testing::Fresh};
use tempfile::TempDir;

/// A county, and the terminal of whoever looks after it.
struct Terminal {
    store: String,
    folder: TempDir,
    // Dropped last: the database goes with it.
    fresh: Fresh,
}

struct Answer {
    code: i32,
    out: String,
    err: String,
}

impl Terminal {
    fn new(fresh: Fresh) -> Terminal {
        let store = url(&fresh.place);
        Terminal { store, folder: tempfile::tempdir().unwrap(), fresh }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run_on(&self, store: &str, args: &[&str]) -> Answer {
        let done = Command::new(env!("CARGO_BIN_EXE_yaoshan"))
            .args(["--store", store, "--keys"])
            .arg(self.path("county.keys"))
            .args(args)
            .current_dir(self.folder.path())
            .env("LC_ALL", "en_GB.UTF-8")
            .env_remove("YAOSHAN_CONFIG")
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Answer { code: done.status.code().unwrap(), out: text(done.stdout), err: text(done.stderr) }
    }

    fn run(&self, args: &[&str]) -> Answer {
        self.run_on(&self.store, args)
    }

    /// The number of the one account there is.
    fn account(&self) -> String {
        let mut raw = self.fresh.raw();
        let id = if raw.is_sqlite() { "lower(hex(id))" } else { "CAST(id AS TEXT)" };
        let rows = raw.texts(&format!("SELECT {id} FROM account"));
        rows.into_iter().next().unwrap().remove(0)
    }

    /// What it prints, where it must succeed.
    fn says(&self, args: &[&str]) -> String {
        let answer = self.run(args);
        assert_eq!(answer.code, 0, "{args:?}: {}{}", answer.out, answer.err);
        answer.out
    }
}

fn url(place: &Place) -> String {
    match place {
        Place::Sqlite(path) => format!("sqlite:{}", path.display()),
        Place::Postgres { url, schema } => {
            let mark = if url.contains('?') { '&' } else { '?' };
            format!("{url}{mark}schema={schema}")
        }
    }
}

/// The programme that the repository carries.
fn lushan() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../programmes/lushan")
}

/// A copy of the programme with one text replaced in one file.
fn edited(terminal: &Terminal, name: &str, (file, old, new): (&str, &str, &str)) -> String {
    let to = terminal.path(name);
    copy(&lushan(), &to);
    let path = to.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{file} says nothing of {old}");
    fs::write(&path, text.replacen(old, new, 1)).unwrap();
    to.to_str().unwrap().to_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let into = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &into);
        } else {
            fs::copy(entry.path(), into).unwrap();
        }
    }
}

on_both! {
    fn a_programme_is_checked_compared_applied_and_taken_back(fresh: Fresh) {
        let terminal = Terminal::new(fresh);
        let lushan = lushan();
        let lushan = lushan.to_str().unwrap();
        terminal.says(&["programme", "check", lushan]);
        let same = terminal.says(&["programme", "diff", lushan]);
        assert!(same.contains("nothing changes"), "{same}");

        let renamed = edited(&terminal, "next", ("posts.toml", "第一书记", "驻村第一书记"));
        let diff = terminal.says(&["programme", "diff", &renamed]);
        assert!(diff.contains("驻村第一书记"), "{diff}");
        terminal.says(&["programme", "apply", &renamed, "--note", "renamed by decision 7"]);
        let history = terminal.says(&["programme", "history"]);
        assert!(history.starts_with("2\t") && history.contains("decision 7"), "{history}");
        terminal.says(&["programme", "files", "written"]);
        let kept = fs::read_to_string(terminal.path("written/posts.toml")).unwrap();
        assert!(kept.contains("驻村第一书记"));

        terminal.says(&["programme", "rollback", "1", "--note", "taken back"]);
        let same = terminal.says(&["programme", "diff", lushan]);
        assert!(same.contains("against revision 3") && same.contains("nothing changes"), "{same}");
        terminal.says(&["verify"]);
    }

    fn a_programme_with_a_fault_is_named_by_file_and_line_and_never_applied(fresh: Fresh) {
        let terminal = Terminal::new(fresh);
        let wrong = ("indicators.toml", "\ntitle", "\ntitel");
        let wrong = edited(&terminal, "wrong", wrong);
        for verb in [vec!["check", &wrong], vec!["diff", &wrong], vec!["apply", &wrong, "--note", "x"]] {
            let answer = terminal.run(&[&["programme"], &verb[..]].concat());
            assert_eq!(answer.code, 1, "{verb:?}: {}", answer.err);
            assert!(answer.out.contains("indicators.toml:"), "{}", answer.out);
        }
        let history = terminal.says(&["programme", "history"]);
        assert_eq!(history.lines().count(), 1, "{history}");
    }

    fn lists_figures_and_receipts_come_out_of_the_terminal(fresh: Fresh) {
        let terminal = Terminal::new(fresh);
        let lists = terminal.says(&["export"]);
        for list in ["activities", "divisions", "organisations", "people", "postings/gaps"] {
            assert!(lists.lines().any(|line| line == list), "{lists}");
        }
        terminal.says(&["export", "divisions"]);
        assert!(fs::read(terminal.path("divisions.xlsx")).unwrap().starts_with(b"PK"));
        let nothing = terminal.run(&["export", "secrets"]);
        assert_eq!(nothing.code, 2);
        let misspelt = terminal.run(&["export", "people?colour=red", "none.xlsx"]);
        assert_eq!(misspelt.code, 2);
        assert!(misspelt.err.contains("colour"), "{}", misspelt.err);
        assert!(!terminal.path("none.xlsx").exists(), "nothing half-written stays");

        let asked = ["figures", "--period", "2019", "--unit", "410423000000", "--json"];
        let figures: serde_json::Value = serde_json::from_str(&terminal.says(&asked)).unwrap();
        let first = figures[0].as_object().unwrap();
        let keys: Vec<_> = first.keys().map(String::as_str).collect();
        let wanted =
            ["journal_index", "key", "period", "records", "revision", "title", "unit", "value"];
        assert_eq!(keys, wanted);
        assert_eq!(first["value"], 0);

        let verdict = terminal.says(&["verify", "--json"]);
        assert!(verdict.contains("\"good\": true"), "{verdict}");
        let missing = terminal.run(&["receipt", "016b4f0c-1b00-7000-8000-0000000000aa"]);
        assert_eq!(missing.code, 2);
    }

    fn a_backup_comes_back_into_an_empty_place_and_gives_receipts(fresh: Fresh) {
        let terminal = Terminal::new(fresh);
        terminal.says(&["user", "add", "first", "--name", "甲", "--role", "county_office"]);
        terminal.says(&["receipt", &terminal.account(), "first.receipt"]);
        let receipt = fs::read_to_string(terminal.path("first.receipt")).unwrap();
        let receipt: Receipt = receipt.parse().unwrap();
        assert!(receipt.entry.kind.starts_with("account."), "{}", receipt.entry.kind);
        terminal.says(&["backup", "county.backup"]);
        let empty = format!("sqlite:{}", terminal.path("again.db").display());
        let restored = terminal.run_on(&empty, &["restore", "county.backup"]);
        assert_eq!(restored.code, 0, "{}", restored.err);
        let users = terminal.run_on(&empty, &["user", "list"]);
        assert!(users.out.contains("first"), "{}", users.out);
        let again = terminal.run_on(&empty, &["restore", "county.backup"]);
        assert_eq!(again.code, 2, "a place that is in use is not written over");
        assert_eq!(terminal.run_on(&empty, &["verify"]).code, 0);
    }
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish"] {
        let done =
            Command::new(env!("CARGO_BIN_EXE_yaoshan")).args(["completions", shell]).output();
        let text = String::from_utf8(done.unwrap().stdout).unwrap();
        assert!(text.contains("programme") && text.contains("receipt"), "{shell}");
    }
}
