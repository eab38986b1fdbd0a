//! A row of a sheet as its recipe understands it.

use model::{
    Date, Text,
    code::DivisionCode,
    programme::{Column, Field, Programme, Reading, Recipe},
};
use papers::{Cell, Row};

use super::{
    cell::CellReader, directory::Directory, mapping::SheetMap, problem::Problem, values::Values,
};

/// Everything that the rows of one sheet are read by.
pub(super) struct RowReader<'a> {
    pub(super) programme: &'a Programme,
    pub(super) recipe: &'a Recipe,
    pub(super) directory: &'a Directory,
    pub(super) sheet: &'a SheetMap,
    /// The import's own division: a row about anywhere else is refused.
    pub(super) territory: &'a DivisionCode,
    pub(super) today: Date,
}

/// What a row says, and what is wrong with how it says it.
pub(super) struct Parsed {
    pub(super) values: Values,
    /// Where the row's record belongs; absent if the row says it wrongly.
    pub(super) place: Option<DivisionCode>,
    pub(super) problems: Vec<Problem>,
}

/// Words that begin a line which is no record.
const REMARKS: [&str; 10] =
    ["合计", "总计", "小计", "备注", "说明", "注", "填表", "制表", "审核", "单位负责人"];

impl RowReader<'_> {
    /// Whether a row is a sum, a remark or a signature line.
    pub(super) fn is_remark(&self, row: &Row) -> bool {
        let blank = |column: u32| {
            row.cells
                .get(column as usize)
                .is_none_or(|c| c.is_blank() || matches!(c, Cell::Merged(_)))
        };
        let filled = self.sheet.columns.iter().filter(|(_, column)| !blank(*column)).count();
        if filled == 0 {
            return true;
        }
        let lacks = |column: &Column| {
            column.required && self.sheet.column_of(column.field).is_none_or(blank)
        };
        let first = row.cells.iter().find(|cell| !cell.is_blank()).and_then(Cell::text);
        let first: String = first.unwrap_or_default().split_whitespace().collect();
        (filled == 1 || self.recipe.columns.iter().any(lacks))
            && REMARKS.iter().any(|remark| first.starts_with(remark))
    }

    pub(super) fn read(&self, row: &Row) -> Parsed {
        let (values, problems) = (Values::default(), Vec::new());
        let mut parsed = Parsed { values, place: None, problems };
        let cells = CellReader { programme: self.programme, today: self.today };
        for column in &self.recipe.columns {
            let at = self.sheet.column_of(column.field);
            let cell = at.and_then(|at| row.cells.get(at as usize)).unwrap_or(&Cell::Empty);
            match cells.read(column.field, Some(column), cell) {
                Ok(Some(value)) => parsed.values.put(column.field, value),
                Ok(None) if column.required => {
                    let text = Text::fixed("是空的：请填写", "is empty: fill it in");
                    self.note(&mut parsed, Some(column.field), &text);
                }
                Ok(None) => {}
                Err(text) => self.note(&mut parsed, Some(column.field), &text),
            }
        }
        for (field, given) in &self.recipe.given {
            let cell = Cell::Text(given.clone());
            if let Ok(Some(value)) = cells.read(*field, None, &cell) {
                parsed.values.put(*field, value);
            }
        }
        if row.beyond.is_some() {
            let text = Text::fixed(
                "第 256 列以后还有内容，没有读取：请删去或移到前面的列",
                "there is content right of column 256, which is not read: delete or move it",
            );
            self.note(&mut parsed, None, &text);
        }
        self.find_place(&mut parsed);
        parsed
    }

    /// Adds a problem about a field's cell, or about the row.
    pub(super) fn note(&self, parsed: &mut Parsed, field: Option<Field>, text: &Text) {
        let column = field.and_then(|field| self.sheet.column_of(field));
        let heading = field.map(|field| self.sheet.heading_of(field, self.recipe));
        parsed.problems.push(Problem::new(column, &heading.unwrap_or_default(), text));
    }

    /// The day as of which names are understood.
    pub(super) fn day(&self, values: &Values) -> Date {
        let own = values.date(Field::FromOn).or_else(|| values.date(Field::ActivityHeldOn));
        own.unwrap_or(self.today)
    }

    /// The village if the row names one, else the township, else the import's own division.
    fn find_place(&self, parsed: &mut Parsed) {
        let day = self.day(&parsed.values);
        let township = match parsed.values.words(Field::Township) {
            None => None,
            Some(text) => match self.directory.township(text, day) {
                Ok(code) => Some(code),
                Err(text) => return self.note(parsed, Some(Field::Township), &text),
            },
        };
        let field = if parsed.values.words(Field::Division).is_some() {
            Field::Division
        } else {
            Field::Township
        };
        let place = match parsed.values.words(Field::Division) {
            // A column that must be filled in and is not has been told already.
            None if self.is_required(Field::Division) => return,
            None => township.unwrap_or_else(|| self.territory.clone()),
            Some(text) => match self.directory.division(text, township.as_ref(), day) {
                Ok(code) => code,
                Err(text) => return self.note(parsed, Some(Field::Division), &text),
            },
        };
        if !self.territory.contains(&place) {
            let name = self.directory.name(self.territory, day);
            let text = Text::new(
                format!("不在「{name}」范围内：这次导入只能写本辖区，请删去这一行或由所在地导入"),
                format!(
                    "lies outside “{name}”, for which this import is made: remove the row or let its own office import it"
                ),
            );
            return self.note(parsed, Some(field), &text);
        }
        parsed.place = Some(place);
    }

    fn is_required(&self, field: Field) -> bool {
        self.recipe.column(field).is_some_and(|column| column.required)
    }

    /// Whether a field finds an organisation among these kinds; empty for all.
    pub(super) fn kinds_for(&self, field: Field) -> &[String] {
        debug_assert_eq!(field.reading(), Reading::Organisation);
        self.recipe
            .column(field)
            .map(|column| column.organisation_kinds.as_slice())
            .unwrap_or_default()
    }
}
