use std::collections::BTreeMap;

use askama::Template;
use axum::routing::get;
use model::{Text, code::DivisionCode, id::PersonId, right::Right};
use office::{
    division,
    person::{self, Attended, Belongs, Seen, Sheet},
    posting::Held,
};

use super::{ethnicity, politics, schooling, sex};
use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    history::{Entry, entries},
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /people/{id}", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Template)]
#[template(path = "people/show.html")]
struct ShowPage {
    frame: Frame,
    sheet: Sheet,
    sex: Text,
    ethnicity: Text,
    status: Text,
    schooling: Text,
    places: BTreeMap<DivisionCode, String>,
    titles: BTreeMap<String, Text>,
    history: Vec<Entry>,
    instants: Vec<String>,
    today: model::Date,
    may_post: bool,
}

impl ShowPage {
    fn place(&self, code: &DivisionCode) -> &str {
        self.places.get(code).map_or("", String::as_str)
    }

    fn called(&self, key: &str) -> &str {
        self.titles.get(key).map_or("", |title| self.frame.say(title))
    }

    fn now(&self) -> impl Iterator<Item = &Held> {
        self.sheet.postings.iter().filter(|held| {
            let posting = &held.posting;
            model::division::holds_on(posting.from_on, posting.until_on, self.today)
        })
    }

    /// The eye beside a masked field; none for whoever may not reveal.
    fn eye(&self, field: &str) -> String {
        match self.sheet.may_reveal {
            true => format!("/people/{}/reveals/new?field={field}", self.sheet.id),
            false => String::new(),
        }
    }

    fn belongs(&self) -> &[Belongs] {
        &self.sheet.belongs
    }

    fn attended(&self) -> &[Attended] {
        &self.sheet.attended
    }

    fn reveals(&self) -> impl Iterator<Item = (&Seen, &String)> {
        self.sheet.reveals.iter().zip(&self.instants)
    }
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<PersonId>,
) -> Result<Page<ShowPage>, Problem> {
    let today = asker.today();
    let read = asker.read(move |act| {
        let sheet = person::sheet(act, id)?;
        let codes = std::iter::once(&sheet.particulars.division_code)
            .chain(sheet.belongs.iter().map(|it| &it.division_code))
            .chain(sheet.postings.iter().map(|it| &it.posting.division_code))
            .chain(sheet.pairings.iter().map(|it| &it.division_code));
        let places = division::places(act, codes.cloned(), today)?;
        Ok((sheet, places))
    });
    let (sheet, places) = read.await?;
    let programme = asker.programme();
    let offset = programme.county.offset;
    let instants = sheet.reveals.iter().map(|it| words::instant(it.at, offset, frame.lang));
    let titles = [
        programme.posts.iter().map(|it| (it.key.clone(), it.title.clone())).collect::<Vec<_>>(),
        programme.pairing_kinds.iter().map(|it| (it.key.clone(), it.title.clone())).collect(),
        programme.organisation_kinds.iter().map(|it| (it.key.clone(), it.title.clone())).collect(),
        programme.activity_kinds.iter().map(|it| (it.key.clone(), it.title.clone())).collect(),
    ];
    let it = &sheet.particulars;
    Ok(Page(ShowPage {
        sex: sex(&it.sex),
        ethnicity: ethnicity(it.ethnicity.as_deref()),
        status: politics(it.political_status.as_deref()),
        schooling: schooling(it.schooling.as_deref()),
        instants: instants.collect(),
        history: entries(&sheet.history, programme, &frame),
        titles: titles.into_iter().flatten().collect(),
        may_post: asker.who().has(Right::KeepPostings),
        places,
        sheet,
        today,
        frame,
    }))
}
