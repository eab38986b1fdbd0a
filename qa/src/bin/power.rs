//! Cuts the power: a writer on a file system of its own is stopped in mid-stride, and what the disk
//! then holds, without anything that was only in memory, must hold every acknowledged write.
//!
//! `power --cycles 30 --control 10 [--seed N]`. The control runs the same with `synchronous` off
//! and must lose: otherwise the test would not notice.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use anyhow::{Context, bail, ensure};
use model::id::{CaseId, OrganisationId};
use office::{Act, Office, Place, testing::keyring};
use qa::{Chance, beside, number, run, run_as_root, signal};
use store::testing::now;
use uuid::Uuid;

#[expect(clippy::print_stdout, reason = "the result is what was asked for")]
fn main() -> anyhow::Result<()> {
    let (cycles, control) = (number("cycles", 30)?, number("control", 10)?);
    let mut chance = Chance::new(number("seed", std::process::id().into())?);
    let folder = Folder::make()?;
    let (mut acknowledged, mut lost) = (0, 0);
    for cycle in 0..cycles {
        let outcome = folder.cycle("FULL", &mut chance)?;
        ensure!(outcome.lost == 0, "cycle {cycle}: {} acknowledged writes lost", outcome.lost);
        acknowledged += outcome.acknowledged;
    }
    println!("power: {cycles} cuts, {acknowledged} acknowledged writes, 0 lost");
    for _ in 0..control {
        lost += folder.cycle("OFF", &mut chance)?.lost;
    }
    ensure!(control == 0 || lost > 0, "the control lost nothing, so this test shows nothing");
    println!("power: control with synchronous=OFF, {control} cuts, {lost} lost");
    Ok(())
}

struct Outcome {
    acknowledged: usize,
    lost: usize,
}

/// A scratch folder with an empty file system to copy from, two places to mount at, and no more.
struct Folder(PathBuf);

impl Folder {
    fn make() -> anyhow::Result<Folder> {
        let path = std::env::temp_dir().join(format!("yaoshan-power-{}", std::process::id()));
        for name in ["live", "cut"] {
            std::fs::create_dir_all(path.join(name))?;
        }
        let empty = path.join("empty.img");
        std::fs::File::create(&empty)?.set_len(96 << 20)?;
        run(Command::new("/sbin/mkfs.ext4").args(["-q", "-F"]).arg(&empty))?;
        Ok(Folder(path))
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    fn cycle(&self, synchronous: &str, chance: &mut Chance) -> anyhow::Result<Outcome> {
        self.copy("empty.img", "live.img")?;
        let live = Mounted::at(self.path("live.img"), self.path("live"))?;
        run_as_root("chmod", &["0777", &live.at])?;
        let writer = Writer::start(&live.at, synchronous)?;
        thread::sleep(Duration::from_millis(chance.between(150, 900)));
        let acknowledged = writer.stop()?;
        self.copy("live.img", "cut.img")?;
        drop(writer);
        drop(live);
        let cut = Mounted::at(self.path("cut.img"), self.path("cut"))?;
        let lost = missing(&Path::new(&cut.at).join("county.db"), &acknowledged, synchronous)?;
        Ok(Outcome { acknowledged: acknowledged.len(), lost })
    }

    fn copy(&self, from: &str, to: &str) -> anyhow::Result<()> {
        run(Command::new("cp").args(["--sparse=always", &self.path(from), &self.path(to)]))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is in the temporary folder, where it does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A mounted image, unmounted when dropped.
struct Mounted {
    at: String,
}

impl Mounted {
    fn at(image: String, at: String) -> anyhow::Result<Mounted> {
        run_as_root("mount", &["-o", "loop", &image, &at])?;
        Ok(Mounted { at })
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = run_as_root("umount", &["-l", &self.at]);
    }
}

struct Writer {
    child: Mutex<Child>,
    seen: Arc<Mutex<Vec<Uuid>>>,
}

impl Writer {
    fn start(folder: &str, synchronous: &str) -> anyhow::Result<Writer> {
        let mut child = Command::new(beside("writer")?)
            .arg(Path::new(folder).join("county.db"))
            .arg(synchronous)
            .stdout(Stdio::piped())
            .spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("no output")?).lines();
        ensure!(lines.next().transpose()?.as_deref() == Some("ready"), "the writer did not start");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&seen);
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let (Ok(id), Ok(mut seen)) = (line.parse(), into.lock()) {
                    seen.push(id);
                }
            }
        });
        Ok(Writer { child: Mutex::new(child), seen })
    }

    /// Stops the writer where it stands; what it had said by then was acknowledged.
    fn stop(&self) -> anyhow::Result<Vec<Uuid>> {
        let Ok(child) = self.child.lock() else { bail!("the writer is gone") };
        signal("STOP", child.id())?;
        // What it wrote to the pipe before it stopped still arrives.
        thread::sleep(Duration::from_millis(50));
        Ok(self.seen.lock().map(|seen| seen.clone()).unwrap_or_default())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if let Ok(mut child) = self.child.lock() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// How many of these the county on the cut disk does not have. With FULL it must also verify.
fn missing(path: &Path, ids: &[Uuid], synchronous: &str) -> anyhow::Result<usize> {
    let opened = Office::open(&Place::Sqlite(path.to_owned()), keyring(), now());
    let office = match opened {
        Ok(office) => office,
        Err(error) if synchronous == "FULL" => return Err(error.into()),
        // Without synchronising, not even the file may be there, or be whole.
        Err(_) => return Ok(ids.len()),
    };
    let asker = office.program(now());
    let mut lost = 0;
    for id in ids.iter().copied() {
        if !asker.read(move |act| Ok(is_there(act, id)))? {
            lost += 1;
        }
    }
    if synchronous == "FULL" {
        let verdict = office::verify::verify(&office, &mut |_| {})?;
        ensure!(verdict.is_good(), "after the cut: {verdict:?}");
    }
    Ok(lost)
}

/// An organisation, or a case with both its steps.
fn is_there(act: &mut Act<'_>, id: Uuid) -> bool {
    office::organisation::find(act, OrganisationId(id)).is_ok()
        || office::case::sheet(act, CaseId(id)).is_ok_and(|sheet| sheet.case.steps == 2)
}
