//! The calendar among open cases by the hundred thousand: one sweep that moves what has expired, and the
//! look each minute when nothing has.

use std::{path::Path, time::Instant};

use bench::{line, median};
use model::id::JobId;
use office::{Office, job, testing::keyring};
use rusqlite::{Connection, params};
use store::{Place, testing::now};

/// So many have expired since the last sweep: a busy county's day.
const EXPIRED: i64 = 1000;

/// Opens the cases that were brought in again, behind the office's back: nothing but their clocks matters.
const OPEN: &str = "
    UPDATE case_file SET ended_on = NULL, closing = NULL, state = 'accepted', progress = 'part',
        owner_code = handler_code, state_due_on = ?1, expires_on = ?1
    WHERE old_number IS NOT NULL";
const EXPIRE: &str = "
    UPDATE case_file SET state_due_on = '2019-01-04', expires_on = '2019-01-04'
    WHERE id IN (SELECT id FROM case_file WHERE old_number IS NOT NULL LIMIT ?1)";

pub(crate) fn measure(path: &Path, rows: usize) -> anyhow::Result<()> {
    let bare = Connection::open(path)?;
    bare.execute(OPEN, ["2099-12-31"])?;
    bare.execute(EXPIRE, [EXPIRED])?;
    let sql = "INSERT INTO job (id, kind, body, run_at, attempts) VALUES (?1, ?2, '', 0, 0)";
    bare.execute(sql, params![JobId::new(now()).0.as_bytes(), "case.expire"])?;
    let waiting = "SELECT COUNT(*) FROM case_file WHERE expires_on < '2019-02-01'";

    let place = Place::Sqlite(path.to_owned());
    let office = Office::open(&place, keyring(), now())?;
    let start = Instant::now();
    job::run_due(&office, now).map_err(|error| anyhow::anyhow!("{error}"))?;
    let swept = start.elapsed();
    let left: i64 = bare.query_row(waiting, [], |row| row.get(0))?;
    anyhow::ensure!(left == 0, "{left} cases were left");
    let what = format!("sweep of {rows} open cases, {EXPIRED} expired");
    line(&what, &format!("{swept:.2?}"), "", f64::NAN, "< 2 s");

    let store = store::Store::open(&place, now())?;
    let today = "2019-02-01".parse()?;
    let look = median(200, || {
        let found = store.read(move |tx| store::cases::expired(tx, today, 1))?;
        anyhow::ensure!(found.is_empty(), "nothing expires any more");
        Ok(())
    })?;
    line("the look when nothing has expired", &format!("{look:.0?}"), "", f64::NAN, "");
    Ok(())
}
