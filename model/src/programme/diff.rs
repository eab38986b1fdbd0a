//! What a new programme changes: shown before it is applied.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Fault, Programme, link::Space, load::INDICATORS};
use crate::{
    Text,
    fact::Measure,
    indicator::{Count, Indicator},
    text::Say,
};

/// One thing that is new, gone or different.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// The part of the programme; none for the county itself.
    pub space: Option<Space>,
    pub key: String,
    pub title: Text,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    Added,
    Removed,
    /// A field's text before and after, as JSON.
    Changed {
        field: String,
        before: Value,
        after: Value,
    },
}

impl Say for Change {
    fn say(&self) -> Text {
        let space = self.space.map_or(Text::fixed("县", "county"), Space::title);
        let (zh, en) = (&self.title.zh, &self.title.en);
        let name = format!("{}「{zh}」（{}）", space.zh, self.key);
        let name_en = format!("{} \"{en}\" ({})", space.en, self.key);
        match &self.what {
            What::Added => Text::new(format!("新增{name}"), format!("{name_en} is new")),
            What::Removed => Text::new(format!("删去{name}"), format!("{name_en} is removed")),
            What::Changed { field, before, after } => {
                let (before, after) = (in_short(before), in_short(after));
                Text::new(
                    format!("{name}的 {field}：{before} 改为 {after}"),
                    format!("{name_en}: {field} changes from {before} to {after}"),
                )
            }
        }
    }
}

impl Programme {
    /// What changes when `self` is replaced by `new`, part by part.
    pub fn changes_to(&self, new: &Programme) -> Vec<Change> {
        let (before, after) = (parts_of(self), parts_of(new));
        let mut changes = Vec::new();
        for (name, old) in &before {
            match after.get(name) {
                None => changes.push(change(name, old, What::Removed)),
                Some(new) => changes.extend(fields_changed(name, old, new)),
            }
        }
        let added = after.iter().filter(|(name, _)| !before.contains_key(*name));
        changes.extend(added.map(|(name, new)| change(name, new, What::Added)));
        changes
    }

    /// What forbids replacing `self` by `new`: a published number must keep its meaning.
    pub fn faults_of_change(&self, new: &Programme, new_files: &super::Files) -> Vec<Fault> {
        let mut faults = self.faults_of_meaning(new, new_files);
        for indicator in &new.indicators {
            let Some(old) = self.indicator(&indicator.key) else { continue };
            if indicator.revision < old.revision {
                let text = Text::new(
                    format!(
                        "「{}」的 revision 不能从 {} 退到 {}",
                        old.key, old.revision, indicator.revision
                    ),
                    format!(
                        "the revision of \"{}\" cannot go back from {} to {}",
                        old.key, old.revision, indicator.revision
                    ),
                );
                let line = line_of_key(new_files, INDICATORS, &indicator.key);
                faults.push(Fault::new(INDICATORS, line, text));
            }
        }
        for process in &new.processes {
            let Some(old) = self.process(&process.key) else { continue };
            let is_raised = process.revision > old.revision;
            if !is_raised && process != old {
                let (key, next) = (&old.key, old.revision + 1);
                let text = Text::new(
                    format!("流程「{key}」变了，revision 须改为 {next}：办理中的事项仍按原来的走"),
                    format!(
                        "the process \"{key}\" is different: set its revision to {next}, for running \
                         cases stay on theirs"
                    ),
                );
                faults.push(Fault::new(&format!("processes/{key}.toml"), 1, text));
            }
        }
        if self.county.code != new.county.code {
            let (old, new) = (&self.county.code, &new.county.code);
            let text = Text::new(
                format!("此库属于 {old}，不能换成 {new} 的方案"),
                format!("this store belongs to {old} and cannot take the programme of {new}"),
            );
            let line = line_of_key(new_files, "programme.toml", new.as_str());
            faults.push(Fault::new("programme.toml", line, text));
        }
        faults
    }

