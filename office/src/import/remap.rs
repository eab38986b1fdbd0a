//! Somebody says which column is which, or has the rows judged again.

use model::{
    Text,
    id::ImportId,
    import::{Import, ImportState},
    programme::Field,
};

use super::{jobs, mapping::Mapping, read::json};
use crate::{Act, Error, Refusal, refuse};

/// What somebody says about one sheet of the file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetChoice {
    /// Its place in the file, from zero.
    pub sheet: usize,
    pub taken: bool,
    /// For each column from the first, what it feeds.
    pub fields: Vec<Option<Field>>,
}

/// Chooses the columns; the rows are then judged again.
pub fn remap(act: &mut Act<'_>, id: ImportId, choices: &[SheetChoice]) -> Result<Import, Error> {
    let old = draft(act, id)?;
    let Some(recipe) = act.programme.recipe(&old.recipe) else { return Err(Error::NotFound) };
    let mut mapping = Mapping::read(old.mapping.as_deref());
    for choice in choices {
        let Some(sheet) = mapping.sheets.get_mut(choice.sheet) else {
            return refuse("sheet", "没有这张工作表", "there is no such sheet");
        };
        sheet.problems.clear();
        let fed = (0_u32..).zip(&choice.fields);
        sheet.columns = fed.filter_map(|(column, field)| Some(((*field)?, column))).collect();
        let twice = sheet.columns.iter().enumerate().find(|(index, (field, _))| {
            sheet.columns[..*index].iter().any(|(earlier, _)| earlier == field)
        });
        if let Some((_, (field, _))) = twice {
            let heading = recipe.column(*field).and_then(|column| column.headers.first());
            let heading = heading.cloned().unwrap_or_default();
            let text = Text::new(
                format!("「{heading}」选了两次：每项只能对应一列"),
                format!("“{heading}” is chosen twice: one column each"),
            );
            return Err(Refusal::new("fields", text).into());
        }
        sheet.check(recipe);
        if let Some(text) = sheet.problems.first().filter(|_| choice.taken) {
            return Err(Refusal::new("fields", text.clone()).into());
        }
        sheet.taken = choice.taken;
    }
    if mapping.taken().next().is_none() {
        return refuse("taken", "请至少选一张工作表", "choose at least one sheet");
    }
    mapping.chosen = true;
    start_over(act, &old, Some(json(&mapping)?), "import.mapped")
}

/// Has the rows judged again, as after the records were put right.
pub fn judge_again(act: &mut Act<'_>, id: ImportId) -> Result<Import, Error> {
    let old = draft(act, id)?;
    let mapping = old.mapping.clone().filter(|json| Mapping::read(Some(json)).chosen);
    start_over(act, &old, mapping, "import.requeued")
}

fn draft(act: &mut Act<'_>, id: ImportId) -> Result<Import, Error> {
    let import = super::find(act, id)?;
    match import.state {
        ImportState::Judged | ImportState::Unmatched => Ok(import),
        _ => refuse(
            "state",
            "这次导入现在不能更改：请刷新页面",
            "this import cannot be changed now: reload the page",
        ),
    }
}

fn start_over(
    act: &mut Act<'_>,
    old: &Import,
    mapping: Option<String>,
    kind: &'static str,
) -> Result<Import, Error> {
    let new = Import {
        state: ImportState::Uploaded,
        problem: None,
        mapping,
        rows_read: 0,
        rows_new: 0,
        rows_known: 0,
        rows_bad: 0,
        ..old.clone()
    };
    act.change(old, &new)?;
    act.log(kind, old.id.0)?;
    act.queue(jobs::READ, &old.id.to_string())?;
    Ok(new)
}
