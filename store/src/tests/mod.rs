mod accounts;
mod backup;
mod journal;
mod lint;
mod postgres;
mod sqlite;
mod units;

use std::sync::mpsc::{Receiver, channel};

use model::{id::OrganisationId, organisation::Organisation};

use crate::{Error, Mode, Store, Tx, testing::now};

type Answer = Receiver<Result<(), Error>>;

fn place(name: &str) -> Organisation {
    Organisation {
        id: OrganisationId::new(now()),
        kind: "branch".to_owned(),
        name: name.to_owned(),
        credit_code: None,
        division_code: "410423101203".parse().unwrap(),
        seated_on: None,
        from_on: "2018-01-01".parse().unwrap(),
        until_on: None,
        import_id: None,
    }
}

/// Fails where the id is taken, so that a unit can be made to fail.
fn insert(tx: &mut Tx, organisation: &Organisation) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO organisation (id, kind, name, division_code, from_on)
        VALUES ($1, $2, $3, $4, $5)";
    let Organisation { id, kind, name, division_code, from_on, .. } = organisation;
    tx.exec(SQL, &[id, kind, name, division_code, from_on])?;
    Ok(())
}

fn names(store: &Store) -> Vec<String> {
    let all = |tx: &mut Tx| tx.all::<String>("SELECT name FROM organisation ORDER BY name", &[]);
    store.read(all).unwrap()
}

fn submit(store: &Store, work: impl Fn(&mut Tx) -> Result<(), Error> + Send + 'static) -> Answer {
    let (reply, answer) = channel();
    store.submit(Mode::Write, work, move |result| reply.send(result).unwrap());
    answer
}

fn submit_insert(store: &Store, name: &str) -> Answer {
    let organisation = place(name);
    submit(store, move |tx| insert(tx, &organisation))
}

/// Holds one database thread up until `queue` has run. On SQLite that is the writer,
/// so all that was queued then forms one group.
fn in_one_group<T>(store: &Store, queue: impl FnOnce() -> T) -> T {
    let (open, gate) = channel();
    let (here, arrived) = channel();
    let held = submit(store, move |_| {
        here.send(()).unwrap();
        gate.recv().unwrap();
        Ok(())
    });
    arrived.recv().unwrap();
    let queued = queue();
    open.send(()).unwrap();
    held.recv().unwrap().unwrap();
    queued
}
