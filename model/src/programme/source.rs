//! A file of the programme while it is being read.

use std::ops::Range;

use toml::de::DeTable;

use super::{
    fault::Fault,
    guard,
    item::Item,
    link::{Links, Place, Space},
};
use crate::Text;

/// Everything noticed so far: reading goes on after a fault, so that all are told at once.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) faults: Vec<Fault>,
    pub(super) links: Links,
}

#[derive(Debug)]
pub(super) struct Source<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    line_starts: Vec<usize>,
}

impl<'a> Source<'a> {
    pub(super) fn new(path: &'a str, text: &'a str) -> Source<'a> {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Source { path, text, line_starts }
    }

    pub(super) fn place(&self, at: usize) -> Place {
        let line = self.line_starts.partition_point(|start| *start <= at).max(1);
        Place { file: self.path.to_owned(), line }
    }

    pub(super) fn fault(&self, at: usize, text: Text) -> Fault {
        Fault::new(self.path, self.place(at).line, text)
    }

    /// Reads a TOML file with `read`. A file that is no TOML is not read further: what follows a
    /// slip of the pen would only be noise.
    pub(super) fn read<T>(
        &self,
        draft: &mut Draft,
        defines: &[Space],
        read: impl FnOnce(&mut Item) -> T,
    ) -> Option<T> {
        let (document, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            let at = error.span().unwrap_or(Range { start: 0, end: 0 }).start;
            let why = error.message();
            let text = Text::new(
                format!("不符合 TOML 写法（{why}）；文字要加引号，括号要成对"),
                format!("this is not valid TOML ({why}); text stands in quotes, brackets in pairs"),
            );
            draft.faults.push(self.fault(at, text));
        }
        if !errors.is_empty() {
            defines.iter().for_each(|space| draft.links.unread(*space));
            return None;
        }
        guard::inspect(self, document.get_ref(), draft);
        let mut item = Item::new(self, document.get_ref(), 0, draft);
        let value = read(&mut item);
        item.finish();
        Some(value)
    }
}
