//! PostgreSQL's sequencer: gives journal entries their dense index, right after their commit.
//!
//! Acts commit concurrently, so none can know its place. One thread takes whatever has committed
//! since its last round, numbers it in one transaction, and only then are those acts answered.
//! Several programs may do so at once: the head's row lets one at a time in. What a killed program
//! left unnumbered, the next round numbers.

use std::{thread, time::Duration};

use crossbeam_channel::Receiver;

use crate::{Error, Tx, journal, tx::Base, unit::Job};

const ATTEMPTS: u32 = 8;

pub(crate) fn run(mut tx: Tx, queue: &Receiver<Job>) {
    round(&mut tx);
    while let Ok(first) = queue.recv() {
        let mut group = vec![first];
        group.extend(queue.try_iter());
        round(&mut tx);
        for job in group {
            // Durable whether or not the numbering succeeded; a later round makes up for it.
            job.answer(Ok(()));
        }
    }
}

fn round(tx: &mut Tx) {
    for attempt in 0..ATTEMPTS {
        if once(tx).is_ok() {
            return;
        }
        tx.take_failure();
        // Fails only where nothing is open any more, and that is as good.
        let _ = tx.control("ROLLBACK");
        thread::sleep(Duration::from_millis(1 << attempt));
    }
}

fn once(tx: &mut Tx) -> Result<(), Error> {
    if let Base::Postgres(postgres) = tx.base() {
        postgres.mend()?;
    }
    // Each statement sees what had committed before it, so nothing hides behind a snapshot.
    tx.control("BEGIN ISOLATION LEVEL READ COMMITTED")?;
    journal::number(tx)?;
    journal::extend(tx)?;
    tx.control("COMMIT")
}
