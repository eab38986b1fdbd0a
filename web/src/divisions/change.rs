//! What becomes of a division: founding, another name, another code, merging, dissolving.

use askama::Template;
use axum::{body::Body, http::Response, response::IntoResponse, routing::get};
use model::{Date, Text, code::DivisionCode, division::Division, id::DivisionId, right::Right};
use office::{
    Act, Error,
    division::{self, Dissolution, Merger, NewDivision, Relocation, Rename},
};

use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

pub(super) fn routes() -> Vec<Served> {
    use Kind::Page;
    use Who::SignedIn;
    let change = "POST /divisions/{code}/{change}";
    vec![
        line("GET /divisions/new", Page, SignedIn, get(new)),
        line("POST /divisions", Page, SignedIn, axum::routing::post(create)),
        line("GET /divisions/{code}/{change}", Page, SignedIn, get(show)),
        line(change, Page, SignedIn, axum::routing::post(save)),
    ]
}

model::words! {
    /// One thing that can become of a division.
    pub(crate) enum Change {
        Rename = "rename",
        Relocate = "relocate",
        Merge = "merge",
        Dissolve = "dissolve",
    }
}

const FORM: Labels = &[
    ("code", Text::fixed("代码", "Code")),
    ("name", Text::fixed("名称", "Name")),
    ("new_code", Text::fixed("新代码", "New code")),
    ("into", Text::fixed("并入哪个区划", "Merge into")),
    ("from_on", Text::fixed("自哪一天起", "From")),
    ("until_on", Text::fixed("自哪一天起不再有", "Gone from")),
];

#[derive(Template)]
#[template(path = "divisions/change.html")]
struct ChangePage {
    frame: Frame,
    typed: Typed,
    title: Text,
    /// Absent for a new division.
    change: Option<Change>,
    division: Option<Division>,
    /// Chosen with the page, so that a form sent twice makes one division.
    id: String,
}

impl ChangePage {
    fn is(&self, word: &str) -> bool {
        self.change.is_some_and(|change| model::word::Word::word(change) == word)
    }

    fn action(&self) -> String {
        match (&self.division, self.change) {
            (Some(division), Some(change)) => format!("/divisions/{}/{change}", division.code),
            _ => "/divisions".to_owned(),
        }
    }

    fn back(&self) -> String {
        let division = self.division.as_ref();
        division.map_or("/divisions".to_owned(), |division| format!("/divisions/{}", division.code))
    }
}

fn title(change: Option<Change>) -> Text {
    match change {
        None => Text::fixed("新设区划", "Add a division"),
        Some(Change::Rename) => Text::fixed("区划更名", "Rename a division"),
        Some(Change::Relocate) => {
            Text::fixed("区划换代码（改隶）", "Change a division's code (move it)")
        }
        Some(Change::Merge) => Text::fixed("并入另一区划", "Merge into another division"),
        Some(Change::Dissolve) => Text::fixed("撤销区划", "Dissolve a division"),
    }
}

async fn new(asker: Asker, frame: Frame) -> Result<Page<ChangePage>, Problem> {
    asker.must_hold(Right::KeepDivisions).await?;
    let id = DivisionId::new(asker.now()).to_string();
    let typed = Typed::blank(FORM);
    Ok(Page(ChangePage { frame, typed, title: title(None), change: None, division: None, id }))
}

async fn create(asker: Asker, frame: Frame, typed: Typed) -> Result<Response<Body>, Problem> {
    asker.must_hold(Right::KeepDivisions).await?;
    let mut typed = typed.of(FORM);
    let id: DivisionId = typed.get("id").parse().map_err(|_| Problem::not_found())?;
    let read =
        (code(&mut typed, "code"), typed.text("name", 60), typed.day("from_on", asker.today()));
    if let (Some(code), Some(name), Some(from_on)) = read {
        let new = NewDivision { id, code: code.clone(), name, from_on };
        let done = asker.write(move |act| division::found(act, &new)).await;
        if typed.settle(done)?.is_some() {
            let said = Text::fixed("已新设", "Added");
            return Ok(Done::new(format!("/divisions/{code}"), said).into_response());
        }
    }
    let id = id.to_string();
    let page = ChangePage { frame, typed, title: title(None), change: None, division: None, id };
    Ok(Returned(page).into_response())
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path((code, change)): Path<(DivisionCode, Change)>,
) -> Result<Page<ChangePage>, Problem> {
    let id = DivisionId::new(asker.now()).to_string();
    let typed = Typed::blank(FORM);
    Ok(Page(page(&asker, frame, (code, change), (typed, id)).await?))
}

