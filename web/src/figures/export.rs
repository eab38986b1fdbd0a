//! The records behind a figure as a spreadsheet.

use axum::{body::Body, http::Response, routing::get};
use office::figure::{self, Wanted, Within};

use super::{
    ground::{Asked, read_division},
    show::{Filters, SHOWN},
};
use crate::{
    Problem,
    asker::Asker,
    export,
    extract::{Path, Query},
    frame::Frame,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![line("GET /figures/{key}/records.xlsx", Kind::Page, Who::SignedIn, get(records))]
}

async fn records(
    asker: Asker,
    frame: Frame,
    Path(key): Path<String>,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let asked = Asked::read(filters.division.as_deref(), filters.period.as_deref())?;
    let within =
        Within { division: read_division(filters.within.as_deref())?, after: None, limit: SHOWN };
    let lang = frame.lang;
    let Filters { at, revision, .. } = filters;
    let made = asker.read(move |act| {
        let (division, period) = asked.settle(act)?;
        let wanted = Wanted { key: key.clone(), revision, division, period, at };
        let title = figure::value(act, &wanted)?.title().in_lang(lang).to_owned();
        let sheet = figure::sheet(act, &wanted, &within, lang)?;
        Ok((format!("{title} {period}.xlsx"), export::spool(sheet)?))
    });
    let (name, file) = made.await?;
    Ok(export::answer(&name, file))
}
