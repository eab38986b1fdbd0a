//! Finding a recipe's columns in a sheet: offices name the same column in many ways.

use super::recipe::{Column, Recipe};
use crate::{
    Text,
    standards::wide::{is_invisible, narrow_char},
    text::Say,
};

/// Which cell of a row feeds which column of the recipe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headings {
    /// For every column of the recipe, the index of its cell.
    pub cells: Vec<Option<usize>>,
    /// Headings that no column knows; their cells are left alone.
    pub ignored: Vec<String>,
}

/// Why a row of headings does not fit a recipe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadHeadings {
    /// A column that must be there is not; its usual heading.
    Missing(String),
    /// Two cells feed the same column.
    Twice(String, String),
}

impl Say for BadHeadings {
    fn say(&self) -> Text {
        match self {
            BadHeadings::Missing(header) => Text::new(
                format!("缺少「{header}」列，请补上后重新上传"),
                format!("the column \"{header}\" is missing; add it and upload again"),
            ),
            BadHeadings::Twice(first, second) => Text::new(
                format!("「{first}」和「{second}」是同一列，请删去一列"),
                format!("\"{first}\" and \"{second}\" are the same column; remove one"),
            ),
        }
    }
}

impl Recipe {
    /// Matches a row of headings.
    pub fn match_headings(&self, row: &[String]) -> Result<Headings, Vec<BadHeadings>> {
        let mut bad = Vec::new();
        let mut cells: Vec<Option<usize>> = vec![None; self.columns.len()];
        let mut ignored = Vec::new();
        for (index, heading) in row.iter().enumerate() {
            let Some(column) = self.columns.iter().position(|column| column.is_headed(heading))
            else {
                ignored.extend(Some(heading.clone()).filter(|heading| !normal(heading).is_empty()));
                continue;
            };
            match cells[column] {
                Some(first) => bad.push(BadHeadings::Twice(row[first].clone(), heading.clone())),
                None => cells[column] = Some(index),
            }
        }
        for (column, cell) in self.columns.iter().zip(&cells) {
            if column.required && cell.is_none() {
                bad.push(BadHeadings::Missing(column.headers.first().cloned().unwrap_or_default()));
            }
        }
        if bad.is_empty() { Ok(Headings { cells, ignored }) } else { Err(bad) }
    }

    /// How many of a row's cells are headings of this recipe: the row with the most is the one
    /// below the sheet's title lines, and the recipe with the most is the one that is meant.
    pub fn headings_in(&self, row: &[String]) -> usize {
        self.columns.iter().filter(|column| row.iter().any(|cell| column.is_headed(cell))).count()
    }
}

impl Column {
    /// Whether a cell of the sheet is the heading of this column.
    pub fn is_headed(&self, cell: &str) -> bool {
        let cell = normal(cell);
        !cell.is_empty() && self.headers.iter().any(|header| normal(header) == cell)
    }
}

/// A heading without blanks, marks, hints in brackets, width and case: `＊ 姓 名（必填）：` is 姓名.
pub(super) fn normal(heading: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for letter in heading.chars().filter(|c| !is_invisible(*c)).map(narrow_char) {
        match letter {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            '*' | ':' | '、' | '★' => {}
            _ if depth > 0 || letter.is_whitespace() => {}
            _ => kept.extend(letter.to_lowercase()),
        }
    }
    kept
}
