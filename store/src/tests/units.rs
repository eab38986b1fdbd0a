//! What a unit of work may rely on, on both databases.

use std::{
    sync::{Arc, Mutex, mpsc::channel},
    thread,
};

use super::{in_one_group, insert, names, place, submit, submit_insert};
use crate::{Error, QUEUE};

crate::on_both! {
    fn a_failing_unit_does_not_harm_its_neighbours(fresh: Fresh) {
        let store = fresh.open();
        let lost = place("lost");
        let (before, failing, after) = in_one_group(&store, || (
            submit_insert(&store, "before"),
            submit(&store, move |tx| {
                insert(tx, &lost)?;
                insert(tx, &lost)
            }),
            submit_insert(&store, "after"),
        ));
        assert_eq!(before.recv().unwrap(), Ok(()));
        assert_eq!(failing.recv().unwrap(), Err(Error::Duplicate));
        assert_eq!(after.recv().unwrap(), Ok(()));
        assert_eq!(names(&store), ["after", "before"]);
    }

    fn a_panicking_unit_does_not_harm_its_neighbours(fresh: Fresh) {
        let store = fresh.open();
        let lost = place("lost");
        let (before, panicking, after) = in_one_group(&store, || (
            submit_insert(&store, "before"),
            submit(&store, move |tx| {
                insert(tx, &lost)?;
                panic!("on purpose")
            }),
            submit_insert(&store, "after"),
        ));
        assert_eq!(before.recv().unwrap(), Ok(()));
        assert_eq!(panicking.recv().unwrap(), Err(Error::Panicked));
        assert_eq!(after.recv().unwrap(), Ok(()));
        assert_eq!(names(&store), ["after", "before"]);
    }

    fn an_error_that_is_swallowed_still_undoes_the_unit(fresh: Fresh) {
        let store = fresh.open();
        let twice = place("twice");
        let result = store.write(move |tx| {
            insert(tx, &twice)?;
            let _ = insert(tx, &twice);
            let aborted = insert(tx, &place("later"));
            assert_eq!(aborted, Err(Error::Aborted));
            Ok(())
        });
        assert_eq!(result, Err(Error::Duplicate));
        assert!(names(&store).is_empty());
    }

    fn parameters_are_bound_by_their_number(fresh: Fresh) {
        const SQL: &str = "
            SELECT COUNT(*) * 100 + CAST($2 AS BIGINT) * 10 + CAST($1 AS BIGINT)
            FROM organisation WHERE name <> $3";
        let number = fresh.open().read(|tx| tx.one::<i64>(SQL, &[&1_i64, &2_i64, &"x"]));
        assert_eq!(number, Ok(Some(21)));
    }

    fn a_reader_cannot_write(fresh: Fresh) {
        let store = fresh.open();
        let result = store.read(|tx| insert(tx, &place("no")));
        assert!(matches!(result, Err(Error::Refused { .. })), "{result:?}");
    }

    fn a_second_opening_finds_nothing_to_migrate(fresh: Fresh) {
        let first = fresh.open();
        submit_insert(&first, "kept").recv().unwrap().unwrap();
        assert_eq!(names(&fresh.open()), ["kept"]);
    }

    fn many_programs_may_open_at_once(fresh: Fresh) {
        thread::scope(|scope| {
            for _ in 0..12 {
                scope.spawn(|| fresh.open());
            }
        });
    }

    fn a_full_queue_says_so_at_once(fresh: Fresh) {
        let store = fresh.open();
        let (open, gate) = channel::<()>();
        let gate = Arc::new(Mutex::new(gate));
        let mut answers = Vec::new();
        // PostgreSQL's workers take eight units off the queue; SQLite's writer takes a group.
        for _ in 0..QUEUE + 1000 {
            let gate = gate.clone();
            answers.push(submit(&store, move |_| {
                let _ = gate.lock().unwrap().recv();
                Ok(())
            }));
        }
        drop(open);
        let busy = answers.iter().filter(|answer| answer.recv().unwrap() == Err(Error::Busy));
        assert!(busy.count() >= 700);
    }
}
