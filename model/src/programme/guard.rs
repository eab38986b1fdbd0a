//! The rule guard: looks at every name of a programme, known or not, before anything is made of it.

use std::{collections::HashSet, sync::LazyLock};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::fence::Fence;
use super::{
    activity::MinutesField,
    signs::SIGNS,
    source::{Draft, Source},
};
use crate::{
    Text,
    standards::wide::{is_invisible, narrow_char},
};

/// Fields whose text is prose: a definition may well say that nobody is ranked.
const PROSE: [&str; 3] = ["definition", "note", "reason"];

/// Words before `points` and `in` that make a harmless name of it.
const HARMLESS_BEFORE: [(&str, &[&str]); 1] =
    [("points", &["contact", "talk", "talking", "key", "viewing", "service", "supply"])];

/// Every word of every sign: most names share none of them and need no closer look.
static HARMFUL: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let rows = SIGNS.iter().flat_map(|sign| sign.names);
    rows.flat_map(|row| row.split(|c: char| !c.is_ascii_alphanumeric())).collect()
});

/// The sentence that refuses something, citing the rule.
pub(super) fn refusal(name: &str, fence: Fence) -> Text {
    let (title, rule) = (fence.title(), fence.rule());
    Text::new(
        format!("「{name}」属于{}，不得设置（{}）", title.zh, rule.zh),
        format!("\"{name}\" means {}, which is refused ({})", title.en, rule.en),
    )
}

/// The fence that a name of a field, a key or a word runs into.
pub(super) fn fence_in_name(name: &str) -> Option<Fence> {
    let words = words_of(name);
    if !words.iter().any(|word| HARMFUL.contains(word.as_str())) {
        return None;
    }
    let sign = SIGNS.iter().find(|sign| sign.names.iter().any(|row| all_occur(row, &words)));
    sign.map(|sign| sign.fence)
}

/// The fence that a Chinese title or column heading runs into.
pub(super) fn fence_in_heading(heading: &str) -> Option<Fence> {
    let heading: String = heading
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(narrow_char)
        .collect();
    let heading = heading.to_lowercase();
    let sign = SIGNS.iter().find(|sign| sign.headings.iter().any(|part| heading.contains(part)));
    sign.map(|sign| sign.fence)
}

/// Whether a field of the minutes asks for a picture or a recording.
pub(super) fn is_media(field: &MinutesField) -> bool {
    const WORDS: [&str; 10] = [
        "photo",
        "photos",
        "picture",
        "pictures",
        "image",
        "video",
        "videos",
        "selfie",
        "screenshot",
        "recording",
    ];
    let named = words_of(&field.key).iter().any(|word| WORDS.contains(&word.as_str()));
    named
        || ["照片", "拍照", "视频", "录像", "录音", "截图"]
            .iter()
            .any(|w| field.title.zh.contains(w))
}

/// Looks at all names, keys, titles and headings of a file, at any depth.
pub(super) fn inspect(source: &Source, table: &DeTable, draft: &mut Draft) {
    let mut found = Vec::new();
    inspect_table(table, false, &mut found);
    for (at, name, fence) in found {
        draft.faults.push(source.fault(at, refusal(&name, fence)));
    }
}

type Found = Vec<(usize, String, Fence)>;

fn inspect_table(table: &DeTable, prose: bool, found: &mut Found) {
    for (name, value) in table {
        let word = name.get_ref().as_ref();
        if let Some(fence) = fence_in_name(word).or_else(|| fence_in_heading(word)) {
            found.push((name.span().start, word.to_owned(), fence));
        } else {
            inspect_value(word, value, prose || PROSE.contains(&word), found);
        }
    }
}

fn inspect_value(name: &str, value: &Spanned<DeValue>, prose: bool, found: &mut Found) {
    match value.get_ref() {
        DeValue::Table(table) => inspect_table(table, prose, found),
        DeValue::Array(list) => {
            list.iter().for_each(|each| inspect_value(name, each, prose, found));
        }
        DeValue::String(text) if !prose => {
            let fence = fence_in_heading(text).or_else(|| fence_in_word(name, text));
            found.extend(fence.map(|fence| (value.span().start, text.to_string(), fence)));
        }
        _ => {}
    }
}

/// A word may be harmless by itself and say something with its field: `photo = "required"`.
fn fence_in_word(name: &str, text: &str) -> Option<Fence> {
    let is_word = !text.contains(char::is_whitespace) && text.len() <= 80;
    if is_word {
        fence_in_name(text).or_else(|| fence_in_name(&format!("{name} {text}")))
    } else {
        None
    }
}

/// `checkIn`, `check-in`, `CHECK_IN` and `check in` are the same words. Full-width letters too,
/// and letters with something invisible between.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in name.chars().filter(|c| !is_invisible(*c)).map(narrow_char) {
        let starts_word = letter.is_ascii_uppercase() && before.is_ascii_lowercase();
        if starts_word || !letter.is_ascii_alphanumeric() {
            words.push(String::new());
        }
        if letter.is_ascii_alphanumeric()
            && let Some(last) = words.last_mut()
        {
            last.push(letter.to_ascii_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    let harmless = |index: usize, word: &str| {
        let before = index.checked_sub(1).and_then(|before| words.get(before));
        HARMLESS_BEFORE.iter().any(|(harmful, earlier)| {
            *harmful == word && before.is_some_and(|before| earlier.contains(&before.as_str()))
        })
    };
    let kept = words.iter().enumerate().filter(|(index, word)| !harmless(*index, word));
    kept.map(|(_, word)| word.clone()).collect()
}

fn all_occur(row: &str, words: &[String]) -> bool {
    row.split_whitespace().all(|choice| choice.split('|').any(|one| occurs(one, words)))
}

fn occurs(one: &str, words: &[String]) -> bool {
    let neighbours: Vec<&str> = one.split('+').collect();
    words.windows(neighbours.len()).any(|window| window == neighbours)
}
