//! The county's list of divisions, a table in `divisions.csv`.

use super::{
    Fault,
    link::Space,
    source::{Draft, Source},
};
use crate::{
    Date, Text,
    code::{DivisionCode, Level},
    word::Word,
};

/// A division as the programme lists it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ListedDivision {
    pub code: DivisionCode,
    pub parent: Option<DivisionCode>,
    pub level: Level,
    pub name: String,
    pub from_on: Date,
    pub until_on: Option<Date>,
    /// The code under which the same place was listed before.
    pub predecessor: Option<DivisionCode>,
}

const HEADINGS: &str = "code,parent,level,name,from_on,until_on,predecessor";

/// Reads the table. Lines that start with `#` say where the list comes from.
pub(super) fn read_all(source: &Source, draft: &mut Draft) -> Vec<ListedDivision> {
    let mut lines = source
        .text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim().trim_start_matches('\u{feff}')))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let headings = lines.next();
    if headings.is_none_or(|(_, line)| line != HEADINGS) {
        let text = Text::new(
            format!("首行应为：{HEADINGS}"),
            format!("the first line must be: {HEADINGS}"),
        );
        draft.links.unread(Space::Division);
        draft.faults.push(Fault::new(source.path, headings.map_or(1, |(line, _)| line), text));
        return Vec::new();
    }
    let mut divisions = Vec::new();
    for (line, text) in lines {
        let row = Row { path: source.path, line, cells: text.split(',').map(str::trim).collect() };
        divisions.extend(row.read(draft));
    }
    divisions
}

struct Row<'a> {
    path: &'a str,
    line: usize,
    cells: Vec<&'a str>,
}

impl Row<'_> {
    fn read(&self, draft: &mut Draft) -> Option<ListedDivision> {
        let [code, parent, level, name, from_on, until_on, predecessor] = self.cells[..] else {
            let text = Text::new(
                format!("应有 7 列，此行有 {} 列；名称中不能有逗号", self.cells.len()),
                format!(
                    "a row has 7 columns, this one has {}; a name cannot hold a comma",
                    self.cells.len()
                ),
            );
            draft.faults.push(self.fault(text));
            return None;
        };
        let code = self.code("code", code, draft);
        if let Some(code) = &code {
            let place = super::link::Place { file: self.path.to_owned(), line: self.line };
            draft.faults.extend(draft.links.define(Space::Division, code.as_str(), place));
        }
        let parent = self.optional(parent, |parent| self.code("parent", parent, draft));
        let known = Level::from_word(level).filter(|level| *level >= Level::County);
        if known.is_none() {
            self.bad(
                draft,
                "level",
                level,
                ("county、township 或 village", "county, township or village"),
            );
        }
        if name.is_empty() || name.chars().any(|c| c == '"' || c.is_control()) {
            self.bad(draft, "name", name, ("不带引号的名称", "a name without quotes"));
        }
        let from_on = self.day("from_on", from_on, draft);
        let until_on = self.optional(until_on, |day| self.day("until_on", day, draft));
        let predecessor = self.optional(predecessor, |code| self.code("predecessor", code, draft));
        let (code, level, from_on) = (code?, known?, from_on?);
        let name = name.to_owned();
        let row = ListedDivision { code, parent, level, name, from_on, until_on, predecessor };
        self.check(&row, draft);
        Some(row)
    }

    /// What a row says about itself must agree: code, level, parent and dates.
    fn check(&self, row: &ListedDivision, draft: &mut Draft) {
        if row.code.level() != row.level {
            let (zh, en) = (row.level.word(), row.code.level().word());
            let text = Text::new(
                format!("代码 {} 的级别是 {en}，不是 {zh}；请核对", row.code),
                format!("code {} is that of a {en}, not of a {zh}; check both", row.code),
            );
            draft.faults.push(self.fault(text));
        }
        let parent = row.parent.as_ref();
        let parent_fits = match row.level {
            Level::County => parent.is_none(),
            _ => parent == row.code.parent().as_ref(),
        };
        if !parent_fits {
            let should = row.code.parent().filter(|_| row.level > Level::County);
            let should = should.map_or(String::new(), |code| code.to_string());
            let text = Text::new(
                format!("上级代码应为「{should}」"),
                format!("the parent must be \"{should}\""),
            );
            draft.faults.push(self.fault(text));
        } else if let Some(parent) = parent {
            let place = super::link::Place { file: self.path.to_owned(), line: self.line };
            draft.links.refer(Space::Division, parent.as_str(), place);
        }
        if row.until_on.is_some_and(|until_on| until_on <= row.from_on) {
            let text = Text::fixed(
                "until_on 须晚于 from_on（它是不再有效的第一天）",
                "until_on must be after from_on (it is the first day that no longer counts)",
            );
            draft.faults.push(self.fault(text));
        }
    }

    fn optional<T>(&self, cell: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        if cell.is_empty() { None } else { read(cell) }
    }

    fn code(&self, column: &str, cell: &str, draft: &mut Draft) -> Option<DivisionCode> {
        let code = cell.parse().ok();
        if code.is_none() {
            self.bad(draft, column, cell, ("12 位数字代码", "a code of 12 digits"));
        }
        code
    }

    fn day(&self, column: &str, cell: &str, draft: &mut Draft) -> Option<Date> {
        let day = super::day(cell);
        if day.is_none() {
            self.bad(draft, column, cell, ("2019-01-01 样式的日期", "a day like 2019-01-01"));
        }
        day
    }

    fn bad(&self, draft: &mut Draft, column: &str, cell: &str, should: (&str, &str)) {
        let text = Text::new(
            format!("「{column}」列的「{cell}」应为：{}", should.0),
            format!("column \"{column}\" has \"{cell}\", which must be {}", should.1),
        );
        draft.faults.push(self.fault(text));
    }

    fn fault(&self, text: Text) -> Fault {
        Fault::new(self.path, self.line, text)
    }
}
