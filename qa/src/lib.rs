//! What the tests of the finished program share.

pub mod county;
pub mod http;

use std::{path::Path, process::Command};

use anyhow::{Context, bail};

/// Numbers that differ from run to run, and can be had again by naming the seed.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number from `from` to below `until`.
    pub fn between(&mut self, from: u64, until: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        from + (self.0 >> 11) % (until - from)
    }
}

/// Runs a program and fails if it does; with sudo where we are not root and it needs to be.
pub fn run_as_root(program: &str, arguments: &[&str]) -> anyhow::Result<()> {
    let is_root = std::env::var("USER").is_ok_and(|user| user == "root")
        || Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n");
    let mut command = if is_root {
        Command::new(program)
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", program]);
        sudo
    };
    run(command.args(arguments))
}

pub fn run(command: &mut Command) -> anyhow::Result<()> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    if output.status.success() {
        return Ok(());
    }
    bail!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr));
}

/// Sends a signal by name, such as `STOP`.
pub fn signal(name: &str, process: u32) -> anyhow::Result<()> {
    run(Command::new("kill").arg(format!("-{name}")).arg(process.to_string()))
}

/// The number after `--name` on the command line.
pub fn number(name: &str, default: u64) -> anyhow::Result<u64> {
    let mut words = std::env::args().skip_while(|word| word.strip_prefix("--") != Some(name));
    match words.nth(1) {
        None => Ok(default),
        Some(word) => word.parse().with_context(|| format!("--{name} needs a number")),
    }
}

/// The text after `--name` on the command line.
pub fn text(name: &str) -> Option<String> {
    std::env::args().skip_while(|word| word.strip_prefix("--") != Some(name)).nth(1)
}

/// A program that was built beside this one.
pub fn beside(name: &str) -> anyhow::Result<std::path::PathBuf> {
    let own = std::env::current_exe()?;
    Ok(own.parent().unwrap_or(Path::new(".")).join(name))
}
