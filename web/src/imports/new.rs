use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{Text, code::DivisionCode, id::ImportId, right::Right};
use office::{
    Error,
    import::{self, KEPT_DAYS, NewImport, Received},
};

use super::{
    apart,
    sent::{Sent, largest_body},
};
use crate::{
    Problem,
    asker::Asker,
    extract::Query,
    frame::Frame,
    list::Choice,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    let create = line("POST /imports", Kind::Page, Who::SignedIn, post(create));
    vec![
        line("GET /imports/new", Kind::Page, Who::SignedIn, get(show)),
        create.taking_file(largest_body()),
    ]
}

const FORM: Labels = &[
    ("recipe", Text::fixed("名册种类", "Kind of roster")),
    ("division_code", Text::fixed("范围", "Where")),
    ("file", Text::fixed("文件", "File")),
];

#[derive(Template)]
#[template(path = "imports/new.html")]
struct NewPage {
    frame: Frame,
    typed: Typed,
    /// Chosen with the page, so that a form sent twice makes one import.
    id: String,
    recipes: Vec<Roster>,
    choices: Vec<Choice>,
    places: Vec<Choice>,
    megabytes: usize,
    rows: u32,
    kept_days: i64,
}

/// A kind of roster with its empty sheet.
struct Roster {
    key: String,
    title: Text,
    note: Option<Text>,
}

#[derive(Debug, serde::Deserialize)]
struct Wanted {
    recipe: Option<String>,
}

async fn show(
    asker: Asker,
    frame: Frame,
    Query(wanted): Query<Wanted>,
) -> Result<Page<NewPage>, Problem> {
    let typed = Typed::blank(FORM).with("recipe", wanted.recipe.unwrap_or_default());
    let id = ImportId::new(asker.now()).to_string();
    page(&asker, frame, typed, id).map(Page)
}

fn page(asker: &Asker, frame: Frame, typed: Typed, id: String) -> Result<NewPage, Problem> {
    let places = places(asker);
    if places.is_empty() {
        return Err(Problem::not_found());
    }
    let programme = asker.programme();
    let may = |recipe: &&model::programme::Recipe| {
        import::rights_for(recipe.target).iter().all(|right| asker.who().has(*right))
    };
    let recipes: Vec<_> = programme.recipes.iter().filter(may).collect();
    let choice =
        |recipe: &&model::programme::Recipe| Choice::new(recipe.key.clone(), recipe.title.clone());
    let choices = recipes.iter().map(choice).collect();
    let template = |recipe: &model::programme::Recipe| Roster {
        key: recipe.key.clone(),
        title: recipe.title.clone(),
        note: recipe.note.clone(),
    };
    let limits = papers::Limits::default();
    Ok(NewPage {
        frame,
        typed,
        id,
        recipes: recipes.into_iter().map(template).collect(),
        choices,
        places,
        megabytes: limits.bytes >> 20,
        rows: limits.rows,
        kept_days: KEPT_DAYS,
    })
}

/// The divisions for which the asker may import, the widest first.
fn places(asker: &Asker) -> Vec<Choice> {
    let held = asker.who().held.iter().filter(|held| held.rights.contains(&Right::ImportRosters));
    let mut codes: Vec<&DivisionCode> = held.map(|held| &held.division_code).collect();
    codes.sort();
    codes.dedup();
    let named = |code: &DivisionCode| {
        let name = words::division(code, asker.programme());
        Choice::new(code.to_string(), Text::new(name.clone(), name))
    };
    codes.into_iter().map(named).collect()
}

async fn create(asker: Asker, frame: Frame, sent: Sent) -> Result<Response<Body>, Problem> {
    let id: ImportId = sent.get("id").parse().map_err(|_| Problem::not_found())?;
    let mut typed = Typed::blank(FORM)
        .with("recipe", sent.get("recipe"))
        .with("division_code", sent.get("division_code"));
    let hint = Text::fixed("请选择范围", "Choose where");
    let (recipe, place) = (typed.text("recipe", 60), typed.parse("division_code", hint));
    let (Some(recipe), Some(division_code)) = (recipe, place) else {
        return Ok(Returned(page(&asker, frame, typed, id.to_string())?).into_response());
    };
    let file_name = sent.file_name.clone();
    let new = NewImport { id, recipe, division_code, file_name };
    let (office, bytes) = (asker.0.clone(), sent.bytes);
    match apart(move || import::upload(&office, &new, &bytes)).await? {
        Ok(Received::New(import)) => {
            let said = Text::fixed("已上传，正在预检", "Uploaded; it is being read");
            Ok(Done::new(format!("/imports/{}", import.id), said).into_response())
        }
        Ok(Received::Before(import)) => {
            let said = Text::fixed(
                "这份文件上传过，没有重复导入；这是上次的导入",
                "This file was uploaded before and is not taken twice; this is that import",
            );
            Ok(Done::new(format!("/imports/{}", import.id), said).into_response())
        }
        Err(Error::Refused(refusal)) => {
            typed.refuse(refusal.field.unwrap_or_default(), refusal.text);
            Ok(Returned(page(&asker, frame, typed, id.to_string())?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
