use std::collections::BTreeSet;

use model::word::Word;

use super::{DOCUMENT, JSON, document};
use crate::{Code, Kind};

fn documented() -> BTreeSet<String> {
    let paths = &DOCUMENT.paths.paths;
    let all = paths.iter().flat_map(|(path, item)| {
        document::operations(item).map(move |(method, _)| format!("{method} {path}"))
    });
    all.collect()
}

#[test]
fn the_document_tells_of_every_route_of_the_api_and_of_no_other() {
    let served: BTreeSet<_> = crate::lines()
        .into_iter()
        .filter(|line| line.kind == Kind::Api)
        .map(|line| format!("{} {}", line.method, line.path))
        .collect();
    assert_eq!(documented(), served);
    assert!(served.iter().all(|line| line.contains(" /api/v1/")), "{served:?}");
}

#[test]
fn every_operation_has_its_own_name_and_words() {
    let mut names = BTreeSet::new();
    for (path, item) in &DOCUMENT.paths.paths {
        for (method, operation) in document::operations(item) {
            let words = operation.summary.as_deref().unwrap_or_default();
            assert!(words.ends_with('.') && words.len() < 80, "{method} {path}: {words}");
            assert!(operation.tags.as_ref().is_some_and(|tags| tags.len() == 1), "{method} {path}");
            let name = operation.operation_id.clone().unwrap();
            assert!(names.insert(name.clone()), "{name} twice");
        }
    }
}

#[test]
fn every_schema_that_it_speaks_of_is_in_it() {
    let document: serde_json::Value = serde_json::from_str(&JSON).unwrap();
    for reference in JSON.split("\"$ref\": \"").skip(1) {
        let reference = reference.split('"').next().unwrap();
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn every_code_of_a_problem_is_written_down() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/API.md");
    let text = std::fs::read_to_string(path).unwrap();
    for code in Code::ALL {
        let status = crate::Problem::new(*code).status().as_u16();
        let row = format!("| `{code}` | {status} |");
        assert!(text.contains(&row), "docs/API.md has no row {row}");
    }
}

/// The second of two would silently be left out.
#[test]
fn no_two_schemas_share_a_name() {
    let mut seen = std::collections::BTreeMap::new();
    for served in crate::routes::table() {
        for (name, schema) in served.described.iter().flat_map(|d| d.schemas()) {
            let schema = serde_json::to_value(schema).unwrap();
            let earlier = seen.insert(name.clone(), schema.clone());
            assert!(earlier.is_none_or(|earlier| earlier == schema), "two schemas {name}");
        }
    }
}

/// A change of this file is a change of the API: programs of others depend on it.
/// `UPDATE_OPENAPI=1 cargo nextest run -p web the_document_is` writes it anew.
#[test]
fn the_document_is_the_one_that_was_agreed() {
    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/api/openapi.json");
    let served = format!("{}\n", *JSON);
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(FILE, &served).unwrap();
    }
    let agreed = std::fs::read_to_string(FILE).unwrap_or_default();
    let differs = agreed.lines().zip(served.lines()).position(|(old, new)| old != new);
    let at = differs.unwrap_or(agreed.lines().count().min(served.lines().count()));
    let near = |text: &str| {
        let from = at.saturating_sub(4);
        text.lines().skip(from).take(12).collect::<Vec<_>>().join("\n")
    };
    assert!(
        agreed == served,
        "the API changed near line {at}; was:\n{}\nis:\n{}",
        near(&agreed),
        near(&served)
    );
}
