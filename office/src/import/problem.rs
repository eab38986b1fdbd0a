//! What is wrong with a row, said so that the person who has the sheet open can put it right.

use model::Text;
use serde::{Deserialize, Serialize};

/// Something wrong in a row, in one of its cells or as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The cell's column, counted from zero.
    pub column: Option<u32>,
    pub text: Text,
}

impl Problem {
    /// A sentence about a cell begins with the heading over it. No sentence repeats a long number.
    pub(super) fn new(column: Option<u32>, heading: &str, text: &Text) -> Problem {
        let Text { zh, en } = text;
        let (zh, en) = if heading.is_empty() {
            (hidden(zh), hidden(en))
        } else {
            (format!("「{heading}」{}", hidden(zh)), format!("“{heading}”: {}", hidden(en)))
        };
        Problem { column, text: Text::new(zh, en) }
    }
}

/// A number of so many digits may be somebody's ID or telephone number; one of twelve is a
/// division's code.
const LONG: usize = 7;
const CODE: usize = 12;

/// The text with stars for every long number in it.
pub(super) fn hidden(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(std::iter::once('\n')) {
        if c.is_numeric() {
            run.push(c);
            continue;
        }
        let length = run.chars().count();
        if length >= LONG && length != CODE {
            shown.push_str("****");
        } else {
            shown.push_str(&run);
        }
        run.clear();
        shown.push(c);
    }
    shown.pop();
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_never_repeats_a_long_number() {
        assert_eq!(hidden("410423199001011234"), "****");
        assert_eq!(hidden("张三13800000000，2019-12-30"), "张三****，2019-12-30");
        assert_eq!(hidden("４１０４２３１９９"), "****");
        assert_eq!(hidden("第 12 行"), "第 12 行");
        assert_eq!(hidden("岳庄村 (410423101203)"), "岳庄村 (410423101203)");
        let text = Text::fixed("没有“13800000000”", "no 13800000000");
        let problem = Problem::new(Some(2), "电话", &text);
        assert_eq!(problem.text.zh, "「电话」没有“****”");
        assert_eq!(problem.text.en, "“电话”: no ****");
    }
}
