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
