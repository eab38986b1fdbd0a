//! What becomes of a pairing: ending, and striking out.

use askama::Template;
use axum::{body::Body, http::Response, response::IntoResponse, routing::get};
use model::{Text, id::PairingId, word::Word};
use office::pairing::{self, Ending, Sheet};

use super::called;
use crate::{
    Problem,
    asker::Asker,
    extract::Path,
    frame::Frame,
    page::{Done, Page, Returned},
    postings::refused,
    routes::{Kind, Served, Who, line},
    typed::{Labels, Typed},
};

model::words! {
    /// One thing that can become of a pairing.
    pub(crate) enum Change {
        Ending = "ending",
        Striking = "striking",
    }
}

pub(super) fn routes() -> Vec<Served> {
    let (show_at, save_at) = ("GET /pairings/{id}/{change}", "POST /pairings/{id}/{change}");
    vec![
        line(show_at, Kind::Page, Who::SignedIn, get(show)),
        line(save_at, Kind::Page, Who::SignedIn, axum::routing::post(save)),
    ]
}

const FORM: Labels =
    &[("on", Text::fixed("结束日期", "Ends on")), ("because", Text::fixed("原因", "Why"))];

#[derive(Template)]
#[template(path = "pairings/change.html")]
struct ChangePage {
    frame: Frame,
    typed: Typed,
    sheet: Sheet,
    change: Change,
    noun: Text,
}

impl ChangePage {
    fn is(&self, word: &str) -> bool {
        self.change.word() == word
    }

    fn heading(&self) -> &'static str {
        let (zh, en) = match self.change {
            Change::Ending => ("结束结对", "End the pairing"),
            Change::Striking => ("作废误录的结对", "Strike out a wrong entry"),
        };
        self.frame.lang.pick(zh, en)
    }
}

async fn show(
    asker: Asker,
    frame: Frame,
    Path((id, change)): Path<(PairingId, Change)>,
) -> Result<Page<ChangePage>, Problem> {
    Ok(Page(page(&asker, frame, (id, change), Typed::blank(FORM)).await?))
}

/// The form about a pairing that the asker may change.
async fn page(
    asker: &Asker,
    frame: Frame,
    (id, change): (PairingId, Change),
    typed: Typed,
) -> Result<ChangePage, Problem> {
    let sheet = asker.read(move |act| pairing::sheet(act, id)).await?;
    if !sheet.may_keep {
        return Err(Problem::not_found());
    }
    let noun = called(asker.programme(), &sheet.pairing.kind);
    Ok(ChangePage { frame, typed, sheet, change, noun })
}

async fn save(
    asker: Asker,
    frame: Frame,
    Path((id, change)): Path<(PairingId, Change)>,
    typed: Typed,
) -> Result<Response<Body>, Problem> {
    let mut typed = typed.of(FORM);
    let because = typed.text("because", 200);
    let on = match change {
        Change::Ending => typed.day("on", asker.today()),
        Change::Striking => None,
    };
    let (done, said) = match (change, on, because) {
        (Change::Ending, Some(on), Some(because)) => {
            let ending = Ending { id, on, because };
            let done = asker.write(move |act| pairing::end(act, &ending)).await;
            (Some(done), Text::fixed("结对已结束", "The pairing has ended"))
        }
        (Change::Striking, _, Some(because)) => {
            let done = asker.write(move |act| pairing::strike(act, id, &because)).await;
            (
                Some(done),
                Text::fixed("已作废，不再计入任何数据", "Struck out; it counts nowhere now"),
            )
        }
        _ => (None, Text::fixed("", "")),
    };
    match done {
        Some(Ok(_)) => return Ok(Done::new(format!("/pairings/{id}"), said).into_response()),
        Some(Err(error)) => drop(refused(&mut typed, error)?),
        None => {}
    }
    Ok(Returned(page(&asker, frame, (id, change), typed).await?).into_response())
}
