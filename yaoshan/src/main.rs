//! One county's working system in one program. `yaoshan --help` lists the verbs.

mod clock;
mod config;
mod demo;
mod keys;
mod place;
mod verbs;

use std::{path::PathBuf, process::ExitCode};

use clap::{CommandFactory, Parser, Subcommand};

/// 尧山 Yaoshan: a county's rural work, entered once, counted, traced.
#[derive(Debug, Parser)]
#[command(name = "yaoshan", version, about, max_term_width = 100)]
struct Program {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    verb: Verb,
}

/// What every verb needs to know.
#[derive(Debug, clap::Args)]
pub(crate) struct Common {
    /// Where the county's records live: sqlite:PATH or postgres://…?schema=NAME.
    #[arg(long, env = "YAOSHAN_STORE", global = true, value_name = "URL")]
    store: Option<String>,
    /// The county's key file; it belongs outside the data and outside its backups.
    #[arg(long, env = "YAOSHAN_KEYS", global = true, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// Settings in a TOML file; `config check` prints those in force.
    #[arg(long, env = "YAOSHAN_CONFIG", global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Serve the pages and the API, and do the queued work.
    Serve(verbs::serve::Serve),
    /// Do the queued work alone, beside one or more `serve --no-work`.
    Work(verbs::work::Work),
    /// Build the demonstration county and serve it on this machine.
    Demo(verbs::demo::Demo),
    #[command(subcommand)]
    User(verbs::user::User),
    Import(verbs::import::Import),
    History(verbs::history::History),
    Export(verbs::export::Export),
    Figures(verbs::figures::Figures),
    Figure(verbs::figures::OneFigure),
    Receipt(verbs::receipt::Receipt),
    /// Recompute every fact and the whole journal from the records.
    Verify(verbs::verify::Verify),
    Backup(verbs::backup::Backup),
    Restore(verbs::backup::Restore),
    #[command(subcommand)]
    Programme(verbs::programme::Programme),
    /// Print or check the settings in force.
    #[command(subcommand)]
    Config(verbs::config::Config),
    /// Print the completions for a shell.
    Completions {
        shell: clap_complete::Shell,
    },
    /// Reads one spreadsheet under limits; the server starts it for each upload.
    #[command(hide = true)]
    ReadSheet,
}

fn main() -> ExitCode {
    // Before anything else is set up: the child gives up all it does not need.
    if std::env::args_os().nth(1).is_some_and(|verb| verb == papers::child::VERB) {
        return papers::child::main();
    }
    let program = Program::parse();
    match run(program) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("yaoshan: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(program: Program) -> anyhow::Result<ExitCode> {
    let common = program.common;
    match program.verb {
        Verb::Serve(verb) => verb.run(&common),
        Verb::Work(verb) => verb.run(&common),
        Verb::Demo(verb) => verb.run(&common),
        Verb::User(verb) => verb.run(&common),
        Verb::Import(verb) => verb.run(&common),
        Verb::History(verb) => verb.run(&common),
        Verb::Export(verb) => verb.run(&common),
        Verb::Figures(verb) => verb.run(&common),
        Verb::Figure(verb) => verb.run(&common),
        Verb::Receipt(verb) => verb.run(&common),
        Verb::Verify(verb) => verb.run(&common),
        Verb::Backup(verb) => verb.run(&common),
        Verb::Restore(verb) => verb.run(&common),
        Verb::Programme(verb) => verb.run(&common),
        Verb::Config(verb) => verb.run(&common),
        Verb::Completions { shell } => {
            clap_complete::generate(
                shell,
                &mut Program::command(),
                "yaoshan",
                &mut std::io::stdout(),
            );
            Ok(ExitCode::SUCCESS)
        }
        Verb::ReadSheet => Ok(papers::child::main()),
    }
}
