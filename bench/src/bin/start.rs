//! How soon an existing county answers, how much memory the idle server takes, and what the first
//! page weighs on its way. `start --program PATH --county FILE --keys FILE`.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, ensure};
use bench::{line, word};
use office::Place;
use qa::{
    county::{County, Server},
    text,
};

fn main() -> anyhow::Result<()> {
    let path = |name: &str| text(name).map(PathBuf::from).with_context(|| format!("--{name} PATH"));
    let (program, file, keys) = (path("program")?, path("county")?, path("keys")?);
    let county = County::at(Place::Sqlite(file), keys);
    let mut taken = Vec::new();
    for _ in 0..7 {
        taken.push(county.serve(&program)?.ready);
    }
    taken.sort();
    let ready = taken[taken.len() / 2];
    line("start to first answer", &format!("{ready:.0?}"), "", f64::NAN, "< 500 ms");

    let server = county.serve(&program)?;
    let weight = first_page(&server)?;
    // What it does after the start, such as signing a checkpoint, is over by then.
    thread::sleep(Duration::from_secs(5));
    let status = format!("/proc/{}/status", server.child.id());
    let idle = word(&status, "VmRSS:").context("no status")? >> 10;
    line("memory of the idle server", &format!("{idle} MB"), "", f64::NAN, "< 60 MB");
    line("first page with all it needs", &format!("{} KB", weight >> 10), "", f64::NAN, "< 100 KB");
    Ok(())
}

/// The sign-in page and every file that it names, as they come over the wire.
fn first_page(server: &Server) -> anyhow::Result<u64> {
    let page = format!("{}/sign-in", server.base);
    let html = fetched(&page, false)?;
    let html = String::from_utf8(html)?;
    let mut weight = fetched(&page, true)?.len() as u64;
    let mut files: Vec<_> =
        html.split('"').filter(|word| word.starts_with("/static/")).map(before_mark).collect();
    files.sort_unstable();
    files.dedup();
    ensure!(!files.is_empty(), "the page names no files");
    for file in files {
        weight += fetched(&format!("{}{file}", server.base), true)?.len() as u64;
    }
    Ok(weight)
}

fn before_mark(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}

fn fetched(address: &str, compressed: bool) -> anyhow::Result<Vec<u8>> {
    let mut curl = Command::new("curl");
    curl.args(["-sSf", address]).stderr(Stdio::inherit());
    if compressed {
        curl.args(["-H", "Accept-Encoding: br, gzip"]);
    }
    let done = curl.output()?;
    ensure!(done.status.success(), "{address} does not come");
    Ok(done.stdout)
}
