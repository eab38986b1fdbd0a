//! Texts of briefings: plain paragraphs with figures in them, in both languages.

use super::{
    Fault, fence, guard,
    link::Space,
    source::{Draft, Source},
};
use crate::{Lang, Text};

/// A text with figures in it, for any period and division.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BriefingText {
    pub key: String,
    pub zh: Vec<Block>,
    pub en: Vec<Block>,
}

/// A heading or a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// Level 1 is the title of the whole.
    Heading {
        level: u8,
        parts: Vec<Part>,
    },
    Paragraph {
        parts: Vec<Part>,
    },
}

/// A stretch of words, or something that is put in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum Part {
    Words {
        words: String,
    },
    /// The value of an indicator, by its key.
    Figure {
        key: String,
    },
    /// The name of the period.
    Period,
    /// The name of the division.
    Division,
}

impl Block {
    pub fn parts(&self) -> &[Part] {
        match self {
            Block::Heading { parts, .. } | Block::Paragraph { parts } => parts,
        }
    }
}

impl BriefingText {
    pub fn blocks(&self, lang: Lang) -> &[Block] {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// The parts of the title line.
    pub fn title(&self, lang: Lang) -> &[Part] {
        let title = self.blocks(lang).iter().find(|block| matches!(block, Block::Heading { .. }));
        title.map_or(&[], Block::parts)
    }

    /// The indicators it shows, in the order of the Chinese text, each once.
    pub fn figures(&self) -> Vec<&str> {
        let mut keys = Vec::new();
        for key in figures_in(&self.zh) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    /// Both languages must show the same figures, or they would tell different stories.
    pub(super) fn check(&self, draft: &mut Draft) {
        let zh: std::collections::BTreeSet<_> = figures_in(&self.zh).collect();
        let en: std::collections::BTreeSet<_> = figures_in(&self.en).collect();
        for (lang, has, lacks) in [("zh", &zh, &en), ("en", &en, &zh)] {
            for key in lacks.difference(has) {
                let file = format!("briefings/{}.{lang}.md", self.key);
                let text = Text::new(
                    format!("另一种语言的文本有 {{{{figure {key}}}}}，此处没有；请补上"),
                    format!(
                        "the text in the other language shows {{{{figure {key}}}}}; add it here"
                    ),
                );
                draft.faults.push(Fault::new(&file, 1, text));
            }
        }
    }
}

fn figures_in(blocks: &[Block]) -> impl Iterator<Item = &str> {
    blocks.iter().flat_map(Block::parts).filter_map(|part| match part {
        Part::Figure { key } => Some(key.as_str()),
        _ => None,
    })
}

/// Reads one language of a text: `#` and `##` headings, and paragraphs between empty lines.
pub(super) fn read(source: &Source, draft: &mut Draft) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (index, line) in source.text.lines().enumerate() {
        let line_number = index + 1;
        let line = line.trim();
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        let words = line[hashes..].trim();
        let parts = parts(words, line_number, source, draft);
        match (hashes, open, blocks.last_mut()) {
            (0, true, Some(Block::Paragraph { parts: before })) if !line.is_empty() => {
                before.push(Part::Words { words: "\n".to_owned() });
                before.extend(parts);
            }
            (0, ..) if !line.is_empty() => blocks.push(Block::Paragraph { parts }),
            (0, ..) => {}
            (level, ..) => blocks.push(Block::Heading { level: level.min(6) as u8, parts }),
        }
        open = hashes == 0 && !line.is_empty();
    }
    if !matches!(blocks.first(), Some(Block::Heading { level: 1, .. })) {
        let text = Text::fixed("首行应为标题：# 标题", "the first line must be the title: # Title");
        draft.faults.push(Fault::new(source.path, 1, text));
    }
    blocks
}

fn parts(line: &str, number: usize, source: &Source, draft: &mut Draft) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find("{{") {
        push_words(&mut parts, &rest[..start]);
        let inside = &rest[start + 2..];
        let Some(end) = inside.find("}}") else {
            let text = Text::fixed("{{ 没有以 }} 结束，请补上", "{{ has no }} after it; add it");
            draft.faults.push(Fault::new(source.path, number, text));
            return parts;
        };
        parts.extend(placeholder(inside[..end].trim(), number, source, draft));
        rest = &inside[end + 2..];
    }
    push_words(&mut parts, rest);
    parts
}

fn push_words(parts: &mut Vec<Part>, words: &str) {
    if !words.is_empty() {
        parts.push(Part::Words { words: words.to_owned() });
    }
}

fn placeholder(inside: &str, number: usize, source: &Source, draft: &mut Draft) -> Option<Part> {
    match inside.split_whitespace().collect::<Vec<_>>()[..] {
        ["period"] => return Some(Part::Period),
        ["division"] => return Some(Part::Division),
        ["figure", key] => {
            let place = super::link::Place { file: source.path.to_owned(), line: number };
            draft.links.refer(Space::Indicator, key, place);
            return Some(Part::Figure { key: key.to_owned() });
        }
        _ => {}
    }
    // A text that goes out to the public can name figures, never a person's fields.
    const PERSONAL: [&str; 7] =
        ["person", "people", "phone", "id_number", "bank", "health", "household"];
    let personal = PERSONAL.iter().any(|word| inside.starts_with(word));
    let fence = guard::fence_in_name(inside);
    let text = match fence.or(personal.then_some(fence::Fence::PublicPersonal)) {
        Some(fence) => guard::refusal(inside, fence),
        None => Text::new(
            format!(
                "不认识 {{{{{inside}}}}}；可用 {{{{figure 指标}}}}、{{{{period}}}}、{{{{division}}}}"
            ),
            format!(
                "{{{{{inside}}}}} is not known; use {{{{figure KEY}}}}, {{{{period}}}} or {{{{division}}}}"
            ),
        ),
    };
    draft.faults.push(Fault::new(source.path, number, text));
    None
}
