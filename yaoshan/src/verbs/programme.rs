//! `yaoshan programme`: what the county has decided, as files: checked, compared, put in force, taken back.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, ensure};
use model::{
    id::ProgrammeId,
    process::Process,
    programme::{Fault, Files},
    text::Say,
};
use office::programme::{self, NewProgramme, Proposal, Step};

use crate::{
    Common, clock,
    verbs::{
        self,
        said::{done, lang},
    },
};

/// No file of a programme is larger; a folder given by mistake is not read into memory.
const LARGEST_FILE: u64 = 8 << 20;

/// Checks, compares and applies programmes: folders like `programmes/lushan`.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Programme {
    /// Tell everything that is wrong with a programme, with file and line. Needs no county.
    Check {
        folder: PathBuf,
        /// Draw each process into this folder, as SVG files.
        #[arg(long, value_name = "FOLDER")]
        diagrams: Option<PathBuf>,
    },
    /// Tell what a programme would change in the county, and what forbids it. Changes nothing.
    Diff { folder: PathBuf },
    /// Put a programme in force.
    Apply {
        folder: PathBuf,
        /// What it changes, and on whose decision.
        #[arg(long)]
        note: String,
    },
    /// Put an earlier programme in force again, as a new revision.
    Rollback {
        /// The number of the revision; `programme history` lists them.
        number: i64,
        /// Why, and on whose decision.
        #[arg(long)]
        note: String,
    },
    /// Every programme that was in force, the latest first.
    History,
    /// Write the files of a programme into a new folder, to begin the next one from.
    Files {
        folder: PathBuf,
        /// Of an earlier revision; the one in force, if absent.
        #[arg(long)]
        number: Option<i64>,
    },
}

impl Programme {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        match self {
            Programme::Check { folder, diagrams } => check(folder, diagrams.as_deref()),
            Programme::Diff { folder } => diff(common, folder),
            Programme::Apply { folder, note } => apply(common, folder, note),
            Programme::Rollback { number, note } => roll_back(common, *number, note),
            Programme::History => history(common),
            Programme::Files { folder, number } => write_files(common, folder, *number),
        }
    }
}

#[expect(clippy::print_stdout, reason = "the verdict is what was asked for")]
fn check(folder: &Path, diagrams: Option<&Path>) -> anyhow::Result<ExitCode> {
    match programme::check(&read(folder)?) {
        Ok(programme) => {
            let (indicators, roles) = (programme.indicators.len(), programme.roles.len());
            let (divisions, processes) = (programme.divisions.len(), programme.processes.len());
            let zh = format!(
                "方案无误：指标 {indicators} 项，流程 {processes} 个，角色 {roles} 个，区划 {divisions} 个"
            );
            let en = format!(
                "the programme is good: {indicators} indicators, {processes} processes, {roles} roles, {divisions} divisions"
            );
            println!("{}", lang().pick(&zh, &en));
            if let Some(into) = diagrams {
                draw(&programme.processes, into)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(faults) => {
            tell(&faults);
            Ok(ExitCode::FAILURE)
        }
    }
}

fn draw(processes: &[Process], into: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(into).with_context(|| into.display().to_string())?;
    for process in processes {
        let path = into.join(format!("{}.svg", process.key));
        let picture = web::process_picture(process, lang())?;
        fs::write(&path, picture).with_context(|| path.display().to_string())?;
        eprintln!("{}", path.display());
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the changes are what was asked for")]
fn diff(common: &Common, folder: &Path) -> anyhow::Result<ExitCode> {
    let files = read(folder)?;
    let asker = verbs::open(common)?.program(clock::now());
    let proposal = done(asker.read(move |act| programme::propose(act, &files, Step::Forward)))?;
    let Proposal { over, changes, faults, .. } = proposal;
    let (zh, en) = (format!("与第 {over} 版相比："), format!("against revision {over}:"));
    println!("{}", lang().pick(&zh, &en));
    if changes.is_empty() && faults.is_empty() {
        println!("{}", lang().pick("没有变化", "nothing changes"));
    }
    changes.iter().for_each(|change| println!("{}", change.say().in_lang(lang())));
    tell(&faults);
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn apply(common: &Common, folder: &Path, note: &str) -> anyhow::Result<ExitCode> {
    let files = read(folder)?;
    let office = verbs::open(common)?;
    let asker = office.program(clock::now());
    let proposed = files.clone();
    let proposal = done(asker.read(move |act| programme::propose(act, &proposed, Step::Forward)))?;
    if !proposal.faults.is_empty() {
        tell(&proposal.faults);
        return Ok(ExitCode::FAILURE);
    }
    let new = NewProgramme {
        id: ProgrammeId::new(asker.moment().at),
        files,
        note: note.to_owned(),
        over: Some(proposal.over),
    };
    let revision = done(asker.write(move |act| programme::apply(act, &new)))?;
    in_force(revision.number);
    Ok(ExitCode::SUCCESS)
}

fn roll_back(common: &Common, number: i64, note: &str) -> anyhow::Result<ExitCode> {
    let asker = verbs::open(common)?.program(clock::now());
    let (id, note) = (ProgrammeId::new(asker.moment().at), note.to_owned());
    let revision = done(asker.write(move |act| programme::roll_back(act, id, number, &note)))?;
    in_force(revision.number);
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "the list is what was asked for")]
fn history(common: &Common) -> anyhow::Result<ExitCode> {
    let asker = verbs::open(common)?.program(clock::now());
    let offset = asker.programme().county.offset;
    for past in done(asker.read(programme::history))? {
        let day = past.at.local(offset).date_naive();
        let by = past.by.unwrap_or_else(|| lang().pick("程序", "the program").to_owned());
        println!("{}\t{day}\t{by}\t{}", past.revision.number, past.revision.note);
    }
    Ok(ExitCode::SUCCESS)
}

fn write_files(common: &Common, folder: &Path, number: Option<i64>) -> anyhow::Result<ExitCode> {
    let asker = verbs::open(common)?.program(clock::now());
    let (_, files) = done(asker.read(move |act| programme::files(act, number)))?;
    fs::create_dir(folder).with_context(|| folder.display().to_string())?;
    for (name, text) in &files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, text).with_context(|| path.display().to_string())?;
    }
    eprintln!("{}: {}", folder.display(), files.len());
    Ok(ExitCode::SUCCESS)
}

fn in_force(number: i64) {
    let (zh, en) = (format!("第 {number} 版已启用"), format!("revision {number} is in force"));
    eprintln!("{}", lang().pick(&zh, &en));
}

/// One fault a line, as editors and people find it: `file:line: sentence`.
#[expect(clippy::print_stdout, reason = "the faults are what was asked for")]
fn tell(faults: &[Fault]) {
    for fault in faults {
        println!("{}:{}: {}", fault.file, fault.line, fault.say().in_lang(lang()));
    }
}

/// Every file of a folder and of the folders in it, by its path with `/`. Hidden ones are not part of it.
fn read(folder: &Path) -> anyhow::Result<Files> {
    let mut files = Files::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((at, prefix)) = folders.pop() {
        for entry in fs::read_dir(&at).with_context(|| at.display().to_string())? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let (path, kind) = (entry.path(), entry.file_type()?);
            if name.starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                folders.push((path, format!("{prefix}{name}/")));
                continue;
            }
            let length = entry.metadata()?.len();
            ensure!(length <= LARGEST_FILE, "{}: {length} bytes", path.display());
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            files.insert(format!("{prefix}{name}"), text);
        }
    }
    Ok(files)
}
