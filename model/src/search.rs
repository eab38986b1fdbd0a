//! Search terms. Most Chinese words have two characters, so pairs of neighbours are the terms
//! of Chinese text; letters and digits are found by the beginning of their word.

use std::collections::BTreeSet;

use crate::standards::wide::{is_han, is_invisible, narrow_char};

/// A word longer than this is found by its first so many characters.
const MAX_PREFIX: usize = 20;

/// The terms under which `text` is filed: each ideograph, each pair of neighbours, each
/// beginning of each Latin word or number. Sorted, without doubles.
pub fn terms(text: &str) -> Vec<String> {
    let mut terms = BTreeSet::new();
    for run in runs(text) {
        match run {
            Run::Han(chars) => {
                terms.extend(chars.iter().map(char::to_string));
                terms.extend(chars.windows(2).map(String::from_iter));
            }
            Run::Word(chars) => {
                let longest = chars.len().min(MAX_PREFIX);
                terms.extend((1..=longest).map(|end| String::from_iter(&chars[..end])));
            }
        }
    }
    terms.into_iter().collect()
}

/// The terms that a text must all have to match what was asked. None for a blank question.
pub fn query_terms(text: &str) -> Vec<String> {
    let mut terms = BTreeSet::new();
    for run in runs(text) {
        match run {
            Run::Han(chars) if chars.len() == 1 => {
                terms.insert(chars[0].to_string());
            }
            Run::Han(chars) => terms.extend(chars.windows(2).map(String::from_iter)),
            Run::Word(chars) => {
                terms.insert(chars.into_iter().take(MAX_PREFIX).collect());
            }
        }
    }
    terms.into_iter().collect()
}

/// The one term of a text that is found as a whole or not at all, such as a number; none for a blank.
/// No other term holds what begins it.
pub fn whole(text: &str) -> Option<String> {
    let chars = text.chars().filter(|&c| !is_invisible(c) && !c.is_whitespace()).map(narrow_char);
    let word: String = chars.flat_map(char::to_lowercase).collect();
    (!word.is_empty()).then(|| format!("={word}"))
}

enum Run {
    Han(Vec<char>),
    Word(Vec<char>),
}

/// Runs of ideographs and of other letters and digits, in one width and one case.
fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_open = false;
    for c in text.chars().filter(|&c| !is_invisible(c)).map(narrow_char) {
        if is_han(c) {
            match runs.last_mut() {
                Some(Run::Han(chars)) if is_open => chars.push(c),
                _ => runs.push(Run::Han(vec![c])),
            }
        } else if c.is_alphanumeric() {
            match runs.last_mut() {
                Some(Run::Word(chars)) if is_open => chars.extend(c.to_lowercase()),
                _ => runs.push(Run::Word(c.to_lowercase().collect())),
            }
        }
        is_open = is_han(c) || c.is_alphanumeric();
    }
    runs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn finds(text: &str, question: &str, expected: bool) {
        let (terms, asked) = (terms(text), query_terms(question));
        let found = !asked.is_empty() && asked.iter().all(|term| terms.contains(term));
        assert_eq!(found, expected, "{text} ? {question}: {asked:?} in {terms:?}");
    }

    #[test]
    fn words_are_found_inside_a_text() {
        finds("瓦屋镇大年沟村", "年沟", true);
        finds("瓦屋镇大年沟村", "瓦", true);
        finds("瓦屋镇大年沟村", "瓦屋 大年沟", true);
        finds("瓦屋镇大年沟村", "镇村", false);
        finds("瓦屋镇大年沟村", "", false);
        finds("瓦屋镇大年沟村", "!", false);
        finds("买买提·艾力", "艾力", true);
        finds("𠮷田禾", "𠮷田", true);
        finds("第３党支部 ＡＢＣ产业", "abc", true);
        finds("第３党支部", "3党", true);
        finds("410423101203", "410423101", true);
        finds("410423101203", "101203", false);
        finds("Lushan County", "LUSH", true);
    }

    #[test]
    fn terms_are_sorted_without_doubles() {
        assert_eq!(terms("山山山"), ["山", "山山"]);
        assert_eq!(query_terms("尧山 尧山"), ["尧山"]);
    }

    proptest! {
        #[test]
        fn every_part_of_a_chinese_text_finds_it(
            text in "[\u{4e00}-\u{9fff}𠀀-𠀿]{1,12}", from in 0..12_usize, length in 1..12_usize,
        ) {
            let part: String = text.chars().skip(from).take(length).collect();
            let terms = terms(&text);
            prop_assert!(query_terms(&part).iter().all(|term| terms.contains(term)));
        }

        #[test]
        fn every_text_finds_itself(text in "\\PC{0,24}") {
            let terms = terms(&text);
            prop_assert!(query_terms(&text).iter().all(|term| terms.contains(term)));
        }
    }
}