/// The form about a division that is there today, for whoever may keep divisions.
async fn page(
    asker: &Asker,
    frame: Frame,
    (code, change): (DivisionCode, Change),
    (typed, id): (Typed, String),
) -> Result<ChangePage, Problem> {
    let today = asker.today();
    let found = asker.read(move |act| kept(act, &code, today)).await?;
    let title = title(Some(change));
    Ok(ChangePage { frame, typed, title, change: Some(change), division: Some(found), id })
}

fn kept(act: &mut Act<'_>, code: &DivisionCode, today: Date) -> Result<Division, Error> {
    let sheet = division::sheet(act, code, today)?;
    if sheet.may_keep { Ok(sheet.division) } else { Err(Error::NotFound) }
}

async fn save(
    asker: Asker,
    frame: Frame,
    Path((code, change)): Path<(DivisionCode, Change)>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let sent = typed.get("id").to_owned();
    let id: DivisionId = sent.parse().map_err(|_| Problem::not_found())?;
    let Some(work) = read(&mut typed, asker.today(), (id, code.clone(), change)) else {
        return Ok(
            Returned(page(&asker, frame, (code, change), (typed, sent)).await?).into_response()
        );
    };
    let to = work.leads_to(&code);
    let done = asker.write(move |act| work.run(act)).await;
    match typed.settle(done)? {
        Some(()) => Ok(Done::new(to, Text::fixed("已登记", "Recorded")).into_response()),
        None => {
            Ok(Returned(page(&asker, frame, (code, change), (typed, sent)).await?).into_response())
        }
    }
}

/// What was asked for, read from the form.
enum Work {
    Rename(Rename),
    Relocate(Relocation),
    Merge(Merger),
    Dissolve(Dissolution),
}

impl Work {
    fn run(&self, act: &mut Act<'_>) -> Result<(), Error> {
        match self {
            Work::Rename(wanted) => division::rename(act, wanted).map(drop),
            Work::Relocate(wanted) => division::relocate(act, wanted).map(drop),
            Work::Merge(wanted) => division::merge(act, wanted).map(drop),
            Work::Dissolve(wanted) => division::dissolve(act, wanted),
        }
    }

    /// The page to see afterwards.
    fn leads_to(&self, code: &DivisionCode) -> String {
        let code = match self {
            Work::Relocate(wanted) => &wanted.new_code,
            Work::Merge(wanted) => &wanted.into,
            Work::Rename(_) | Work::Dissolve(_) => code,
        };
        format!("/divisions/{code}")
    }
}

fn read(
    typed: &mut Typed,
    today: Date,
    (id, code, change): (DivisionId, DivisionCode, Change),
) -> Option<Work> {
    match change {
        Change::Rename => {
            let (name, from_on) = (typed.text("name", 60), typed.day("from_on", today));
            Some(Work::Rename(Rename { id, code, name: name?, from_on: from_on? }))
        }
        Change::Relocate => {
            let new_code = self::code(typed, "new_code");
            let name = typed.optional_text("name", 60);
            let from_on = typed.day("from_on", today)?;
            Some(Work::Relocate(Relocation { id, code, new_code: new_code?, name, from_on }))
        }
        Change::Merge => {
            let (into, from_on) = (self::code(typed, "into"), typed.day("from_on", today));
            Some(Work::Merge(Merger { code, into: into?, from_on: from_on? }))
        }
        Change::Dissolve => {
            let until_on = typed.day("until_on", today)?;
            Some(Work::Dissolve(Dissolution { code, until_on }))
        }
    }
}

fn code(typed: &mut Typed, field: &str) -> Option<DivisionCode> {
    typed.parse(field, Text::fixed("请填写 12 位数字代码", "Write the 12 digits of the code"))
}
