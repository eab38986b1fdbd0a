//! The reading child alone. The program itself has the same verb; packagers may confine this one separately.

use std::process::ExitCode;

fn main() -> ExitCode {
    papers::child::main()
}
