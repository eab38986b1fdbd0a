//! A page of a township's list with its count, among all the cases of the demonstration county, against
//! the same two questions asked by hand.

use std::path::Path;

use anyhow::Context;
use bench::{SETTINGS, line};
use model::{Moment, id::AccountId, moment::CHINA, right::Right};
use office::{
    Held, Office, Who,
    case::{self, View, Wanted},
    testing::{TOWNSHIP, code, keyring},
};
use rusqlite::Connection;
use store::{Place, testing::now};

const TIMES: usize = 300;
const PAGE: i64 = 50;

/// What somebody would write who knows that there is an index on the day.
const COUNT: &str = "
    SELECT COUNT(*) FROM case_file
    WHERE process = 'service_item' AND ended_on IS NOT NULL
      AND (division_code BETWEEN '410423101000' AND '410423101999'
        OR handler_code BETWEEN '410423101000' AND '410423101999')";
const LIST: &str = "
    SELECT id, number, title, division_code, state, opened_on, ended_on FROM case_file
    WHERE process = 'service_item' AND ended_on IS NOT NULL
      AND (+division_code BETWEEN '410423101000' AND '410423101999'
        OR +handler_code BETWEEN '410423101000' AND '410423101999')
    ORDER BY opened_on DESC, id DESC LIMIT 50";

pub(crate) fn measure(county: &Path) -> anyhow::Result<()> {
    let place = Place::Sqlite(county.to_owned());
    let office = Office::open(&place, keyring(), now())?;
    let held = Held {
        role: "township_clerk".to_owned(),
        rights: vec![Right::SeeCases],
        division_code: code(TOWNSHIP),
        organisation_id: None,
    };
    let who = Who {
        account_id: AccountId::PROGRAM,
        name: "township".to_owned(),
        held: vec![held],
        strong: false,
    };
    let asker = office.asker(who, Moment::new(now(), CHINA));
    let wanted = Wanted {
        process: Some("service_item".to_owned()),
        view: Some(View::Ended),
        ..Wanted::default()
    };
    let ours = p99(|| {
        let wanted = wanted.clone();
        let listed = asker
            .read(move |act| case::list(act, &wanted, None, PAGE))
            .map_err(|error| anyhow::anyhow!("{error}"))?;
        anyhow::ensure!(listed.rows.len() as i64 == PAGE, "a township has more than a page");
        Ok(())
    })?;
    let bare = Connection::open(county)?;
    bare.execute_batch(SETTINGS)?;
    let raw = p99(|| {
        let _: i64 = bare.prepare_cached(COUNT)?.query_row([], |row| row.get(0))?;
        let mut statement = bare.prepare_cached(LIST)?;
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
        Ok(())
    })?;
    let cases: i64 = bare.query_row("SELECT COUNT(*) FROM case_file", [], |row| row.get(0))?;
    let what = format!("a township's list and count among {cases} cases, p99");
    line(
        &what,
        &format!("{ours:.1?}"),
        &format!("{raw:.1?}"),
        ours.as_secs_f64() / raw.as_secs_f64(),
        "≤ 1.5",
    );
    Ok(())
}

fn p99(mut work: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<std::time::Duration> {
    let mut taken = Vec::with_capacity(TIMES);
    work()?;
    for _ in 0..TIMES {
        let start = std::time::Instant::now();
        work()?;
        taken.push(start.elapsed());
    }
    taken.sort();
    taken.get(TIMES * 99 / 100).copied().context("nothing was measured")
}
