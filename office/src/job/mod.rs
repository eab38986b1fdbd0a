//! Later work: what an act queued with `Act::queue`, done outside any transaction in acts
//! of its own, as often as it takes.

mod kinds;

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use model::{Timestamp, id::JobId, job::Job, right::Right};

pub use self::kinds::title;
use crate::{Act, Asker, Error, Office};

/// One kind of job: idempotent, because a killed program leaves it to be done again.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&Asker, &str) -> Result<(), Error>,
    /// How often it is queued by itself, in milliseconds.
    pub(crate) every: Option<i64>,
}

/// A kind of job that is queued by itself whenever it is wanted.
pub(crate) struct Watch {
    pub(crate) name: &'static str,
    /// How often somebody looks, in milliseconds.
    pub(crate) every: i64,
    /// Whether it is wanted, so many milliseconds after it was last queued. Only reads: an idle
    /// county writes nothing.
    pub(crate) wanted: fn(&Asker, i64) -> Result<bool, Error>,
}

/// A taker that has not finished after this long is taken to be gone.
const ABANDONED: i64 = 15 * 60_000;
const ATTEMPTS: i64 = 8;
const PAUSE: Duration = Duration::from_millis(200);

/// Works until told to stop. `now` is the program's clock.
pub fn work(office: &Office, now: impl Fn() -> Timestamp, stop: &AtomicBool) {
    let mut last: Vec<(&Kind, i64)> = kinds::KINDS.iter().map(|kind| (kind, 0)).collect();
    let mut watched: Vec<Watched> = kinds::WATCHES.iter().map(Watched::new).collect();
    while !stop.load(Ordering::Relaxed) {
        queue_periodic(office, now(), &mut last);
        for watched in &mut watched {
            watched.look(office, now());
        }
        match run_next(office, now()) {
            Ok(true) => {}
            Ok(false) => thread::sleep(PAUSE),
            Err(error) => {
                tracing::error!(%error, "the job queue cannot be read");
                thread::sleep(PAUSE * 10);
            }
        }
    }
}

/// Runs every job that is due, and those that they queue; returns how many.
pub fn run_due(office: &Office, now: impl Fn() -> Timestamp) -> Result<usize, Error> {
    let mut done = 0;
    while run_next(office, now())? {
        done += 1;
    }
    Ok(done)
}

/// Takes and runs one job. False when none is due.
fn run_next(office: &Office, now: Timestamp) -> Result<bool, Error> {
    let asker = office.program(now);
    let abandoned = now.plus_millis(-ABANDONED);
    let take = move |act: &mut Act<'_>| Ok(store::jobs::take(act.tx, now, abandoned)?);
    // A look first: an idle queue costs no write.
    let due = move |act: &mut Act<'_>| Ok(store::jobs::due(act.tx, now, abandoned)?);
    if !asker.read(due)? {
        return Ok(false);
    }
    let Some(job) = asker.write(take)? else { return Ok(false) };
    let id = job.id;
    match run(&asker, &job) {
        Ok(()) => asker.write(move |act| Ok(store::jobs::done(act.tx, id)?))?,
        Err(error) => settle(&asker, &job, &error)?,
    }
    Ok(true)
}

fn run(asker: &Asker, job: &Job) -> Result<(), Error> {
    let kind = kinds::all().find(|kind| kind.name == job.kind);
    let kind = kind.ok_or_else(|| Error::Broken(format!("no job is called {}", job.kind)))?;
    tracing::debug!(job = %job.id, kind = kind.name, "job");
    (kind.run)(asker, &job.body)
}

/// Again later, twice as late each time; or given up, to be seen on the page of jobs.
fn settle(asker: &Asker, job: &Job, error: &Error) -> Result<(), Error> {
    let (id, now, problem) = (job.id, asker.moment().at, error.to_string());
    tracing::warn!(job = %id, kind = job.kind, attempts = job.attempts, %error, "job failed");
    let hopeless = matches!(error, Error::Refused(_) | Error::NotFound | Error::Denied { .. });
    if hopeless || job.attempts >= ATTEMPTS {
        return asker.write(move |act| Ok(store::jobs::give_up(act.tx, id, now, &problem)?));
    }
    let later = now.plus_millis(1000 << job.attempts.clamp(0, 12));
    asker.write(move |act| Ok(store::jobs::put_back(act.tx, id, later, &problem)?))
}

/// A watch, and when it was last looked after and last queued.
struct Watched {
    watch: &'static Watch,
    looked: i64,
    queued: i64,
}

impl Watched {
    fn new(watch: &'static Watch) -> Watched {
        Watched { watch, looked: 0, queued: 0 }
    }

    fn look(&mut self, office: &Office, now: Timestamp) {
        let at = now.as_millis();
        if at - self.looked < self.watch.every {
            return;
        }
        self.looked = at;
        let (asker, name) = (office.program(now), self.watch.name);
        let queued = match (self.watch.wanted)(&asker, at - self.queued) {
            Ok(false) => return,
            Ok(true) => asker.write(move |act| act.queue(name, "")),
            Err(error) => Err(error),
        };
        match queued {
            Ok(()) => self.queued = at,
            Err(error) => tracing::error!(%error, name, "cannot tell whether a job is wanted"),
        }
    }
}

fn queue_periodic(office: &Office, now: Timestamp, last: &mut [(&Kind, i64)]) {
    for (kind, at) in last {
        let Some(every) = kind.every.filter(|every| now.as_millis() - *at >= *every) else {
            continue;
        };
        *at = now.as_millis();
        let name = kind.name;
        if let Err(error) = office.program(now).write(move |act| act.queue(name, "")) {
            tracing::warn!(%error, every, name, "a periodic job could not be queued");
        }
    }
}

/// Every job, for the page of jobs.
pub fn list(act: &mut Act<'_>) -> Result<Vec<Job>, Error> {
    const SHOWN: i64 = 500;
    act.require_county(Right::ManageSystem)?;
    Ok(store::jobs::all(act.tx, SHOWN)?)
}

/// How many jobs were given up.
pub fn given_up(act: &mut Act<'_>) -> Result<i64, Error> {
    act.require_county(Right::ManageSystem)?;
    Ok(store::jobs::given_up(act.tx)?)
}

/// Gives a job that was given up another round of attempts.
pub fn retry(act: &mut Act<'_>, id: JobId) -> Result<(), Error> {
    act.require_county(Right::ManageSystem)?;
    let job = store::jobs::find(act.tx, id)?.ok_or(Error::NotFound)?;
    store::jobs::done(act.tx, id)?;
    act.queue(&job.kind, &job.body)
}

/// Puts a job that was given up away.
pub fn put_away(act: &mut Act<'_>, id: JobId) -> Result<(), Error> {
    act.require_county(Right::ManageSystem)?;
    match store::jobs::find(act.tx, id)? {
        Some(job) if job.given_up_at.is_some() => Ok(store::jobs::done(act.tx, id)?),
        _ => Err(Error::NotFound),
    }
}

#[cfg(test)]
mod tests;
