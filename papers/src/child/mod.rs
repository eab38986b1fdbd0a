//! The child: a process that reads one file from its standard input, writes its rows to its standard output, and can do
//! nothing else. A file that breaks the parser breaks the child; the server reads why and lives on.
//!
//! Standard input: one line with the [`Limits`] as JSON, then the file. Standard output: one JSON value per line, the
//! events, then `"end"` or why the file was refused.

mod confine;

use std::{
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
};

use serde::{Deserialize, Serialize};

use crate::{Event, Limits, Refused, read::read};

/// The verb by which a program becomes the child.
pub const VERB: &str = "read-sheet";

/// The child exits with this code when it could not give up its powers.
pub(crate) const UNCONFINED: u8 = 3;

/// The limits fit in far less.
const HEADER: u64 = 4 << 10;

/// One line of the child's standard output.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Line {
    Event(Event),
    End,
    Refused(Refused),
}

/// What the program does under the verb [`VERB`]. It never returns to other work: its powers are gone.
pub fn main() -> ExitCode {
    let mut input = BufReader::new(io::stdin().lock());
    let Some(limits) = header(&mut input) else { return ExitCode::FAILURE };
    if confine::confine(&limits).is_err() {
        return ExitCode::from(UNCONFINED);
    }
    let mut output = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    let mut told = true;
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let bytes = gather(&mut input, &limits)?;
        read(&bytes, &limits, &mut |event| {
            told = tell(&mut output, &Line::Event(event)).is_ok();
            if told { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
    }));
    let last = match outcome {
        Ok(Ok(())) => Line::End,
        Ok(Err(refused)) => Line::Refused(refused),
        Err(_) => Line::Refused(Refused::Crashed),
    };
    let told = told && tell(&mut output, &last).is_ok() && output.flush().is_ok();
    if told { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn header(input: &mut impl BufRead) -> Option<Limits> {
    let mut line = Vec::new();
    input.take(HEADER).read_until(b'\n', &mut line).ok()?;
    serde_json::from_slice(&line).ok()
}

fn tell(output: &mut impl Write, line: &Line) -> io::Result<()> {
    serde_json::to_writer(&mut *output, line)?;
    output.write_all(b"\n")
}

/// The whole file, which a workbook needs: its table of contents stands at its end.
pub(crate) fn gather(input: &mut impl Read, limits: &Limits) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    let unreadable = |error: io::Error| Refused::Unreadable { reason: error.to_string() };
    input.take(limits.bytes as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > limits.bytes {
        return Err(Refused::TooBig { megabytes: limits.bytes >> 20 });
    }
    Ok(bytes)
}
