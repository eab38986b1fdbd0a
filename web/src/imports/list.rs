use askama::Template;
use axum::{body::Body, http::Response, routing::get};
use model::{
    Text, Timestamp,
    id::ImportId,
    import::{Import, ImportState},
    word::Word,
};
use office::import::{self, List};
use serde::Deserialize;

use super::{recipe_title, recipes, tone};
use crate::{
    Problem, asked,
    asker::Asker,
    export::{self, Export, Head, Kind as Cell, Out},
    extract::Query,
    frame::Frame,
    list::{Choice, Pager},
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /imports", Kind::Page, Who::SignedIn, get(list)),
        line("GET /imports.xlsx", Kind::Page, Who::SignedIn, get(spreadsheet)),
    ]
}

const SHOWN: usize = 50;

#[derive(Debug, Deserialize)]
struct Filters {
    q: Option<String>,
    division: Option<String>,
    state: Option<ImportState>,
    recipe: Option<String>,
    after: Option<String>,
}

impl Filters {
    fn wanted(self) -> Result<List, Problem> {
        let Filters { q, division, state, recipe, .. } = self;
        Ok(List { within: asked::division(division)?, state, recipe, name: asked::set(q) })
    }
}

#[derive(Template)]
#[template(path = "imports/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    townships: Vec<Choice>,
    states: Vec<Choice>,
    recipes: Vec<Choice>,
    pager: Pager,
}

struct Row {
    id: ImportId,
    file_name: String,
    recipe: Text,
    place: String,
    when: String,
    rows: i64,
    bad: i64,
    tone: &'static str,
    state: Text,
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<ListPage>, Problem> {
    let after = filters.after.as_deref().map(cursor).transpose()?;
    let wanted = filters.wanted()?;
    let limit = i64::try_from(SHOWN).unwrap_or(i64::MAX);
    let read = asker.read(move |act| {
        Ok((import::count(act, &wanted)?, import::list(act, &wanted, after, limit + 1)?))
    });
    let (total, mut found) = read.await?;
    let is_cut = found.len() > SHOWN;
    found.truncate(SHOWN);
    let last = found.last().filter(|_| is_cut);
    let after = last.map(|import| format!("{}_{}", import.uploaded_at.as_millis(), import.id));
    let total = usize::try_from(total).unwrap_or(0);
    let pager = Pager { total, shown: found.len(), before: None, after };
    let programme = asker.programme();
    let row = |import: Import| Row {
        id: import.id,
        recipe: recipe_title(programme, &import),
        place: words::division(&import.division_code, programme),
        when: words::instant(import.uploaded_at, programme.county.offset, frame.lang),
        rows: import.rows_read,
        bad: import.rows_bad,
        tone: tone(import.state),
        state: import.state.title(),
        file_name: import.file_name,
    };
    let rows = found.into_iter().map(row).collect();
    let states = ImportState::ALL.iter().map(|state| Choice::new(state.word(), state.title()));
    let (states, recipes) = (states.collect(), recipes(programme));
    let townships = asked::townships(programme);
    Ok(Page(ListPage { frame, rows, townships, states, recipes, pager }))
}

const HEADS: &[Head] = &[
    Head::new("文件", "File", Cell::Text).wide(36.0),
    Head::new("名册种类", "Kind of roster", Cell::Text).wide(22.0),
    Head::new("区划代码", "Division code", Cell::Text),
    Head::new("范围", "Where", Cell::Text).wide(16.0),
    Head::new("上传于", "Uploaded", Cell::Text).wide(22.0),
    Head::new("行数", "Rows", Cell::Whole),
    Head::new("新增", "New", Cell::Whole),
    Head::new("已有", "Known", Cell::Whole),
    Head::new("有错", "Bad", Cell::Whole),
    Head::new("已写入", "Applied", Cell::Whole),
    Head::new("状态", "State", Cell::Text),
    Head::new("编号", "Id", Cell::Text).wide(38.0),
];

async fn spreadsheet(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let wanted = filters.wanted()?;
    let title = Text::fixed("名册导入", "Roster imports");
    let export = Export { title, heads: HEADS, lang: frame.lang, day: asker.today() };
    let of = asker.clone();
    export::workbook(&asker, export, move |act, rows| {
        import::each(act, &wanted, |import| {
            let programme = of.programme();
            let when = words::instant(import.uploaded_at, programme.county.offset, rows.lang);
            rows.row(&[
                Out::text(import.file_name.clone()),
                Out::text(recipe_title(programme, import).in_lang(rows.lang).to_owned()),
                Out::text(import.division_code.to_string()),
                Out::text(words::division(&import.division_code, programme)),
                Out::text(when),
                Out::Whole(import.rows_read),
                Out::Whole(import.rows_new),
                Out::Whole(import.rows_known),
                Out::Whole(import.rows_bad),
                Out::Whole(import.rows_done),
                Out::text(import.state.title().in_lang(rows.lang).to_owned()),
                Out::text(import.id.to_string()),
            ]);
        })
    })
    .await
}

pub(super) fn cursor(text: &str) -> Result<(Timestamp, ImportId), Problem> {
    let read = || {
        let (at, id) = text.split_once('_')?;
        Some((Timestamp::from_millis(at.parse().ok()?)?, id.parse().ok()?))
    };
    read().ok_or_else(Problem::not_found)
}
