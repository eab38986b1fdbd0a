//! The side that asks: where a file is read, and the stream of what was found in it.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    ops::ControlFlow,
    os::unix::process::ExitStatusExt,
    path::PathBuf,
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use crate::{
    Event, Limits, Refused,
    child::{Line, UNCONFINED, VERB, gather},
    read::read,
};

/// Rows on their way between the reader and whoever takes them.
const UNDERWAY: usize = 256;
/// Longer than the longest row within the default limits; a child that says more has lost its mind.
const LONGEST_LINE: u64 = 32 << 20;
const SIGABRT: i32 = 6;
const SIGKILL: i32 = 9;
const SIGXCPU: i32 = 24;

/// Where a file is read.
#[derive(Debug, Clone)]
pub enum Place {
    /// In a child process of this program, which must call [`crate::child::main`] when its first argument is the verb.
    Child(PathBuf),
    /// In this process: for tests and for files that we made ourselves.
    Here,
}

impl Place {
    /// A child of the running program, also after its file was replaced by a newer one.
    pub fn own_child() -> Place {
        Place::Child(PathBuf::from("/proc/self/exe"))
    }

    /// Starts reading. Dropping the events ends the child.
    pub fn open(
        &self,
        input: impl Read + Send + 'static,
        limits: &Limits,
    ) -> Result<Events, Refused> {
        match self {
            Place::Child(program) => in_child(program.clone(), input, limits),
            Place::Here => Ok(here(input, limits.clone())),
        }
    }
}

/// The sheets and rows of a file, as they are read. After an error nothing follows.
pub struct Events {
    lines: Receiver<Line>,
    silence: Duration,
    child: Option<Child>,
    feeder: Option<JoinHandle<Result<(), Refused>>>,
    over: bool,
}

impl Iterator for Events {
    type Item = Result<Event, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let end = match self.lines.recv_timeout(self.silence) {
            Ok(Line::Event(event)) => return Some(Ok(event)),
            Ok(Line::End) => Ok(()),
            Ok(Line::Refused(refused)) => Err(refused),
            Err(RecvTimeoutError::Timeout) => Err(Refused::Time),
            Err(RecvTimeoutError::Disconnected) => Err(self.how_it_ended()),
        };
        self.over = true;
        self.end_child();
        // A file that could not be fetched to its end looks damaged to the child; the true reason is here.
        let fed = self
            .feeder
            .take()
            .map_or(Ok(()), |feeder| feeder.join().unwrap_or(Err(Refused::Crashed)));
        fed.and(end).err().map(Err)
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.end_child();
    }
}

impl Events {
    fn end_child(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself; then there is nothing to kill and only its place to clear.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// The child said nothing more and did not say why.
    fn how_it_ended(&mut self) -> Refused {
        let Some(mut child) = self.child.take() else { return Refused::Crashed };
        child.wait().map_or(Refused::Crashed, why)
    }
}

fn why(status: ExitStatus) -> Refused {
    match (status.signal(), status.code()) {
        (Some(SIGXCPU), _) => Refused::Time,
        // Rust aborts when memory is refused to it; the kernel kills when the machine has none.
        (Some(SIGABRT | SIGKILL), _) => Refused::Memory,
        (_, Some(code)) if code == i32::from(UNCONFINED) => {
            Refused::Unstartable { reason: "the reader could not be confined".to_owned() }
        }
        _ => Refused::Crashed,
    }
}

fn in_child(
    program: PathBuf,
    input: impl Read + Send + 'static,
    limits: &Limits,
) -> Result<Events, Refused> {
    let unstartable = |error: io::Error| Refused::Unstartable { reason: error.to_string() };
    let header = serde_json::to_string(limits).map_err(|error| unstartable(error.into()))?;
    let mut command = Command::new(program);
    command.arg(VERB).env_clear().current_dir("/");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(unstartable)?;
    let (sender, lines) = sync_channel(UNDERWAY);
    if let Some(output) = child.stdout.take() {
        thread::spawn(move || listen(output, &sender));
    }
    let feeder = child.stdin.take().map(|stdin| thread::spawn(move || feed(header, input, stdin)));
    let silence = Duration::from_secs(limits.silent_seconds);
    Ok(Events { lines, silence, child: Some(child), feeder, over: false })
}

/// Hands the file to the child. That the child stops listening is no error here: it says itself why.
fn feed(header: String, mut input: impl Read, mut child: ChildStdin) -> Result<(), Refused> {
    let mut block = vec![0; 64 << 10];
    let mut told = writeln!(child, "{header}");
    while told.is_ok() {
        let read = input
            .read(&mut block)
            .map_err(|error| Refused::Unreadable { reason: error.to_string() })?;
        if read == 0 {
            break;
        }
        told = child.write_all(&block[..read]);
    }
    Ok(())
}

/// Passes on what the child says, until it ends or says what makes no sense.
fn listen(output: ChildStdout, sender: &SyncSender<Line>) {
    let mut output = BufReader::with_capacity(64 << 10, output);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = (&mut output).take(LONGEST_LINE).read_until(b'\n', &mut line);
        let Ok(1..) = read else { return };
        let Ok(line) = serde_json::from_slice(&line) else { return };
        if sender.send(line).is_err() {
            return;
        }
    }
}

fn here(mut input: impl Read + Send + 'static, limits: Limits) -> Events {
    let silence = Duration::from_secs(limits.silent_seconds);
    let (sender, lines) = sync_channel(UNDERWAY);
    thread::spawn(move || {
        let outcome = gather(&mut input, &limits).and_then(|bytes| {
            read(&bytes, &limits, &mut |event| match sender.send(Line::Event(event)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            })
        });
        // Nobody listens any more: then nobody needs the end either.
        let _ = sender.send(outcome.map_or_else(Line::Refused, |()| Line::End));
    });
    Events { lines, silence, child: None, feeder: None, over: false }
}
