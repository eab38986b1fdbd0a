//! Cases by the hundred thousand: brought in, listed, swept by the calendar.
//! `case --county FILE [--rows 450000]`, where FILE is the demonstration county.

mod history;
mod listed;
mod sweep;

use std::path::PathBuf;

use anyhow::Context;
use qa::{number, text};

fn main() -> anyhow::Result<()> {
    let county = PathBuf::from(text("county").context("--county FILE")?);
    let rows = usize::try_from(number("rows", 450_000)?)?;
    let folder = std::env::temp_dir().join(format!("yaoshan-case-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("county.db");
    history::measure(&path, &folder.join("raw.db"), rows)?;
    sweep::measure(&path, rows)?;
    std::fs::remove_dir_all(&folder)?;
    listed::measure(&county)
}
