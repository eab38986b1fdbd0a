//! The reading child alone, for tests of imports.

use std::process::ExitCode;

fn main() -> ExitCode {
    papers::child::main()
}
