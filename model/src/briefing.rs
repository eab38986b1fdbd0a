//! Texts with figures in them, and the programme as it was applied.

use crate::{
    Lang, Text,
    code::DivisionCode,
    fact::Posts,
    figure::Value,
    id::{AccountId, BriefingId, ProgrammeId},
    moment::Timestamp,
    period::Period,
    programme::{Block, BriefingText, Part},
};

/// A published text. `body` is JSON: its figures are frozen with value, revision and position.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Briefing {
    pub id: BriefingId,
    pub key: String,
    /// Counts the publications of one text for one period and division, from 1.
    pub number: i64,
    pub title: String,
    pub period: Period,
    pub division_code: DivisionCode,
    pub body: String,
    /// The journal position that every figure in it was computed at.
    pub journal_index: i64,
    pub published_by: AccountId,
    pub published_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
    pub withdrawn_because: Option<String>,
}

impl Posts for Briefing {}

/// What a briefing says: its text in both languages and the figures in it, frozen.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Body {
    pub zh: Vec<Block>,
    pub en: Vec<Block>,
    pub figures: Vec<Frozen>,
}

/// A figure as it was told.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Frozen {
    pub key: String,
    pub revision: i64,
    pub title: Text,
    pub definition: Text,
    pub unit: Text,
    pub value: Value,
    pub records: i64,
    pub publishable_from: i64,
}

impl Body {
    /// A text of the programme with the names of period and division put in.
    pub fn new(text: &BriefingText, period: &Text, division: &Text, figures: Vec<Frozen>) -> Body {
        let fixed = |lang| {
            let (period, division) = (period.in_lang(lang), division.in_lang(lang));
            text.blocks(lang).iter().map(|block| put_in(block, period, division)).collect()
        };
        Body { zh: fixed(Lang::Zh), en: fixed(Lang::En), figures }
    }

    pub fn blocks(&self, lang: Lang) -> &[Block] {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    pub fn figure(&self, key: &str) -> Option<&Frozen> {
        self.figures.iter().find(|figure| figure.key == key)
    }

    /// The words of its first heading.
    pub fn title(&self, lang: Lang) -> String {
        let title = self.blocks(lang).iter().find(|block| matches!(block, Block::Heading { .. }));
        let words = title.map_or(&[][..], Block::parts).iter().map(|part| match part {
            Part::Words { words } => words.clone(),
            Part::Figure { key } => {
                self.figure(key).map_or(String::new(), |figure| figure.value.to_string())
            }
            Part::Period | Part::Division => String::new(),
        });
        words.collect()
    }
}

fn put_in(block: &Block, period: &str, division: &str) -> Block {
    let fix = |part: &Part| match part {
        Part::Period => Part::Words { words: period.to_owned() },
        Part::Division => Part::Words { words: division.to_owned() },
        part => part.clone(),
    };
    let parts = block.parts().iter().map(fix).collect();
    match block {
        Block::Heading { level, .. } => Block::Heading { level: *level, parts },
        Block::Paragraph { .. } => Block::Paragraph { parts },
    }
}

/// The programme's files as applied at one time; the highest number is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeRevision {
    pub id: ProgrammeId,
    pub number: i64,
    /// JSON: path to text.
    pub files: String,
    pub applied_by: AccountId,
    pub applied_at: Timestamp,
    pub note: String,
}

impl Posts for ProgrammeRevision {}
