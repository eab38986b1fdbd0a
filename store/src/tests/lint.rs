//! What our SQL must not say, so that it means the same on both databases, is decided by no clock but
//! ours, and could one day be spread over machines (Citus, one schema a county).

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{KINDS, testing::Fresh};

/// Words that no statement of ours may contain, and why. In capitals; `_` is any run of white space.
const BANNED: &[(&str, &str)] = &[
    ("NOW(", "bind the act's moment"),
    ("CURRENT_TIMESTAMP", "bind the act's moment"),
    ("CURRENT_DATE", "bind the act's day"),
    ("CURRENT_TIME", "bind the act's moment"),
    ("CLOCK_TIMESTAMP", "bind the act's moment"),
    ("DATETIME(", "bind the act's moment"),
    ("STRFTIME(", "bind the act's moment"),
    ("RANDOM(", "bind what Entropy gives"),
    ("GEN_RANDOM_UUID", "ids come from the sender"),
    ("RANDOMBLOB", "bind what Entropy gives"),
    ("LAST_INSERT_ROWID", "ids come from the sender"),
    ("CURRVAL", "ids come from the sender"),
    ("NEXTVAL", "ids come from the sender"),
    ("TRIGGER", "the office does it, in sight"),
    ("MERGE INTO", "not on SQLite; write ON CONFLICT"),
    ("DEFERRABLE", "a rule holds at once"),
    ("GREATEST(", "not on SQLite; write CASE"),
    ("LEAST(", "not on SQLite; write CASE"),
    ("GENERATE_SERIES", "not on SQLite"),
    ("ANY($", "no arrays on SQLite"),
    ("TO_CHAR(", "not on SQLite, and STABLE"),
    ("TO_JSONB(", "not on SQLite, and STABLE"),
    ("::", "write CAST"),
    (" ILIKE ", "fold case in Rust"),
    (" LIKE ", "folds case on SQLite only; fold it in Rust, or use search terms"),
    (" GLOB ", "not on PostgreSQL"),
    ("IFNULL(", "not on PostgreSQL; write COALESCE"),
    ("INSERT OR ", "not on PostgreSQL; write ON CONFLICT"),
    ("AUTOINCREMENT", "ids come from the sender"),
    ("SERIAL", "ids come from the sender"),
    ("GENERATED ALWAYS", "the office computes, in sight"),
    ("LISTEN ", "only through the coordinator"),
    ("NOTIFY ", "only through the coordinator"),
    ("CREATE FUNCTION", "the office does it, in sight"),
    ("CREATE VIEW", "a query says what it reads"),
];

/// A piece of SQL and where it stands.
struct Statement {
    file: String,
    text: String,
}

