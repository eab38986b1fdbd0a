//! Kills the server in mid-stride, over and over: what it had acknowledged is there, once, and the
//! county verifies. `kill --program PATH --cycles 100 [--seed N]`.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use anyhow::{Context, ensure};
use model::id::ActivityId;
use office::Place;
use qa::{
    Chance,
    county::{County, LOGIN, PASSWORD, TOWNSHIP, now},
    http::Caller,
    number, text,
};

/// How many people work at once.
const CALLERS: usize = 8;

#[expect(clippy::print_stdout, reason = "the result is what was asked for")]
fn main() -> anyhow::Result<()> {
    let program = PathBuf::from(text("program").context("--program PATH")?);
    let (cycles, seed) = (number("cycles", 100)?, number("seed", std::process::id().into())?);
    let folder = std::env::temp_dir().join(format!("yaoshan-kill-{}", std::process::id()));
    let county = County::make(&folder, Place::Sqlite(folder.join("county.db")))?;
    let mut chance = Chance::new(seed);
    let (mut all, mut slowest) = (Vec::new(), Duration::ZERO);
    for cycle in 0..cycles {
        let mut server = county.serve(&program)?;
        slowest = slowest.max(server.ready);
        let caller = Caller::sign_in(&server.base, LOGIN, PASSWORD)?;
        let acknowledged =
            work(&caller, Duration::from_millis(chance.between(40, 400)), &mut server)?;
        let again = county.serve(&program)?;
        let caller = Caller::sign_in(&again.base, LOGIN, PASSWORD)?;
        for id in &acknowledged {
            let status = caller.get(&format!("/api/v1/activities/{id}"))?.status;
            ensure!(
                status == 200,
                "seed {seed}, cycle {cycle}: {id} was acknowledged, now {status}"
            );
        }
        all.extend(acknowledged);
    }
    let status = county.command(&program, "verify").status()?;
    ensure!(status.success(), "seed {seed}: the county does not verify after {cycles} kills");
    println!(
        "kill: {cycles} kills, {} acknowledged writes, 0 lost, verified; slowest start {:.2} s",
        all.len(),
        slowest.as_secs_f64()
    );
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Lets people work for a while, then kills the server under them. What was answered with success.
fn work(
    caller: &Caller,
    lasting: Duration,
    server: &mut qa::county::Server,
) -> anyhow::Result<Vec<ActivityId>> {
    let (acknowledged, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
    let workers: Vec<_> = (0..CALLERS)
        .map(|_| {
            let (caller, acknowledged, stop) = (caller.again(), acknowledged.clone(), stop.clone());
            thread::spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let id = ActivityId::new(now());
                    let Ok(answer) = caller.post("/api/v1/activities", &plan(id)) else { return };
                    if (200..300).contains(&answer.status)
                        && let Ok(mut acknowledged) = acknowledged.lock()
                    {
                        acknowledged.push(id);
                    }
                }
            })
        })
        .collect();
    thread::sleep(lasting);
    server.kill()?;
    stop.store(true, Ordering::Relaxed);
    for worker in workers {
        ensure!(worker.join().is_ok(), "a caller panicked");
    }
    Ok(acknowledged.lock().map(|ids| ids.clone()).unwrap_or_default())
}

fn plan(id: ActivityId) -> String {
    let day = now().local(model::moment::CHINA).date_naive();
    format!(
        r#"{{"id":"{id}","kind":"touring_show","title":"巡演","division_code":"{TOWNSHIP}","place":"广场","planned_on":"{day}"}}"#
    )
}
