//! What is wrong with a programme, and where.

use std::fmt;

use crate::{Text, text::Say};

/// One thing wrong in one place of one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Fault {
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    zh: String,
    en: String,
}

impl Fault {
    pub fn new(file: &str, line: usize, text: Text) -> Fault {
        let (zh, en) = (text.zh.into_owned(), text.en.into_owned());
        Fault { file: file.to_owned(), line, zh, en }
    }
}

impl Say for Fault {
    /// The sentence without the place.
    fn say(&self) -> Text {
        Text::new(self.zh.clone(), self.en.clone())
    }
}

/// `file:line: sentence`, in English, as tools print it.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.en)
    }
}

/// Of the known words, the one that was probably meant.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A key has at most 40 letters; comparing something far longer would only cost time.
    if word.chars().nth(60).is_some() {
        return None;
    }
    let close = known.into_iter().map(|known| (distance(word, known), known));
    close.filter(|(far, _)| *far <= 2.min(word.chars().count() / 2)).min().map(|(_, known)| known)
}

/// `word`, or the words that are close to it, as the end of a sentence.
pub(super) fn remedy<'a>(word: &str, known: impl Iterator<Item = &'a str> + Clone) -> Text {
    if let Some(meant) = nearest(word, known.clone()) {
        return Text::new(format!("是否为 {meant}？"), format!("did you mean {meant}?"));
    }
    let known: Vec<_> = known.collect();
    let list = known.join(", ");
    match known.len() {
        0 => Text::fixed("此处没有可用的值", "there is nothing to choose from"),
        1..=40 => Text::new(format!("可用：{list}"), format!("choose from: {list}")),
        _ => Text::fixed("请核对名称", "check its name"),
    }
}

/// How many letters must be put in, taken out or changed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in b.iter().enumerate() {
            let change = corner + usize::from(a != *b);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_word() {
        let known = ["village_branch", "village_group", "county_unit"];
        assert_eq!(nearest("vilage_branch", known), Some("village_branch"));
        assert_eq!(nearest("village_gruop", known), Some("village_group"));
        assert_eq!(nearest("temple", known), None);
        assert_eq!(nearest("", known), None);
    }

    #[test]
    fn a_remedy_names_the_word_or_the_choice() {
        let known = ["sum", "stock"];
        assert_eq!(remedy("stok", known.into_iter()).en, "did you mean stock?");
        assert_eq!(remedy("average", known.into_iter()).en, "choose from: sum, stock");
    }
}
