//! Registering a person, and changing what is registered.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{Text, id::PersonId, right::Right};
use office::person::{self, Field, NewPerson, Particulars, PersonChange, Plain, Sheet};

use super::{ethnicities, schoolings, sexes, statuses};
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
    use Kind::Page;
    use Who::SignedIn;
    vec![
        line("GET /people/new", Page, SignedIn, get(new)),
        line("POST /people", Page, SignedIn, post(create)),
        line("GET /people/{id}/edit", Page, SignedIn, get(edit)),
        line("POST /people/{id}", Page, SignedIn, post(save)),
    ]
}

const FORM: Labels = &[
    ("name", Text::fixed("姓名", "Name")),
    ("id_number", Text::fixed("身份号码", "ID number")),
    ("sex", Text::fixed("性别", "Sex")),
    ("birth_year", Text::fixed("出生年份", "Year of birth")),
    ("ethnicity", Text::fixed("民族", "Ethnicity")),
    ("political_status", Text::fixed("政治面貌", "Political status")),
    ("joined_party_on", Text::fixed("入党日期", "Joined the Party on")),
    ("schooling", Text::fixed("学历", "Schooling")),
    ("phone", Text::fixed("联系电话", "Telephone")),
    ("division_code", Text::fixed("登记地", "Registered in")),
];

#[derive(Template)]
#[template(path = "people/form.html")]
struct FormPage {
    frame: Frame,
    typed: Typed,
    id: PersonId,
    /// The person as registered, when it is a change.
    known: Option<Sheet>,
    /// The page of whoever already has the number.
    twin: Option<String>,
    sexes: Vec<Choice>,
    ethnicities: Vec<Choice>,
    statuses: Vec<Choice>,
    schoolings: Vec<Choice>,
}

impl FormPage {
    fn new(frame: Frame, typed: Typed, id: PersonId, known: Option<Sheet>) -> FormPage {
        FormPage {
            frame,
            typed,
            id,
            known,
            twin: None,
            sexes: sexes(),
            ethnicities: ethnicities(),
            statuses: statuses(),
            schoolings: schoolings(),
        }
    }

    fn action(&self) -> String {
        match &self.known {
            Some(known) => format!("/people/{}", known.id),
            None => "/people".to_owned(),
        }
    }

    fn back(&self) -> String {
        self.action()
    }
}

async fn new(asker: Asker, frame: Frame) -> Result<Page<FormPage>, Problem> {
    asker.must_hold(Right::KeepPeople).await?;
    let id = PersonId::new(asker.now());
    Ok(Page(FormPage::new(frame, Typed::blank(FORM), id, None)))
}

async fn create(asker: Asker, frame: Frame, typed: Typed) -> Result<Response<Body>, Problem> {
    asker.must_hold(Right::KeepPeople).await?;
    let mut typed = typed.of(FORM);
    let id: PersonId = typed.get("id").parse().map_err(|_| Problem::not_found())?;
    let mut twin = None;
    if let Some(particulars) = read(&asker, &mut typed).await? {
        let (id_number, phone) = (plain(&typed, "id_number"), plain(&typed, "phone"));
        let new = NewPerson { id, particulars, id_number, phone, import_id: None };
        match asker.write(move |act| person::add(act, &new)).await {
            Ok(_) => {
                let said = Text::fixed("已登记", "Registered");
                return Ok(Done::new(format!("/people/{id}"), said).into_response());
            }
            Err(error) => twin = refused(&mut typed, error)?,
        }
    }
    let page = FormPage { twin, ..FormPage::new(frame, typed, id, None) };
    Ok(Returned(page).into_response())
}

async fn edit(
    asker: Asker,
    frame: Frame,
    Path(id): Path<PersonId>,
) -> Result<Page<FormPage>, Problem> {
    let known = kept(&asker, id).await?;
    let typed = filled(&known);
    Ok(Page(FormPage::new(frame, typed, id, Some(known))))
}

