//! The document as a page, for whoever writes a program against it.

use askama::Template;
use serde_json::Value;

use super::JSON;
use crate::{asker::Asker, frame::Frame, page::Page};

#[derive(Template)]
#[template(path = "api/show.html")]
pub(super) struct ApiPage {
    frame: Frame,
    groups: Vec<Group>,
    schemas: Vec<Named>,
}

/// The operations of one resource.
struct Group {
    name: String,
    operations: Vec<Operation>,
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    description: String,
    /// Name, where it stands, kind, words.
    parameters: Vec<Field>,
    body: String,
    /// Status and words.
    answers: Vec<(String, String)>,
}

struct Named {
    name: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    place: String,
    kind: String,
    words: String,
}

pub(super) async fn show(_: Asker, frame: Frame) -> Page<ApiPage> {
    let document: Value = serde_json::from_str(&JSON).unwrap_or_default();
    let mut groups: Vec<Group> = Vec::new();
    for (path, method, operation) in operations(&document) {
        let name = text(&operation["tags"][0]);
        let operation = read(path, method, operation);
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.operations.push(operation),
            None => groups.push(Group { name, operations: vec![operation] }),
        }
    }
    Page(ApiPage { frame, groups, schemas: schemas(&document) })
}

fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    pairs(&document["paths"]).flat_map(|(path, item)| {
        pairs(item).map(move |(method, operation)| (path, method, operation))
    })
}

fn read(path: &str, method: &str, operation: &Value) -> Operation {
    let parameter = |value: &Value| Field {
        name: text(&value["name"]),
        place: text(&value["in"]),
        kind: kind(&value["schema"]),
        words: text(&value["description"]),
    };
    let body = &operation["requestBody"]["content"];
    Operation {
        id: text(&operation["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        description: text(&operation["description"]),
        parameters: items(&operation["parameters"]).map(parameter).collect(),
        body: pairs(body).map(|(_, content)| kind(&content["schema"])).collect(),
        answers: pairs(&operation["responses"])
            .map(|(status, answer)| (status.to_owned(), answer_words(answer)))
            .collect(),
    }
}

fn answer_words(answer: &Value) -> String {
    if answer["$ref"].is_string() {
        return kind(answer);
    }
    let content = pairs(&answer["content"]).map(|(_, content)| kind(&content["schema"]));
    let kinds: Vec<_> = content.filter(|kind| !kind.is_empty()).collect();
    let words = text(&answer["description"]);
    if kinds.is_empty() { words } else { format!("{words}: {}", kinds.join(", ")) }
}

fn schemas(document: &Value) -> Vec<Named> {
    let all = pairs(&document["components"]["schemas"]);
    all.map(|(name, schema)| {
        let fields = pairs(&schema["properties"]).map(|(name, property)| Field {
            name: name.to_owned(),
            place: needed(schema, name),
            kind: kind(property),
            words: text(&property["description"]),
        });
        Named { name: name.to_owned(), fields: fields.collect() }
    })
    .collect()
}

fn needed(schema: &Value, name: &str) -> String {
    let is_needed = items(&schema["required"]).any(|required| required == name);
    if is_needed { "required".to_owned() } else { String::new() }
}

/// A schema in a word or two: `string date`, `[Activity]`, `Activity`.
fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    let choices: Vec<_> = items(&schema["enum"]).map(text).collect();
    if !choices.is_empty() {
        return choices.join(" | ");
    }
    for several in ["oneOf", "anyOf", "allOf"] {
        let kinds: Vec<_> = items(&schema[several]).map(kind).collect();
        if !kinds.is_empty() {
            return kinds.join(" | ");
        }
    }
    let own = match &schema["type"] {
        Value::Array(types) => types.iter().map(text).collect::<Vec<_>>().join(" | "),
        own => text(own),
    };
    if own == "array" {
        return format!("[{}]", kind(&schema["items"]));
    }
    format!("{own} {}", text(&schema["format"])).trim().to_owned()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn pairs(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}
