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
use model::id::{ActivityId, CaseId, CaseStepId};
use office::Place;
use qa::{
    Chance,
    county::{County, LOGIN, PASSWORD, TOWNSHIP, now},
    http::Caller,
    number, text,
};
use serde_json::{Value, json};

/// How many people work at once.
const CALLERS: usize = 8;

#[expect(clippy::print_stdout, reason = "the result is what was asked for")]
fn main() -> anyhow::Result<()> {
    let program = PathBuf::from(text("program").context("--program PATH")?);
    let (cycles, seed) = (number("cycles", 100)?, number("seed", std::process::id().into())?);
    let folder = std::env::temp_dir().join(format!("yaoshan-kill-{}", std::process::id()));
    let county = County::make(&folder, Place::Sqlite(folder.join("county.db")))?;
    let mut chance = Chance::new(seed);
    let (mut all, mut cases, mut slowest) = (0, 0, Duration::ZERO);
    for cycle in 0..cycles {
        let mut server = county.serve(&program)?;
        slowest = slowest.max(server.ready);
        let caller = Caller::sign_in(&server.base, LOGIN, PASSWORD)?;
        let acknowledged =
            work(&caller, Duration::from_millis(chance.between(40, 400)), &mut server)?;
        let again = county.serve(&program)?;
        let caller = Caller::sign_in(&again.base, LOGIN, PASSWORD)?;
        for written in &acknowledged {
            let is_there = written.is_there(&caller)?;
            ensure!(
                is_there,
                "seed {seed}, cycle {cycle}: {written:?} was acknowledged and is lost"
            );
            cases += usize::from(written.steps > 0);
        }
        all += acknowledged.len();
    }
    let status = county.command(&program, "verify").status()?;
    ensure!(status.success(), "seed {seed}: the county does not verify after {cycles} kills");
    println!(
        "kill: {cycles} kills, {all} acknowledged writes ({cases} of cases), 0 lost, verified; slowest start {:.2} s",
        slowest.as_secs_f64()
    );
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// What was answered with success: its address, and how many steps it had then, if it is a case.
#[derive(Debug, Clone)]
struct Written {
    path: String,
    steps: i64,
}

impl Written {
    /// Whether it is all there; a step that was not acknowledged may be there, too.
    fn is_there(&self, caller: &Caller) -> anyhow::Result<bool> {
        let answer = caller.get(&self.path)?;
        let body: Value = serde_json::from_str(&answer.body)?;
        let steps = body["case"]["steps"].as_i64().unwrap_or(0);
        Ok(answer.status == 200 && steps >= self.steps)
    }
}

/// Lets people work for a while, then kills the server under them. What was answered with success.
fn work(
    caller: &Caller,
    lasting: Duration,
    server: &mut qa::county::Server,
) -> anyhow::Result<Vec<Written>> {
    let (acknowledged, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
    let workers: Vec<_> = (0..CALLERS)
        .map(|_| {
            let (caller, acknowledged, stop) = (caller.again(), acknowledged.clone(), stop.clone());
            thread::spawn(move || {
                let tell = |path: &str, steps| {
                    if let Ok(mut acknowledged) = acknowledged.lock() {
                        acknowledged.push(Written { path: path.to_owned(), steps });
                    }
                };
                while !stop.load(Ordering::Relaxed) {
                    if round(&caller, &tell).is_err() {
                        return;
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
    Ok(acknowledged.lock().map(|all| all.clone()).unwrap_or_default())
}

/// Plans an activity, brings up a demand and answers it, and tells of each that was acknowledged.
fn round(caller: &Caller, tell: &dyn Fn(&str, i64)) -> anyhow::Result<()> {
    let day = now().local(model::moment::CHINA).date_naive();
    let id = ActivityId::new(now());
    let plan = json!({
        "id": id, "kind": "touring_show", "title": "巡演", "division_code": TOWNSHIP,
        "place": "广场", "planned_on": day,
    });
    if is_done(caller, "/api/v1/activities", &plan)? {
        tell(&format!("/api/v1/activities/{id}"), 0);
    }
    let id = CaseId::new(now());
    let demand = json!({
        "id": id, "process": "demand", "division_code": TOWNSHIP,
        "fields": { "content": "路灯不亮", "channel": "phone" },
    });
    let case = format!("/api/v1/cases/{id}");
    if is_done(caller, "/api/v1/cases", &demand)? {
        tell(&case, 1);
    }
    let answer = json!({
        "id": CaseStepId::new(now()), "step": "answer_at_once", "seen": 1,
        "fields": { "class": "help", "reply": "已报修" },
    });
    if is_done(caller, &format!("{case}/steps"), &answer)? {
        tell(&case, 2);
    }
    Ok(())
}

fn is_done(caller: &Caller, path: &str, sent: &Value) -> anyhow::Result<bool> {
    let answer = caller.post(path, &sent.to_string())?;
    Ok((200..300).contains(&answer.status))
}