async fn save(
    asker: Asker,
    frame: Frame,
    Path(id): Path<PersonId>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let known = kept(&asker, id).await?;
    let mut twin = None;
    if let Some(particulars) = read(&asker, &mut typed).await? {
        let (id_number, phone) = (field(&typed, "id_number"), field(&typed, "phone"));
        let version = Some(typed.get("version").to_owned());
        let wanted = PersonChange { id, version, particulars, id_number, phone };
        match asker.write(move |act| person::change(act, &wanted)).await {
            Ok(_) => {
                let said = Text::fixed("已保存", "Saved");
                return Ok(Done::new(format!("/people/{id}"), said).into_response());
            }
            Err(error) => twin = refused(&mut typed, error)?,
        }
    }
    let page = FormPage { twin, ..FormPage::new(frame, typed, id, Some(known)) };
    Ok(Returned(page).into_response())
}

/// A person whom the asker may change.
async fn kept(asker: &Asker, id: PersonId) -> Result<Sheet, Problem> {
    let sheet = asker.read(move |act| person::sheet(act, id)).await?;
    if sheet.may_keep { Ok(sheet) } else { Err(Problem::not_found()) }
}

/// Says a refusal in the form; gives the page of the record that is in the way.
fn refused(typed: &mut Typed, error: office::Error) -> Result<Option<String>, Problem> {
    match error {
        office::Error::Refused(refusal) => {
            typed.refuse(refusal.field.unwrap_or_default(), refusal.text);
            Ok(refusal.about.map(|about| format!("/people/{}", about.id)))
        }
        office::Error::Changed => {
            typed.refuse("", model::text::Say::say(&error));
            Ok(None)
        }
        error => Err(error.into()),
    }
}

fn plain(typed: &Typed, name: &str) -> Option<Plain> {
    Some(typed.get(name)).filter(|text| !text.trim().is_empty()).map(|t| Plain::from(t.to_owned()))
}

/// A blank box leaves the sealed field as it is; the tick beside it empties it.
fn field(typed: &Typed, name: &str) -> Field {
    match plain(typed, name) {
        Some(plain) => Field::Set(plain),
        None if typed.has("clear", name) => Field::Clear,
        None => Field::Keep,
    }
}

fn filled(known: &Sheet) -> Typed {
    let it = &known.particulars;
    let year = it.birth_year.map_or(String::new(), |year| year.to_string());
    let joined = it.joined_party_on.map_or(String::new(), |day| day.to_string());
    let division = it.division_code.to_string();
    Typed::blank(FORM)
        .with("name", it.name.clone())
        .with("sex", it.sex.clone())
        .with("birth_year", year)
        .with("ethnicity", it.ethnicity.clone().unwrap_or_default())
        .with("political_status", it.political_status.clone().unwrap_or_default())
        .with("joined_party_on", joined)
        .with("schooling", it.schooling.clone().unwrap_or_default())
        .with("division_code", division)
}

async fn read(asker: &Asker, typed: &mut Typed) -> Result<Option<Particulars>, Problem> {
    let name = typed.text("name", 60);
    let year = match typed.get("birth_year").trim() {
        "" => None,
        _ => {
            let hint = Text::fixed("请写四位年份，如 1980", "Write a year of four digits, as 1980");
            typed.parse::<i64>("birth_year", hint)
        }
    };
    let joined_party_on = typed.optional_day("joined_party_on", asker.today());
    let optional = |name: &str| Some(typed.get(name).to_owned()).filter(|text| !text.is_empty());
    let (sex, ethnicity) = (typed.get("sex").to_owned(), optional("ethnicity"));
    let (political_status, schooling) = (optional("political_status"), optional("schooling"));
    let division = crate::postings::division(asker, typed, "division_code").await?;
    let (Some(name), Some(division_code)) = (name, division) else { return Ok(None) };
    if !typed.faults().is_empty() {
        return Ok(None);
    }
    Ok(Some(Particulars {
        name,
        sex,
        ethnicity,
        birth_year: year,
        political_status,
        schooling,
        division_code,
        joined_party_on,
    }))
}
