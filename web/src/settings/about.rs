use askama::Template;
use axum::routing::get;

use crate::{
    Problem,
    asker::Asker,
    frame::Frame,
    page::Page,
    routes::{Kind, Served, Who, line},
    words,
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /about", Kind::Page, Who::SignedIn, get(show))]
}

#[derive(Template)]
#[template(path = "settings/about.html")]
struct AboutPage {
    frame: Frame,
    county: String,
    version: &'static str,
    store: &'static str,
    programme: i64,
    programme_at: String,
    entries: i64,
    /// How many entries the latest checkpoint covers.
    checkpoint: Option<i64>,
}

async fn show(asker: Asker, frame: Frame) -> Result<Page<AboutPage>, Problem> {
    let about = asker.read(office::about::about).await?;
    let county = &asker.programme().county;
    let instant = |at| words::instant(at, county.offset, frame.lang);
    let programme_at = about.programme_at.map(instant).unwrap_or_default();
    let checkpoint = about.checkpoint;
    let county = frame.say(&county.name).to_owned();
    let (programme, entries) = (about.programme, about.entries);
    let (version, store) = (env!("CARGO_PKG_VERSION"), about.store);
    Ok(Page(AboutPage {
        frame,
        county,
        version,
        store,
        programme,
        programme_at,
        entries,
        checkpoint,
    }))
}
