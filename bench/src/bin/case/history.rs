//! A register of closed service items brought in, against the bare driver writing the same rows.

use std::{path::Path, time::Instant};

use bench::{bare, line};
use chrono::Days;
use model::{
    Date,
    case::{Filled, PastCase},
};
use office::{
    Office,
    case::{self, CHUNK},
    testing::{VILLAGE, code, keyring},
};
use store::{Place, testing::now};

pub(crate) fn measure(path: &Path, raw: &Path, rows: usize) -> anyhow::Result<()> {
    let office = Office::open(&Place::Sqlite(path.to_owned()), keyring(), now())?;
    let asker = office.program(now());
    let first: Date = "2018-01-02".parse()?;
    let start = Instant::now();
    for from in (0..rows).step_by(CHUNK) {
        let day = |nth: usize| first + Days::new((nth * 300 / rows) as u64);
        let chunk: Vec<PastCase> =
            (from..rows.min(from + CHUNK)).map(|nth| past(nth, day(nth))).collect();
        asker
            .write(move |act| case::bring(act, "service_item", &chunk))
            .map_err(|error| anyhow::anyhow!("{error}"))?;
    }
    let ours = start.elapsed();
    drop((asker, office));
    // A case has as many rows in all as twice that in facts: the same commits as ours.
    let bare = bare(path, raw, 2 * CHUNK)?;
    std::fs::remove_file(raw)?;
    let a_second = |taken: std::time::Duration| rows as f64 / taken.as_secs_f64();
    let (ours, bare) = (a_second(ours), a_second(bare));
    let what = format!("bring {rows} closed cases in, SQLite");
    line(&what, &format!("{ours:.0}/s"), &format!("{bare:.0}/s"), ours / bare, "≥ 20,000/s");
    Ok(())
}

fn past(nth: usize, day: Date) -> PastCase {
    let fields = [("item", "老年人优待证办理"), ("matter", "首次办理"), ("rating", "good")];
    let fields = fields.map(|(key, value)| (key.to_owned(), value.to_owned()));
    PastCase {
        old_number: format!("LS{nth:07}"),
        division_code: code(VILLAGE),
        handler_code: code(VILLAGE),
        opened_on: day,
        ended_on: day + Days::new(3),
        state: "rated".to_owned(),
        fields: Filled(fields.into_iter().collect()),
    }
}
