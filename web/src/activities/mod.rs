//! Activities: list, month, gaps, forms, the record's page, and the same for programs.

mod api;
mod api_schema;
mod attendance;
mod calendar;
mod choose;
mod correct;
mod gaps;
mod list;
mod plan;
mod record;
mod report;
mod report_form;
mod roster;
mod settle;
mod words;

use crate::routes::Served;

pub(crate) fn routes() -> Vec<Served> {
    [
        api::routes(),
        list::routes(),
        calendar::routes(),
        gaps::routes(),
        choose::routes(),
        plan::routes(),
        report::routes(),
        attendance::routes(),
        correct::routes(),
        settle::routes(),
        record::routes(),
    ]
    .concat()
}
