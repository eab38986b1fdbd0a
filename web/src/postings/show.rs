use askama::Template;
use axum::routing::get;
use model::{Date, Text, id::PostingId, right::Right};
use office::{
    division,
    posting::{self, Sheet},
};

use super::{list::state_on, title};
use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    history::{Entry, entries},
    page::Page,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /postings/{id}", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Template)]
#[template(path = "postings/show.html")]
struct ShowPage {
    frame: Frame,
    sheet: Sheet,
    noun: Text,
    place: String,
    state: (&'static str, Text),
    history: Vec<Entry>,
    /// How long it has lasted, or lasted.
    days: i64,
    /// The usual term, and whether it is over.
    term: Option<(i64, bool)>,
    may_see_person: bool,
    today: Date,
}

impl ShowPage {
    /// The one next thing to do: hand over or end while it holds.
    fn is_open(&self) -> bool {
        let posting = &self.sheet.held.posting;
        self.sheet.may_keep && posting.until_on.is_none_or(|until_on| until_on > self.today)
    }

    fn is_struck(&self) -> bool {
        let posting = &self.sheet.held.posting;
        posting.until_on.is_some_and(|until_on| until_on <= posting.from_on)
    }
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<PostingId>,
) -> Result<Page<ShowPage>, Problem> {
    let today = asker.today();
    let read = asker.read(move |act| {
        let sheet = posting::sheet(act, id)?;
        let place = division::place(act, &sheet.held.posting.division_code, today)?;
        Ok((sheet, place))
    });
    let (sheet, place) = read.await?;
    let it = &sheet.held.posting;
    let programme = asker.programme();
    let last = it.until_on.map_or(today, |until_on| until_on.min(today));
    let months = programme.post(&it.post).and_then(|post| post.term_months);
    let due = |months: i64| {
        let months = chrono::Months::new(u32::try_from(months).unwrap_or(0));
        it.from_on.checked_add_months(months).is_some_and(|due| due <= last)
    };
    Ok(Page(ShowPage {
        noun: title(programme, &it.post),
        place,
        state: state_on(it.from_on, it.until_on, today),
        history: entries(&sheet.history, programme, &frame),
        days: (last - it.from_on).num_days().max(0),
        term: months.map(|months| (months, due(months))),
        may_see_person: asker.who().has(Right::SeePeople),
        today,
        sheet,
        frame,
    }))
}
