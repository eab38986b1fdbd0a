//! A journal entry and its canonical text, the leaf of the tree.

use std::fmt::Write;

use chrono::{FixedOffset, SecondsFormat};
use uuid::Uuid;

use super::Hash;
use crate::{
    Text, Timestamp,
    id::{AccountId, EntryId},
    text::Say,
};

const HEAD: &str = "yaoshan/entry/v1";

/// One accepted operation: who, when, what kind, about what, and a commitment to its content.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Entry {
    pub id: EntryId,
    pub at: Timestamp,
    pub actor: AccountId,
    /// Such as `activity.held`; see [`is_kind`].
    pub kind: String,
    /// The record that the operation was about.
    pub subject: Uuid,
    pub commitment: Hash,
}

/// Why a text is not an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.say())]
pub struct BadEntry(Line);

/// The lines of an entry's text, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Head,
    Id,
    At,
    Actor,
    Kind,
    Subject,
    Commitment,
    End,
}

/// Whether `kind` may stand in an entry: 1 to 64 of `a-z`, `0-9`, `.`, `-`, `_`.
pub fn is_kind(kind: &str) -> bool {
    let allowed = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_');
    (1..=64).contains(&kind.len()) && kind.bytes().all(allowed)
}

impl Entry {
    /// The entry as the seven lines that anybody can read, hash and compare:
    ///
    /// ```text
    /// yaoshan/entry/v1
    /// id 016b4f0c-1b00-7000-8000-000000000001
    /// at 2019-06-14T08:30:00.000Z
    /// actor 016b4f0c-1b00-7000-8000-000000000002
    /// kind activity.held
    /// subject 016b4f0c-1b00-7000-8000-000000000003
    /// commitment 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef
    /// ```
    ///
    /// UTF-8, each line ended by one line feed, ids in lower case, the instant in UTC to the
    /// millisecond. An entry has exactly one such text.
    pub fn leaf_text(&self) -> String {
        let Entry { id, actor, kind, subject, commitment, .. } = self;
        let at = at_text(self.at);
        let mut text = String::with_capacity(320);
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "{HEAD}\nid {id}\nat {at}\nactor {actor}\nkind {kind}\nsubject {subject}\n\
             commitment {commitment}\n"
        );
        text
    }

    pub fn leaf_bytes(&self) -> Vec<u8> {
        self.leaf_text().into_bytes()
    }

    /// The hash that stands in the tree for this entry.
    pub fn leaf_hash(&self) -> Hash {
        super::merkle::leaf_hash(self.leaf_text().as_bytes())
    }

    /// Reads the canonical text, and nothing that differs from it by as much as a space.
    pub fn parse(text: &str) -> Result<Entry, BadEntry> {
        let mut rest = text;
        if !line(&mut rest, Line::Head)?.is_empty() {
            return Err(BadEntry(Line::Head));
        }
        let entry = Entry {
            id: value(&mut rest, Line::Id)?,
            at: value(&mut rest, Line::At)?,
            actor: value(&mut rest, Line::Actor)?,
            kind: value(&mut rest, Line::Kind)?,
            subject: value(&mut rest, Line::Subject)?,
            commitment: value(&mut rest, Line::Commitment)?,
        };
        if !rest.is_empty() {
            return Err(BadEntry(Line::End));
        }
        entry.differs_at(text).map_or(Ok(entry), |line| Err(BadEntry(line)))
    }

    /// The first line where `text` is not this entry's own: a second spelling of the same value.
    fn differs_at(&self, text: &str) -> Option<Line> {
        if !is_kind(&self.kind) {
            return Some(Line::Kind);
        }
        let own = self.leaf_text();
        let differs = own.split('\n').zip(text.split('\n')).position(|(own, given)| own != given);
        let line = differs.map(|at| Line::ALL[at.min(Line::ALL.len() - 1)]);
        line.or_else(|| (own != text).then_some(Line::End))
    }
}

/// Counted in milliseconds, as it is stored, so that a leap second has the same text before and after.
fn at_text(at: Timestamp) -> String {
    let stored = Timestamp::from_millis(at.as_millis()).unwrap_or(at);
    let utc = FixedOffset::east_opt(0).map(|utc| stored.local(utc));
    utc.map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true)).unwrap_or_default()
}

/// Takes the next line, whose name must be `line`, and gives what stands behind the name.
fn line<'a>(rest: &mut &'a str, line: Line) -> Result<&'a str, BadEntry> {
    let (this, after) = rest.split_once('\n').ok_or(BadEntry(line))?;
    let value = this.strip_prefix(line.prefix()).ok_or(BadEntry(line))?;
    *rest = after;
    Ok(value)
}

fn value<T: std::str::FromStr>(rest: &mut &str, name: Line) -> Result<T, BadEntry> {
    line(rest, name)?.parse().map_err(|_| BadEntry(name))
}

impl Line {
    const ALL: [Line; 8] = [
        Line::Head,
        Line::Id,
        Line::At,
        Line::Actor,
        Line::Kind,
        Line::Subject,
        Line::Commitment,
        Line::End,
    ];

