//! Bundles the front end with the tools of `package-lock.json`.
//! `ASSETS_DIR` names a folder that is already built (`node build.mjs FOLDER`): then neither Node nor npm is asked.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

fn main() -> ExitCode {
    match built() {
        Ok(folder) => {
            println!("cargo::rustc-env=ASSETS_BUILT={}", folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("cargo::error=the front end was not bundled: {error}");
            ExitCode::FAILURE
        }
    }
}

fn built() -> io::Result<PathBuf> {
    println!("cargo::rerun-if-env-changed=ASSETS_DIR");
    if let Some(folder) = env::var_os("ASSETS_DIR") {
        let folder = fs::canonicalize(folder)?;
        println!("cargo::rerun-if-changed={}", folder.display());
        return Ok(folder);
    }
    for source in ["build.mjs", "trim.mjs", "package-lock.json", "src"] {
        println!("cargo::rerun-if-changed={source}");
    }
    install()?;
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("built");
    run(Command::new("node").arg("build.mjs").arg(&out))?;
    Ok(out)
}

/// Installs only when the lock file is newer than what is installed; no package may run a script.
fn install() -> io::Result<()> {
    let modified = |path: &str| fs::metadata(Path::new(path)).and_then(|file| file.modified());
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_ok_and(|then| modified("package-lock.json").is_ok_and(|lock| lock <= then)) {
        return Ok(());
    }
    run(Command::new("npm").args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))
}

fn run(command: &mut Command) -> io::Result<()> {
    let output = command.output().map_err(|error| {
        let program = command.get_program().display();
        io::Error::new(
            error.kind(),
            format!(
                "{program} does not start ({error}); install Node.js 20 and npm, or set ASSETS_DIR"
            ),
        )
    })?;
    if output.status.success() {
        return Ok(());
    }
    let words = String::from_utf8_lossy(&output.stderr).replace('\n', " | ");
    Err(io::Error::other(format!("{} failed: {words}", command.get_program().display())))
}
