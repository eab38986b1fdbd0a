//! What becomes of a posting: ending, handing over, correcting, striking out.

use askama::Template;
use axum::{body::Body, http::Response, response::IntoResponse, routing::get};
use model::{
    Text,
    id::{OrganisationId, PersonId, PostingId},
    word::Word,
};
use office::posting::{self, Correction, Ending, HandOver, Sheet};
use serde::Deserialize;

use super::{new::people, refused, title};
use crate::{
    Problem,
    asker::Asker,
    extract::{Path, Query},
    frame::Frame,
    list::Choice,
    page::{Done, Page, Returned},
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

model::words! {
    /// One thing that can become of a posting.
    pub(crate) enum Change {
        Ending = "ending",
        HandOver = "hand-over",
        Correction = "correction",
        Striking = "striking",
    }
}

pub(super) fn routes() -> Vec<Served> {
    let (show_at, save_at) = ("GET /postings/{id}/{change}", "POST /postings/{id}/{change}");
    vec![
        line(show_at, Kind::Page, Who::SignedIn, get(show)),
        line(save_at, Kind::Page, Who::SignedIn, axum::routing::post(save)),
    ]
}

const FORM: Labels = &[
    ("on", Text::fixed("离任日期", "Leaves on")),
    ("because", Text::fixed("原因", "Why")),
    ("person_id", Text::fixed("接任的人", "Successor")),
    ("sent_by", Text::fixed("派出单位", "Sent by")),
    ("organisation_id", Text::fixed("所在组织", "Organisation")),
    ("from_on", Text::fixed("任职日期", "From")),
    ("until_on", Text::fixed("离任日期", "Until")),
];

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    who: Option<String>,
}

#[derive(Template)]
#[template(path = "postings/change.html")]
struct ChangePage {
    frame: Frame,
    typed: Typed,
    sheet: Sheet,
    change: Change,
    noun: Text,
    people: Vec<Choice>,
    id: String,
    obstacle: Option<String>,
}

impl ChangePage {
    fn is(&self, word: &str) -> bool {
        self.change.word() == word
    }

    fn heading(&self) -> &'static str {
        let (zh, en) = match self.change {
            Change::Ending => ("办理离任", "End the posting"),
            Change::HandOver => ("办理交接", "Hand the post over"),
            Change::Correction => ("更正任职", "Correct the posting"),
            Change::Striking => ("作废误录的任职", "Strike out a wrong entry"),
        };
        self.frame.lang.pick(zh, en)
    }
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path((id, change)): Path<(PostingId, Change)>,
    Query(asked): Query<Asked>,
) -> Result<Page<ChangePage>, Problem> {
    let sheet = kept(&asker, id).await?;
    let mut typed = Typed::blank(FORM).with("who", asked.who.unwrap_or_default());
    if change == Change::Correction {
        let it = &sheet.held;
        let until = it.posting.until_on.map_or(String::new(), |day| day.to_string());
        let organisation = it.posting.organisation_id.map_or(String::new(), |id| id.to_string());
        typed = typed
            .with("from_on", it.posting.from_on.to_string())
            .with("until_on", until)
            .with("organisation_id", organisation)
            .with("sent_by", it.sent_by.clone().unwrap_or_default())
            .with("because", it.posting.ended_because.clone().unwrap_or_default());
    }
    let fresh = PostingId::new(asker.now()).to_string();
    page(&asker, frame, (sheet, change), (typed, fresh)).await.map(Page)
}

async fn page(
    asker: &Asker,
    frame: Frame,
    (sheet, change): (Sheet, Change),
    (typed, id): (Typed, String),
) -> Result<ChangePage, Problem> {
    let (who, chosen) = (typed.get("who").trim().to_owned(), typed.get("person_id").parse().ok());
    let people = match change {
        Change::HandOver => asker.read(move |act| people(act, &who, chosen)).await?,
        _ => Vec::new(),
    };
    let noun = title(asker.programme(), &sheet.held.posting.post);
    Ok(ChangePage { frame, typed, sheet, change, noun, people, id, obstacle: None })
}

/// A posting that the asker may change.
async fn kept(asker: &Asker, id: PostingId) -> Result<Sheet, Problem> {
    let sheet = asker.read(move |act| posting::sheet(act, id)).await?;
    if sheet.may_keep { Ok(sheet) } else { Err(Problem::not_found()) }
}