#[test]
fn no_sql_says_what_one_database_or_a_cluster_would_take_otherwise() {
    let mut found = Vec::new();
    let all = statements();
    assert!(all.len() > 100, "the statements are not found any more: {}", all.len());
    for Statement { file, text } in &all {
        for problem in problems(text) {
            found.push(format!("{file}: {problem}\n    {text}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn problems(text: &str) -> Vec<String> {
    let said = format!(" {text} ");
    let mut found: Vec<String> = BANNED
        .iter()
        .filter(|(word, _)| contains(&said, word))
        .map(|(word, why)| format!("{word}: {why}"))
        .collect();
    let mut say = |wrong: bool, what: &str| {
        if wrong {
            found.push(what.to_owned());
        }
    };
    let starts = |word: &str| text.starts_with(word);
    let between = |from: &str, to: &[&str]| {
        let part = text.split_once(from).map_or("", |(_, part)| part);
        let end = to.iter().filter_map(|to| part.find(to)).min().unwrap_or(part.len());
        part[..end].to_owned()
    };
    say(starts("SET ") && !starts("SET LOCAL "), "SET without LOCAL stays on the connection");
    say(text.contains("SET ("), "SET (a, b) = …: one column at a time");
    say(
        starts("INSERT") && between("VALUES", &["ON CONFLICT", "RETURNING"]).contains("SELECT"),
        "a subquery in VALUES",
    );
    say(between("RETURNING", &[]).contains("SELECT"), "a subquery in RETURNING");
    say(between("DO UPDATE SET", &["RETURNING"]).contains("SELECT"), "a subquery in DO UPDATE");
    say(starts("CREATE TABLE") && text.contains("DEFAULT"), "a default; the office gives values");
    say(starts("CREATE TABLE ") && !text.contains("PRIMARY KEY"), "a table without a primary key");
    say(
        starts("ALTER TABLE") && text.contains("ADD COLUMN") && text.contains("CHECK"),
        "a column and its CHECK in one statement",
    );
    found
}

/// A word ends where another letter could go on, unless it ends in something else itself.
fn contains(said: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    said.match_indices(word).any(|(at, _)| {
        let before = said[..at].chars().next_back().is_some_and(is_letter);
        let after = said[at + word.len()..].chars().next().is_some_and(is_letter);
        let (first, last) = (word.starts_with(is_letter), word.ends_with(is_letter));
        !(first && before || last && after)
    })
}

const BEGINNINGS: [&str; 9] =
    ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH ", "CREATE", "ALTER", "SET ", "DROP"];
const PIECES: [&str; 5] = [" FROM ", " WHERE ", " AND ", " ON ", " OR "];

/// Every string of this package that is SQL, and every statement of a migration, in one line each
/// and in capitals but for what is quoted.
fn statements() -> Vec<Statement> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for path in files(&root.join("src"), "rs") {
        if path
            .components()
            .any(|part| ["tests", "testing"].contains(&&*part.as_os_str().to_string_lossy()))
        {
            continue;
        }
        for text in strings(&fs::read_to_string(&path).unwrap()) {
            // A piece of a statement that a macro puts together is looked at as well.
            let is_piece = PIECES.iter().any(|word| text.contains(word));
            let text = flat(&text);
            if is_piece || BEGINNINGS.iter().any(|word| text.starts_with(word)) {
                all.push(Statement { file: path.display().to_string(), text });
            }
        }
    }
    for path in files(&root.join("../migrations"), "sql") {
        let sql = fs::read_to_string(&path).unwrap();
        let sql: Vec<&str> = sql.lines().map(|line| line.split("--").next().unwrap()).collect();
        let texts = sql.join("\n");
        for text in texts.split(';').map(flat).filter(|text| !text.is_empty()) {
            all.push(Statement { file: path.display().to_string(), text });
        }
    }
    all
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase()
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The string literals of a source file: enough of Rust to tell them from comments and characters.
fn strings(source: &str) -> Vec<String> {
    let (mut found, mut rest) = (Vec::new(), source);
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let (token, after) = (rest.as_bytes()[at], &rest[at + 1..]);
        rest = match token {
            b'/' if after.starts_with('/') => after.split_once('\n').map_or("", |(_, rest)| rest),
            // A character; otherwise it is a lifetime.
            b'\'' if after.starts_with('\\') => {
                &after[after[2..].find('\'').map_or(0, |at| at + 3)..]
            }
            b'\'' => match after.char_indices().nth(1) {
                Some((end, '\'')) => &after[end + 1..],
                _ => after,
            },
            b'"' => {
                let end = closing(after);
                found.push(after[..end].replace("\\n", "\n").replace("\\\n", "\n"));
                &after[(end + 1).min(after.len())..]
            }
            _ => after,
        };
    }
    found
}

fn closing(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' if !escaped => return at,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

#[test]
fn the_lint_sees_what_it_should() {
    let code = r#"let c = '"'; // "SELECT now()"
        const SQL: &str = "SELECT 1"; fn f<'a>(x: &'a str) { "it \"is\"" }"#;
    assert_eq!(strings(code), ["SELECT 1", "it \\\"is\\\""]);
    for bad in [
        "SELECT now()",
        "SELECT a::text FROM b",
        "INSERT INTO a (b) VALUES ((SELECT 1))",
        "INSERT INTO a (b) VALUES (1) ON CONFLICT (b) DO UPDATE SET c = (SELECT 1)",
        "DELETE FROM a RETURNING (SELECT 1)",
        "CREATE TABLE a (b BIGINT)",
        "CREATE TABLE a (b BIGINT PRIMARY KEY, c BIGINT DEFAULT 0)",
        "SET search_path = x",
        "SELECT 1 FROM a WHERE b = ANY($1)",
    ] {
        assert_eq!(problems(&flat(bad)).len(), 1, "{bad}");
    }
    for good in [
        "SET LOCAL enable_hashjoin = off",
        "INSERT INTO a (b) SELECT c FROM d",
        "SELECT known() FROM release",
        "UPDATE a SET b = $1 WHERE c IN (SELECT d FROM e)",
    ] {
        assert_eq!(problems(&flat(good)), Vec::<String>::new(), "{good}");
    }
}

/// Only what was granted to the one who asks makes a scope.
#[test]
fn only_the_act_grants_a_scope() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let callers: Vec<String> = ["model", "store", "office", "papers", "web", "yaoshan"]
        .iter()
        .flat_map(|package| files(&root.join(package).join("src"), "rs"))
        .filter(|path| {
            let source = fs::read_to_string(path).unwrap();
            let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
            code.contains("Scope::granted(")
        })
        .map(|path| path.strip_prefix(&root).unwrap().display().to_string())
        .filter(|path| !path.contains("/tests") && !path.contains("/testing"))
        .collect();
    assert_eq!(callers, ["office/src/act/rights.rs"]);
}

/// A journaled table that verification does not walk through would be a hole in it.
#[test]
fn verification_knows_every_journaled_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut declared: Vec<String> = Vec::new();
    for path in files(&folder, "rs").iter().filter(|path| !path.ends_with("row.rs")) {
        let source = fs::read_to_string(path).unwrap();
        for part in source.split("\nrow!(journaled ").skip(1) {
            declared.push(part.split('"').nth(1).unwrap().to_owned());
        }
    }
    let mut known: Vec<&str> = KINDS.iter().map(|kind| kind.table).collect();
    declared.sort_unstable();
    known.sort_unstable();
    assert!(declared.len() >= 15);
    assert_eq!(declared, known);
}

/// A column that the image leaves out could be changed unseen.
#[test]
fn every_column_of_a_journaled_table_is_in_its_image() {
    let fresh = Fresh::sqlite();
    drop(fresh.open());
    let mut raw = fresh.raw();
    for kind in KINDS {
        let columns: Vec<String> =
            raw.columns(kind.table).into_iter().map(|column| column.name).collect();
        let mut sorted = (columns.clone(), kind.columns.to_vec());
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        assert_eq!(sorted.0, sorted.1, "{}", kind.table);
    }
}
