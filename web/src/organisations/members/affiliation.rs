//! What becomes of one affiliation: another duty, a transfer, leaving.

use askama::Template;
use axum::{
    body::Body,
    http::Response,
    response::IntoResponse,
    routing::{get, post},
};
use model::{
    Date, Text,
    id::{AffiliationId, OrganisationId},
    organisation::{Affiliation, Organisation},
};
use office::{
    Act, Error,
    affiliation::{self, DutyChange, Leaving, Transfer},
    organisation,
};

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
        line("GET /affiliations/{id}/{change}", Kind::Page, Who::SignedIn, get(show)),
        line("POST /affiliations/{id}/{change}", Kind::Page, Who::SignedIn, post(save)),
    ]
}

model::words! {
    /// One thing that can become of an affiliation.
    pub(crate) enum Change {
        Duty = "duty",
        Transfer = "transfer",
        Leave = "leave",
    }
}

impl Change {
    const fn title(self) -> Text {
        match self {
            Change::Duty => Text::fixed("设置职务", "Give a duty"),
            Change::Transfer => Text::fixed("转接组织关系", "Transfer the formal affiliation"),
            Change::Leave => Text::fixed("离开组织", "Leave the organisation"),
        }
    }

    const fn said(self) -> Text {
        match self {
            Change::Duty => Text::fixed("已保存", "Saved"),
            Change::Transfer => Text::fixed("已转接", "Transferred"),
            Change::Leave => Text::fixed("已登记离开", "Recorded"),
        }
    }
}

const FORM: Labels = &[
    ("duty", Text::fixed("职务", "Duty")),
    ("organisation_id", Text::fixed("转到哪个组织", "Transfer to")),
    ("from_on", Text::fixed("自哪一天起", "From")),
    ("until_on", Text::fixed("离开日期", "Left on")),
];

#[derive(Template)]
#[template(path = "organisations/affiliation.html")]
struct ChangePage {
    frame: Frame,
    typed: Typed,
    change: Change,
    title: Text,
    id: AffiliationId,
    own: String,
    /// Names the affiliation that a transfer begins.
    new_id: String,
    name: String,
    organisation: Organisation,
    branches: Vec<Choice>,
}

impl ChangePage {
    fn is(&self, word: &str) -> bool {
        model::word::Word::word(self.change) == word
    }
}

async fn page(
    asker: &Asker,
    frame: Frame,
    (id, change): (AffiliationId, Change),
    (typed, new_id): (Typed, String),
) -> Result<(ChangePage, Affiliation), Problem> {
    let today = asker.today();
    let read = asker.read(move |act| {
        let found = affiliation::find(act, id)?;
        let branches = match change {
            Change::Transfer => organisation::taking_transfers(act, today)?,
            Change::Duty | Change::Leave => Vec::new(),
        };
        Ok((found, branches))
    });
    let ((affiliation, organisation, person), branches) = read.await?;
    let others = branches.iter().filter(|line| line.id != organisation.id);
    let page = ChangePage {
        id,
        own: format!("/affiliations/{id}/{change}"),
        name: person.name,
        branches: others.map(crate::organisations::place::choice).collect(),
        organisation,
        title: change.title(),
        change,
        new_id,
        typed,
        frame,
    };
    Ok((page, affiliation))
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path(asked): Path<(AffiliationId, Change)>,
) -> Result<Page<ChangePage>, Problem> {
    let new_id = AffiliationId::new(asker.now()).to_string();
    let typed = Typed::blank(FORM);
    let (mut page, affiliation) = page(&asker, frame, asked, (typed, new_id)).await?;
    page.typed = page.typed.with("duty", affiliation.duty.unwrap_or_default());
    Ok(Page(page))
}

async fn save(
    asker: Asker,
    frame: Frame,
    Path((id, change)): Path<(AffiliationId, Change)>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let new_id = typed.get("new_id").to_owned();
    if let Some(work) = read(&mut typed, asker.today(), (id, change)) {
        let done = asker.write(move |act| work.run(act)).await;
        if let Some(organisation_id) = typed.settle(done)? {
            let to = format!("/organisations/{organisation_id}");
            return Ok(Done::new(to, change.said()).into_response());
        }
    }
    let (page, _) = page(&asker, frame, (id, change), (typed, new_id)).await?;
    Ok(Returned(page).into_response())
}

/// What was asked for, read from the form.
enum Work {
    Duty(DutyChange),
    Leave(Leaving),
    Transfer(AffiliationId, AffiliationId, OrganisationId, Date),
}

impl Work {
    /// Gives the organisation whose page shows what was done.
    fn run(&self, act: &mut Act<'_>) -> Result<OrganisationId, Error> {
        let done = match self {
            Work::Duty(change) => affiliation::set_duty(act, change)?,
            Work::Leave(leaving) => affiliation::leave(act, leaving)?,
            Work::Transfer(old, new, to, from_on) => {
                let (_, _, person) = affiliation::find(act, *old)?;
                let wanted = Transfer {
                    id: *new,
                    person_id: person.id,
                    organisation_id: *to,
                    duty: None,
                    from_on: *from_on,
                };
                affiliation::transfer(act, &wanted)?
            }
        };
        Ok(done.organisation_id)
    }
}

fn read(typed: &mut Typed, today: Date, (id, change): (AffiliationId, Change)) -> Option<Work> {
    match change {
        Change::Duty => {
            let duty = typed.optional_text("duty", 30);
            let change = DutyChange { affiliation_id: id, duty };
            typed.faults().is_empty().then_some(Work::Duty(change))
        }
        Change::Leave => {
            let until_on = typed.day("until_on", today)?;
            Some(Work::Leave(Leaving { affiliation_id: id, until_on }))
        }
        Change::Transfer => {
            let hint = || Text::fixed("请从列表中选择", "Choose one of the list");
            let to = typed.parse("organisation_id", hint());
            let from_on = typed.day("from_on", today)?;
            let new = typed.get("new_id").parse().ok()?;
            Some(Work::Transfer(id, new, to?, from_on))
        }
    }
}
