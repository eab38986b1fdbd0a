//! One table of a file, read field by field.
//!
//! A field that is missing or wrong is noted as a fault and read as something harmless, so that the
//! rest can be judged too: a programme with any fault is never handed out.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    fault::nearest,
    guard,
    link::Space,
    source::{Draft, Source},
};
use crate::Text;

pub(super) struct Item<'t, 'd> {
    pub(super) source: &'t Source<'t>,
    pub(super) draft: &'d mut Draft,
    pub(super) table: &'t DeTable<'t>,
    /// Where the item starts, for what is missing from it.
    at: usize,
    taken: Vec<&'static str>,
    names_its_own: bool,
}

impl<'t, 'd> Item<'t, 'd> {
    pub(super) fn new(
        source: &'t Source<'t>,
        table: &'t DeTable<'t>,
        at: usize,
        draft: &'d mut Draft,
    ) -> Item<'t, 'd> {
        Item { source, draft, table, at, taken: Vec::new(), names_its_own: false }
    }

    /// Where the item starts.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Notes a fault at a field, or at the item if the field is not there.
    pub(super) fn fault(&mut self, field: &str, text: Text) {
        let at = self.table.get(field).map_or(self.at, |value| value.span().start);
        self.draft.faults.push(self.source.fault(at, text));
    }

    pub(super) fn has(&self, field: &str) -> bool {
        self.table.contains_key(field)
    }

    /// The value of a field that may be missing.
    pub(super) fn take(&mut self, field: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.taken.push(field);
        self.table.get(field)
    }

    pub(super) fn need(&mut self, field: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        let value = self.take(field);
        if value.is_none() {
            let text = Text::new(
                format!("缺少「{field}」，请补上"),
                format!("\"{field}\" is missing; please add it"),
            );
            self.fault(field, text);
        }
        value
    }

    pub(super) fn wrong_type(&mut self, field: &str, should: Text) {
        let text = Text::new(
            format!("「{field}」应为：{}", should.zh),
            format!("\"{field}\" must be {}", should.en),
        );
        self.fault(field, text);
    }

    /// The key that names this item within whatever it is a part of.
    pub(super) fn own_key(&mut self) -> String {
        let key = self.string("key");
        if !key.is_empty() && !is_key(&key) {
            self.wrong_type("key", key_shape());
        }
        key
    }

    /// The key that names this item, defined here for the whole programme.
    pub(super) fn define(&mut self, space: Space) -> String {
        let key = self.own_key();
        self.define_as(space, &key);
        key
    }

    pub(super) fn define_as(&mut self, space: Space, key: &str) {
        let at = self.table.get("key").map_or(self.at, |value| value.span().start);
        let twice = self.draft.links.define(space, key, self.source.place(at));
        self.draft.faults.extend(twice);
    }

    /// A key defined elsewhere.
    pub(super) fn refer(&mut self, field: &'static str, space: Space) -> String {
        let key = self.string(field);
        if !key.is_empty() {
            self.refer_to(field, space, &key);
        }
        key
    }

    pub(super) fn refer_to(&mut self, field: &str, space: Space, key: &str) {
        let at = self.table.get(field).map_or(self.at, |value| value.span().start);
        self.draft.links.refer(space, key, self.source.place(at));
    }

    /// A list of keys defined elsewhere; a missing list is empty.
    pub(super) fn refer_all(&mut self, field: &'static str, space: Space) -> Vec<String> {
        let keys = self.list(field);
        for (at, key) in &keys {
            self.draft.links.refer(space, key, self.source.place(*at));
        }
        keys.into_iter().map(|(_, key)| key).collect()
    }

    /// A list of keys of the same item; a missing list is empty.
    pub(super) fn keys(&mut self, field: &'static str) -> Vec<String> {
        self.list(field).into_iter().map(|(_, key)| key).collect()
    }

    /// An inner table that may be missing.
    pub(super) fn inner<T>(
        &mut self,
        field: &'static str,
        read: impl FnOnce(&mut Item) -> T,
    ) -> Option<T> {
        let value = self.take(field)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(field, Text::fixed("一组字段 { … }", "a group of fields { … }"));
            return None;
        };
        let mut inner = Item::new(self.source, table, value.span().start, self.draft);
        let value = read(&mut inner);
        inner.finish();
        Some(value)
    }

    /// The tables of `[[field]]`, one after the other.
    pub(super) fn items<T>(
        &mut self,
        field: &'static str,
        mut read: impl FnMut(&mut Item) -> T,
    ) -> Vec<T> {
        let Some(value) = self.take(field) else { return Vec::new() };
        let list = value.get_ref().as_array();
        let tables = list.map(|list| {
            list.iter().filter_map(|each| Some((each.span().start, each.get_ref().as_table()?)))
        });
        let tables: Vec<_> = tables.into_iter().flatten().collect();
        if list.is_none_or(|list| list.len() != tables.len()) {
            let should = Text::new(format!("若干 [[{field}]]"), format!("a number of [[{field}]]"));
            self.wrong_type(field, should);
        }
        let mut read_one = |(at, table)| {
            let mut item = Item::new(self.source, table, at, self.draft);
            let value = read(&mut item);
            item.finish();
            value
        };
        tables.into_iter().map(&mut read_one).collect()
    }

    /// The names of a group whose fields the programme names itself.
    pub(super) fn own_names(&mut self) -> Vec<String> {
        self.names_its_own = true;
        self.table.keys().map(|name| name.get_ref().to_string()).collect()
    }

    pub(super) fn own_string(&mut self, name: &str) -> String {
        let value = self.table.get(name);
        value.map(|value| self.string_in(name, value)).unwrap_or_default()
    }

    /// Every field that nobody asked for is a fault, unless the guard has refused it already.
    pub(super) fn finish(self) {
        for name in self.table.keys() {
            let (at, name) = (name.span().start, name.get_ref().as_ref());
            let known = self.names_its_own || self.taken.contains(&name);
            if known || guard::fence_in_name(name).is_some() {
                continue;
            }
            let text = match nearest(name, self.taken.iter().copied()) {
                Some(meant) => Text::new(
                    format!("不认识字段「{name}」；是否为 {meant}？"),
                    format!("there is no field \"{name}\"; did you mean {meant}?"),
                ),
                None => Text::new(
                    format!("不认识字段「{name}」；请删去或改名"),
                    format!("there is no field \"{name}\"; remove or rename it"),
                ),
            };
            self.draft.faults.push(self.source.fault(at, text));
        }
    }
}

/// Whether a text can be a key: small Latin letters, digits and low lines, starting with a letter.
pub(super) fn is_key(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

pub(super) fn key_shape() -> Text {
    Text::fixed(
        "小写字母开头的小写字母、数字和下划线，至多 40 个",
        "small letters, digits and low lines, starting with a letter, at most 40",
    )
}
