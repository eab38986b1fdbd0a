//! Recording over HTTP, 32 connections, durable, with journal and facts; against the bare driver
//! writing the same rows in groups of 32. `record --program PATH [--seconds 10]`.

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
use bench::{SETTINGS, line};
use model::id::ActivityId;
use qa::{
    county::{County, LOGIN, PASSWORD, TOWNSHIP, now},
    http::Caller,
    number, text,
};
use rusqlite::{Connection, params_from_iter, types::Value};
use store::{Place, Store};

const CONNECTIONS: usize = 32;

fn main() -> anyhow::Result<()> {
    let program = PathBuf::from(text("program").context("--program PATH")?);
    let seconds = number("seconds", 10)?;
    let folder = std::env::temp_dir().join(format!("yaoshan-record-{}", std::process::id()));
    let path = folder.join("county.db");
    let county = County::make(&folder, Place::Sqlite(path.clone()))?;
    let before = journal_size(&path)?;
    let rate = {
        let server = county.serve(&program)?;
        let caller = Caller::sign_in(&server.base, LOGIN, PASSWORD)?;
        over_http(&caller, Duration::from_secs(seconds))?
    };
    let raw = raw(&path, &folder.join("raw.db"), before)?;
    let what = "record an activity over HTTP, 32 connections, SQLite";
    line(what, &format!("{rate:.0}/s"), &format!("{raw:.0}/s"), rate / raw, "≥ 0.5");
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Acts a second, each answered after it is durable.
fn over_http(caller: &Caller, lasting: Duration) -> anyhow::Result<f64> {
    let (done, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let start = Instant::now();
    let workers: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (caller, done, stop) = (caller.again(), done.clone(), stop.clone());
            thread::spawn(move || -> anyhow::Result<()> {
                while !stop.load(Ordering::Relaxed) {
                    let answer = caller.post("/api/v1/activities", &activity())?;
                    ensure!((200..300).contains(&answer.status), "{}", answer.body);
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

fn journal_size(path: &Path) -> anyhow::Result<i64> {
    let connection = Connection::open(path)?;
    Ok(connection.query_row("SELECT size FROM journal_head", [], |row| row.get(0))?)
}

/// The tables that an act writes to, and how a row belongs to its entry.
const TABLES: [(&str, &str); 5] = [
    ("activity", "id IN (SELECT record_id FROM journal_change WHERE entry_id = ?1)"),
    ("search_term", "record_id IN (SELECT record_id FROM journal_change WHERE entry_id = ?1)"),
    ("journal_entry", "id = ?1"),
    ("journal_change", "entry_id = ?1"),
    ("fact", "entry_id = ?1"),
];

type Act = Vec<(usize, Vec<Value>)>;

/// Acts a second of the bare driver that writes the same rows, a commit for every 32 acts.
fn raw(from: &Path, to: &Path, after: i64) -> anyhow::Result<f64> {
    let acts = read_acts(from, after)?;
    ensure!(!acts.is_empty(), "nothing was recorded");
    // The same tables and indexes.
    drop(Store::open(&Place::Sqlite(to.to_owned()), now())?);
    let connection = Connection::open(to)?;
    connection.execute_batch(SETTINGS)?;
    connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    let inserts = TABLES.map(|(table, _)| insert(&connection, table));
    let inserts = inserts.into_iter().collect::<anyhow::Result<Vec<_>>>()?;
    let start = Instant::now();
    for group in acts.chunks(CONNECTIONS) {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for (table, row) in group.iter().flatten() {
            connection.prepare_cached(&inserts[*table])?.execute(params_from_iter(row))?;
        }
        connection.execute_batch("COMMIT")?;
    }
    Ok(acts.len() as f64 / start.elapsed().as_secs_f64())
}

fn insert(connection: &Connection, table: &str) -> anyhow::Result<String> {
    let columns = connection.prepare(&format!("SELECT * FROM {table}"))?.column_count();
    let places = vec!["?"; columns].join(", ");
    Ok(format!("INSERT INTO {table} VALUES ({places})"))
}

fn read_acts(path: &Path, after: i64) -> anyhow::Result<Vec<Act>> {
    let connection = Connection::open(path)?;
    let mut entries =
        connection.prepare("SELECT id FROM journal_entry WHERE idx >= ?1 ORDER BY idx")?;
    let ids: Vec<Vec<u8>> =
        entries.query_map([after], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut acts = Vec::with_capacity(ids.len());
    for id in ids {
        let mut act = Act::new();
        for (at, (table, belongs)) in TABLES.iter().enumerate() {
            let sql = format!("SELECT * FROM {table} WHERE {belongs}");
            let mut statement = connection.prepare_cached(&sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query([&id])?;
            while let Some(row) = rows.next()? {
                let cells = (0..columns).map(|c| row.get(c)).collect::<Result<_, _>>()?;
                act.push((at, cells));
            }
        }
        acts.push(act);
    }
    Ok(acts)
}
