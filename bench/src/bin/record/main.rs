//! Recording over HTTP, 32 connections, durable, with journal and facts; against the bare driver
//! writing the same rows: in groups of 32 on SQLite, on 32 connections on PostgreSQL.
//! `record --program PATH [--seconds 10] [--postgres URL]`; the server of the URL must sync its commits.

mod on_postgres;
mod on_sqlite;
mod wire;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use bench::line;
use model::id::{ActivityId, EntryId};
use qa::{
    county::{County, LOGIN, PASSWORD, TOWNSHIP, now},
    http::Caller,
    number, text,
};
use store::Place;

use self::wire::Wire;

const CONNECTIONS: usize = 32;

/// The tables that an act writes to, and how a row belongs to its entry.
const TABLES: [(&str, &str); 5] = [
    ("activity", "id IN (SELECT record_id FROM journal_change WHERE entry_id = $1)"),
    ("search_term", "record_id IN (SELECT record_id FROM journal_change WHERE entry_id = $1)"),
    ("journal_entry", "id = $1"),
    ("journal_change", "entry_id = $1"),
    ("fact", "entry_id = $1"),
];

fn main() -> anyhow::Result<()> {
    let program = PathBuf::from(text("program").context("--program PATH")?);
    let lasting = Duration::from_secs(number("seconds", 10)?);
    let folder = std::env::temp_dir().join(format!("yaoshan-record-{}", std::process::id()));
    let path = folder.join("county.db");
    let rate = recorded(&folder, Place::Sqlite(path.clone()), &program, lasting)?;
    tell("SQLite", rate, on_sqlite::raw(&path, &folder.join("raw.db"))?);
    if let Some(url) = text("postgres") {
        let schema = format!("bench_{}", EntryId::new(now()).0.simple());
        let place = Place::Postgres { url: url.clone(), schema: schema.clone().try_into()? };
        let rate = recorded(&folder, place, &program, lasting)?;
        tell("PostgreSQL", rate, on_postgres::raw(&url, &schema)?);
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

fn tell(on: &str, rate: f64, raw: f64) {
    let what = format!("record an activity over HTTP, 32 connections, {on}");
    line(&what, &format!("{rate:.0}/s"), &format!("{raw:.0}/s"), rate / raw, "≥ 0.5");
}

fn recorded(folder: &Path, place: Place, program: &Path, lasting: Duration) -> anyhow::Result<f64> {
    let county = County::make(folder, place)?;
    let server = county.serve(program)?;
    let caller = Caller::sign_in(&server.base, LOGIN, PASSWORD)?;
    over_http(&server.base, &caller, lasting)
}

/// Acts a second, each answered after it is durable.
fn over_http(base: &str, caller: &Caller, lasting: Duration) -> anyhow::Result<f64> {
    let (done, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let start = Instant::now();
    let workers: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (base, cookie) = (base.to_owned(), caller.cookie().to_owned());
            let (done, stop) = (done.clone(), stop.clone());
            thread::spawn(move || -> anyhow::Result<()> {
                let mut wire = Wire::open(&base, &cookie)?;
                while !stop.load(Ordering::Relaxed) {
                    let status = wire.post("/api/v1/activities", &activity())?;
                    ensure!((200..300).contains(&status), "answered {status}");
                    done.fetch_add(1, Ordering::Relaxed);
                }
                Ok(())
            })
        })
        .collect();
    thread::sleep(lasting);
    stop.store(true, Ordering::Relaxed);
    for worker in workers {
        worker.join().map_err(|_| anyhow::anyhow!("a caller panicked"))??;
    }
    Ok(done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64())
}

fn activity() -> String {
    let day = now().local(model::moment::CHINA).date_naive();
    let id = ActivityId::new(now());
    format!(
        r#"{{"id":"{id}","kind":"touring_show","title":"文艺作品巡演","division_code":"{TOWNSHIP}","place":"文化广场","planned_on":"{day}"}}"#
    )
}