    fn prefix(self) -> &'static str {
        match self {
            Line::Head => HEAD,
            Line::Id => "id ",
            Line::At => "at ",
            Line::Actor => "actor ",
            Line::Kind => "kind ",
            Line::Subject => "subject ",
            Line::Commitment => "commitment ",
            Line::End => "",
        }
    }
}

impl Say for Line {
    fn say(&self) -> Text {
        match self {
            Line::End => Text::fixed(
                "日志条目应恰好七行，最后一行之后不能再有内容",
                "a journal entry has exactly seven lines, and nothing after the last",
            ),
            line => {
                let name = line.prefix().trim_end();
                Text::new(
                    format!("日志条目中“{name}”一行缺失或格式不对"),
                    format!("the journal entry's line “{name}” is missing or malformed"),
                )
            }
        }
    }
}

impl Say for BadEntry {
    fn say(&self) -> Text {
        self.0.say()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(in crate::journal) fn entry() -> Entry {
        Entry {
            id: "016b4f0c-1b00-7000-8000-000000000001".parse().unwrap(),
            at: "2019-06-14T08:30:00Z".parse().unwrap(),
            actor: "016b4f0c-1b00-7000-8000-000000000002".parse().unwrap(),
            kind: "activity.held".to_owned(),
            subject: "016b4f0c-1b00-7000-8000-000000000003".parse().unwrap(),
            commitment: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
                .parse()
                .unwrap(),
        }
    }

    const TEXT: &str = "yaoshan/entry/v1\n\
        id 016b4f0c-1b00-7000-8000-000000000001\n\
        at 2019-06-14T08:30:00.000Z\n\
        actor 016b4f0c-1b00-7000-8000-000000000002\n\
        kind activity.held\n\
        subject 016b4f0c-1b00-7000-8000-000000000003\n\
        commitment 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef\n";

    #[test]
    fn an_entry_is_seven_readable_lines() {
        assert_eq!(entry().leaf_text(), TEXT);
        assert_eq!(Entry::parse(TEXT), Ok(entry()));
        // (printf '\0'; cat text) | sha256sum
        let hash = "0ec8747315393ab031b8ebb65595a320dc302710d6964c3ac00838c34f61ae78";
        assert_eq!(entry().leaf_hash().to_string(), hash);
    }

    #[track_caller]
    fn check_refused(text: &str, expected: Line) {
        assert_eq!(Entry::parse(text), Err(BadEntry(expected)), "{text}");
    }

    #[test]
    fn a_second_spelling_is_refused_and_its_line_named() {
        check_refused("", Line::Head);
        check_refused(&TEXT.replace("v1", "v2"), Line::Head);
        check_refused(&TEXT.replace("v1\n", "v1 \n"), Line::Head);
        check_refused(&TEXT.replace("id 016b4f0c", "id 016B4F0C"), Line::Id);
        check_refused(&TEXT.replace("id 016b4f0c-1b00-", "id 016b4f0c1b00"), Line::Id);
        check_refused(&TEXT.replace("00.000Z", "00Z"), Line::At);
        check_refused(&TEXT.replace("00.000Z", "00.000+00:00"), Line::At);
        check_refused(&TEXT.replace("activity.held", "Activity.held"), Line::Kind);
        check_refused(&TEXT.replace("activity.held", ""), Line::Kind);
        check_refused(&TEXT.replace("subject 016b", "subject  016b"), Line::Subject);
        check_refused(&TEXT.replace("commitment 5f", "commitment 5F"), Line::Commitment);
        check_refused(&TEXT.replace("commitment", "comment"), Line::Commitment);
        check_refused(TEXT.trim_end(), Line::Commitment);
        check_refused(&format!("{TEXT}\n"), Line::End);
        check_refused(&TEXT.replace('\n', "\r\n"), Line::Head);
    }

    #[test]
    fn a_leap_second_has_the_text_that_comes_back_from_the_database() {
        let at: Timestamp = "2016-12-31T23:59:60.500Z".parse().unwrap();
        let stored = Timestamp::from_millis(at.as_millis()).unwrap();
        let (before, after) = (Entry { at, ..entry() }, Entry { at: stored, ..entry() });
        assert_eq!(before.leaf_text(), after.leaf_text());
    }

    proptest! {
        #[test]
        fn every_entry_is_read_back(ids in any::<[u128; 3]>(), millis in -62_135_596_800_000_i64..253_402_300_800_000,
                                    kind in "[a-z0-9._-]{1,64}", commitment in any::<[u8; 32]>()) {
            let entry = Entry {
                id: EntryId(Uuid::from_u128(ids[0])),
                at: Timestamp::from_millis(millis).unwrap(),
                actor: AccountId(Uuid::from_u128(ids[1])),
                kind,
                subject: Uuid::from_u128(ids[2]),
                commitment: Hash(commitment),
            };
            prop_assert_eq!(Entry::parse(&entry.leaf_text()), Ok(entry));
        }

        #[test]
        fn no_text_is_read_as_an_entry_with_another_text(at in 0..TEXT.len(), with in "\\PC?|\n|\r") {
            let text = format!("{}{with}{}", &TEXT[..at], &TEXT[at + 1..]);
            if let Ok(entry) = Entry::parse(&text) {
                prop_assert_eq!(entry.leaf_text(), text);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "(?s).{0,400}") {
            let _ = Entry::parse(&text);
        }
    }
}
