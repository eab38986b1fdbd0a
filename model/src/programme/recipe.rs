//! Recipes: how the rosters that offices really keep become records.

use std::collections::BTreeMap;

use super::{
    fault::remedy,
    item::Item,
    link::Space,
    roster::{Field, Reading, Target},
};
use crate::{Text, word::Word};

/// How one kind of roster is read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Recipe {
    pub key: String,
    pub title: Text,
    /// What to know before uploading.
    pub note: Option<Text>,
    pub target: Target,
    /// What every row says although no column does.
    pub given: BTreeMap<Field, String>,
    pub columns: Vec<Column>,
}

/// A column of a roster.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Column {
    pub field: Field,
    /// The headings under which offices write it, the usual one first.
    pub headers: Vec<String>,
    /// Whether an empty cell is an error.
    pub required: bool,
    /// Where an organisation is looked for; empty if among all kinds.
    pub organisation_kinds: Vec<String>,
    /// What offices write, and the key or code that it means.
    pub words: BTreeMap<String, String>,
}

impl Recipe {
    pub(super) fn read(key: &str, item: &mut Item) -> Recipe {
        item.define_as(Space::Recipe, key);
        let title = item.text("title");
        let note = item.optional_text("note");
        let target = item.word("target");
        let given = item.inner("given", |given| read_given(given, target)).unwrap_or_default();
        let mut columns: Vec<Column> = Vec::new();
        item.items("column", |item| {
            let column = Column::read(item, target);
            column.check(item, &columns, &given);
            columns.push(column);
        });
        let recipe = Recipe { key: key.to_owned(), title, note, target, given, columns };
        // Without a target nothing is known to be missing.
        if item.has("target") {
            recipe.check(item);
        }
        recipe
    }

    /// The column that feeds a field.
    pub fn column(&self, field: Field) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == field)
    }

    fn check(&self, item: &mut Item) {
        for field in self.target.needs() {
            if self.column(*field).is_none() && !self.given.contains_key(field) {
                let word = field.word();
                let text = Text::new(
                    format!("缺少「{word}」：请加一个 [[column]]，或在 [given] 中给出"),
                    format!("\"{word}\" is missing: add a [[column]] for it or give it in [given]"),
                );
                item.fault("target", text);
            }
        }
        let helper = [Field::OrganisationName, Field::PersonName].map(|field| self.column(field));
        if self.target == Target::Pairing && helper.iter().all(Option::is_none) {
            let text = Text::fixed(
                "结对需要 organisation 或 person_name 列，说明谁来服务",
                "a pairing needs a column organisation or person_name to say who serves",
            );
            item.fault("target", text);
        }
    }
}

impl Column {
    fn read(item: &mut Item, target: Target) -> Column {
        let field: Field = item.word("field");
        check_taken(item, "field", target, field);
        let headers: Vec<_> = item.list("headers").into_iter().map(|(_, header)| header).collect();
        if headers.is_empty() {
            let should = Text::fixed("至少一个表头的列表", "a list with at least one heading");
            item.wrong_type("headers", should);
        }
        let column = Column {
            field,
            headers,
            required: item.flag("required"),
            organisation_kinds: item.refer_all("organisation_kinds", Space::OrganisationKind),
            words: item.inner("words", |words| read_words(words, field)).unwrap_or_default(),
        };
        if !column.organisation_kinds.is_empty() && !field.finds_organisation(target) {
            let text = Text::fixed(
                "organisation_kinds 只用于查找已有组织的列，请删去",
                "organisation_kinds is for columns that find an organisation; remove it",
            );
            item.fault("organisation_kinds", text);
        }
        column
    }

    /// A field and a heading belong to one column.
    fn check(&self, item: &mut Item, earlier: &[Column], given: &BTreeMap<Field, String>) {
        let twice = earlier.iter().any(|other| other.field == self.field);
        if twice || given.contains_key(&self.field) {
            let word = self.field.word();
            let text = Text::new(
                format!("「{word}」有两个来源；请只留一列，或只在 given 中给出"),
                format!("\"{word}\" comes from two places; keep one column, or give it once"),
            );
            item.fault("field", text);
        }
        if let Some(header) = earlier.iter().find_map(|other| other.shared_header(self)) {
            let text = Text::new(
                format!("表头「{header}」同时属于两列；请从一列中删去"),
                format!("the heading \"{header}\" belongs to two columns; remove it from one"),
            );
            item.fault("headers", text);
        }
    }

    fn shared_header<'a>(&self, other: &'a Column) -> Option<&'a str> {
        let mine: Vec<_> =
            self.headers.iter().map(|header| super::header::normal(header)).collect();
        let shared =
            other.headers.iter().find(|theirs| mine.contains(&super::header::normal(theirs)));
        shared.map(String::as_str)
    }
}

fn check_taken(item: &mut Item, at: &str, target: Target, field: Field) {
    if target.takes(field) || !item.has(at) {
        return;
    }
    let takes = Field::ALL.iter().filter(|field| target.takes(**field)).map(|field| field.word());
    let remedy = remedy(field.word(), takes);
    let (word, target) = (field.word(), target.title());
    let text = Text::new(
        format!("{}名册没有「{word}」；{}", target.zh, remedy.zh),
        format!("a roster of {} has no \"{word}\"; {}", target.en, remedy.en),
    );
    item.fault(at, text);
}

/// The fixed values of a recipe: fields by name, each in the form of its kind.
fn read_given(item: &mut Item, target: Target) -> BTreeMap<Field, String> {
    let mut given = BTreeMap::new();
    for field in Field::ALL.iter().copied() {
        let word = field.word();
        if !item.has(word) {
            continue;
        }
        check_taken(item, word, target, field);
        let value = item.string(word);
        match field.reading() {
            Reading::Key(space) if !value.is_empty() => item.refer_to(word, space, &value),
            Reading::Division | Reading::Township => item.refer_to(word, Space::Division, &value),
            Reading::Code(table) if table.read(&value).is_err() => {
                let should =
                    Text::fixed("国标代码或其名称", "a code or word of the national table");
                item.wrong_type(word, should);
            }
            Reading::Date if super::day(&value).is_none() => {
                let should = Text::fixed("2019-01-01 样式的日期", "a day like 2019-01-01");
                item.wrong_type(word, should);
            }
            _ if field.is_personal() => {
                let text = Text::fixed(
                    "证件号和电话因人而异，不能写在模板里；请改为列",
                    "an ID or telephone number belongs to one person; make it a column",
                );
                item.fault(word, text);
            }
            _ => {}
        }
        given.insert(field, value);
    }
    given
}

fn read_words(item: &mut Item, field: Field) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for name in item.own_names() {
        let value = item.own_string(&name);
        match field.reading() {
            Reading::Key(space) if !value.is_empty() => item.refer_to(&name, space, &value),
            Reading::Code(table) if table.read(&value).is_err() => {
                let should =
                    Text::fixed("国标代码或其名称", "a code or word of the national table");
                item.wrong_type(&name, should);
            }
            Reading::Key(_) | Reading::Code(_) => {}
            _ => {
                let text = Text::fixed(
                    "words 只用于类型、岗位和国标代码列，请删去",
                    "words is for columns of kinds, posts and national codes; remove it",
                );
                item.fault(&name, text);
            }
        }
        words.insert(name, value);
    }
    words
}
