//! A workbook of 100,000 activities through the importer, against reading it and writing the same rows
//! with the bare driver; and how much memory the reading child took.
//! `roster --program PATH [--rows 100000]`.

use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use bench::{bare, line, word};
use office::{
    Office,
    import::{RosterFile, run_file},
    testing::{COUNTY, keyring},
};
use papers::{
    Limits,
    write::{Column, Kind, Out, Sheet},
};
use qa::{number, text};
use store::{Place, testing::now};

/// As many rows as the importer puts into one commit.
const GROUP: usize = 1_000;

fn main() -> anyhow::Result<()> {
    let program = PathBuf::from(text("program").context("--program PATH")?);
    let rows = number("rows", 100_000)?;
    let folder = std::env::temp_dir().join(format!("yaoshan-roster-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let path = folder.join("county.db");
    let bytes = workbook(rows)?;
    eprintln!("{rows} rows in {} KB", bytes.len() >> 10);

    let office = Office::open(&Place::Sqlite(path.clone()), keyring(), now())?
        .reading_in(papers::Place::Child(program));
    let watch = Watch::start();
    let start = Instant::now();
    import(&office, bytes.clone())?;
    let ours = start.elapsed();
    let child = watch.stop();
    drop(office);

    let start = Instant::now();
    let mut seen = 0_u64;
    papers::read::read(&bytes, &Limits::default(), &mut |event| {
        seen += u64::from(matches!(event, papers::Event::Row(_)));
        std::ops::ControlFlow::Continue(())
    })?;
    let parsed = start.elapsed();
    ensure!(seen > rows, "the reader saw {seen} rows");
    let written = bare(&path, &folder.join("raw.db"), GROUP)?;
    let raw = parsed + written;
    let ratio = ours.as_secs_f64() / raw.as_secs_f64();
    let what = format!("import {rows} rows of xlsx");
    line(&what, &format!("{ours:.1?}"), &format!("{raw:.1?}"), ratio, "≤ 1.5");
    line("memory of the reading child", &format!("{child} MB"), "", f64::NAN, "< 256 MB");
    fs::remove_dir_all(&folder)?;
    Ok(())
}

fn import(office: &Office, bytes: Vec<u8>) -> anyhow::Result<()> {
    let file = RosterFile {
        recipe: "activities".to_owned(),
        file_name: "2019.xlsx".to_owned(),
        bytes,
        division_code: COUNTY.parse()?,
        leave_bad: false,
    };
    let outcome = run_file(&office.program(now()), &file, &mut |_| {})
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    let first = outcome.problems.first();
    ensure!(outcome.is_applied(), "not applied: {:?} {first:?}", outcome.trouble());
    Ok(())
}

fn workbook(rows: u64) -> anyhow::Result<Vec<u8>> {
    let headings = ["活动类型", "活动名称", "活动日期", "乡镇", "应到", "实到", "活动情况"];
    let kind = |words: &str| if words == "活动日期" { Kind::Day } else { Kind::Text };
    let columns: Vec<_> = headings.iter().map(|words| Column::new(*words, kind(words))).collect();
    let mut sheet = Sheet::new("活动", &columns)?;
    let townships = ["下汤镇", "尧山镇", "赵村镇", "瓦屋镇", "张良镇", "梁洼镇"];
    for row in 0..rows {
        let day = chrono::NaiveDate::from_ymd_opt(2019, 1, 1).context("no such day")?
            + chrono::Days::new(row % 365);
        let township = townships[usize::try_from(row)? % townships.len()];
        let (expected, present) = (20 + row % 30, 15 + row % 5);
        sheet.row(&[
            Out::text("巡演"),
            Out::text(format!("第{row}场巡演")),
            Out::Day(day),
            Out::text(township),
            Out::Whole(i64::try_from(expected)?),
            Out::Whole(i64::try_from(present)?),
            Out::text("文艺作品巡演，群众到场观看"),
        ])?;
    }
    Ok(sheet.finish()?)
}

/// Watches how large this process's children become.
struct Watch {
    stop: Arc<AtomicBool>,
    largest: Arc<AtomicU64>,
    thread: thread::JoinHandle<()>,
}

impl Watch {
    fn start() -> Watch {
        let (stop, largest) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let (ends, into) = (Arc::clone(&stop), Arc::clone(&largest));
        let thread = thread::spawn(move || {
            while !ends.load(Ordering::Relaxed) {
                for child in children() {
                    let status = format!("/proc/{child}/status");
                    into.fetch_max(word(&status, "VmHWM:").unwrap_or(0), Ordering::Relaxed);
                }
                thread::sleep(Duration::from_millis(5));
            }
        });
        Watch { stop, largest, thread }
    }

    /// In MB.
    fn stop(self) -> u64 {
        self.stop.store(true, Ordering::Relaxed);
        // It ends by itself; a panic in it would have been printed.
        let _ = self.thread.join();
        self.largest.load(Ordering::Relaxed) >> 10
    }
}

/// The processes that the threads of this one have started.
fn children() -> Vec<String> {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    tasks
        .filter_map(|task| fs::read_to_string(task.path().join("children")).ok())
        .flat_map(|ids| ids.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}
