//! The values that a field can hold.

use toml::{Spanned, de::DeValue};

use super::{fault::remedy, guard, item::Item};
use crate::{Text, word::Word};

impl Item<'_, '_> {
    pub(super) fn string(&mut self, field: &'static str) -> String {
        let Some(value) = self.need(field) else { return String::new() };
        self.string_in(field, value)
    }

    pub(super) fn optional_string(&mut self, field: &'static str) -> Option<String> {
        let value = self.take(field)?;
        Some(self.string_in(field, value))
    }

    pub(super) fn string_in(&mut self, field: &str, value: &Spanned<DeValue>) -> String {
        let text = value.get_ref().as_str().map(str::trim).unwrap_or_default();
        if text.is_empty() || text.chars().any(char::is_control) {
            let should = Text::fixed("一行非空文字（加引号）", "one line of text in quotes");
            self.wrong_type(field, should);
        }
        text.to_owned()
    }

    pub(super) fn flag(&mut self, field: &'static str) -> bool {
        let Some(value) = self.take(field) else { return false };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(field, Text::fixed("true 或 false", "true or false"));
        }
        flag.unwrap_or_default()
    }

    /// A whole number within bounds; a missing one is noted.
    pub(super) fn number(&mut self, field: &'static str, least: i64, most: i64) -> i64 {
        self.need(field);
        self.optional_number(field, least, most).unwrap_or(least)
    }

    pub(super) fn optional_number(
        &mut self,
        field: &'static str,
        least: i64,
        most: i64,
    ) -> Option<i64> {
        let value = self.take(field)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok())
            .filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let should = Text::new(
                format!("{least} 至 {most} 之间的整数"),
                format!("a whole number from {least} to {most}"),
            );
            self.wrong_type(field, should);
        }
        number
    }

    /// Words in both languages.
    pub(super) fn text(&mut self, field: &'static str) -> Text {
        self.need(field);
        self.optional_text(field).unwrap_or(Text::fixed("", ""))
    }

    pub(super) fn optional_text(&mut self, field: &'static str) -> Option<Text> {
        let value = self.take(field)?;
        let Some(table) = value.get_ref().as_table() else {
            let should = Text::fixed("{ zh = \"…\", en = \"…\" }", "{ zh = \"…\", en = \"…\" }");
            self.wrong_type(field, should);
            return None;
        };
        let mut words = Item::new(self.source, table, value.span().start, self.draft);
        let text = Text::new(words.string("zh"), words.string("en"));
        words.finish();
        Some(text)
    }

    /// One of a few fixed words.
    pub(super) fn word<W: Word + 'static>(&mut self, field: &'static str) -> W {
        let text = self.string(field);
        self.known_word(field, &text).unwrap_or(W::ALL[0])
    }

    pub(super) fn optional_word<W: Word + 'static>(&mut self, field: &'static str) -> Option<W> {
        let text = self.optional_string(field)?;
        self.known_word(field, &text)
    }

    /// A list of fixed words; a missing list is empty.
    pub(super) fn words<W: Word + 'static>(&mut self, field: &'static str) -> Vec<W> {
        let words = self.list(field);
        words.iter().filter_map(|(_, word)| self.known_word(field, word)).collect()
    }

    fn known_word<W: Word + 'static>(&mut self, field: &str, text: &str) -> Option<W> {
        let found = W::from_word(text);
        if found.is_none() && !text.is_empty() && guard::fence_in_name(text).is_none() {
            let remedy = remedy(text, W::ALL.iter().map(|known| known.word()));
            let text = Text::new(
                format!("「{field}」不认识「{text}」；{}", remedy.zh),
                format!("\"{field}\" does not know \"{text}\"; {}", remedy.en),
            );
            self.fault(field, text);
        }
        found
    }

    /// A list of texts, each with its place; a missing list is empty.
    pub(super) fn list(&mut self, field: &'static str) -> Vec<(usize, String)> {
        let Some(value) = self.take(field) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            let should = Text::fixed("列表 [\"…\", \"…\"]", "a list [\"…\", \"…\"]");
            self.wrong_type(field, should);
            return Vec::new();
        };
        let mut seen: Vec<(usize, String)> = Vec::new();
        for value in list.iter() {
            let text = self.string_in(field, value);
            if seen.iter().any(|(_, earlier)| *earlier == text) {
                let text = Text::new(
                    format!("「{field}」重复列出「{text}」，请删去一个"),
                    format!("\"{field}\" lists \"{text}\" twice; remove one"),
                );
                self.fault(field, text);
            }
            seen.push((value.span().start, text));
        }
        seen
    }

    /// A field as text whose form `parse` knows.
    pub(super) fn parsed<T>(
        &mut self,
        field: &'static str,
        should: Text,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.optional_string(field)?;
        let value = parse(&text);
        if value.is_none() && !text.is_empty() {
            self.wrong_type(field, should);
        }
        value
    }
}
