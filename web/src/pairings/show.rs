use askama::Template;
use axum::routing::get;
use model::{Date, Text, id::PairingId, right::Right};
use office::{
    division,
    pairing::{self, Sheet},
};

use super::called;
use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    history::{Entry, entries},
    page::Page,
    postings::state_on,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /pairings/{id}", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Template)]
#[template(path = "pairings/show.html")]
struct ShowPage {
    frame: Frame,
    sheet: Sheet,
    noun: Text,
    place: String,
    state: (&'static str, Text),
    history: Vec<Entry>,
    days: i64,
    /// The page of whoever serves, for those who may open it.
    helper: Option<String>,
    today: Date,
}

impl ShowPage {
    fn is_open(&self) -> bool {
        let until_on = self.sheet.pairing.until_on;
        self.sheet.may_keep && until_on.is_none_or(|until_on| until_on > self.today)
    }

    fn is_struck(&self) -> bool {
        let it = &self.sheet.pairing;
        it.until_on.is_some_and(|until_on| until_on <= it.from_on)
    }
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(id): Path<PairingId>,
) -> Result<Page<ShowPage>, Problem> {
    let today = asker.today();
    let read = asker.read(move |act| {
        let sheet = pairing::sheet(act, id)?;
        let place = division::place(act, &sheet.pairing.division_code, today)?;
        Ok((sheet, place))
    });
    let (sheet, place) = read.await?;
    let it = &sheet.pairing;
    let (who, programme) = (asker.who(), asker.programme());
    let helper = match (it.organisation_id, it.person_id) {
        (Some(id), _) if who.has(Right::SeeOrganisations) => Some(format!("/organisations/{id}")),
        (None, Some(id)) if who.has(Right::SeePeople) => Some(format!("/people/{id}")),
        _ => None,
    };
    let last = it.until_on.map_or(today, |until_on| until_on.min(today));
    Ok(Page(ShowPage {
        noun: called(programme, &it.kind),
        place,
        state: state_on(it.from_on, it.until_on, today),
        history: entries(&sheet.history, programme, &frame),
        days: (last - it.from_on).num_days().max(0),
        helper,
        today,
        sheet,
        frame,
    }))
}
