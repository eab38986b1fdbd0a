//! What only PostgreSQL has: neighbours on other connections, and lines that break.

use std::{
    sync::{
        Arc, Barrier,
        atomic::{AtomicU32, Ordering},
    },
    thread,
};

use super::{insert, names, place, submit_insert};
use crate::{Error, Tx, testing::Fresh};

const COUNT: &str = "SELECT COUNT(*) FROM organisation";

/// Both read "none yet", both insert: only one can be right, so the other runs again.
#[test]
fn a_unit_that_meets_another_runs_again() {
    let store = Fresh::postgres().open();
    let (runs, meet) = (Arc::new(AtomicU32::new(0)), Arc::new(Barrier::new(2)));
    thread::scope(|scope| {
        for _ in 0..2 {
            let (runs, meet) = (runs.clone(), meet.clone());
            let only_if_none = move |tx: &mut Tx| {
                let none = tx.one::<i64>(COUNT, &[])? == Some(0);
                if runs.fetch_add(1, Ordering::SeqCst) < 2 {
                    meet.wait();
                }
                if none { insert(tx, &place("only")) } else { Ok(()) }
            };
            scope.spawn(|| store.write(only_if_none).unwrap());
        }
    });
    assert!(runs.load(Ordering::SeqCst) > 2);
    assert_eq!(store.read(|tx| tx.one::<i64>(COUNT, &[])), Ok(Some(1)));
}

#[test]
fn a_line_that_breaks_is_mended() {
    // No condition over `pg_stat_activity`: the planner might try it on other tests' connections.
    const KILL: &str = "SELECT COUNT(pg_terminate_backend(pg_backend_pid()))";
    let store = Fresh::postgres().open();
    let runs = Arc::new(AtomicU32::new(0));
    let counter = runs.clone();
    let result: Result<(), Error> = store.write(move |tx| {
        insert(tx, &place("kept"))?;
        if counter.fetch_add(1, Ordering::SeqCst) == 0 {
            tx.one::<i64>(KILL, &[])?;
        }
        Ok(())
    });
    assert_eq!(result, Ok(()));
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    assert_eq!(store.read(|tx| tx.one::<i64>(COUNT, &[])), Ok(Some(1)));
}

#[test]
fn a_column_added_under_a_running_program_does_no_harm() {
    let store = Fresh::postgres().open();
    submit_insert(&store, "Li").recv().unwrap().unwrap();
    let every_worker = || (0..50).all(|_| names(&store) == ["Li"]);
    assert!(every_worker());
    let added = store.write(|tx| tx.exec("ALTER TABLE organisation ADD COLUMN more BIGINT", &[]));
    assert_eq!(added, Ok(0));
    assert!(every_worker());
}
