//! The fields of a process as a form shows and reads them.

use model::{
    Date, Text,
    case::Filled,
    process::{Field, FieldKind, Process},
};
use office::case::Named;

use crate::{list::Choice, typed::Typed};

/// One field of a form.
pub(super) struct Asked {
    pub(super) name: String,
    /// line, prose, day, whole or choice
    pub(super) control: &'static str,
    pub(super) required: bool,
    pub(super) choices: Vec<Choice>,
}

/// What the control of a field is called in a form.
pub(super) fn name(key: &str) -> String {
    format!("field-{key}")
}

/// What the controls are called above them, for [`Typed::naming`].
pub(super) fn labels(process: &Process) -> Vec<(String, Text)> {
    process.fields.iter().map(|field| (name(&field.key), field.title.clone())).collect()
}

/// The fields with these keys, in the order of the keys.
pub(super) fn asked<'k>(
    process: &Process,
    keys: impl Iterator<Item = (&'k String, bool)>,
    named: &Named,
) -> Vec<Asked> {
    let found = keys.filter_map(|(key, required)| Some((process.field(key)?, required)));
    found
        .map(|(field, required)| Asked {
            name: name(&field.key),
            control: control(field.kind),
            required,
            choices: choices(field, named),
        })
        .collect()
}

const fn control(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Line => "line",
        FieldKind::Prose => "prose",
        FieldKind::Day => "day",
        FieldKind::Whole => "whole",
        FieldKind::Choice | FieldKind::YesNo | FieldKind::Organisation | FieldKind::Person => {
            "choice"
        }
    }
}

fn choices(field: &Field, named: &Named) -> Vec<Choice> {
    let options = field.options.iter();
    match field.kind {
        FieldKind::YesNo => vec![
            Choice::new("yes", Text::fixed("是", "yes")),
            Choice::new("no", Text::fixed("否", "no")),
        ],
        FieldKind::Choice => {
            options.map(|option| Choice::new(option.key.clone(), option.title.clone())).collect()
        }
        FieldKind::Organisation => {
            let all = named.organisations.iter();
            all.map(|(id, name)| Choice::new(id.to_string(), Text::new(name.clone(), name.clone())))
                .collect()
        }
        FieldKind::Person => named
            .people
            .iter()
            .map(|(id, words)| Choice::new(id.to_string(), words.clone()))
            .collect(),
        _ => Vec::new(),
    }
}

/// What was typed into the fields; what is no day, or missing, is said at its field.
pub(super) fn read(typed: &mut Typed, process: &Process, today: Date) -> Filled {
    let mut filled = Filled::default();
    for field in &process.fields {
        let name = name(&field.key);
        let mut value = typed.get(&name).trim().to_owned();
        if value.is_empty() {
            continue;
        }
        if field.kind == FieldKind::Day
            && let Some(day) = typed.day(&name, today)
        {
            value = day.to_string();
        }
        filled.0.insert(field.key.clone(), value);
    }
    filled
}

/// Says at each required field that it is empty.
pub(super) fn require(typed: &mut Typed, asked: &[Asked]) {
    let empty: Vec<_> =
        asked.iter().filter(|one| one.required && typed.get(&one.name).trim().is_empty()).collect();
    for one in empty {
        typed.refuse(&one.name, Text::fixed("请填写这一项", "Please fill this in"));
    }
}
