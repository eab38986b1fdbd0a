//! A briefing's text, ready to be written into a page.

use model::{
    Lang,
    briefing::{Body, Frozen},
    code::DivisionCode,
    figure::Value,
    period::Period,
    programme::{Block, Part},
};
use office::figure::Wanted;

use crate::figures::{link, number};

/// A heading or a paragraph.
pub(super) struct Line {
    /// 1 is the title of the whole, 0 a paragraph.
    pub(super) level: u8,
    pub(super) spans: Vec<Span>,
}

/// Words, or a number with its link.
pub(super) struct Span {
    pub(super) words: String,
    pub(super) href: Option<String>,
    /// What the number is, for who points at it.
    pub(super) title: String,
}

/// A row of the table of figures below the text.
pub(super) struct Row {
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) value: String,
    pub(super) href: Option<String>,
    pub(super) records: i64,
    pub(super) revision: i64,
}

/// How the figures of a text are written.
pub(super) struct Writing<'a> {
    pub(super) body: &'a Body,
    pub(super) division: &'a DivisionCode,
    pub(super) period: Period,
    /// The position of all its figures.
    pub(super) at: i64,
    /// For people outside: small counts are not told, and nothing is a link.
    pub(super) public: bool,
    pub(super) lang: Lang,
}

impl Writing<'_> {
    pub(super) fn lines(&self) -> Vec<Line> {
        self.body.blocks(self.lang).iter().flat_map(|block| self.block(block)).collect()
    }

    /// Each figure once, in the order of the text.
    pub(super) fn rows(&self) -> Vec<Row> {
        let row = |figure: &Frozen| Row {
            title: figure.title.in_lang(self.lang).to_owned(),
            unit: figure.unit.in_lang(self.lang).to_owned(),
            value: self.shown(figure).map_or_else(|| self.hidden(figure), number),
            href: (!self.public).then(|| self.href(figure)),
            records: figure.records,
            revision: figure.revision,
        };
        self.body.figures.iter().map(row).collect()
    }

    /// A line of a Chinese text is a paragraph of its own; an English one flows on.
    fn block(&self, block: &Block) -> Vec<Line> {
        let level = match block {
            Block::Heading { level, .. } => *level,
            Block::Paragraph { .. } => 0,
        };
        let mut lines = vec![Line { level, spans: Vec::new() }];
        for part in block.parts() {
            let span = match part {
                Part::Words { words } if words == "\n" && self.lang == Lang::Zh => {
                    lines.push(Line { level, spans: Vec::new() });
                    continue;
                }
                Part::Words { words } => Span::of(&words.replace('\n', " ")),
                Part::Figure { key } => {
                    self.body.figure(key).map_or(Span::of("–"), |figure| self.figure(figure))
                }
                Part::Period | Part::Division => continue,
            };
            if let Some(line) = lines.last_mut() {
                line.spans.push(span);
            }
        }
        lines
    }

    fn figure(&self, figure: &Frozen) -> Span {
        Span {
            words: self.shown(figure).map_or_else(|| self.hidden(figure), told),
            href: (!self.public).then(|| self.href(figure)),
            title: figure.title.in_lang(self.lang).to_owned(),
        }
    }

    fn shown(&self, figure: &Frozen) -> Option<Value> {
        if self.public { figure.value.public(figure.publishable_from) } else { Some(figure.value) }
    }

    /// What stands for a number that could point at somebody.
    fn hidden(&self, figure: &Frozen) -> String {
        let from = figure.publishable_from;
        match (figure.value, self.lang) {
            (Value::Share { .. }, _) => "–".to_owned(),
            (Value::Count(_), Lang::Zh) => format!("不足{from}"),
            (Value::Count(_), Lang::En) => format!("fewer than {from}"),
        }
    }

    fn href(&self, figure: &Frozen) -> String {
        link(&Wanted {
            key: figure.key.clone(),
            revision: Some(figure.revision),
            division: self.division.clone(),
            period: self.period,
            at: Some(self.at),
        })
    }
}

impl Span {
    fn of(words: &str) -> Span {
        Span { words: words.to_owned(), href: None, title: String::new() }
    }
}

/// In a sentence, where no unit follows a share: 1,204 or 66.67%.
fn told(value: Value) -> String {
    match value {
        Value::Share { hundredths: Some(_), .. } => format!("{value}%"),
        value => number(value),
    }
}

#[cfg(test)]
mod tests {
    use model::{Text, programme::BriefingText};

    use super::*;

    fn frozen(key: &str, value: Value) -> Frozen {
        Frozen {
            key: key.to_owned(),
            revision: 2,
            title: Text::fixed("场次", "shows"),
            definition: Text::fixed("场次", "shows"),
            unit: Text::fixed("场", "shows"),
            value,
            records: 1,
            publishable_from: 5,
        }
    }

    fn words(public: bool, lang: Lang) -> Vec<String> {
        let figure = |key: &str| Part::Figure { key: key.to_owned() };
        let say = |words: &str| Part::Words { words: words.to_owned() };
        let parts = vec![figure("a"), say("，"), figure("b"), say("\n"), figure("c")];
        let blocks = vec![
            Block::Heading { level: 1, parts: vec![Part::Division] },
            Block::Paragraph { parts },
        ];
        let text = BriefingText { key: "annual".to_owned(), zh: blocks.clone(), en: blocks };
        let figures = vec![
            frozen("a", Value::Count(1204)),
            frozen("b", Value::Count(4)),
            frozen("c", Value::share(2, 3)),
        ];
        let body = Body::new(
            &text,
            &Text::fixed("2019年", "2019"),
            &Text::fixed("鲁山县", "Lushan"),
            figures,
        );
        let division = "410423000000".parse().unwrap();
        let period = "2019".parse().unwrap();
        let writing = Writing { body: &body, division: &division, period, at: 7, public, lang };
        let lines = writing.lines();
        assert_eq!(
            lines.iter().any(|line| line.spans.iter().any(|span| span.href.is_some())),
            !public
        );
        lines
            .iter()
            .map(|line| line.spans.iter().map(|span| span.words.as_str()).collect())
            .collect()
    }

    #[test]
    fn numbers_are_links_and_small_ones_are_hidden_from_outsiders() {
        assert_eq!(words(false, Lang::Zh), ["鲁山县", "1,204，4", "66.67%"]);
        assert_eq!(words(true, Lang::Zh), ["鲁山县", "1,204，不足5", "–"]);
        assert_eq!(words(true, Lang::En), ["Lushan", "1,204，fewer than 5 –"]);
    }
}
