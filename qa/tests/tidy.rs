//! House rules that a reviewer would otherwise repeat.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read stops the test")]

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

const PACKAGES: [&str; 9] =
    ["model", "store", "office", "papers", "web", "assets", "yaoshan", "verifier", "qa"];
const LONGEST_FILE: usize = 250;
const LONGEST_TEMPLATE: usize = 120;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file below `folder` whose name ends so.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !["target", "node_modules", ".git", "out"].contains(&name.as_str()) {
            found.extend(files(&path, ending));
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<(PathBuf, String)> {
    let folders = PACKAGES.iter().map(|package| root().join(package));
    let paths = folders.flat_map(|folder| files(&folder, ".rs"));
    paths.map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
}

/// Lines of code: no comments, no blanks, nothing from the tests at the end on.
fn code_lines(text: &str) -> usize {
    let before_tests = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let lines = before_tests.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<_> = sources()
        .into_iter()
        .filter(|(path, _)| !is_test(path))
        .map(|(path, text)| (code_lines(&text), path))
        .filter(|(lines, _)| *lines > LONGEST_FILE)
        .collect();
    assert!(long.is_empty(), "more than {LONGEST_FILE} lines of code: {long:#?}");
}

#[test]
fn no_template_is_too_long() {
    let long: Vec<_> = files(&root().join("web/templates"), ".html")
        .into_iter()
        .filter(|path| std::fs::read_to_string(path).unwrap().lines().count() > LONGEST_TEMPLATE)
        .collect();
    assert!(long.is_empty(), "more than {LONGEST_TEMPLATE} lines: {long:#?}");
}

#[test]
fn no_type_has_a_name_that_says_nothing() {
    const EMPTY: [&str; 10] = [
        "Service", "Manager", "Helper", "Util", "Utils", "Common", "Dto", "Entity", "Impl", "Info",
    ];
    let mut named = BTreeSet::new();
    for (path, text) in sources() {
        for line in text.lines() {
            let words: Vec<_> = line.trim().trim_start_matches("pub ").split_whitespace().collect();
            let [kind, name, ..] = words[..] else { continue };
            if !["struct", "enum", "trait", "mod"].contains(&kind) {
                continue;
            }
            let name: String =
                name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let lower = ["common", "util", "utils", "helpers"].contains(&name.as_str());
            // `common` passwords are what everybody guesses: a word of the field.
            let is_word = path.ends_with("office/src/account/mod.rs") && name == "common";
            if (lower && !is_word) || EMPTY.iter().any(|empty| name.ends_with(empty)) {
                named.insert(format!("{}: {name}", path.display()));
            }
        }
    }
    assert!(named.is_empty(), "{named:#?}");
}

/// Documents name files in backquotes; whoever moves a file mends the document.
#[test]
fn every_path_in_the_documents_exists() {
    let mut missing = Vec::new();
    let mut documents = files(&root().join("docs"), ".md");
    documents.extend(files(&root().join("programmes"), ".md"));
    for name in ["README.md", "README.zh.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"] {
        documents.push(root().join(name));
    }
    for package in PACKAGES {
        documents.extend(Some(root().join(package).join("README.md")).filter(|path| path.exists()));
    }
    for document in documents {
        let text = std::fs::read_to_string(&document).unwrap();
        // Examples in fenced blocks are about files to be.
        let prose = text.split("```").step_by(2).collect::<String>();
        for word in prose.split('`').skip(1).step_by(2).filter(|word| is_path(word)) {
            let places = [root().join(word), document.parent().unwrap().join(word)];
            if !places.iter().any(|place| place.exists()) {
                missing.push(format!("{}: {word}", document.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Whether a word in backquotes claims to be a file or folder of ours.
fn is_path(word: &str) -> bool {
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
    let starts =
        PACKAGES.iter().chain(&["docs", "migrations", "programmes", "bin", "bench", ".ci"]);
    let known = starts.into_iter().any(|start| word.starts_with(&format!("{start}/")));
    // `yaoshan/entry/v1` names a format.
    plain && known && !word.ends_with("/v1") && !word.contains("NNNN") && !word.contains("thing")
}

#[test]
fn nothing_speaks_of_the_machine_it_was_written_on() {
    // Put together here, so that this file does not find itself.
    let words = ["/wo", "rk/"].concat();
    let mut found = Vec::new();
    for ending in [".rs", ".md", ".toml", ".html", ".sql", ".js", ".mjs", ".json", ".css"] {
        for path in files(&root(), ending) {
            if std::fs::read_to_string(&path).is_ok_and(|text| text.contains(&words)) {
                found.push(path);
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
