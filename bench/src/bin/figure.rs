//! A figure over five million facts, against the bare SQL; and whether its cost follows the period.
//! `figure [--facts 5000000]`.

use std::{path::Path, time::Instant};

use bench::{SETTINGS, line, median};
use model::{
    fact::Measure,
    id::{AccountId, EntryId},
};
use office::testing::keyring;
use qa::number;
use rusqlite::{Connection, params};
use store::{
    Place, Store,
    facts::{self, Filter},
    testing::now,
};

/// Enough for each of the store's readers to have the pages in its cache, as the bare connection has.
const TIMES: usize = 200;

/// The same question: a figure is always as of a position of the journal.
const BARE: &str = "
    SELECT COALESCE(SUM(quantity), 0) FROM fact
    WHERE measure = 'activity' AND tag = 'rural_study_day' AND day >= ?1 AND day < ?2
      AND division_code >= '410423000000' AND division_code <= '410423999999'
      AND journal_index < ?3";

fn main() -> anyhow::Result<()> {
    let count = number("facts", 5_000_000)?;
    let folder = std::env::temp_dir().join(format!("yaoshan-figure-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("county.db");
    let place = Place::Sqlite(path.clone());
    drop(office::Office::open(&place, keyring(), now())?);
    fill(&path, count)?;
    let store = Store::open(&place, now())?;
    let bare = Connection::open(&path)?;
    bare.execute_batch(SETTINGS)?;
    for (what, from, until) in [
        ("figure, a month of ten years", "2015-03-01", "2015-04-01"),
        ("figure, a year of ten years", "2015-01-01", "2016-01-01"),
    ] {
        let filter = Filter {
            measure: Measure::Activity,
            tags: vec!["rural_study_day".to_owned()],
            from: Some(from.parse()?),
            until: until.parse()?,
            within: "410423000000".parse()?,
            size: i64::MAX,
        };
        let raw = median(TIMES, || {
            let mut statement = bare.prepare_cached(BARE)?;
            statement.query_row(params![from, until, i64::MAX], |row| row.get::<_, i64>(0))?;
            Ok(())
        })?;
        let ours = median(TIMES, || {
            let filter = filter.clone();
            store.read(move |tx| facts::sum(tx, &filter))?;
            Ok(())
        })?;
        let ratio = ours.as_secs_f64() / raw.as_secs_f64();
        let what = format!("{what}, {count} facts");
        line(&what, &format!("{ours:.2?}"), &format!("{raw:.2?}"), ratio, "≤ 1.2");
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Facts of ten years and ten kinds, written as fast as the bare driver can.
fn fill(path: &Path, count: u64) -> anyhow::Result<()> {
    const SQL: &str = "
        INSERT INTO fact (entry_id, n, journal_index, measure, tag, day, division_code, subject,
                          quantity, record_kind, record_id)
        VALUES (?1, ?2, ?2, 'activity', ?3, ?4, ?5, ?6, 1, 'activity', ?6)";
    const TAGS: [&str; 10] = [
        "rural_study_day",
        "theme_day",
        "members_assembly",
        "branch_committee",
        "group_meeting",
        "party_lecture",
        "work_meeting",
        "office_study_day",
        "aid_day",
        "touring_show",
    ];
    let connection = Connection::open(path)?;
    connection.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN")?;
    let entry = EntryId::new(now()).0;
    let start = Instant::now();
    {
        let mut statement = connection.prepare(SQL)?;
        let first = chrono::NaiveDate::from_ymd_opt(2010, 1, 1).unwrap_or_default();
        for n in 0..count {
            let day = first + chrono::Days::new(n * 3650 / count);
            let (township, village) = (1 + n % 24, 1 + n % 30);
            let code = format!("410423{:03}{:03}", 100 + township, 200 + village);
            let tag = TAGS[(n * 7 % 10) as usize];
            let subject = AccountId::new(now()).0;
            statement.execute(params![
                entry.as_bytes(),
                n as i64,
                tag,
                day.to_string(),
                code,
                subject.as_bytes()
            ])?;
        }
    }
    connection.execute_batch("COMMIT; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")?;
    eprintln!("{count} facts written in {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}
