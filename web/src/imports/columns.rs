//! Which column is which: the guess, and somebody's word for it.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{Text, id::ImportId, import::Import, programme::Recipe, word::Word};
use office::{
    Error,
    import::{self, Mapping, SheetChoice},
};

use super::show::recipe;
use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    list::Choice,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /imports/{id}/columns", Kind::Page, Who::SignedIn, get(show)),
        line("POST /imports/{id}/columns", Kind::Page, Who::SignedIn, post(choose)),
    ]
}

const FORM: Labels =
    &[("fields", Text::fixed("各列", "Columns")), ("taken", Text::fixed("工作表", "Sheets"))];

#[derive(Template)]
#[template(path = "imports/columns.html")]
struct ColumnsPage {
    frame: Frame,
    typed: Typed,
    import: Import,
    path: String,
    sheets: Vec<SheetForm>,
    choices: Vec<Choice>,
}

struct SheetForm {
    /// Its place in the file, as the form says it.
    word: String,
    name: String,
    /// Name of each select, and the heading beside it.
    headings: Vec<(String, String)>,
    problems: Vec<Text>,
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ImportId>,
) -> Result<Page<ColumnsPage>, Problem> {
    let import = asker.read(move |act| import::find(act, id)).await?;
    let mut typed = Typed::blank(FORM);
    for (place, sheet) in Mapping::read(import.mapping.as_deref()).sheets.iter().enumerate() {
        if sheet.taken {
            typed = typed.with("taken", place.to_string());
        }
        for (field, column) in &sheet.columns {
            typed = typed.with(&name(place, *column as usize), field.word());
        }
    }
    page(&asker, frame, import, typed).map(Page)
}

fn name(sheet: usize, column: usize) -> String {
    format!("s{sheet}c{column}")
}

fn page(asker: &Asker, frame: Frame, import: Import, typed: Typed) -> Result<ColumnsPage, Problem> {
    let recipe: &Recipe = recipe(asker.programme(), &import)?;
    let choice = |column: &model::programme::Column| {
        let words = column.headers.first().cloned().unwrap_or_default();
        let (zh, en) = if column.required { ("（必填）", " (required)") } else { ("", "") };
        let words = Text::new(format!("{words}{zh}"), format!("{words}{en}"));
        Choice::new(column.field.word(), words)
    };
    let sheets = Mapping::read(import.mapping.as_deref()).sheets;
    let form = |(place, sheet): (usize, import::SheetMap)| SheetForm {
        word: place.to_string(),
        name: sheet.name,
        headings: (0..).zip(sheet.headings).map(|(at, text)| (name(place, at), text)).collect(),
        problems: sheet.problems,
    };
    Ok(ColumnsPage {
        path: format!("/imports/{}", import.id),
        choices: recipe.columns.iter().map(choice).collect(),
        sheets: sheets.into_iter().enumerate().map(form).collect(),
        frame,
        typed,
        import,
    })
}

async fn choose(
    asker: Asker,
    frame: Frame,
    Path(id): Path<ImportId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let import = asker.read(move |act| import::find(act, id)).await?;
    let sheets = Mapping::read(import.mapping.as_deref()).sheets;
    let choice = |(sheet, map): (usize, import::SheetMap)| SheetChoice {
        sheet,
        taken: typed.has("taken", &sheet.to_string()),
        fields: (0..map.headings.len())
            .map(|at| typed.get(&name(sheet, at)).parse().ok())
            .collect(),
    };
    let choices: Vec<SheetChoice> = sheets.into_iter().enumerate().map(choice).collect();
    match asker.write(move |act| import::remap(act, id, &choices)).await {
        Ok(_) => {
            let said = Text::fixed("正在按新的列重新预检", "It is being judged by these columns");
            Ok(Done::new(format!("/imports/{id}"), said).into_response())
        }
        Err(Error::Refused(refusal)) => {
            typed.refuse(refusal.field.unwrap_or_default(), refusal.text);
            Ok(Returned(page(&asker, frame, import, typed)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
