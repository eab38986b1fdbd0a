//! What each kind of record is called.

use model::{Text, code::DivisionCode, person::PersonalField, word::Word};
use serde_json::Value;

use super::{image, text};
use crate::{Act, Error};

/// A record's words, before anybody's rights are looked at.
pub(super) struct Title {
    pub(super) noun: Text,
    pub(super) name: Text,
    /// The division of the record that it is part of, if it has none of its own.
    pub(super) holder: Option<DivisionCode>,
}

pub(super) fn of(act: &mut Act<'_>, kind: &str, record: &Value) -> Result<Title, Error> {
    let noun = noun(act, kind, record);
    let name = match kind {
        "attendance" => {
            let person = named(act, "person", record, "person_id")?;
            joined(person, named(act, "activity", record, "activity_id")?)
        }
        "affiliation" => {
            let person = named(act, "person", record, "person_id")?;
            joined(person, named(act, "organisation", record, "organisation_id")?)
        }
        "posting" => joined(named(act, "person", record, "person_id")?, noun.clone()),
        "pairing" => {
            let helper = match text(record, "organisation_id") {
                Some(_) => named(act, "organisation", record, "organisation_id")?,
                None => named(act, "person", record, "person_id")?,
            };
            joined(helper, noun.clone())
        }
        "parent" => {
            let below = named(act, "organisation", record, "organisation_id")?;
            let above = named(act, "organisation", record, "parent_id")?;
            Text::new(
                format!("{} → {}", below.zh, above.zh),
                format!("{} → {}", below.en, above.en),
            )
        }
        "seat" => named(act, "organisation", record, "organisation_id")?,
        "case_file" => case_name(record),
        "case_step" => {
            let case = other(act, "case_file", record, "case_id")?;
            case.as_ref().map_or(noun.clone(), case_name)
        }
        "role_grant" => {
            let account = named(act, "account", record, "account_id")?;
            let role = act.programme.role(text(record, "role").unwrap_or_default());
            joined(account, role.map_or(noun.clone(), |role| role.title.clone()))
        }
        "reveal" => {
            let person = named(act, "person", record, "person_id")?;
            let field = text(record, "field").and_then(PersonalField::from_word);
            joined(person, field.map_or(noun.clone(), field_title))
        }
        "programme_revision" => {
            let number = record.get("number").and_then(Value::as_i64).unwrap_or(0);
            Text::new(format!("第 {number} 版"), format!("revision {number}"))
        }
        _ => own_name(record).unwrap_or_else(|| noun.clone()),
    };
    let holder = match kind {
        "parent" => holder(act, "organisation", record, "organisation_id")?,
        "reveal" => holder(act, "person", record, "person_id")?,
        _ => None,
    };
    Ok(Title { noun, name, holder })
}

/// The kind as the programme calls it, or the plain word for such records.
fn noun(act: &Act<'_>, kind: &str, record: &Value) -> Text {
    let programme = act.programme;
    let word = |field| text(record, field).unwrap_or_default();
    let of_programme = match kind {
        "activity" | "attendance" => programme.activity_kind(word("kind")).map(|kind| &kind.title),
        "organisation" => programme.organisation_kind(word("kind")).map(|kind| &kind.title),
        "pairing" => programme.pairing_kind(word("kind")).map(|kind| &kind.title),
        "posting" => programme.post(word("post")).map(|post| &post.title),
        "case_file" | "case_step" | "case_edition" => {
            programme.process(word("process")).map(|process| &process.title)
        }
        _ => None,
    };
    match (kind, of_programme) {
        ("attendance", Some(title)) => {
            Text::new(format!("{}出席", title.zh), format!("attendance at: {}", title.en))
        }
        (_, Some(title)) => title.clone(),
        (kind, None) => plain(kind),
    }
}

/// The word for a table's records.
pub(super) fn plain(kind: &str) -> Text {
    let (zh, en) = match kind {
        "account" => ("账号", "account"),
        "activity" => ("活动", "activity"),
        "affiliation" => ("隶属关系", "affiliation"),
        "attendance" => ("出席", "attendance"),
        "briefing" => ("简报", "briefing"),
        "case_edition" => ("事项规则", "definition of a process"),
        "case_file" => ("事项", "case"),
        "case_step" => ("事项步骤", "step of a case"),
        "division" => ("行政区划", "division"),
        "import" => ("名册导入", "roster import"),
        "organisation" => ("组织", "organisation"),
        "pairing" => ("结对", "pairing"),
        "parent" => ("上下级关系", "edge of the tree"),
        "person" => ("人员", "person"),
        "posting" => ("任职", "posting"),
        "programme_revision" => ("县级方案", "programme"),
        "reveal" => ("敏感信息查看", "reveal of a personal field"),
        "role_grant" => ("授权", "grant of a role"),
        "seat" => ("组织原所在地", "earlier seat of an organisation"),
        _ => ("记录", "record"),
    };
    Text::fixed(zh, en)
}

fn case_name(record: &Value) -> Text {
    let word = |field| text(record, field).unwrap_or_default();
    let name = format!("{} {}", word("number"), word("title"));
    Text::new(name.clone(), name)
}

fn own_name(record: &Value) -> Option<Text> {
    let name = ["title", "name", "file_name"].into_iter().find_map(|field| text(record, field))?;
    Some(Text::new(name.to_owned(), name.to_owned()))
}

fn joined(first: Text, second: Text) -> Text {
    Text::new(format!("{} · {}", first.zh, second.zh), format!("{} · {}", first.en, second.en))
}

fn field_title(field: PersonalField) -> Text {
    match field {
        PersonalField::IdNumber => Text::fixed("身份证号", "ID number"),
        PersonalField::Phone => Text::fixed("电话", "telephone"),
    }
}

/// The own name of the record that a field names.
fn named(act: &mut Act<'_>, kind: &str, record: &Value, field: &str) -> Result<Text, Error> {
    let other = other(act, kind, record, field)?;
    Ok(other.as_ref().and_then(own_name).unwrap_or_else(|| plain(kind)))
}

fn holder(
    act: &mut Act<'_>,
    kind: &str,
    record: &Value,
    field: &str,
) -> Result<Option<DivisionCode>, Error> {
    let other = other(act, kind, record, field)?;
    let code = other.as_ref().and_then(|other| text(other, "division_code"));
    Ok(code.and_then(|code| code.parse().ok()))
}

fn other(
    act: &mut Act<'_>,
    kind: &str,
    record: &Value,
    field: &str,
) -> Result<Option<Value>, Error> {
    let Some(id) = text(record, field).and_then(|id| id.parse().ok()) else { return Ok(None) };
    Ok(image(act, kind, id)?.map(|(image, _)| image))
}