async fn save(
    asker: Asker,
    frame: Frame,
    Path((id, change)): Path<(PostingId, Change)>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let sheet = kept(&asker, id).await?;
    let done = match change {
        Change::Ending => end(&asker, &mut typed, id).await,
        Change::HandOver => hand_over(&asker, &mut typed, id).await,
        Change::Correction => correct(&asker, &mut typed, id).await,
        Change::Striking => strike(&asker, &mut typed, id).await,
    };
    let obstacle = match done {
        Ok(Some((to, said))) => {
            return Ok(Done::new(format!("/postings/{to}"), said).into_response());
        }
        Ok(None) => None,
        Err(error) => refused(&mut typed, error)?,
    };
    let fresh = match typed.get("id") {
        "" => PostingId::new(asker.now()).to_string(),
        id => id.to_owned(),
    };
    let page = page(&asker, frame, (sheet, change), (typed, fresh)).await?;
    Ok(Returned(ChangePage { obstacle, ..page }).into_response())
}

/// Where to go and what to say; nothing when a field is wrong.
type Settled = Result<Option<(PostingId, Text)>, office::Error>;

async fn end(asker: &Asker, typed: &mut Typed, id: PostingId) -> Settled {
    let (on, because) = (typed.day("on", asker.today()), typed.text("because", 200));
    let (Some(on), Some(because)) = (on, because) else { return Ok(None) };
    let ending = Ending { id, on, because };
    let ended = asker.write(move |act| posting::end(act, &ending)).await?;
    let said = match ended.pairings.len() {
        0 => Text::fixed("离任已办理", "The posting has ended"),
        n => Text::new(
            format!("离任已办理，随岗的 {n} 处结对一并结束"),
            format!("The posting has ended, and {n} pairing(s) that went with it"),
        ),
    };
    Ok(Some((id, said)))
}

async fn hand_over(asker: &Asker, typed: &mut Typed, from_id: PostingId) -> Settled {
    let (on, because) = (typed.day("on", asker.today()), typed.text("because", 200));
    let hint = Text::fixed("请从列表中选择接任的人", "Choose the successor from the list");
    let person_id = typed.parse::<PersonId>("person_id", hint);
    let fresh = typed.get("id").parse::<PostingId>().ok();
    let (Some(on), Some(because), Some(person_id), Some(id)) = (on, because, person_id, fresh)
    else {
        return Ok(None);
    };
    let sender = typed.get("sent_by").to_owned();
    let sent_by_id = asker.read(move |act| posting::sender(act, &sender, on)).await?;
    let over = HandOver { from_id, id, person_id, sent_by_id, on, because };
    asker.write(move |act| posting::hand_over(act, &over)).await?;
    Ok(Some((id, Text::fixed("交接已办理", "The post has been handed over"))))
}

async fn correct(asker: &Asker, typed: &mut Typed, id: PostingId) -> Settled {
    let from_on = typed.day("from_on", asker.today());
    let until_on = typed.optional_day("until_on", asker.today());
    let ended_because = typed.optional_text("because", 200);
    let Some(from_on) = from_on.filter(|_| typed.faults().is_empty()) else { return Ok(None) };
    let sender = typed.get("sent_by").to_owned();
    let sent_by_id = asker.read(move |act| posting::sender(act, &sender, from_on)).await?;
    let wanted = Correction {
        id,
        version: Some(typed.get("version").to_owned()),
        organisation_id: typed.get("organisation_id").parse::<OrganisationId>().ok(),
        sent_by_id,
        from_on,
        until_on,
        ended_because,
    };
    asker.write(move |act| posting::correct(act, &wanted)).await?;
    Ok(Some((id, Text::fixed("已更正", "Corrected"))))
}

async fn strike(asker: &Asker, typed: &mut Typed, id: PostingId) -> Settled {
    let Some(because) = typed.text("because", 200) else { return Ok(None) };
    asker.write(move |act| posting::strike(act, id, &because)).await?;
    Ok(Some((id, Text::fixed("已作废，不再计入任何数据", "Struck out; it counts nowhere now"))))
}