    /// Where `new` counts otherwise under a key and revision that `self` has: such a number was
    /// told, and its link must keep giving it.
    pub fn faults_of_meaning(&self, new: &Programme, new_files: &super::Files) -> Vec<Fault> {
        let mut faults = Vec::new();
        for indicator in &new.indicators {
            let Some(old) = self.indicator(&indicator.key) else { continue };
            if old.revision != indicator.revision || self.meaning(old) == new.meaning(indicator) {
                continue;
            }
            let next = old.revision + 1;
            let text = Text::new(
                format!("「{}」的算法变了，revision 须改为 {next}", old.key),
                format!("\"{}\" counts differently now: set its revision to {next}", old.key),
            );
            let line = line_of_key(new_files, INDICATORS, &indicator.key);
            faults.push(Fault::new(INDICATORS, line, text));
        }
        faults
    }

    /// How an indicator counts; a share also by how the counts that it is made of count.
    fn meaning<'a>(&self, indicator: &'a Indicator) -> Meaning<'a> {
        let parts = match &indicator.count {
            Count::Ratio { numerator, denominator } => vec![numerator, denominator],
            _ => Vec::new(),
        };
        let revision = |key: &String| self.indicator(key).map(|part| part.revision);
        let parts = parts.into_iter().map(revision).collect();
        (&indicator.count, indicator.measure, &indicator.tags, parts)
    }
}

type Meaning<'a> = (&'a Count, Measure, &'a [String], Vec<Option<i64>>);

type Name = (Option<Space>, String);

/// Every part by name, as JSON, so that a new field of a type is compared without being listed.
fn parts_of(programme: &Programme) -> BTreeMap<Name, Value> {
    let mut parts = BTreeMap::new();
    let whole = serde_json::to_value(programme).unwrap_or_default();
    let lists = [
        ("organisation_kinds", Space::OrganisationKind),
        ("posts", Space::Post),
        ("pairing_kinds", Space::PairingKind),
        ("activity_kinds", Space::ActivityKind),
        ("roles", Space::Role),
        ("indicators", Space::Indicator),
        ("briefings", Space::Briefing),
        ("recipes", Space::Recipe),
        ("processes", Space::Process),
        ("calendar", Space::Year),
        ("divisions", Space::Division),
    ];
    parts.insert((None, programme.county.code.to_string()), whole["county"].clone());
    for (field, space) in lists {
        for part in whole[field].as_array().into_iter().flatten() {
            let key = part["key"].as_str().or(part["code"].as_str()).unwrap_or_default();
            parts.insert((Some(space), key.to_owned()), part.clone());
        }
    }
    parts
}

fn fields_changed(name: &Name, old: &Value, new: &Value) -> Vec<Change> {
    let (Some(before), Some(after)) = (old.as_object(), new.as_object()) else { return Vec::new() };
    let fields: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let get = |part: &serde_json::Map<String, Value>, field: &str| {
        part.get(field).cloned().unwrap_or_default()
    };
    let pairs = fields.into_iter().map(|field| (field, get(before, field), get(after, field)));
    pairs
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| {
            change(name, new, What::Changed { field: field.clone(), before, after })
        })
        .collect()
}

fn change(name: &Name, part: &Value, what: What) -> Change {
    let (space, key) = name.clone();
    let names = [&part["title"], &part["name"]].into_iter().find(|value| !value.is_null());
    let title = match names {
        Some(Value::String(name)) => Text::new(name.clone(), name.clone()),
        Some(text) => serde_json::from_value(text.clone())
            .unwrap_or_else(|_| Text::new(key.clone(), key.clone())),
        None => Text::new(key.clone(), key.clone()),
    };
    Change { space, key, title, what }
}

/// A value in a sentence: words in Chinese, lists with commas, at most a line.
fn in_short(value: &Value) -> String {
    let text = match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(in_short).collect::<Vec<_>>().join("、"),
        Value::Object(group) if group.contains_key("zh") => {
            format!(
                "{} / {}",
                in_short(&group["zh"]),
                group.get("en").map_or(String::new(), in_short)
            )
        }
        other => other.to_string(),
    };
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The line that names a key: good enough to lead an eye to it.
fn line_of_key(files: &super::Files, file: &str, key: &str) -> usize {
    let quoted = format!("\"{key}\"");
    let lines = files.get(file).map(|text| text.lines()).into_iter().flatten();
    let mut named = lines.enumerate().filter(|(_, line)| {
        let (name, value) = line.split_once('=').unwrap_or((line, ""));
        matches!(name.trim(), "key" | "code") && value.trim().starts_with(&quoted)
    });
    named.next().map_or(1, |(index, _)| index + 1)
}
